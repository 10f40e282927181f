#pragma once
/// \file
/// Small batches for tests: one with something in every table, and makers of single records.

#include <string>
#include <string_view>

#include <tissu/model/batch.hpp>

namespace tissu::test {

inline PartialDate date(std::string_view text) { return parse_date(text).value(); }

inline Territory territory(const std::string& id, std::vector<Code> parts_of = {}) {
    Territory record;
    record.id = Code(id);
    record.name = "Name of " + id;
    record.parts_of = std::move(parts_of);
    return record;
}

inline Actor actor(const std::string& id, const std::string& kind = "organisation") {
    Actor record;
    record.id = Code(id);
    record.kind = kind;
    record.name = "Name of " + id;
    return record;
}

inline Theme theme(const std::string& id, std::vector<Code> broader = {}) {
    Theme record;
    record.id = Code(id);
    record.label_fr = "Label of " + id;
    record.broader = std::move(broader);
    return record;
}

inline Partnership partnership(const std::string& id) {
    Partnership record;
    record.id = Code(id);
    record.title = "Title of " + id;
    return record;
}

inline Partner partner(const std::string& of, const std::string& who, const std::string& role = "") {
    Partner record;
    record.partnership = Code(of);
    record.actor = Code(who);
    record.role = role;
    return record;
}

inline Event event(const std::string& id) {
    Event record;
    record.id = Code(id);
    record.title = "Title of " + id;
    return record;
}

inline Participation participation(const std::string& at, const std::string& who) {
    Participation record;
    record.event = Code(at);
    record.actor = Code(who);
    return record;
}

inline Resource resource(const std::string& id) {
    Resource record;
    record.id = Code(id);
    record.title = "Title of " + id;
    return record;
}

/// One new actor.
inline Batch one_actor() {
    Batch batch;
    batch.actors = {actor("y:new")};
    return batch;
}

/// The first of the eight categories.
inline std::string built_in_category() {
    for (const Theme& theme : built_in_schemes().themes)
        if (theme.id.scheme() == "participant_category") return std::string(theme.id.value());
    return {};
}

/// Two or three records in every table, all fields of each kind used at least once.
inline Batch example() {
    Batch batch;
    batch.source = "example";
    batch.source_kind = "SYNTH";
    batch.files = {"", "a.csv", "b.csv"};

    batch.territories = {territory("commune:91228", {Code("epci:2"), Code("departement:91")}), territory("epci:2"),
                         territory("departement:91")};
    Territory& commune = batch.territories[0];
    commune.population = 67'000;
    commune.lon = 2.43;
    commune.lat = 48.63;
    commune.valid_from = date("2019-01-01");
    commune.identifiers = {Code("siren:217701234")};
    commune.aliases = {"Évry", "Courcouronnes \"neuve\""};
    commune.attributes = {{"zone", ""}, {"a|b", "1\n2"}};
    commune.file = 1;
    commune.line = 2;

    Part part;
    part.territory = Code("commune:91228");
    part.part_of = Code("epci:2");
    part.share = 0;
    part.since = date("2016");
    part.until = date("2018-06");
    part.source = "decree";
    batch.parts = {part};

    Succession succession;
    succession.from = Code("epci:2");
    succession.to = Code("commune:91228");
    succession.date = date("2019-01-01");
    succession.kind = "32";
    batch.successions = {succession};

    batch.themes = {theme("theme:mine", {Code("theme:COH")}), theme("theme:narrow", {Code("theme:mine"), Code("theme:RUC")})};
    batch.themes[0].exact_match = {Code("other:1"), Code("other:2")};
    batch.themes[0].alt_labels = {"x", "y"};

    batch.actors = {actor("x:1"), actor("x:2", "person"), actor("x:3", "collective")};
    batch.actors[0].territory = Code("commune:91228");
    batch.actors[0].aliases = {"first"};
    batch.actors[0].identifiers = {Code("siret:20005922800012")};
    batch.actors[0].since = date("2001");
    batch.actors[0].lon = -0.0;
    batch.actors[0].lat = 48.5;

    Affiliation affiliation;
    affiliation.actor = Code("x:2");
    affiliation.in = Code("x:1");
    affiliation.role = "member";
    batch.affiliations = {affiliation};

    batch.partnerships = {partnership("p:1"), partnership("p:2")};
    batch.partnerships[0].parent = Code("p:2");
    batch.partnerships[0].themes = {Code("theme:mine"), Code("theme:COH")};
    batch.partnerships[0].territories = {Code("epci:2"), Code("commune:91228")};
    batch.partnerships[0].signed_on = date("2020-02-05");
    batch.partnerships[0].amount = 0;
    batch.partners = {partner("p:1", "x:1", "lead"), partner("p:1", "x:3"), partner("p:1", "x:1", "funder")};
    batch.partners[1].territory = Code("epci:2");
    batch.partners[1].amount = 12.5;

    batch.events = {event("e:1"), event("e:2")};
    batch.events[0].organisers = {Code("x:3"), Code("x:1")};
    batch.events[0].start = date("2024-03-01");
    batch.events[0].end = date("2024-03-02");
    batch.events[0].half_days = 3;
    batch.events[1].parent = Code("e:1");
    batch.participations = {participation("e:1", "x:2"), participation("e:1", "x:1")};
    batch.participations[0].category = built_in_category();
    batch.participations[0].on_behalf_of = Code("x:1");
    batch.participations[0].date = date("2024-03-02");

    batch.resources = {resource("r:1")};
    batch.resources[0].creators = {Code("x:2"), Code("x:1")};
    batch.resources[0].event = Code("e:2");
    batch.resources[0].issued = date("2024-05");
    batch.resources[0].identifiers = {Code("isbn:978")};
    batch.resources[0].text = "😀 l'été";

    Use use;
    use.resource = Code("r:1");
    use.count = 0;
    Use by_actor = use;
    by_actor.actor = Code("x:2");
    by_actor.count = missing;
    batch.uses = {use, by_actor};

    Need need;
    need.id = Code("n:1");
    need.theme = Code("theme:mine");
    need.territory = Code("epci:2");
    need.actor = Code("x:2");
    need.text = "more";
    batch.needs = {need};

    Feedback feedback;
    feedback.event = Code("e:1");
    feedback.score = 4;
    Feedback named = feedback;
    named.actor = Code("x:2");
    batch.feedback = {feedback, feedback, named};

    Observation observation;
    observation.indicator = "visits";
    observation.period = date("2024");
    observation.value = 0;
    for (const char* subject : {"", "commune:91228", "theme:mine", "x:1", "e:1", "n:1"}) {
        observation.subject = *subject == '\0' ? Code() : Code(subject);
        batch.observations.push_back(observation);
    }
    return batch;
}

}  // namespace tissu::test
