#include <algorithm>
#include <chrono>
#include <set>

#include "catch.hpp"
#include "files.hpp"

using namespace tissu;

TEST_CASE("the European cities in URBACT networks, as published") {
    const auto path = files::shared("data/networks/urbact");
    if (path.empty()) return;
    const auto start = std::chrono::steady_clock::now();
    const Import import = read(path);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    std::cout << "urbact: " << seconds.count() << " s\n";
    const RowCount partners = files::rows_of(import, "partners");
    CHECK(partners.read == 1510);
    CHECK(partners.kept == 1509);
    CHECK(partners.rejected == 1);
    CHECK(import.batch.partners.size() == 1509);
    CHECK(import.batch.partnerships.size() == 172);
    CHECK(import.batch.actors.size() == 591);
}
