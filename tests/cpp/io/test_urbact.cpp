#include <algorithm>
#include <chrono>

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
    CHECK(seconds.count() < 5);
    CHECK(partners.read == 1510);
    CHECK(partners.kept == 1509);
    CHECK(partners.rejected == 1);
    CHECK(import.batch.partners.size() == 1509);
    CHECK(import.batch.partnerships.size() == 172);
    CHECK(import.batch.actors.size() == 591);
    const auto of_kind = [&](std::string_view kind) {
        return std::count_if(import.batch.territories.begin(), import.batch.territories.end(),
                             [&](const Territory& territory) { return territory.id.scheme() == kind; });
    };
    CHECK(of_kind("city") == 591);
    CHECK(of_kind("country") == 31);
    CHECK(of_kind("region_eu") == 4);
    const auto leads = std::count_if(import.batch.partners.begin(), import.batch.partners.end(),
                                     [](const Partner& partner) { return partner.role == "lead"; });
    CHECK(leads == 172);
    const auto said = [&](std::string_view file, std::int64_t line, std::string_view column) {
        return std::any_of(import.issues.begin(), import.issues.end(), [&](const Issue& issue) {
            return issue.file == file && issue.line == line && issue.column == column;
        });
    };
    CHECK(said("memberships.csv", 252, "geonameId"));  // Berlin twice in network 28
    CHECK(said("memberships.csv", 117, "geonameId"));  // GN00 is no GeoNames number
    CHECK(said("memberships.csv", 355, "NameCity"));   // Huddersfield under the number of Leeds
    CHECK(said("networks.csv", 32, "NbCities"));       // 9 cities announced, 10 listed
    CHECK(said("networks.csv", 47, "Activities"));     // <U+FFFD>
    const Partnership& first = import.batch.partnerships.front();
    CHECK(first.title == "2nd Chance");
    CHECK(tissu::to_text(first.since) == "2015");
    CHECK(first.themes.size() == 6);
    CHECK(first.description.find("those \"sleeping giants\" for") != std::string::npos);
}
