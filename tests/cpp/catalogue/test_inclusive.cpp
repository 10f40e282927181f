#include <algorithm>
#include <fstream>
#include <sstream>

#include <tissu/catalogue/text.hpp>

#include "catch.hpp"

using tissu::inclusive_forms;

namespace {

using Words = std::vector<std::string>;

struct Form {
    std::string written;
    Words members;
};

std::vector<std::string> lines_of(const char* file) {
    std::ifstream in(std::string("tests/data/inclusive/") + file);
    REQUIRE(in);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

/// tests/data/inclusive/forms.tsv: a form, a tab, its members.
std::vector<Form> golden_forms() {
    std::vector<Form> forms;
    for (const std::string& line : lines_of("forms.tsv")) {
        Form form{line.substr(0, line.find('\t')), {}};
        std::istringstream members(line.substr(line.find('\t') + 1));
        for (std::string word; members >> word;) form.members.push_back(word);
        forms.push_back(form);
    }
    return forms;
}

std::vector<std::string> golden_traps() { return lines_of("traps.txt"); }

Words sorted(Words words) {
    std::sort(words.begin(), words.end());
    return words;
}

}  // namespace

TEST_CASE("inclusive forms give their members") {
    const auto forms = golden_forms();
    CHECK(forms.size() >= 200);
    for (const Form& form : forms) {
        INFO(form.written);
        CHECK(sorted(inclusive_forms(form.written)) == sorted(form.members));
    }
}

TEST_CASE("inclusive forms are read in a sentence, with punctuation and elision") {
    for (const Form& form : golden_forms())
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
    const auto traps = golden_traps();
    CHECK(traps.size() >= 200);
    for (const std::string& trap : traps) {
        INFO(trap);
        CHECK(inclusive_forms(trap).empty());
    }
}

TEST_CASE("in a sentence a trap gives one reading of each word") {
    for (const std::string& trap : golden_traps())
        for (const std::string& sentence : {trap, "Le mot " + trap + " est ici.", "(" + trap + ")", "« " + trap + ", »"}) {
            INFO(sentence);
            const auto tokens = tissu::analyse(sentence, tissu::Language::french, true);
            for (std::size_t i = 1; i < tokens.size(); ++i) CHECK(tokens[i].position > tokens[i - 1].position);
        }
}

TEST_CASE("forms inside compounds and lists are read") {
    const auto words = [](std::string_view text) {
        std::vector<std::string> exact;
        for (const auto& token : tissu::analyse(text)) exact.push_back(token.exact);
        return exact;
    };
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
