#include <catch.hpp>

#include <atomic>
#include <chrono>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

#include <tissu/base/random.hpp>
#include <tissu/store/store.hpp>

#include "folder.hpp"
#include "processes.hpp"
#include "small.hpp"

using namespace tissu;
using namespace tissu::test;

namespace {

Batch numbered(const std::string& name, int count) {
    Batch batch;
    batch.source = name;
    batch.events = {event("e:" + name)};
    for (int i = 0; i < count; ++i) {
        batch.actors.push_back(actor(name + ":" + std::to_string(i)));
        batch.participations.push_back(participation("e:" + name, name + ":" + std::to_string(i)));
    }
    return batch;
}

Errc code_of_apply(Store& store, const Batch& batch) {
    try {
        store.apply(batch);
    } catch (const Error& error) {
        return error.code();
    }
    return Errc::unsupported;
}

}  // namespace

TEST_CASE("processes that write at once lose nothing") {
    const Folder folder;
    const auto path = folder / "base";
    constexpr int processes = 3, batches = 12;
    std::vector<pid_t> children;
    for (int p = 0; p < processes; ++p)
        children.push_back(start_child([&] {
            Store store = Store::open(path, {false, 60'000});  // the first of them makes it
            for (int b = 0; b < batches; ++b)
                if (store.apply(numbered("p" + std::to_string(p) + "b" + std::to_string(b), 3)).already_applied) return 1;
            return 0;
        }));
    for (const pid_t child : children) CHECK(wait_for(child) == 0);
    const Store store = Store::open(path);
    CHECK(store.revision() == processes * batches);
    CHECK(store.read().actors.size() == processes * batches * 3);
    CHECK(store.query("SELECT count(*) AS n FROM batch").column("n").integers()[0] == processes * batches + 1);
}

TEST_CASE("threads share one store, and two stores of one file share the file") {
    const Folder folder;
    const auto path = folder / "base";
    Store one = Store::open(path, {false, 60'000});
    Store two = Store::open(path, {false, 60'000});
    constexpr int batches = 10;
    std::atomic<int> failures{0};
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                try {
                    Store& store = t < 2 ? one : two;
                    for (int b = 0; b < batches; ++b) {
                        store.apply(numbered("t" + std::to_string(t) + "b" + std::to_string(b), 2));
                        if (store.snapshot()->revision < b + 1) ++failures;
                        if (store.query("SELECT count(*) AS n FROM actor").column("n").integers()[0] < 2) ++failures;
                    }
                } catch (const std::exception&) {
                    ++failures;
                }
            });
    }
    CHECK(failures == 0);
    CHECK(one.revision() == 4 * batches);
    CHECK(two.snapshot()->actors.size() == 4 * batches * 2);
    one.close();
    CHECK(two.apply(numbered("last", 1)).revision == 4 * batches + 1);
    CHECK(Store::open(path).revision() == 4 * batches + 1);
}

TEST_CASE("a snapshot is kept until the revision changes, also by another store") {
    const Folder folder;
    Store one = Store::open(folder / "base");
    Store two = Store::open(folder / "base");
    const auto first = one.snapshot();
    CHECK(one.snapshot() == first);
    two.apply(numbered("x", 2));
    const auto second = one.snapshot();
    CHECK(second != first);
    CHECK(first->actors.empty());
    CHECK(second->actors.size() == 2);
}

TEST_CASE("kill -9 leaves the state before or after") {
    const Folder folder;
    const auto path = folder / "base";
    constexpr int size = 400, kills = 50;
    const auto load = [&path](int number) {
        return start_child([&path, number] {
            Store::open(path).apply(numbered("k" + std::to_string(number), size));
            return 0;
        });
    };
    const auto begin = std::chrono::steady_clock::now();
    REQUIRE(wait_for(load(0)) == 0);
    const auto whole = std::chrono::steady_clock::now() - begin;
    Random random(5);
    std::int64_t revision = 1;
    int killed = 0, committed = 0;
    for (int i = 1; i <= kills; ++i) {
        const pid_t child = load(i);
        std::this_thread::sleep_for(whole * random.uniform() * 1.1);
        static_cast<void>(::kill(child, SIGKILL));
        killed += wait_for(child) == -SIGKILL ? 1 : 0;
        const Store store = Store::open(path);
        const std::int64_t now = store.revision();
        REQUIRE((now == revision || now == revision + 1));
        committed += now == revision ? 0 : 1;
        revision = now;
        const Table counts = store.query("SELECT (SELECT count(*) FROM actor) AS actors, "
                                         "(SELECT count(*) FROM activity_actor) AS members, "
                                         "(SELECT count(*) FROM activity) AS events");
        REQUIRE(counts.column("actors").integers()[0] == revision * size);
        REQUIRE(counts.column("members").integers()[0] == revision * size);
        REQUIRE(counts.column("events").integers()[0] == revision);
    }
    const Store store = Store::open(path);
    CHECK(store.snapshot()->members.size() == static_cast<std::size_t>(revision) * size);
    CHECK(store.query("SELECT count(*) AS n FROM batch").column("n").integers()[0] == revision + 1);
    CHECK(killed > 0);
    WARN(killed << " of " << kills << " loads were killed before their end, " << committed << " were committed");
}

TEST_CASE("kill -9 while a store is being made leaves none or a whole one") {
    const Folder folder;
    Random random(6);
    for (int i = 0; i < 20; ++i) {
        const auto path = folder / ("base" + std::to_string(i));
        const pid_t child = start_child([&path] { return Store::open(path).revision() == 0 ? 0 : 1; });
        std::this_thread::sleep_for(std::chrono::microseconds(random.below(60'000)));
        static_cast<void>(::kill(child, SIGKILL));
        static_cast<void>(wait_for(child));
        CHECK(Store::open(path).snapshot()->themes.size() == 370);
    }
}

TEST_CASE("another writer that does not end is a conflict that names the time-out") {
    const Folder folder;
    const auto path = folder / "base";
    Store store = Store::open(path, {false, 80});
    int ready[2], done[2];
    REQUIRE(::pipe(ready) == 0);
    REQUIRE(::pipe(done) == 0);
    char byte = 0;
    const pid_t child = start_child([&] {
        Store other = Store::open(path);
        const Progress hold([&](double) {
            return ::write(ready[1], "x", 1) == 1 && ::read(done[0], &byte, 1) == 1;
        });
        other.apply(numbered("child", 1), false, hold);
        return 0;
    });
    REQUIRE(::read(ready[0], &byte, 1) == 1);
    CHECK(code_of_apply(store, numbered("mine", 1)) == Errc::conflict);
    CHECK_THROWS_WITH(store.apply(numbered("mine", 1)), Catch::Matchers::Contains("80 ms"));
    CHECK(store.revision() == 0);  // reading goes on
    CHECK(size(store.read()) == 0);
    REQUIRE(::write(done[1], "x", 1) == 1);
    CHECK(wait_for(child) == 0);
    CHECK(store.apply(numbered("mine", 1)).revision == 2);
    for (const int end : {ready[0], ready[1], done[0], done[1]}) ::close(end);
}

TEST_CASE("a file that another part of the program has open is a conflict") {
    const Folder folder;
    const auto path = folder / "base";
    { Store::open(path); }
    int other = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    REQUIRE(other >= 0);
    try {
        Store::open(path);
        FAIL("expected an error");
    } catch (const Error& error) {
        CHECK(error.code() == Errc::conflict);
    }
    ::close(other);
    Store store = Store::open(path);
    CHECK(store.apply(numbered("a", 1)).revision == 1);
    other = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    CHECK(code_of_apply(store, numbered("b", 1)) == Errc::conflict);
    ::close(other);
    CHECK(store.apply(numbered("b", 1)).revision == 2);
}

TEST_CASE("a file that was replaced under an open store is not written") {
    const Folder folder;
    Store store = Store::open(folder / "base");
    Store other = Store::open(folder / "other");
    std::filesystem::rename(folder / "other", folder / "base");
    CHECK(code_of_apply(store, numbered("a", 1)) == Errc::conflict);
    std::filesystem::remove(folder / "base");
    CHECK(code_of_apply(store, numbered("a", 1)) == Errc::io);
}

TEST_CASE("a store does not go through a fork") {
    const Folder folder;
    Store store = Store::open(folder / "base");
    store.apply(numbered("a", 1));
    CHECK(in_child([&] {
              if (code_of_apply(store, numbered("b", 1)) != Errc::invalid_argument) return 1;
              Store own = Store::open(folder / "base");  // a new one is fine
              if (own.apply(numbered("c", 1)).revision != 2) return 2;
              store.close();
              return 0;
          }) == 0);
    CHECK(store.apply(numbered("d", 1)).revision == 3);
    CHECK(store.read().actors.size() == 3);
}
