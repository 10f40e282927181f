#include <algorithm>

#include <tissu/catalogue/text.hpp>

#include "catch.hpp"

using tissu::inclusive_forms;

namespace {

struct Form {
    const char* written;
    std::vector<std::string> members;
};

const std::vector<Form> forms = {
    // the page's own
    {"acteur.rice.s", {"acteur", "actrice", "acteurs", "actrices"}},
    {"habitant.e.s", {"habitant", "habitante", "habitants", "habitantes"}},
    {"Usagèr.e.s", {"usager", "usagère", "usagers", "usagères"}},
    // -e
    {"habitant·e·s", {"habitant", "habitante", "habitants", "habitantes"}},
    {"habitant-e-s", {"habitant", "habitante", "habitants", "habitantes"}},
    {"habitant•e•s", {"habitant", "habitante", "habitants", "habitantes"}},
    {"habitant‧e‧s", {"habitant", "habitante", "habitants", "habitantes"}},
    {"habitant⋅es", {"habitant", "habitante", "habitants", "habitantes"}},
    {"habitants-es", {"habitant", "habitante", "habitants", "habitantes"}},
    {"habitant(e)s", {"habitant", "habitante", "habitants", "habitantes"}},
    {"habitant(e)(s)", {"habitant", "habitante", "habitants", "habitantes"}},
    {"habitant/e/s", {"habitant", "habitante", "habitants", "habitantes"}},
    {"habitant.es", {"habitant", "habitante", "habitants", "habitantes"}},
    {"élu·e·s", {"élu", "élue", "élus", "élues"}},
    {"élu-e-s", {"élu", "élue", "élus", "élues"}},
    {"élu.e", {"élu", "élue"}},
    {"élu(e)s", {"élu", "élue", "élus", "élues"}},
    {"éluEs", {"élu", "élue", "élus", "élues"}},
    {"ÉLU·E·S", {"élu", "élue", "élus", "élues"}},
    {"né.e", {"né", "née"}},
    {"né-e-s", {"né", "née", "nés", "nées"}},
    {"chargé·e", {"chargé", "chargée"}},
    {"chargé/e", {"chargé", "chargée"}},
    {"adjoint-e", {"adjoint", "adjointe"}},
    {"président(e)", {"président", "présidente"}},
    {"étudiantEs", {"étudiant", "étudiante", "étudiants", "étudiantes"}},
    {"apprenti·e·s", {"apprenti", "apprentie", "apprentis", "apprenties"}},
    {"salarié.e.s", {"salarié", "salariée", "salariés", "salariées"}},
    {"employé·es", {"employé", "employée", "employés", "employées"}},
    {"délégué∙e∙s", {"délégué", "déléguée", "délégués", "déléguées"}},
    {"français·e·s", {"français", "française", "françaises"}},
    {"français·es", {"français", "française", "françaises"}},
    {"villageois·es", {"villageois", "villageoise", "villageoises"}},
    {"auteur·e", {"auteur", "auteure"}},
    {"professeur.e.s", {"professeur", "professeure", "professeurs", "professeures"}},
    {"régional·e·s", {"régional", "régionale", "régionaux", "régionales"}},
    {"départementaux/ales", {"départemental", "départementale", "départementaux", "départementales"}},
    {"un·e", {"un", "une"}},
    {"chacun.e", {"chacun", "chacune"}},
    // -ère
    {"conseillèr.e", {"conseiller", "conseillère"}},
    {"conseiller·e·s", {"conseiller", "conseillère", "conseillers", "conseillères"}},
    {"conseiller·ère", {"conseiller", "conseillère"}},
    {"conseiller(ère)s", {"conseiller", "conseillère", "conseillers", "conseillères"}},
    {"infirmier·ère·s", {"infirmier", "infirmière", "infirmiers", "infirmières"}},
    {"ouvrier.ière", {"ouvrier", "ouvrière"}},
    {"premier/ère", {"premier", "première"}},
    {"cuisinier-re", {"cuisinier", "cuisinière"}},
    // -rice
    {"acteur·rice·s", {"acteur", "actrice", "acteurs", "actrices"}},
    {"acteurs/rices", {"acteur", "actrice", "acteurs", "actrices"}},
    {"acteur·ice·s", {"acteur", "actrice", "acteurs", "actrices"}},
    {"acteur(trice)s", {"acteur", "actrice", "acteurs", "actrices"}},
    {"administrateur/trice", {"administrateur", "administratrice"}},
    {"animateur-rice-s", {"animateur", "animatrice", "animateurs", "animatrices"}},
    {"animateur·atrice", {"animateur", "animatrice"}},
    {"médiateur.trice.s", {"médiateur", "médiatrice", "médiateurs", "médiatrices"}},
    {"ambassadeur·drice", {"ambassadeur", "ambassadrice"}},
    {"ambassadeur·rice", {"ambassadeur", "ambassadrice"}},
    {"auteur·rice·s", {"auteur", "autrice", "auteurs", "autrices"}},
    {"directeur/rice", {"directeur", "directrice"}},
    {"coordinateur·rice", {"coordinateur", "coordinatrice"}},
    // -euse
    {"chercheur·euse·s", {"chercheur", "chercheuse", "chercheurs", "chercheuses"}},
    {"travailleur-se-s", {"travailleur", "travailleuse", "travailleurs", "travailleuses"}},
    {"chômeur.se.s", {"chômeur", "chômeuse", "chômeurs", "chômeuses"}},
    {"chômeur/euse", {"chômeur", "chômeuse"}},
    {"nombreux·ses", {"nombreux", "nombreuse", "nombreuses"}},
    {"époux·se", {"époux", "épouse"}},
    // -ne
    {"citoyen·ne·s", {"citoyen", "citoyenne", "citoyens", "citoyennes"}},
    {"citoyen.nes", {"citoyen", "citoyenne", "citoyens", "citoyennes"}},
    {"citoyen(ne)s", {"citoyen", "citoyenne", "citoyens", "citoyennes"}},
    {"citoyen-ne-s", {"citoyen", "citoyenne", "citoyens", "citoyennes"}},
    {"citoyen.e.s", {"citoyen", "citoyenne", "citoyens", "citoyennes"}},
    {"technicien·ienne", {"technicien", "technicienne"}},
    {"lycéen.ne.s", {"lycéen", "lycéenne", "lycéens", "lycéennes"}},
    {"gardien·nes", {"gardien", "gardienne", "gardiens", "gardiennes"}},
    {"champion·ne", {"champion", "championne"}},
    // -le
    {"professionnel(le)s", {"professionnel", "professionnelle", "professionnels", "professionnelles"}},
    {"professionnel·le·s", {"professionnel", "professionnelle", "professionnels", "professionnelles"}},
    {"professionnel.le.s", {"professionnel", "professionnelle", "professionnels", "professionnelles"}},
    {"professionnel-les", {"professionnel", "professionnelle", "professionnels", "professionnelles"}},
    {"intellectuel·lles", {"intellectuel", "intellectuelle", "intellectuels", "intellectuelles"}},
    {"nouveau·elle", {"nouveau", "nouvelle"}},
    {"nouveaux·elles", {"nouveau", "nouvelle", "nouveaux", "nouvelles"}},
    {"nouveau/velle", {"nouveau", "nouvelle"}},
    // -ve, -fe, -he, -que, -ce, -sse, -te, plurals
    {"créatif·ve·s", {"créatif", "créative", "créatifs", "créatives"}},
    {"sportif.ive", {"sportif", "sportive"}},
    {"actif/ve", {"actif", "active"}},
    {"chef·fe", {"chef", "cheffe"}},
    {"chef.fe.s", {"chef", "cheffe", "chefs", "cheffes"}},
    {"blanc·he", {"blanc", "blanche"}},
    {"public·que", {"public", "publique"}},
    {"grec·que·s", {"grec", "grecque", "grecs", "grecques"}},
    {"doux·ce", {"doux", "douce"}},
    {"maire·sse", {"maire", "mairesse"}},
    {"tou·te·s", {"tout", "toute", "tous", "toutes"}},
    {"tous·tes", {"tout", "toute", "tous", "toutes"}},
    {"tou.te.s", {"tout", "toute", "tous", "toutes"}},
    {"bénévole·s", {"bénévole", "bénévoles"}},
    {"association(s)", {"association", "associations"}},
    {"coordinateur/-trice", {"coordinateur", "coordinatrice"}},
    {"étudiant·e·x·s", {"étudiant", "étudiante", "étudiants", "étudiantes"}},
    {"bon.ne.s", {"bon", "bonne", "bons", "bonnes"}},
    {"copain·ine", {"copain", "copine"}},
    {"compagnon·gne", {"compagnon", "compagne"}},
    {"inquiet·ète", {"inquiet", "inquiète"}},
    {"bref·ève", {"bref", "brève"}},
    {"favori·te", {"favori", "favorite"}},
    {"beau·belle", {"beau", "belle"}},
    {"gras·se", {"gras", "grasse"}},
    {"lieu(x)", {"lieu", "lieux"}},
};

const std::vector<const char*> traps = {
    "e.g.",
    "i.e.",
    "data.gouv.fr",
    "www.ville.es",
    "contact@ville.es",
    "contact@habitant.es.org",
    "https://exemple.org/habitant.e",
    "elpais.com",
    "index.html",
    "v2.0.e",
    "3.5.1",
    "QPV-2024",
    "COVID-19",
    "P147",
    "H1N1",
    "rendez-vous",
    "et/ou",
    "Seine-et-Marne",
    "c.-à-d.",
    "est-elle",
    "donne-les",
    "a-t-elle",
    "a-t-il",
    "dis-le",
    "dit-il",
    "est-ce",
    "peut-être",
    "celui-ci",
    "porte-à-porte",
    "après-midi",
    "week-end",
    "Saint-Denis",
    "Vitry-le-François",
    "Noisy-le-Grand",
    "Corbeil-Essonnes",
    "Bourg-la-Reine",
    "L'Haÿ-les-Roses",
    "Nord-Est",
    "mot-clé",
    "oui/non",
    "24h/24",
    "km/h",
    "H/F",
    "S.A.R.L.",
    "Q.P.V.",
    "U.S.A.",
    "p.ex.",
    "M.",
    "Mme",
    "PDFs",
    "QPVs",
    "ONGs",
    "iPhone",
    "MacBookE",
    "LaTeX",
    "f(x)",
    "f(s)",
    "plan-E",
    "vitamine-E",
    "tu-es",
    "vas-y",
    "rappelle-le",
    "amazon.es",
    "client/serveur",
    "a(e)",
    "t.e.s",
    "Grand-Orly",
    "CLS/CLSM",
    "grand-mère",
    "chef-d'œuvre",
    "c'est-à-dire",
    "jusqu'au",
    "d'Évry",
    "arc-en-ciel",
    "au-delà",
    "Île-de-France",
    "Val-de-Marne",
};

}  // namespace

