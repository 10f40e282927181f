#include <tissu/base/error.hpp>
#include <tissu/catalogue/theme_meant.hpp>
#include <tissu/catalogue/themes.hpp>

#include "catch.hpp"
#include "small_base.hpp"

using namespace tissu;

namespace {

/// The built-in schemes as a snapshot of nothing else.
std::shared_ptr<const Snapshot> schemes() {
    small::Base base;
    for (const Theme& theme : built_in_schemes().themes)
        base.theme(theme.id.text(), theme.label_fr, theme.label_en, {}, theme.alt_labels);
    for (const Theme& theme : built_in_schemes().themes)
        for (const Code& broader : theme.broader)
            base.s.themes[base.s.theme_of[theme.id.text()]].broader.push_back(
                base.s.theme_of[broader.text()]);
    return base.snapshot();
}

std::string first(const Snapshot& snapshot, std::string_view text) {
    const Table found = find_theme(snapshot, text);
    return found.rows() == 0 ? std::string() : std::string(found.column("id").text()[0]);
}

}  // namespace

TEST_CASE("themes are found by what people type") {
    const auto snapshot = schemes();
    CHECK(first(*snapshot, "santé mentale") == "theme:COH.SAN.MEN");
    CHECK(first(*snapshot, "SANTE MENTALE") == "theme:COH.SAN.MEN");
    CHECK(first(*snapshot, "mental health") == "theme:COH.SAN.MEN");
    CHECK(first(*snapshot, "santé") == "theme:COH.SAN");
    CHECK(first(*snapshot, "COH.SAN") == "theme:COH.SAN");
    CHECK(first(*snapshot, "theme:COH.SAN") == "theme:COH.SAN");
    CHECK(first(*snapshot, "santé mental") == "theme:COH.SAN.MEN");
    CHECK(find_theme(*snapshot, "santé mentalle").column("match").text()[0] == "near");
    CHECK(find_theme(*snapshot, "santé", 2).rows() == 2);
    CHECK(find_theme(*snapshot, "").rows() == 0);
    CHECK(find_theme(*snapshot, "xyzzy").rows() == 0);
    CHECK(find_theme(Snapshot(), "santé").rows() == 0);
}

TEST_CASE("a theme or place that is not there is an error with near matches") {
    const auto snapshot = schemes();
    CHECK(snapshot->themes[theme_row(*snapshot, "santé mentale")].code == "theme:COH.SAN.MEN");
    CHECK_THROWS_WITH(theme_row(*snapshot, "santé mentalle"), Catch::Matchers::Contains("theme:COH.SAN.MEN"));
    small::Base base;
    base.territory("commune:91228", "Évry-Courcouronnes");
    CHECK(territory_row(base.s, "evry courcouronnes") == 0);
    CHECK(territory_row(base.s, "91228") == 0);
    CHECK_THROWS_WITH(territory_row(base.s, "Evry-Courcouronne s"), Catch::Matchers::Contains("91228"));
    CHECK_THROWS_AS(territory_row(base.s, ""), Error);
}

TEST_CASE("a word means the list of themes, and another list only where it is in use") {
    small::Base base;
    const Index work = base.theme("theme:W", "Emploi et développement", "Work", {});
    const Index job = base.theme("theme:W.J", "Emploi et insertion", "Jobs", {work});
    base.theme("type:T", "Rénovation");
    const Index own = base.theme("voc:1", "Sobriété");
    const auto meant = [&](std::string_view text) { return theme_meant(base.catalogue(), text); };
    CHECK_THROWS_WITH(meant("sobriété"), Catch::Matchers::Contains("voc:1"));
    base.activity(ActivityKind::resource, "r:1", "Titre", {job}, {});
    base.activity(ActivityKind::resource, "r:2", "Titre", {own}, {});
    CHECK(meant("sobriété").row == own);
    CHECK(meant("TYPE:t").exact);
    CHECK_THROWS_WITH(meant("rénovation"), Catch::Matchers::Contains("type:T"));
    CHECK(meant("l'insertion et de l'emploi").row == job);
    CHECK(meant("l'insertion et de l'emploi").exact);
    const MeantTheme word = meant("emploi");
    CHECK((word.row == job && !word.exact && word.also == std::vector<Index>{work}));
    CHECK(understood(base.s, word, true) == "thème compris : Emploi et insertion (theme:W.J) ; aussi : Emploi et développement (theme:W)");
    CHECK_THROWS_AS(meant(" "), Error);
    CHECK_THROWS_AS(meant("de"), Error);
}
