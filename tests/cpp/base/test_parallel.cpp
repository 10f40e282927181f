#include "catch.hpp"

#include <atomic>
#include <numeric>
#include <thread>
#include <vector>

#include <tissu/base/error.hpp>
#include <tissu/base/parallel.hpp>
#include <tissu/base/progress.hpp>

using namespace tissu;

TEST_CASE("every item is worked on once, in the same chunks at any number of threads") {
    for (std::size_t n : {0U, 1U, 10U, 1000U}) {
        for (unsigned threads : {1U, 2U, 8U}) {
            std::vector<int> seen(n, 0);
            std::vector<std::size_t> begins(chunk_count(n, 7));
            for_each_chunk(n, 7, threads, [&](std::size_t chunk, std::size_t begin, std::size_t end) {
                begins[chunk] = begin;
                for (std::size_t i = begin; i < end; ++i) ++seen[i];
            });
            CHECK(std::accumulate(seen.begin(), seen.end(), std::size_t{0}) == n);
            for (std::size_t chunk = 0; chunk < begins.size(); ++chunk) CHECK(begins[chunk] == 7 * chunk);
        }
    }
}

TEST_CASE("an exception of the work leaves after all threads have stopped") {
    for (unsigned threads : {1U, 4U})
        CHECK_THROWS_AS(for_each_chunk(1000, 1, threads,
                                       [](std::size_t chunk, std::size_t, std::size_t) {
                                           if (chunk == 500) throw Error(Errc::conflict, "x");
                                       }),
                        Error);
}

TEST_CASE("a listener can stop the computation, and all threads see it") {
    const Progress progress([](double) { return false; });
    std::atomic<int> done{0};
    try {
        for_each_chunk(100'000, 1, 4, [&](std::size_t, std::size_t, std::size_t) {
            progress.report(0);
            ++done;
        });
        FAIL("was not stopped");
    } catch (const Error& error) {
        CHECK(error.code() == Errc::cancelled);
    }
    CHECK(done < 100'000);
}

TEST_CASE("a listener hears at most one report in 50 ms") {
    int calls = 0;
    const Progress progress([&](double) { return ++calls < 1000; });
    for (int i = 0; i < 100'000; ++i) progress.report(0.5);
    CHECK(calls >= 1);
    CHECK(calls < 100);
    CHECK_NOTHROW(Progress().report(0.5));
}
