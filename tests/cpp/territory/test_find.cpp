#include "catch.hpp"

#include <tissu/territory/lattice.hpp>

#include "places.hpp"

using namespace tissu;
using namespace tissu::test;

namespace {

Snapshot places() {
    Snapshot s;
    territory(s, "commune:91228", "Évry-Courcouronnes", 66851);
    territory(s, "commune:78217", "Évry", 10);
    territory(s, "commune:89162", "Évry", 400);
    territory(s, "commune:77284", "Meaux", 56659);
    territory(s, "commune:94046", "Maisons-Alfort", 57422);
    const Index epci = territory(s, "epci:200059228", "CA Grand Paris Sud Seine-Essonne-Sénart", 358000);
    s.territories[epci].identifiers = {"siren:200059228"};
    s.territories[epci].aliases = {"GPS"};
    return s;
}

std::vector<std::string> found(std::string_view text, std::string_view column = "id",
                               std::size_t limit = 10) {
    const Table table = find_territory(places(), text, limit);
    std::vector<std::string> result;
    for (std::size_t i = 0; i < table.rows(); ++i) result.emplace_back(table.column(column).text()[i]);
    return result;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("territories are found by code, name, beginning and words") {
    CHECK(found("91228") == Texts{"commune:91228"});
    CHECK(found("commune:91228", "match") == Texts{"code"});
    CHECK(found("siren:200059228") == Texts{"epci:200059228"});
    CHECK(found("evry") == Texts{"commune:89162", "commune:78217", "commune:91228"});
    CHECK(found("evry", "match") == Texts{"name", "name", "prefix"});
    CHECK(found("EVRY COURCOURONNES", "match") == Texts{"name"});
    CHECK(found("gps") == Texts{"epci:200059228"});
    CHECK(found("senart seine", "match") == Texts{"word"});
    CHECK(found("alfort") == Texts{"commune:94046"});
    CHECK(found("evry", "id", 1) == Texts{"commune:89162"});
}

TEST_CASE("near names only if there is no better") {
    CHECK(found("Meau", "match") == Texts{"prefix"});
    CHECK(found("Maux", "match") == Texts{"near"});
    CHECK(found("Maux") == Texts{"commune:77284"});
    CHECK(found("qqqqqqqqqqqq").empty());
    CHECK(found("").empty());
    CHECK(found(" - ").empty());
    CHECK(find_territory(Snapshot{}, "Meaux").rows() == 0);
}
