#include "catch.hpp"

#include <tissu/base/date.hpp>

using namespace tissu;

TEST_CASE("dates keep their precision") {
    for (const char* text : {"", "2018", "2018-05", "2018-05-31", "2020-02-29", "0001", "9999-12-31"}) {
        const auto date = parse_date(text);
        REQUIRE(date);
        CHECK(to_text(*date) == text);
    }
    CHECK_FALSE(parse_date("")->known());
    CHECK(parse_date("2018")->precision == Precision::year);
    CHECK(to_text(parse_date("2018-05")->first) == "2018-05-01");
}

TEST_CASE("what is no day of the calendar is not a date") {
    for (const char* text : {"18", "2018-", "2018-13", "2018-00", "2018-02-29", "2018-04-31", "31/05/2018", "2018-5-1",
                             "0000", "20180531", "2018-05-31T", " 2018", "-018"})
        CHECK_FALSE(parse_date(text));
}

TEST_CASE("the end is the first day outside") {
    CHECK(to_text(parse_date("2018")->end()) == "2019-01-01");
    CHECK(to_text(parse_date("2018-12")->end()) == "2019-01-01");
    CHECK(to_text(parse_date("2018-02-28")->end()) == "2018-03-01");
}

TEST_CASE("periods are half-open, and years count whole") {
    const auto period = [](const char* since, const char* until) { return period_of(*parse_date(since), *parse_date(until)); };
    const auto day = [](const char* text) { return parse_date(text)->first; };
    CHECK(period("2015", "2018").contains(day("2018-12-31")));
    CHECK_FALSE(period("2015", "2018").contains(day("2019-01-01")));
    CHECK_FALSE(period("2015", "2018-06-30").contains(day("2018-06-30")));
    CHECK(period("", "").open());
    CHECK(period("", "").contains(day("1800-01-01")));
    CHECK(period("2015", "").overlaps(period("", "2015")));
    CHECK_FALSE(period("2016", "").overlaps(period("", "2015")));
    CHECK_FALSE(period("2015", "2016-01-01").overlaps(period("2016-01-01", "2017")));
    CHECK(period_of(*parse_date("2016")).contains(day("2016-07-01")));
    CHECK(period_of(*parse_date("")).open());
}
