#include "catch.hpp"

#include <cmath>
#include <limits>

#include <tissu/base/error.hpp>
#include <tissu/base/table.hpp>

using namespace tissu;

namespace {

const double nan = std::numeric_limits<double>::quiet_NaN();

Table sample() {
    const std::vector<std::string> names = {"b", "", "a", "é"};
    return Table({{"id", "id", std::vector<std::int64_t>{3, 1, 2, 2}},
                  {"score", "1", std::vector<double>{0.5, nan, 2, 0.5}},
                  {"name", "", names},
                  Column::dates("day", {10, no_date, -5, 0})},
                 "how it was made");
}

std::vector<std::int64_t> ids(const Table& table) {
    const auto values = table.column("id").integers();
    return {values.begin(), values.end()};
}

}  // namespace

TEST_CASE("columns give their values and refuse another type") {
    const Table table = sample();
    CHECK(table.rows() == 4);
    CHECK(table.note() == "how it was made");
    CHECK(table.column("name").text()[3] == "é");
    CHECK(table.column("name").text()[1].empty());
    CHECK(table.column("day").integers()[2] == -5);
    CHECK(table.column("day").type() == ColumnType::date);
    CHECK_THROWS_WITH(table.column("name").reals(), Catch::Contains("expected a column of reals, found 'name' of text"));
    CHECK_THROWS_WITH(table.column("scor"), Catch::Contains("did you mean 'score'"));
    CHECK(table.has("day"));
    CHECK_FALSE(table.has("Day"));
}

TEST_CASE("tables refuse columns that do not fit") {
    CHECK_THROWS_AS(Table({{"a", "", std::vector<double>{1}}, {"b", "", std::vector<double>{}}}), Error);
    CHECK_THROWS_AS(Table({{"a", "", std::vector<double>{1}}, {"a", "", std::vector<double>{1}}}), Error);
    CHECK(Table().rows() == 0);
    CHECK(Table().columns().empty());
}

TEST_CASE("sorting is stable, and missing values come last either way") {
    const Table table = sample();
    CHECK(ids(table.sorted("score")) == std::vector<std::int64_t>{3, 2, 2, 1});
    CHECK(ids(table.sorted("score", true)) == std::vector<std::int64_t>{2, 3, 2, 1});
    CHECK(ids(table.sorted("name")) == std::vector<std::int64_t>{2, 3, 2, 1});
    CHECK(ids(table.sorted("day", true)) == std::vector<std::int64_t>{3, 2, 2, 1});
    CHECK(ids(table.sorted("id")) == std::vector<std::int64_t>{1, 2, 2, 3});
    CHECK(table.sorted("id").note() == table.note());
}

TEST_CASE("head and select keep columns, units and note") {
    const Table table = sample().head(2);
    CHECK(table.rows() == 2);
    CHECK(table.columns().size() == 4);
    CHECK(table.column("score").unit() == "1");
    CHECK(sample().head(99).rows() == 4);
    const std::vector<std::size_t> order = {3, 0, 3};
    CHECK(ids(sample().select(order)) == std::vector<std::int64_t>{2, 3, 2});
    CHECK(sample().with_note("x").note() == "x");
}
