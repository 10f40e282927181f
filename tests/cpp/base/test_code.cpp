#include "catch.hpp"

#include <tissu/base/code.hpp>
#include <tissu/base/error.hpp>
#include <tissu/base/id.hpp>

using namespace tissu;

TEST_CASE("a code is a scheme and a value") {
    const Code code("commune:91228");
    CHECK(code.scheme() == "commune");
    CHECK(code.value() == "91228");
    CHECK(code.text() == "commune:91228");
    CHECK(Code("org", "SYN-1").text() == "org:SYN-1");
    CHECK(Code("doi:10.1080/0022:x").value() == "10.1080/0022:x");
    CHECK(Code().empty());
    CHECK(Code().scheme().empty());
    CHECK(Code().value().empty());
}

TEST_CASE("codes that break a rule are refused with the rule") {
    for (const char* text : {"", "91228", ":91228", "commune:", "1x:3", "a b:3", "commune: 3", "commune:3 ", "x:a|b",
                             "x:a\nb", "x:\xff"})
        CHECK_THROWS_AS(Code(std::string(text)), Error);
    CHECK_THROWS_WITH(Code("91228"), Catch::Contains("scheme:value") && Catch::Contains("91228"));
    CHECK(Code::valid("theme:COH.SAN"));
    CHECK_FALSE(Code::valid("theme"));
}

TEST_CASE("an id is empty or not, and tagged by its record") {
    struct Thing {};
    CHECK_FALSE(Id<Thing>{});
    CHECK(Id<Thing>{3});
    CHECK(Id<Thing>{3} < Id<Thing>{4});
}
