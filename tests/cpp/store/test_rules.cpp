#include <catch.hpp>

#include <chrono>
#include <limits>
#include <thread>

#include <tissu/store/store.hpp>

#include "small.hpp"

using namespace tissu;
using namespace tissu::test;

namespace {

const RowCount& row_of(const ApplyReport& report, std::string_view table) {
    for (const RowCount& row : report.rows)
        if (row.table == table) return row;
    throw std::runtime_error("no such table in the report");
}

/// The rule of the only issue.
std::string only_rule(const ApplyReport& report) {
    REQUIRE(report.issues.size() == 1);
    return report.issues[0].rule;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Batch actors(std::vector<Actor> records) {
    Batch batch;
    batch.actors = std::move(records);
    return batch;
}

template <class Change>
ApplyReport report_of(Change&& change) {
    Batch batch = actors({actor("x:1")});
    change(batch);
    Store store = Store::in_memory();
    return store.apply(batch);
}

Errc code_of(Store& store, const Batch& batch) {
    try {
        store.apply(batch, true);
    } catch (const Error& error) {
        return error.code();
    }
    return Errc::unsupported;
}

}  // namespace

TEST_CASE("what a later batch gives replaces, what it leaves empty stays") {
    Store store = Store::in_memory();
    Batch first = example();
    store.apply(first);
    const std::int64_t id = store.query("SELECT id FROM actor WHERE code = 'x:1'").column("id").integers()[0];

    Actor change = actor("x:1");
    change.name = "New name";
    change.type = "ORG";
    change.attributes = {{"new", "1"}};
    Partner lead = partner("p:1", "x:1", "lead");
    lead.amount = 7;
    Partnership shorter = partnership("p:1");
    shorter.themes = {Code("theme:RUC")};
    Batch second = actors({change});
    second.source = "second";
    second.files = {"", "second.csv"};
    second.actors[0].file = 1;
    second.actors[0].line = 9;
    second.partners = {lead};
    second.partnerships = {shorter};
    const ApplyReport report = store.apply(second);
    CHECK(report.issues.empty());
    CHECK(report.revision == 2);

    const Batch out = store.read();
    CHECK(out.actors[0].name == "New name");
    CHECK(out.actors[0].type == "ORG");
    CHECK(out.actors[0].aliases == first.actors[0].aliases);
    CHECK(out.actors[0].territory == first.actors[0].territory);
    CHECK(out.actors[0].attributes == Attributes{{"new", "1"}});
    CHECK(out.actors[0].source == "second");
    CHECK(out.actors[0].source_kind.empty());
    CHECK(out.files[out.actors[0].file] == "second.csv");
    CHECK(out.actors[0].line == 9);
    CHECK(out.actors[1].source == "example");
    CHECK(out.partners.size() == first.partners.size());
    CHECK(out.partners[0].amount == 7);
    CHECK(out.partnerships[0].themes == std::vector<Code>{Code("theme:RUC")});
    CHECK(out.partnerships[0].territories == first.partnerships[0].territories);
    CHECK(store.query("SELECT id FROM actor WHERE code = 'x:1'").column("id").integers()[0] == id);
}

TEST_CASE("attributes are replaced by name") {
    Store store = Store::in_memory();
    Batch batch = actors({actor("x:1")});
    batch.actors[0].attributes = {{"a", "1"}, {"b", "2"}};
    store.apply(batch);
    batch.actors[0].attributes = {{"b", "3"}, {"a", ""}, {"c", "4"}};
    store.apply(batch);
    CHECK(store.read().actors[0].attributes == Attributes{{"a", "1"}, {"b", "3"}, {"c", "4"}});
}

TEST_CASE("a built-in concept that a batch changes is read back, others are not") {
    Store store = Store::in_memory();
    Theme mine = theme("theme:COH");
    mine.label_en = "Mine";
    Batch batch;
    batch.themes = {mine};
    store.apply(batch);
    const Batch out = store.read();
    REQUIRE(out.themes.size() == 1);
    CHECK(out.themes[0].label_en == "Mine");
    CHECK(!out.themes[0].definition_fr.empty());
    Store second = Store::in_memory();
    second.apply(out);
    CHECK(content_hash(second.read()) == content_hash(out));
    CHECK(second.snapshot()->themes.size() == 370);
}

TEST_CASE("rows with references that lead nowhere are rejected, and what hangs on them too") {
    Batch batch = actors({actor("x:1"), actor("x:2")});
    batch.files = {"", "actors.csv"};
    batch.actors[1].territory = Code("commune:none");
    batch.actors[1].file = 1;
    batch.actors[1].line = 3;
    batch.partnerships = {partnership("p:1")};
    batch.partners = {partner("p:1", "x:1"), partner("p:1", "x:2"), partner("p:2", "x:1")};
    Store store = Store::in_memory();
    const ApplyReport report = store.apply(batch);
    CHECK(row_of(report, "actors").rejected == 1);
    CHECK(row_of(report, "partners").rejected == 2);
    REQUIRE(report.issues.size() == 3);
    CHECK(report.issues[0].file == "actors.csv");
    CHECK(report.issues[0].line == 3);
    CHECK(report.issues[0].column == "territory");
    CHECK(report.issues[0].value == "commune:none");
    CHECK(report.issues[0].action == Action::rejected);
    CHECK(has(report.issues[1].rule, "rejected (actors.csv, line 3)"));
    CHECK(report.issues[2].column == "partnership");
    CHECK(size(store.read()) == 3);

    Batch missing_place;
    missing_place.territories = {territory("commune:none")};
    store.apply(missing_place);
    batch.source = "again";
    CHECK(row_of(store.apply(batch), "actors").rejected == 0);
}

TEST_CASE("a rejected row takes those of its own table with it, in any order") {
    Batch batch;
    for (int i = 0; i < 3'000; ++i)
        batch.territories.push_back(territory("z:" + std::to_string(i), {Code("z:" + std::to_string(i + 1))}));
    batch.territories.push_back(territory("z:alone"));
    Store store = Store::in_memory();
    const ApplyReport report = store.apply(batch);
    CHECK(row_of(report, "territories").kept == 1);
    CHECK(report.issues.size() == 3'000);
}

TEST_CASE("references point forward, and to records of the store") {
    Store store = Store::in_memory();
    Batch batch;
    batch.events = {event("e:2"), event("e:1")};
    batch.events[0].parent = Code("e:1");
    CHECK(store.apply(batch).issues.empty());
    Batch more;
    more.events = {event("e:3")};
    more.events[0].parent = Code("e:2");
    CHECK(store.apply(more).issues.empty());
}

TEST_CASE("an id names one activity, whatever its kind") {
    Batch batch;
    batch.partnerships = {partnership("a:1")};
    batch.events = {event("a:1"), event("a:2")};
    batch.events[1].parent = Code("a:1");
    Store store = Store::in_memory();
    const ApplyReport report = store.apply(batch);
    REQUIRE(report.issues.size() == 2);
    CHECK(has(report.issues[0].rule, "found that of a partnership"));
    CHECK(report.issues[1].rule == "expected an id of events in the batch or the store, found the partnership 'a:1'");
    Batch later;
    later.resources = {resource("a:1")};
    CHECK(has(only_rule(store.apply(later)), "found that of a partnership"));
}

TEST_CASE("the second row of one key is rejected, the same or not") {
    const ApplyReport report = report_of([](Batch& b) {
        b.files = {"", "a.csv"};
        b.actors = {actor("x:1"), actor("x:1"), actor("x:1")};
        for (std::size_t i = 0; i < 3; ++i) b.actors[i].file = 1, b.actors[i].line = static_cast<std::int64_t>(i + 2);
        b.actors[2].name = "Other";
    });
    REQUIRE(report.issues.size() == 2);
    CHECK(has(report.issues[0].rule, "the same content (first: a.csv, line 2)"));
    CHECK(has(report.issues[1].rule, "other content (first: a.csv, line 2)"));
    CHECK(row_of(report, "actors").kept == 1);

    const ApplyReport partners = report_of([](Batch& b) {
        b.partnerships = {partnership("p:1")};
        b.partners = {partner("p:1", "x:1"), partner("p:1", "x:1", "lead"), partner("p:1", "x:1")};
    });
    CHECK(row_of(partners, "partners").kept == 2);
}

TEST_CASE("anonymous feedback is counted, not merged") {
    Batch batch;
    batch.events = {event("e:1")};
    Feedback feedback;
    feedback.event = Code("e:1");
    feedback.score = 4;
    batch.feedback = {feedback, feedback, feedback};
    Store store = Store::in_memory();
    CHECK(store.apply(batch).issues.empty());
    batch.feedback.push_back(feedback);  // four now: three are known
    CHECK(store.apply(batch).issues.empty());
    CHECK(store.read().feedback.size() == 4);
}

TEST_CASE("cycles: the closing link is left out and the cycle is printed") {
    Batch batch;
    batch.territories = {territory("z:1", {Code("z:2")}), territory("z:2", {Code("z:3")}),
                         territory("z:3", {Code("z:1"), Code("z:4")}), territory("z:4")};
    batch.themes = {theme("t:1", {Code("t:1"), Code("t:2")}), theme("t:2")};
    batch.events = {event("e:1"), event("e:2")};
    batch.events[0].parent = Code("e:2");
    batch.events[1].parent = Code("e:1");
    Part part;
    part.territory = Code("z:4");
    part.part_of = Code("z:1");
    part.since = date("2018");
    batch.parts = {part};
    Store store = Store::in_memory();
    const ApplyReport report = store.apply(batch);
    REQUIRE(report.issues.size() == 4);
    CHECK(report.issues[0].rule == "expected no cycle, found z:3 → z:1 → z:2 → z:3: this link is left out");
    CHECK(report.issues[0].action == Action::repaired);
    CHECK(report.issues[1].rule == "expected no cycle, found z:4 → z:1 → z:2 → z:3 → z:4");
    CHECK(report.issues[1].action == Action::rejected);
    CHECK(report.issues[2].rule == "expected no cycle, found t:1 → t:1: this link is left out");
    CHECK(report.issues[3].rule == "expected no cycle, found e:2 → e:1 → e:2: this link is left out");
    CHECK(row_of(report, "territories").repaired == 1);
    CHECK(row_of(report, "parts").rejected == 1);
    const Batch out = store.read();
    CHECK(out.territories[2].parts_of == std::vector<Code>{Code("z:4")});
    CHECK(out.themes[0].broader == std::vector<Code>{Code("t:2")});
    CHECK(out.events[1].parent.empty());

    Batch later;  // z:4 in z:1 would close it through what the store has
    later.territories = {territory("z:4", {Code("z:2")})};
    CHECK(has(only_rule(store.check(later)), "z:4 → z:2 → z:3 → z:4"));
    CHECK(has(only_rule(store.apply(later)), "z:4 → z:2 → z:3 → z:4"));
    Batch turned;  // a list that is replaced no longer counts
    turned.territories = {territory("z:1", {Code("z:4")}), territory("z:2", {Code("z:1")})};
    CHECK(store.apply(turned).issues.empty());
}

TEST_CASE("a link that is left out does not free the old one that it would have replaced") {
    Store store = Store::in_memory();
    Batch first;
    first.events = {event("e:1"), event("e:2"), event("e:3")};
    first.events[0].parent = Code("e:2");
    store.apply(first);
    Batch second;  // e:1 keeps its parent e:2, as e:1 → e:1 is no link: then e:2 → e:1 closes a cycle as well
    second.events = {event("e:1"), event("e:2")};
    second.events[0].parent = Code("e:1");
    second.events[1].parent = Code("e:1");
    const ApplyReport report = store.apply(second);
    CHECK(report.issues.size() == 2);
    const Batch out = store.read();
    CHECK(out.events[0].parent == Code("e:2"));
    CHECK(out.events[1].parent.empty());
}

TEST_CASE("long chains and long cycles need no recursion") {
    Batch batch;
    constexpr int n = 20'000;
    for (int i = 0; i < n; ++i)
        batch.territories.push_back(territory("z:" + std::to_string(i), {Code("z:" + std::to_string((i + 1) % n))}));
    Store store = Store::in_memory();
    const ApplyReport report = store.apply(batch);
    CHECK(has(only_rule(report), "more) → z:19999"));
    CHECK(row_of(report, "territories").kept == n);
}

TEST_CASE("an item that comes twice in a list is kept once, and said") {
    const ApplyReport report = report_of([](Batch& b) {
        b.events = {event("e:1")};
        b.events[0].organisers = {Code("x:1"), Code("x:1")};
        b.events[0].themes = {Code("theme:COH"), Code("theme:RUC"), Code("theme:COH")};
    });
    CHECK(report.issues.size() == 2);
    CHECK(report.issues[0].action == Action::repaired);
    CHECK(row_of(report, "events").repaired == 1);
}

TEST_CASE("rules of the single record") {
    const auto rule_of = [](auto change) { return only_rule(report_of(change)); };
    CHECK(has(rule_of([](Batch& b) { b.actors[0].kind = "robot"; }), "person, organisation or collective"));
    CHECK(has(rule_of([](Batch& b) { b.actors[0].kind.clear(); }), "expected a value, found none"));
    CHECK(has(rule_of([](Batch& b) { b.actors[0].id = Code(); }), "expected a value, found none"));
    CHECK(has(rule_of([](Batch& b) { b.actors[0].name = std::string("a\0b", 3); }), "NUL"));
    CHECK(has(rule_of([](Batch& b) { b.actors[0].name = "\xff"; }), "UTF-8"));
    CHECK(has(rule_of([](Batch& b) { b.actors[0].aliases = {"\xc3"}; }), "UTF-8"));
    CHECK(has(rule_of([](Batch& b) { b.actors[0].attributes = {{"a", "\xc3"}}; }), "UTF-8"));
    CHECK(has(rule_of([](Batch& b) { b.actors[0].attributes = {{"a", "1"}, {"a", "2"}}; }), "each attribute once"));
    CHECK(has(rule_of([](Batch& b) { b.actors[0].lon = 180.5; }), "from -180 to 180, found 180.5"));
    CHECK(has(rule_of([](Batch& b) { b.actors[0].lat = -91; }), "from -90 to 90, found -91"));
    CHECK(has(rule_of([](Batch& b) { b.actors[0].lat = -std::numeric_limits<double>::infinity(); }), "expected a finite number"));
    CHECK(has(rule_of([](Batch& b) { b.actors[0].since = date("2019"); b.actors[0].until = date("2018-12-31"); }), "not before 2019"));
    CHECK(has(rule_of([](Batch& b) { b.actors[0].line = -1; }), "line"));
    CHECK(report_of([](Batch& b) { b.actors[0].since = date("2019"); b.actors[0].until = date("2019"); }).issues.empty());
    CHECK(report_of([](Batch& b) { b.actors[0].since = date("2019-05-01"); b.actors[0].until = date("2019"); }).issues.empty());
    CHECK(report_of([](Batch& b) { b.actors[0].lon = -180; b.actors[0].lat = 90; }).issues.empty());
    CHECK(has(rule_of([](Batch& b) { b.territories = {territory("z:1")}; b.territories[0].population = -1; }), "not negative"));
    CHECK(has(rule_of([](Batch& b) {
        b.affiliations.resize(1);
        b.affiliations[0].actor = b.affiliations[0].in = Code("x:1");
    }), "two different records"));
    CHECK(has(rule_of([](Batch& b) {
        b.observations.resize(1);
        b.observations[0].indicator = "i";
        b.observations[0].period = date("2020");
    }), "expected a value, found none"));
    CHECK_THROWS_AS(report_of([](Batch& b) { b.actors[0].file = 1; }), Error);
}

TEST_CASE("an update that breaks a rule together with what is known is rejected") {
    Store store = Store::in_memory();
    Batch batch = actors({actor("x:1")});
    batch.actors[0].since = date("2020");
    store.apply(batch);
    batch.actors[0].since = PartialDate();
    batch.actors[0].until = date("2010");
    const ApplyReport report = store.apply(batch);
    CHECK(has(only_rule(report), "together with what the store has"));
    CHECK(row_of(report, "actors").rejected == 1);
    CHECK(!store.read().actors[0].until.known());
}

TEST_CASE("strict throws at the first row that is lost, and writes nothing") {
    Store store = Store::in_memory();
    Batch batch = example();
    batch.observations.back().subject = Code("n:none");
    CHECK(code_of(store, batch) == Errc::invalid_data);
    CHECK(store.revision() == 0);
    CHECK(size(store.read()) == 0);
    CHECK(store.apply(example(), true).revision == 1);
    Batch cycle;
    cycle.territories = {territory("z:1", {Code("z:1")})};
    CHECK(code_of(store, cycle) == Errc::invalid_data);
    batch.files = {"", "a.csv", "obs.csv"};
    batch.observations.back().file = 2;
    batch.observations.back().line = 12;
    CHECK_THROWS_WITH(store.apply(batch, true), Catch::Matchers::StartsWith("obs.csv, line 12, subject: expected"));
}

TEST_CASE("a listener that says stop leaves the store as it was") {
    Store store = Store::in_memory();
    store.apply(example());
    const std::string hash = content_hash(store.read());
    Batch batch;
    for (int i = 0; i < 5'000; ++i) batch.actors.push_back(actor("y:" + std::to_string(i)));
    for (int stop = 1; stop <= 3; ++stop) {
        int calls = 0;
        const Progress progress([&](double) {
            std::this_thread::sleep_for(std::chrono::milliseconds(55));
            return ++calls < stop;
        });
        CHECK_THROWS_AS(store.apply(batch, false, progress), Error);
        CHECK(store.revision() == 1);
        CHECK(content_hash(store.read()) == hash);
    }
    CHECK(store.apply(batch).revision == 2);
}

TEST_CASE("an exception of a listener leaves the store as it was") {
    Store store = Store::in_memory();
    const Progress progress([](double) -> bool { throw std::runtime_error("mine"); });
    CHECK_THROWS_WITH(store.apply(example(), false, progress), "mine");
    CHECK(size(store.read()) == 0);
    CHECK(store.apply(example()).revision == 1);
}

TEST_CASE("an empty batch is a batch") {
    Store store = Store::in_memory();
    CHECK(store.apply(Batch()).revision == 0);
    CHECK(store.apply(Batch()).already_applied);
    Batch no_files;
    no_files.files.clear();
    no_files.actors = {actor("x:1")};
    CHECK(store.apply(no_files).revision == 1);
}
