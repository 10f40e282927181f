// From files into a store, with one report.

#include <chrono>

#include <tissu/base/error.hpp>
#include <tissu/load/load.hpp>

#include "catch.hpp"
#include "io/batches.hpp"
#include "io/files.hpp"

using namespace tissu;

namespace {

RowCount rows_of(const LoadReport& report, std::string_view table) {
    for (const RowCount& row : report.rows)
        if (row.table == table) return row;
    return {};
}

// Two actors, and three partners of whom one is nobody.
void write_small(const files::Folder& folder) {
    folder.write("actors.csv", "id,kind,name\nlocal:a,organisation,A\nlocal:b,organisation,B\n");
    folder.write("partnerships.csv", "id,title\nlocal:p,P\n");
    folder.write("partners.csv",
                 "partnership,actor,role\nlocal:p,local:a,lead\nlocal:p,local:b,partner\nlocal:p,local:"
                 "nobody,partner\n");
}

std::string error_of(const std::function<void()>& call) {
    try {
        call();
    } catch (const Error& error) {
        return std::string(name_of(error.code())) + ": " + error.what();
    }
    return {};
}

// The most memory that this process has used so far, in MiB.
double peak_memory() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
    return 0;
}

double seconds_to_load(Store& store, const std::filesystem::path& path, LoadReport& report) {
    const auto start = std::chrono::steady_clock::now();
    report = load(store, path);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    std::cout << path.string() << ": loaded in " << seconds.count() << " s, peak memory " << peak_memory()
              << " MiB\n";
    return seconds.count();
}

}  // namespace

TEST_CASE("rows that the store leaves out are counted and said") {
    const files::Folder folder;
    write_small(folder);
    Store store = Store::in_memory();
    const LoadReport report = load(store, folder.path());
    const RowCount partners = rows_of(report, "partners");
    CHECK(partners.read == 3);
    CHECK(partners.kept == 2);
    CHECK(partners.rejected == 1);
    CHECK_FALSE(report.ok());
    REQUIRE(report.issues.size() == 1);
    CHECK(report.issues[0].file == "partners.csv");
    CHECK(report.issues[0].line == 4);
    CHECK(report.issues[0].action == Action::rejected);
    CHECK(report.revision == store.revision());
    CHECK(report.hashes.size() == 3);
    CHECK(store.read().partners.size() == 2);
}

TEST_CASE("the same content a second time does nothing") {
    const files::Folder folder;
    write_small(folder);
    Store store = Store::in_memory();
    const LoadReport first = load(store, folder.path());
    const LoadReport second = load(store, folder.path());
    CHECK_FALSE(first.already_applied);
    CHECK(second.already_applied);
    CHECK(second.revision == first.revision);
    CHECK(rows_of(second, "actors").kept == 2);
}

TEST_CASE("check tells what load would, and writes nothing") {
    const files::Folder folder;
    write_small(folder);
    Store store = Store::in_memory();
    const std::int64_t before = store.revision();
    const LoadReport checked = check(store, folder.path());
    CHECK(store.revision() == before);
    CHECK(store.read().actors.empty());
    const LoadReport loaded = load(store, folder.path());
    REQUIRE(checked.issues.size() == loaded.issues.size());
    CHECK(checked.issues[0].rule == loaded.issues[0].rule);
    for (const RowCount& row : loaded.rows) {
        CHECK(rows_of(checked, row.table).kept == row.kept);
        CHECK(rows_of(checked, row.table).rejected == row.rejected);
    }
}

TEST_CASE("strict: one rejected row, and nothing is written") {
    const files::Folder folder;
    write_small(folder);
    Store store = Store::in_memory();
    const std::int64_t before = store.revision();
    const LoadOptions strict{{}, true};
    const std::string by_store = error_of([&] { load(store, folder.path(), strict); });
    CHECK(by_store.starts_with("invalid_data: "));
    CHECK(by_store.find("partners.csv") != std::string::npos);
    CHECK(error_of([&] { (void)check(store, folder.path(), strict); }).starts_with("invalid_data: "));
    folder.write(
        "actors.csv",
        "id,kind,name\nlocal:a,organisation,A\nlocal:b,organisation,B\nlocal:c,organisation,\nlocal:d,,D\n");
    CHECK(error_of([&] { load(store, folder.path(), strict); }) ==
          "invalid_data: actors.csv, line 4, column name: expected a value, found none (and 1 more)");
    CHECK(store.revision() == before);
    CHECK(store.read().actors.empty());
}

