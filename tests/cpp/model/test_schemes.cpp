#include <catch.hpp>

#include <map>
#include <set>

#include <tissu/model/batch.hpp>

using namespace tissu;

namespace {

std::map<std::string, std::vector<const Theme*>> by_scheme(const Batch& batch) {
    std::map<std::string, std::vector<const Theme*>> schemes;
    for (const Theme& theme : batch.themes) schemes[std::string(theme.id.scheme())].push_back(&theme);
    return schemes;
}

}  // namespace

TEST_CASE("twenty built-in schemes with 370 concepts") {
    const Batch batch = built_in_schemes();
    CHECK(size(batch) == 370);
    CHECK(batch.themes.size() == 370);
    CHECK(by_scheme(batch).size() == 20);
    std::set<Code> ids;
    for (const Theme& theme : batch.themes) {
        CHECK(ids.insert(theme.id).second);
        CHECK(!theme.label_fr.empty());
        CHECK(!theme.label_en.empty());
    }
    for (const Theme& theme : batch.themes)
        for (const Code& broader : theme.broader) CHECK(ids.count(broader) == 1);
}

TEST_CASE("the eight participant categories, byte for byte and in order") {
    const Batch batch = built_in_schemes();
    const auto schemes = by_scheme(batch);
    std::vector<std::string> labels;
    for (const Theme* theme : schemes.at("participant_category")) labels.push_back(theme->label_fr);
    CHECK(labels == std::vector<std::string>{
        "Représentant.e.s d’associations",
        "Agent.e.s des collectivités locales en politique de la ville",
        "Agent.e.s des collectivités locales en droit commun",
        "Agent.e.s de l’Etat en droit commun",
        "Usagèr.e.s citoyen.ne.s",
        "Représentant.e.s d’entreprises du secteur privé",
        "Agent.e.s de l’Etat en politique de la ville",
        "Elu.e.s"});
}

TEST_CASE("matches, other labels and attributes of a concept are kept") {
    const Batch batch = built_in_schemes();
    const auto find = [&batch](const char* id) {
        for (const Theme& theme : batch.themes)
            if (theme.id.text() == id) return theme;
        throw std::runtime_error("no such concept");
    };
    CHECK(find("Q2030:TRANSITION").close_match == std::vector<Code>{Code("theme:RUC.ECO")});
    CHECK(find("actor_type:ORG.CRPV").broader == std::vector<Code>{Code("actor_type:ORG")});
    CHECK(find("actor_type:ORG.CRPV").alt_labels ==
          std::vector<std::string>{"CRPV", "tiers facilitateur", "facilitating third party"});
    const Theme pillar = find("theme:COH");
    CHECK(pillar.attributes == Attributes{{"order", "1"}, {"pillar", "true"}});
    CHECK(find(batch.themes[62].id.text().c_str()).source == "legifrance JORFTEXT000028636804");
}
