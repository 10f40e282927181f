// Run by name only (`test_store [scale]`): how long the loads of the size of the demo base and of the French
// geography take. The bounds are wide, for slow machines; the figures are printed.
#include <catch.hpp>

#include <chrono>
#include <iostream>

#include <sys/resource.h>

#include <tissu/base/random.hpp>
#include <tissu/store/store.hpp>

#include "folder.hpp"
#include "small.hpp"

using namespace tissu;
using namespace tissu::test;

namespace {

class Clock {
public:
    double lap(const char* what) {
        const auto now = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(now - last_).count();
        last_ = now;
        rusage usage{};
        ::getrusage(RUSAGE_SELF, &usage);
        std::cout << what << ": " << seconds << " s, at most " << usage.ru_maxrss / 1024 << " MB so far\n";
        return seconds;
    }

private:
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

void run(const Batch& batch, double seconds_allowed) {
    const Folder folder;
    Clock clock;
    Store store = Store::open(folder / "base.tissu");
    clock.lap("make");
    const ApplyReport report = store.apply(batch);
    CHECK(clock.lap("apply") < seconds_allowed);
    CHECK(report.issues.empty());
    CHECK(store.snapshot()->revision == 1);
    clock.lap("snapshot");
    CHECK(content_hash(store.read()) == content_hash(batch));
    clock.lap("read and hash");
    Batch changed = batch;
    changed.files.push_back("other");
    if (!changed.territories.empty()) changed.territories[0].population = 7;
    if (!changed.actors.empty()) changed.actors[0].field = "x";
    CHECK(store.apply(changed).revision == 2);
    clock.lap("apply a second time, one record changed");
    store.close();
    Store reopened = Store::open(folder / "base.tissu");
    clock.lap("open");
    CHECK(reopened.revision() == 2);
    std::cout << std::filesystem::file_size(folder / "base.tissu") / 1024 << " kB\n";
}

}  // namespace

TEST_CASE("loads of the size of the demo base", "[.][scale]") {
    Random random(1);
    Batch batch;
    batch.source = "scale";
    batch.source_kind = "SYNTH";
    for (int i = 0; i < 2'000; ++i) batch.territories.push_back(territory("commune:" + std::to_string(i)));
    for (int i = 0; i < 19'000; ++i) {
        batch.actors.push_back(actor("x:" + std::to_string(i), i % 5 == 0 ? "organisation" : "person"));
        batch.actors.back().territory = batch.territories[random.below(2'000)].id;
    }
    for (int i = 0; i < 2'000; ++i) {
        batch.events.push_back(event("e:" + std::to_string(i)));
        batch.events.back().start = date("2019-05-01");
        batch.events.back().themes = {Code("theme:COH"), Code("theme:RUC")};
        batch.events.back().organisers = {batch.actors[random.below(19'000)].id};
    }
    for (std::size_t i = 0; i < 52'000; ++i) {
        const std::string who = "x:" + std::to_string((i * 7 + i / 2'000) % 19'000);
        batch.participations.push_back(participation("e:" + std::to_string(i % 2'000), who));
        batch.participations.back().category = "associations";
        batch.participations.back().line = static_cast<std::int64_t>(i);
        batch.participations.back().date = date("2019-05-01");
    }
    run(batch, 15);
}

TEST_CASE("loads of the size of the French geography", "[.][scale]") {
    Batch batch;
    batch.source = "scale";
    for (int i = 0; i < 100; ++i) batch.territories.push_back(territory("departement:" + std::to_string(i)));
    for (int i = 0; i < 1'300; ++i) batch.territories.push_back(territory("epci:" + std::to_string(i)));
    for (int i = 0; i < 35'000; ++i) {
        batch.territories.push_back(territory("commune:" + std::to_string(i), {Code("departement:" + std::to_string(i % 100)),
                                                                              Code("epci:" + std::to_string(i % 1'300)),
                                                                              Code("departement:" + std::to_string((i + 1) % 100))}));
        batch.territories.back().population = i;
        batch.territories.back().lon = 2.5;
        batch.territories.back().lat = 48.5;
        batch.territories.back().identifiers = {Code("siren:" + std::to_string(i))};
    }
    run(batch, 25);
}
