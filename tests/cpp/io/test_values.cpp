// Cells as numbers, dates, codes and lists.

#include <cmath>

#include <tissu/base/random.hpp>

#include "catch.hpp"
#include "io/values.hpp"

using namespace tissu;
using namespace tissu::io;

namespace {

double number(std::string_view text) {
    double value = 0;
    const Outcome outcome = read_number(text, value);
    INFO(text);
    CHECK(outcome.error == "");
    return value;
}

bool refused(std::string_view text) {
    double value = 0;
    return read_number(text, value).error.starts_with("expected a ");
}

std::string date(std::string_view text) {
    PartialDate value;
    const Outcome outcome = read_date(text, value);
    return outcome.error.empty() ? tissu::to_text(value) : "refused";
}

}  // namespace

TEST_CASE("numbers with point, comma and groups") {
    CHECK(number("12") == 12);
    CHECK(number("-0,5") == -0.5);
    CHECK(number("+1.5e3") == 1500);
    CHECK(number(" 1 234,50 ") == 1234.5);
    CHECK(number("1\xC2\xA0"
                 "234\xE2\x80\xAF"
                 "567") == 1234567);
    CHECK(number("1.234,5") == 1234.5);
    CHECK(number("1,234.5") == 1234.5);
    CHECK(number("9007199254740992") == 9007199254740992.0);
    CHECK(std::isnan(number("")));
    CHECK(number(".5") == 0.5);
    for (const char* text :
         {"1e400", "-1e400", "nan", "NaN",  "inf",       "Infinity", "0x10",          "1e",
          "e5",    "-",      ".",   "1 23", "12 34 567", "1,2,3",    "1.234.567,8,9", "9007199254740993",
          "１２",  "12a",    "1-2", "--1",  "1_000",     "=1+1",     "1 2,5",         "1,2 3"})
        CHECK(refused(text));
}

TEST_CASE("numbers are written so that they come back") {
    Random random(3);
    for (int i = 0; i < 10000; ++i) {
        const double value =
            (random.uniform() - 0.5) * std::pow(10.0, static_cast<double>(random.below(40)) - 20);
        CHECK(number(io::to_text(value)) == value);
    }
    CHECK(io::to_text(std::nan("")) == "");
    CHECK(io::to_text(0.1) == "0.1");
}

TEST_CASE("dates") {
    CHECK(date("2018") == "2018");
    CHECK(date("2018-05") == "2018-05");
    CHECK(date("31/05/2018") == "2018-05-31");
    CHECK(date("31.05.2018") == "2018-05-31");
    CHECK(date("2018-05-31T10:20:00Z") == "2018-05-31");
    CHECK(date("29/02/2020") == "2020-02-29");
    CHECK(date("") == "");
    for (const char* text : {"29/02/1900", "31/04/2020", "2019-02-29", "5/31/2018", "31/05/18", "05/31/2018",
                             "43250", "2018-13", "yesterday", "2018-05-31x"})
        CHECK(date(text) == "refused");
}

TEST_CASE("lists come back item by item") {
    CHECK(split_list("a | b||c") == std::vector<std::string>{"a", "b", "c"});
    CHECK(split_list("a\\|b|c\\\\") == std::vector<std::string>{"a|b", "c\\"});
    CHECK(split_list("C:\\folder|\\") == std::vector<std::string>{"C:\\folder", "\\"});
    CHECK(split_list("").empty());
    Random random(5);
    const std::string alphabet[] = {"a", "|", "\\", " ", "\t", "\xC2\xA0", "'", "="};
    for (int trial = 0; trial < 5000; ++trial) {
        std::vector<std::string> items(random.below(4));
        for (std::string& item : items)
            for (std::uint64_t k = 1 + random.below(5); k > 0; --k)
                item += alphabet[random.below(std::size(alphabet))];
        CHECK(split_list(join_list(items)) == items);
    }
}

TEST_CASE("formulas are guarded, and the guard comes off") {
    for (const char* text :
         {"=1+1", "+33 1 02", "-x", "@SUM(A1)", "\t=1", "\r=1", "|cmd", "%x", " =1", "\"=1",
          "\xEF\xBC\x9D"
          "1",
          "\xEF\xBB\xBF=1", "\xC2\xA0=1", "'=1", "''=1"}) {
        INFO(text);
        CHECK(guarded(text) == "'" + std::string(text));
        CHECK(unguarded(guarded(text)) == text);
    }
    for (const char* text : {"", "-5", "+1.5", "text", "l'eau", "'tis", "''", "a=b", "-1e5"}) {
        CHECK(guarded(text) == text);
        CHECK(unguarded(text) == text);
    }
}

TEST_CASE("escapes of R become characters") {
    std::string text = "a<U+00A0>b<U+1F30A><U+ZZ><U+12><U+FFFFFFFFF>";
    CHECK(decode_escapes(text));
    CHECK(text ==
          "a\xC2\xA0"
          "b\xF0\x9F\x8C\x8A<U+ZZ><U+12><U+FFFFFFFFF>");
    std::string plain = "nothing <U+ here";
    CHECK_FALSE(decode_escapes(plain));
}
