#include <algorithm>
#include <chrono>
#include <iostream>

#include "catch.hpp"
#include "files.hpp"
#include "io/cog.hpp"

using namespace tissu;

namespace {

Import timed(const std::filesystem::path& path) {
    const auto start = std::chrono::steady_clock::now();
    Import import = read(path);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    std::cout << path.string() << ": read in " << seconds.count() << " s\n";
    return import;
}

/// Those that the files do not say to be gone.
std::int64_t of_kind(const Import& import, std::string_view kind) {
    return std::count_if(import.batch.territories.begin(), import.batch.territories.end(),
                         [&](const Territory& territory) {
                             return territory.id.scheme() == kind && !territory.valid_to.known();
                         });
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
    CHECK(of_kind(import, "departement") == 101);
    CHECK(of_kind(import, "region") == 18);
    CHECK(of_kind(import, "arrondissement") == 333);
    CHECK(files::rows_of(import, "populations").rejected == 0);
    const auto rejected = std::count_if(import.issues.begin(), import.issues.end(),
                                        [](const Issue& issue) { return issue.action == Action::rejected; });
    CHECK(rejected == 0);
}

TEST_CASE("the composition of EPCI, as published") {
    const auto path = files::shared("data/geo/epci_history");
    if (path.empty()) return;
    const Import import = timed(path);
    CHECK(of_kind(import, "epci") == 1273);  // of 2019 or 2025
    const auto since = [&](int year) {
        return std::count_if(import.batch.parts.begin(), import.batch.parts.end(), [year](const Part& part) {
            return part.since.known() && part.since.first == std::chrono::year(year) / 1 / 1;
        });
    };
    CHECK(since(2019) == 34966);
    CHECK(since(2025) == 34871);
}

TEST_CASE("codes of communes and départements are mended when there is one reading") {
    using io::commune_code;
    using io::departement_code;
    for (const auto& [written, code] : std::vector<std::pair<std::string, std::string>>{{"01001", "01001"},
                                                                                        {"1001", "01001"},
                                                                                        {"2A004", "2A004"},
                                                                                        {"2a004", "2A004"},
                                                                                        {"2b033", "2B033"},
                                                                                        {"97105", "97105"}}) {
        REQUIRE(commune_code(written));
        CHECK(commune_code(written)->text == code);
        CHECK(commune_code(written)->repaired == (written != code));
    }
    for (const char* text : {"", "O1001", "2A4", "20A04", "1001.0", "=\"01001\"", "00001", "010011",
                             "１１００１", "2C001", "12"})
        CHECK_FALSE(commune_code(text));
    CHECK(departement_code("1")->text == "01");
    CHECK(departement_code("2a")->text == "2A");
    CHECK(departement_code("974")->text == "974");
    for (const char* text : {"", "00", "2C", "A", "9999", "0x"}) CHECK_FALSE(departement_code(text));
    CHECK(io::city_of_arrondissement("75120") == "75056");
    CHECK(io::city_of_arrondissement("75056").empty());
}

TEST_CASE("delegated communes share codes with communes, and are other territories") {
    const Import import = read(files::golden("cog/csv/input"));
    CHECK(of_kind(import, "commune") == 5);  // one of the movements
    CHECK(of_kind(import, "comd") == 2);
    const Territory& alpha =
        *std::find_if(import.batch.territories.begin(), import.batch.territories.end(),
                      [](const Territory& territory) { return territory.id.text() == "commune:91001"; });
    CHECK(alpha.population == 12345);
    CHECK(alpha.parts_of == std::vector<Code>{Code("departement:91"), Code("arrondissement:912")});
    CHECK(alpha.identifiers == std::vector<Code>{Code("siren:219100013")});
}
