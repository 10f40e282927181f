#include <algorithm>
#include <chrono>
#include <iostream>

#include "catch.hpp"
#include "files.hpp"

using namespace tissu;

namespace {

Import timed(const std::filesystem::path& path) {
    const auto start = std::chrono::steady_clock::now();
    Import import = read(path);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    std::cout << path.string() << ": read in " << seconds.count() << " s\n";
    return import;
}

std::int64_t of_kind(const Import& import, std::string_view kind) {
    return std::count_if(import.batch.territories.begin(), import.batch.territories.end(),
                         [&](const Territory& territory) { return territory.id.scheme() == kind; });
}

}  // namespace

TEST_CASE("the official geographic code of 2026, as published") {
    const auto path = files::shared("data/geo/cog2026");
    if (path.empty()) return;
    const Import import = timed(path);
    CHECK(of_kind(import, "commune") == 34875);
    CHECK(of_kind(import, "comd") == 2105);
    CHECK(of_kind(import, "coma") == 471);
    CHECK(of_kind(import, "arm") == 45);
    CHECK(of_kind(import, "ept") == 11);
}

TEST_CASE("the composition of EPCI, as published") {
    const auto path = files::shared("data/geo/epci_history");
    if (path.empty()) return;
    const Import import = timed(path);
    CHECK(of_kind(import, "epci") == 1255);
}
