#include "catch.hpp"

#include <cmath>
#include <memory>

#include <tissu/territory/convert.hpp>
#include <tissu/territory/history.hpp>

#include "places.hpp"

using namespace tissu;
using namespace tissu::test;

namespace {

struct World {
    std::shared_ptr<Snapshot> s = std::make_shared<Snapshot>();

    Index add(const std::string& code, double population = missing) { return territory(*s, code, "", population); }
    void leads(Index from, Index to, Date date, const std::string& mod, double share = missing, std::string before = "",
               std::string after = "") {
        s->successions.push_back({from, to, date, word(*s, mod), share, std::move(before), std::move(after)});
    }
    [[nodiscard]] History history() const { return History(s); }
};

std::vector<std::string> ids(const Table& table) {
    std::vector<std::string> result;
    for (std::size_t i = 0; i < table.rows(); ++i) result.emplace_back(table.column("id").text()[i]);
    return result;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("mergers are followed in chains, forward and back") {
    World w;
    const Index a = w.add("commune:A"), b = w.add("commune:B"), c = w.add("commune:C");
    w.leads(a, b, day(2010), "32");
    w.leads(b, b, day(2010), "32");
    w.leads(b, c, day(2019), "32");
    w.leads(c, c, day(2019), "32");
    const History h = w.history();
    CHECK(h.resolve(a, std::nullopt, day(2020)) == std::vector<Placed>{{c, 1}});
    CHECK(h.resolve(a, std::nullopt, day(2015)) == std::vector<Placed>{{b, 1}});
    CHECK(h.resolve(a, std::nullopt, day(2009)) == std::vector<Placed>{{a, 1}});
    CHECK(h.resolve(c, day(2020), day(2000)).size() == 3);
    CHECK(std::isnan(h.resolve(c, day(2020), day(2000))[0].share));  // nobody knows the inhabitants
    CHECK((h.exists(a, day(2009)) && !h.exists(a, day(2010)) && h.gone(a) && !h.gone(c)));
    CHECK(existing(h, "commune", day(2012)) == std::vector<std::size_t>{b, c});
}

TEST_CASE("a division has the shares recorded, else those of the inhabitants") {
    World w;
    const Index whole = w.add("commune:W", 100), part = w.add("commune:P", 300);
    w.leads(whole, whole, day(2014), "21");
    w.leads(whole, part, day(2014), "21");
    CHECK(w.history().resolve(whole, day(2010), day(2015)) == std::vector<Placed>{{whole, 0.25}, {part, 0.75}});
    w.s->successions[0].share = 0.4;
    w.s->successions[1].share = 0.6;
    CHECK(w.history().resolve(whole, day(2010), day(2015)) == std::vector<Placed>{{whole, 0.4}, {part, 0.6}});
    CHECK(w.history().resolve(part, day(2015), day(2010)) == std::vector<Placed>{{whole, 1}});
}

TEST_CASE("a part of a commune is made: the commune stays") {
    World w;
    const Index commune = w.add("commune:49220"), delegated = w.add("comd:49220");
    w.leads(commune, delegated, day(2026), "72");
    const History h = w.history();
    CHECK(h.exists(commune, day(2026)));
    CHECK(h.resolve(commune, day(2025), day(2026)) == std::vector<Placed>{{commune, 1}});
    w.leads(delegated, commune, day(2027), "35");  // and ends: the code leads on to the commune
    w.s->territories[delegated].valid.until = day(2027);
    CHECK(w.history().resolve(delegated, day(2026, 6), day(2028)) == std::vector<Placed>{{commune, 1}});
}

TEST_CASE("a change of code comes before all else of its day") {
    World w;
    const Index old = w.add("commune:14513"), other = w.add("commune:50649"), merged = w.add("commune:50592");
    w.leads(other, merged, day(2018), "32");
    w.leads(merged, merged, day(2018), "32");
    w.leads(old, other, day(2018), "41");
    CHECK(w.history().resolve(old, day(2017), day(2018)) == std::vector<Placed>{{merged, 1}});
}

TEST_CASE("codes are read bare, mended, by SIREN and by kind") {
    World w;
    const Index commune = w.add("commune:01001"), epci = w.add("epci:200000001"), same = w.add("comd:01001"), corsican = w.add("commune:2A004");
    w.s->territories[commune].identifiers = {"siren:210100012"};
    const History h = w.history();
    CHECK((h.row_of("01001") == commune && h.row_of("1001") == commune && h.row_of("commune:01001") == commune));
    CHECK((h.row_of("01001", "comd") == same && h.row_of("210100012") == commune && h.row_of("200000001") == epci));
    CHECK((h.row_of("2a004") == corsican && h.row_of("2A004", "commune") == corsican));
    for (const char* nobody : {"", ":", "1002", "commune:", "2a", "x:01001"}) CHECK(h.row_of(nobody) == no_index);
}

TEST_CASE("a column is resolved row by row, and the unknown keep their place") {
    World w;
    const Index a = w.add("commune:A"), b = w.add("commune:B");
    w.leads(a, b, day(2010), "32", missing, "Old A", "New B");
    w.leads(b, b, day(2010), "32", missing, "Old B", "New B");
    const std::vector<std::string> codes = {"A", "nobody", "commune:B", "A", ""};
    const Table table = resolved(w.history(), Strings(codes), "", std::nullopt, day(2011));
    CHECK(ids(table) == Texts{"commune:B", "", "commune:B", "commune:B", ""});
    CHECK(table.column("code").text()[1] == "nobody");
    CHECK(table.column("name").text()[0] == "New B");
    CHECK(std::isnan(table.column("share").reals()[1]));
    CHECK(ids(resolved(w.history(), Strings(codes), "", std::nullopt, day(2009)))[0] == "commune:A");
    CHECK(resolved(w.history(), Strings(), "", std::nullopt, day(2011)).rows() == 0);
}

TEST_CASE("amounts are cut into whole units by largest remainder, and none is lost") {
    World w;
    const Index whole = w.add("commune:W", 1), part = w.add("commune:P", 2);
    w.leads(whole, whole, day(2014), "21");
    w.leads(whole, part, day(2014), "21");
    const std::vector<std::string> codes = {"W", "W", "nobody"};
    const Conversion conversion{day(2010), day(2015), "", ""};
    const Table units = converted(w.history(), Strings(codes), Column("n", "", std::vector<std::int64_t>{10, 1, 5}), conversion);
    CHECK(ids(units) == Texts{"commune:W", "commune:P", "nobody"});
    CHECK(units.column("n").integers()[0] + units.column("n").integers()[1] == 11);
    CHECK(units.column("n").integers()[2] == 5);
    CHECK(!units.column("reason").text()[2].empty());
    const Table cents = converted(w.history(), Strings(codes), Column("n", "", std::vector<double>{0.10, 0.01, missing}), conversion);
    CHECK(std::llround((cents.column("n").reals()[0] + cents.column("n").reals()[1]) * 100) == 11);
}

TEST_CASE("who lies elsewhere on another day") {
    World w;
    const Index a = w.add("commune:A"), b = w.add("commune:B"), old = w.add("epci:1"), next = w.add("epci:2");
    part(*w.s, a, old, 1, {day(2019), std::nullopt});
    part(*w.s, a, next, 1, {day(2020), std::nullopt});
    part(*w.s, b, old, 1, {day(2019), std::nullopt});
    const Table changes = changed(w.history(), "epci", day(2019), day(2020));
    CHECK(ids(changes) == Texts{"commune:A"});
    CHECK(changes.column("from").text()[0] == "epci:1");
    CHECK(changes.column("to").text()[0] == "epci:2");
    CHECK(changed(w.history(), "epci", day(2020), day(2020)).rows() == 0);
    CHECK(changed(w.history(), "region", day(2019), day(2020)).rows() == 0);
}