TEST_CASE("inclusive forms give their members") {
    CHECK(forms.size() >= 83);
    for (const Form& form : forms) {
        INFO(form.written);
        CHECK(inclusive_forms(form.written) == form.members);
    }
}

TEST_CASE("inclusive forms are read in a sentence, with punctuation and elision") {
    for (const Form& form : forms)
        for (const std::string& sentence :
             {std::string("Les ") + form.written + ", dit-on.", "(" + std::string(form.written) + ")",
              "l'" + std::string(form.written) + ".", "« " + std::string(form.written) + " »"}) {
            INFO(sentence);
            std::vector<std::string> exact;
            for (const auto& token : tissu::analyse(sentence)) exact.push_back(token.exact);
            for (const auto& member : form.members)
                for (const auto& token : tissu::analyse(member))
                    CHECK(std::find(exact.begin(), exact.end(), token.exact) != exact.end());
        }
}

TEST_CASE("what only looks inclusive stays as it is") {
    CHECK(traps.size() >= 45);
    for (const char* trap : traps) {
        INFO(trap);
        CHECK(inclusive_forms(trap).empty());
    }
}

TEST_CASE("forms inside compounds and lists are read") {
    const auto words = [](std::string_view text) {
        std::vector<std::string> exact;
        for (const auto& token : tissu::analyse(text)) exact.push_back(token.exact);
        return exact;
    };
    using Words = std::vector<std::string>;
    CHECK(words("ex-détenu·e") == Words{"ex", "detenu", "detenue"});
    CHECK(words("vice-président-e") == Words{"vice", "president", "presidente"});
    CHECK(words("élu.e.s/agent.e.s") ==
          Words{"elu", "elue", "elus", "elues", "agent", "agente", "agents", "agentes"});
    CHECK(words("étudiant·e-salarié·e") == Words{"etudiant", "etudiante", "salarie", "salariee"});
}

TEST_CASE("members of one form share a position and its bytes") {
    const std::string text = "des acteur.rice.s locaux";
    const auto tokens = tissu::analyse(text);
    REQUIRE(tokens.size() == 5);
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(tokens[i].position == 1);
        CHECK(text.substr(tokens[i].begin, tokens[i].end - tokens[i].begin) == "acteur.rice.s");
    }
    CHECK(tokens[4].position == 2);
}
