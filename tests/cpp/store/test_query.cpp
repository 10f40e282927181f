#include <catch.hpp>

#include <cmath>

#include <tissu/store/store.hpp>

#include "folder.hpp"
#include "small.hpp"

using namespace tissu;
using namespace tissu::test;

namespace {

Store filled() {
    Store store = Store::in_memory();
    store.apply(example());
    return store;
}

}  // namespace

TEST_CASE("rows of a query, by type") {
    const Store store = filled();
    const Table table = store.query(
        "SELECT 1 AS a, 2.5 AS b, 'x' AS c, NULL AS d, x'00ff' AS e UNION ALL SELECT 2, 3, 'y', NULL, x'' ");
    CHECK(table.column("a").integers()[1] == 2);
    CHECK(table.column("b").reals()[1] == 3);
    CHECK(table.column("c").text()[1] == "y");
    CHECK(table.column("d").text()[0].empty());
    CHECK(table.column("e").text()[0] == "00ff");
    const Table mixed = store.query("SELECT 1 AS n UNION ALL SELECT NULL");
    CHECK(mixed.column("n").reals()[0] == 1);
    CHECK(std::isnan(mixed.column("n").reals()[1]));
    const Table empty = store.query("SELECT id, code, lon FROM actor WHERE 0");
    CHECK(empty.rows() == 0);
    CHECK(empty.column("id").integers().empty());
    CHECK(empty.column("lon").reals().empty());
    CHECK(empty.column("code").text().size() == 0);
}

TEST_CASE("parameters are values, never SQL") {
    const Store store = filled();
    const std::string hostile = "x:1' OR '1'='1";
    CHECK(store.query("SELECT id FROM actor WHERE code = ?", {hostile}).rows() == 0);
    CHECK(store.query("SELECT id FROM actor WHERE code = ?", {std::string("x:1")}).rows() == 1);
    const Table back = store.query("SELECT ? AS a, ? AS b, ? AS c, ? AS d",
                                   {std::int64_t{1} << 62, 0.1, hostile, std::monostate()});
    CHECK(back.column("a").integers()[0] == std::int64_t{1} << 62);
    CHECK(back.column("b").reals()[0] == 0.1);
    CHECK(back.column("c").text()[0] == hostile);
    CHECK_THROWS_WITH(store.query("SELECT ?"), Catch::Matchers::Contains("expected 1 parameters, found 0"));
    CHECK_THROWS_AS(store.query("SELECT 1", {std::int64_t{1}}), Error);
}

TEST_CASE("WITH and EXPLAIN read too") {
    const Store store = filled();
    CHECK(store.query("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT * FROM n;").rows() == 5);
    CHECK(store.query("EXPLAIN QUERY PLAN SELECT * FROM actor WHERE code = 'x:1' -- why").rows() > 0);
    CHECK(store.query(" /* a */ SELECT 1 AS one ; -- end \n ;").rows() == 1);
    CHECK(store.query("SELECT a.code, json_extract(a.aliases, '$[0]') AS alias FROM actor AS a WHERE a.aliases IS NOT NULL").rows() == 1);
}

TEST_CASE("whatever does more than read is refused, and nothing has happened") {
    const Folder folder;
    Store store = Store::open(folder / "base");
    store.apply(example());
    const std::string content = content_hash(store.read());
    const std::string other = (folder / "other.db").string();
    for (const std::string& sql : std::vector<std::string>{
             "DELETE FROM actor", "INSERT INTO need (code) VALUES ('a:b')", "UPDATE actor SET name = 'x'", "DROP TABLE actor",
             "CREATE TABLE t (a)", "CREATE TEMP TABLE t (a)", "CREATE VIRTUAL TABLE t USING fts5(a)",
             "ATTACH '" + other + "' AS other", "DETACH main", "VACUUM", "VACUUM INTO '" + other + "'", "REINDEX", "ANALYZE",
             "PRAGMA user_version = 7", "PRAGMA writable_schema = 1", "PRAGMA journal_mode = OFF", "PRAGMA table_info(actor)",
             "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT a", "SELECT 1; DELETE FROM actor", "SELECT 1; SELECT 2",
             "EXPLAIN DELETE FROM actor", "WITH a AS (SELECT 1) DELETE FROM actor", "SELECT load_extension('x')",
             "INSERT INTO need (code) VALUES ('a:b') RETURNING id", "SELECT writefile('" + other + "', 'x')",
             "SELECT", "SELEC 1", "", ";", "  -- nothing", "SELECT * FROM nothing", "SELECT a.id, b.id FROM actor a, actor b",
             std::string("SELECT 1\0; DELETE FROM actor", 28), "SELECT \"no such column\" FROM actor",
             "SELECT " + std::string(1'000'001, ' ') + "1", "SELECT abs(-9223372036854775808)"}) {
        INFO(sql.substr(0, 80));
        try {
            static_cast<void>(store.query(sql));
            FAIL("expected an error, found none");
        } catch (const Error& error) {
            CHECK(error.code() == Errc::invalid_argument);
        }
    }
    CHECK(content_hash(store.read()) == content);
    CHECK(!std::filesystem::exists(other));
    CHECK(store.apply(one_actor()).revision == 2);
}

TEST_CASE("a query that takes too long can be stopped") {
    const Store store = filled();
    const char* endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS n FROM n";
    try {
        static_cast<void>(store.query(endless, {}, Progress([](double) { return false; })));
        FAIL("expected an error, found none");
    } catch (const Error& error) {
        CHECK(error.code() == Errc::cancelled);
    }
    CHECK(store.query("SELECT 1 AS one").rows() == 1);
}
