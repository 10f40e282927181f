#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <set>

#include <tissu/base/random.hpp>
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

/// The definition: every path of links, one after the other, in the order of time or against it.
void walk(const World& w, const History& h, Index territory, Date day, int phase, Date at, bool forward, std::set<Index>& ends) {
    std::map<std::pair<Date, int>, std::vector<const Snapshot::SuccessionRow*>> groups;
    for (const auto& row : w.s->successions) {
        const std::string& mod = w.s->word(row.kind);
        const std::pair moment(row.date, mod == "41" ? 0 : mod == "35" ? 2 : 1);
        const bool counts = forward ? row.from == territory && moment > std::pair(day, phase) && row.date <= at
                                    : row.to == territory && moment < std::pair(day, phase) && row.date > at;
        if (counts) groups[moment].push_back(&row);
    }
    while (!groups.empty()) {
        const auto next = forward ? groups.begin() : std::prev(groups.end());
        const auto [moment, rows] = *next;
        groups.erase(next);
        const auto kind = [&](Index row) { return w.s->territories[row].kind; };
        const auto across = [&](const auto* row) { return kind(row->from) != kind(row->to); };
        const bool all_across = std::all_of(rows.begin(), rows.end(), across);
        if (all_across && h.exists(territory, forward ? moment.first : moment.first - std::chrono::days(1))) continue;
        for (const auto* row : rows)
            if (all_across || !across(row)) walk(w, h, forward ? row->to : row->from, moment.first, moment.second, at, forward, ends);
        return;
    }
    if (h.exists(territory, at)) ends.insert(territory);
}

}  // namespace

TEST_CASE("codes lead where every path of links leads") {
    Random random(11);
    for (int round = 0; round < 300; ++round) {
        World w;
        for (int i = 0; i < 6; ++i) w.add((i < 4 ? "commune:" : "comd:") + std::to_string(i));
        const std::uint64_t links = random.below(12);
        for (std::uint64_t i = 0; i < links; ++i) {
            static const std::vector<std::string> mods = {"32", "41", "35", "21"};
            w.leads(static_cast<Index>(random.below(6)), static_cast<Index>(random.below(6)), day(2000 + static_cast<int>(random.below(6))),
                    mods[random.below(4)]);
        }
        const History h = w.history();
        for (Index territory = 0; territory < 6; ++territory) {
            for (const int year : {1999, 2003, 2010}) {
                const int from = 1999 + static_cast<int>(random.below(8));
                if (!h.exists(territory, day(from))) continue;
                std::set<Index> ends, found;
                walk(w, h, territory, day(from), year >= from ? 2 : 3, day(year), year >= from, ends);
                for (const Placed& place : h.resolve(territory, day(from), day(year))) found.insert(place.territory);
                REQUIRE(found == ends);
            }
        }
    }
}

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

TEST_CASE("parts that divide and meet again every year are no trouble, nor are long chains") {
    World w;
    const Index a = w.add("commune:A", 1), b = w.add("commune:B", 1), c = w.add("commune:C");
    for (int year = 1950; year < 2020; ++year)
        for (const Index from : {a, b})
            for (const Index to : {a, b}) w.leads(from, to, day(year), "20", 0.5);
    for (int i = 0; i < 200'000; ++i) w.leads(c, c, day(1500) + std::chrono::days(i), "10");
    const History h = w.history();
    const auto found = h.resolve(a, day(1949), day(2020));
    REQUIRE(found.size() == 2);
    CHECK(found[0].share == Approx(0.5));
    CHECK(found[1].share == Approx(0.5));
    CHECK(h.resolve(a, day(2020), day(1949)).size() == 2);
    CHECK(h.resolve(c, day(1499), day(2100)) == std::vector<Placed>{{c, 1}});
    CHECK(h.resolve(c, day(2100), day(1499)) == std::vector<Placed>{{c, 1}});
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