TEST_CASE("a listener may stop a load in either half") {
    const auto path = files::golden("package/river/input");
    Store store = Store::in_memory();
    const std::int64_t before = store.revision();
    CHECK(error_of([&] {
              load(store, path, {}, Progress([](double) { return false; }));
          }).starts_with("cancelled"));
    CHECK(store.revision() == before);
    double last = 0;
    load(store, path, {}, Progress([&](double fraction) { return last = fraction, true; }));
    CHECK(last <= 1);
    CHECK(store.revision() > before);
}

TEST_CASE("counts add up for every golden folder") {
    for (const char* name : {"package/river/input", "package/excel/input", "cog/csv/input", "cog/json/input",
                             "urbact/small/input"}) {
        Store store = Store::in_memory();
        const LoadReport report = load(store, files::golden(name));
        INFO(name);
        std::int64_t rejected = 0;
        for (const RowCount& row : report.rows) {
            CHECK(row.read == row.kept + row.rejected);
            CHECK(row.kept >= 0);
            rejected += row.rejected;
        }
        CHECK(rejected <= static_cast<std::int64_t>(std::count_if(
                              report.issues.begin(), report.issues.end(),
                              [](const Issue& issue) { return issue.action == Action::rejected; })));
        CHECK(rows_of(report, "territories").kept ==
              static_cast<std::int64_t>(store.read().territories.size()));
    }
}

TEST_CASE("export and re-import of a store lose nothing") {
    for (const char* name : {"package/river/input", "cog/json/input", "urbact/small/input"}) {
        Store store = Store::in_memory();
        load(store, files::golden(name));
        const Batch content = store.read();
        const files::Folder folder;
        write_package(content, folder.path() / "package");
        CHECK(content_hash(read(folder.path() / "package").batch) == content_hash(content));
        Store copy = Store::in_memory();
        const LoadReport report = load(copy, folder.path() / "package");
        INFO(name);
        CHECK(report.ok());
        CHECK(content_hash(copy.read()) == content_hash(content));
    }
}

TEST_CASE("the cities in URBACT networks, loaded as published") {
    const auto path = files::shared("data/networks/urbact");
    if (path.empty()) return;
    Store store = Store::in_memory();
    LoadReport report;
    seconds_to_load(store, path, report);
    CHECK(rows_of(report, "partners").read == 1510);
    CHECK(rows_of(report, "partners").kept == 1509);
    CHECK(rows_of(report, "actors").kept == 591);
    CHECK(rows_of(report, "partnerships").kept == 172);
    CHECK(store.read().partners.size() == 1509);
    const Table pairs = store.query(
        "SELECT count(*) AS pairs, sum(n) AS weight, max(n) AS most FROM "
        "(SELECT count(*) AS n FROM activity_actor x JOIN activity_actor y "
        "ON x.activity_id = y.activity_id AND x.actor_id < y.actor_id GROUP BY x.actor_id, y.actor_id)");
    CHECK(pairs.column("pairs").integers()[0] == 5826);
    CHECK(pairs.column("weight").integers()[0] == 6526);
    CHECK(pairs.column("most").integers()[0] == 5);
    const Table countries = store.query(
        "WITH member AS (SELECT DISTINCT a.activity_id AS network, p.part_of_id AS country FROM "
        "activity_actor a "
        "JOIN actor c ON c.id = a.actor_id JOIN territory_part p ON p.territory_id = c.territory_id) "
        "SELECT one.code || '-' || two.code AS pair, count(*) AS networks FROM member x JOIN member y ON "
        "x.network = y.network "
        "JOIN territory one ON one.id = x.country JOIN territory two ON two.id = y.country "
        "WHERE one.code < two.code GROUP BY pair ORDER BY networks DESC");
    CHECK(countries.rows() == 389);
    CHECK(countries.column("pair").text()[0] == "country:ES-country:IT");
    CHECK(countries.column("networks").integers()[0] == 90);
}

TEST_CASE("the geographic code of 2026 with its EPCI, loaded as published") {
    const auto path = files::shared("data/geo/cog2026");
    if (path.empty()) return;
    const files::Folder folder;
    Store store = Store::open(folder.path() / "cog.tissu");
    LoadReport report;
    double seconds = seconds_to_load(store, path, report);
    CHECK(rows_of(report, "territories").rejected == 0);
    seconds += seconds_to_load(store, files::shared("data/geo/epci_history/epcicom_2025.csv"), report);
    CHECK(rows_of(report, "parts").rejected == 0);
    CHECK(rows_of(report, "territories").rejected == 0);
#ifndef __SANITIZE_ADDRESS__
    CHECK(seconds < 10);
    CHECK(peak_memory() < 500);
#endif
}
