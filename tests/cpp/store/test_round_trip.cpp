#include <catch.hpp>

#include <tissu/store/store.hpp>

#include "folder.hpp"
#include "random_batch.hpp"

using namespace tissu;
using namespace tissu::test;

namespace {

/// Where each record was read, in the order of the batch.
std::vector<std::string> places(const Batch& batch) {
    std::vector<std::string> out;
    Batch::tables(batch, [&](const auto& records) {
        for (const auto& record : records) out.push_back(batch.files[record.file] + "#" + std::to_string(record.line));
    });
    return out;
}

std::int64_t rejected(const ApplyReport& report) {
    std::int64_t sum = 0;
    for (const RowCount& row : report.rows) {
        CHECK(row.read == row.kept + row.rejected);
        sum += row.rejected;
    }
    return sum;
}

}  // namespace

TEST_CASE("random batches come out as they went in") {
    int untouched = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        INFO("seed " << seed);
        const Batch batch = RandomBatch(seed).make(seed % 12);
        Store store = Store::in_memory();
        const ApplyReport checked = store.check(batch);
        CHECK(store.revision() == 0);
        const ApplyReport report = store.apply(batch);
        CHECK(report.issues.size() == checked.issues.size());
        CHECK(rejected(report) == rejected(checked));
        const Batch out = store.read();
        CHECK(size(out) + static_cast<std::size_t>(rejected(report)) == size(batch));
        if (report.issues.empty()) {
            ++untouched;
            CHECK(content_hash(out) == content_hash(batch));
            CHECK(places(out) == places(batch));
        }
        Store second = Store::in_memory();
        CHECK(rejected(second.apply(out)) == 0);
        CHECK(content_hash(second.read()) == content_hash(out));
        CHECK(places(second.read()) == places(out));
        CHECK(second.snapshot()->members.size() == store.snapshot()->members.size());
    }
    CHECK(untouched >= 55);
}

TEST_CASE("a batch applied on top of another gives the same store as on top of its own result") {
    for (std::uint64_t seed = 0; seed < 25; ++seed) {
        INFO("seed " << seed);
        Store store = Store::in_memory();
        store.apply(RandomBatch(seed).make(8));
        store.apply(RandomBatch(seed + 1'000).make(8));
        const std::string hash = content_hash(store.read());
        const std::int64_t revision = store.revision();
        Batch again = RandomBatch(seed + 1'000).make(8);
        CHECK(store.apply(again).already_applied);
        again.source_kind += "";  // the same content under another hash: one row more, which is rejected
        again.needs.emplace_back();
        store.apply(again);
        CHECK(content_hash(store.read()) == hash);
        CHECK(store.revision() == revision);
    }
}

TEST_CASE("a store of one part of a batch after the other equals that of the whole") {
    const Batch whole = example();
    Batch first = whole, second = whole;
    Batch::tables(second, [](auto& records) { records.clear(); });
    second.events = whole.events;
    second.participations = whole.participations;
    second.resources = whole.resources;
    second.uses = whole.uses;
    second.feedback = whole.feedback;
    second.observations = whole.observations;
    first.events.clear();
    first.participations.clear();
    first.resources.clear();
    first.uses.clear();
    first.feedback.clear();
    first.observations.clear();
    Store store = Store::in_memory();
    CHECK(store.apply(first).issues.empty());
    CHECK(store.apply(second).issues.empty());
    CHECK(store.revision() == 2);
    CHECK(content_hash(store.read()) == content_hash(whole));
}

TEST_CASE("a file holds the same as memory, and after closing too") {
    const Folder folder;
    const Batch batch = RandomBatch(7).make(10);
    Store memory = Store::in_memory();
    memory.apply(batch);
    Store file = Store::open(folder / "base.tissu");
    file.apply(batch);
    CHECK(content_hash(file.read()) == content_hash(memory.read()));
    file.close();
    CHECK(content_hash(Store::open(folder / "base.tissu").read()) == content_hash(memory.read()));
    CHECK(content_hash(Store::open(folder / "base.tissu", {true, 100}).read()) == content_hash(memory.read()));
}
