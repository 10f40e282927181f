#include <tissu/base/random.hpp>
#include <tissu/base/text.hpp>
#include <tissu/catalogue/text.hpp>

#include "catch.hpp"

using tissu::analyse;
using tissu::Language;

namespace {

std::vector<std::string> exact(std::string_view text, Language language = Language::french) {
    std::vector<std::string> words;
    for (const auto& token : analyse(text, language)) words.push_back(token.exact);
    return words;
}

std::string stem(std::string_view word, Language language = Language::french) {
    const auto tokens = analyse(word, language);
    REQUIRE(tokens.size() == 1);
    return tokens[0].stem;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("elided articles and pronouns are taken off") {
    CHECK(exact("l'habitat") == Words{"habitat"});
    CHECK(exact("l’habitat") == Words{"habitat"});
    CHECK(exact("L`HABITAT") == Words{"habitat"});
    CHECK(exact("d'Évry") == Words{"evry"});
    CHECK(exact("qu'habiter") == Words{"habiter"});
    CHECK(exact("jusqu'habiter") == Words{"habiter"});
    CHECK(exact("lorsqu'Anne") == Words{"anne"});
    CHECK(exact("qu'l'habitat") == Words{"habitat"});
    CHECK(exact("c'est-à-dire") == Words{"dire"});
}

TEST_CASE("words with an apostrophe of their own stay whole") {
    CHECK(exact("aujourd'hui") == Words{"aujourd'hui"});
    CHECK(exact("Aujourd’hui") == Words{"aujourd'hui"});
    CHECK(exact("prud'hommes") == Words{"prud'hommes"});
    CHECK(exact("presqu'île") == Words{"presqu'ile"});
    CHECK(exact("quelqu'un") == Words{"quelqu'un"});
    CHECK(exact("quelqu'habitant") == Words{"habitant"});
    CHECK(exact("O'Connor") == Words{"o", "connor"});
}

TEST_CASE("accents, case, ligatures and hyphens do not matter") {
    CHECK(exact("Saint-Denis") == Words{"saint", "denis"});
    CHECK(exact("Saint\u2011Denis") == Words{"saint", "denis"});
    CHECK(exact("cœur CŒUR coeur") == Words{"coeur", "coeur", "coeur"});
    CHECK(exact("Évry ÉVRY evry e\u0301vry") == Words{"evry", "evry", "evry", "evry"});
    CHECK(exact("habi\u00ADtants") == Words{"habitants"});
    CHECK(exact("quartier\u00A0prioritaire\u202Fici") == Words{"quartier", "prioritaire", "ici"});
    CHECK(exact("Q.P.V. et C.R.P.V") == Words{"qpv", "crpv"});
    CHECK(exact("QPV-2024, v3.1") == Words{"qpv", "2024", "v3", "1"});
    CHECK(exact("data.gouv.fr") == Words{"data", "gouv", "fr"});
}

TEST_CASE("stop words leave a gap") {
    const auto tokens = analyse("la santé des jeunes");
    REQUIRE(tokens.size() == 2);
    CHECK(tokens[0].exact == "sante");
    CHECK(tokens[0].position == 1);
    CHECK(tokens[1].position == 3);
    CHECK(tokens[1].begin == std::string("la santé des ").size());
    CHECK(exact("sans papiers") == Words{"sans", "papiers"});
    CHECK(exact("où, OÙ, ou") == Words{});
    CHECK(tissu::is_stop_word("Où"));
    CHECK_FALSE(tissu::is_stop_word("été"));
    CHECK(tissu::is_stop_word("the", Language::english));
    CHECK_FALSE(tissu::is_stop_word("the"));
}

TEST_CASE("stems bring forms of a word together, with accents or without") {
    for (const auto& [a, b] : std::vector<std::pair<const char*, const char*>>{{"habitants", "habitante"},
                                                                               {"éducatif", "éducatives"},
                                                                               {"médiation", "médiations"},
                                                                               {"évaluer", "évaluation"},
                                                                               {"citoyenne", "citoyennes"},
                                                                               {"jeune", "jeunes"}}) {
        INFO(a);
        CHECK(stem(a) == stem(b));
        const auto plain = analyse(tissu::folded(a));
        const auto accented = analyse(b);
        CHECK((plain[0].stem == accented[0].stem || plain[0].folded_stem == accented[0].folded_stem));
    }
    CHECK(stem("housing", Language::english) == "hous");
    CHECK(exact("the people's housing isn't", Language::english) == Words{"people", "housing", "isn"});
}

TEST_CASE("languages are told by their code") {
    CHECK(tissu::language_of("en") == Language::english);
    CHECK(tissu::language_of("eng") == Language::english);
    CHECK(tissu::language_of("EN-gb") == Language::english);
    CHECK(tissu::language_of("fr") == Language::french);
    CHECK(tissu::language_of("enm") == Language::french);
    CHECK(tissu::language_of("") == Language::french);
}

TEST_CASE("any bytes can be analysed") {
    tissu::Random random(1);
    const std::string pieces[] = {"·",    "’",  "é", "e", "s",      "(",    ")",      ".", "-",
                                  "/",    "'",  " ", "A", "\xC3",   "\xFF", "\u0301", "œ", "élu",
                                  "rice", "\0", "@", "1", "\u202F", "l'",   "teur"};
    for (int i = 0; i < 100'000; ++i) {
        std::string text;
        const bool bytes = i % 2 == 0;
        for (auto n = random.below(24); n > 0; --n) {
            if (bytes) text.push_back(static_cast<char>(random.below(256)));
            else text.append(pieces[random.below(25)]);
        }
        const auto tokens = analyse(text, i % 3 == 0 ? Language::english : Language::french);
        std::uint32_t position = 0;
        for (const auto& token : tokens) {
            const bool sound = !token.exact.empty() && token.begin < token.end && token.end <= text.size() &&
                               token.position >= position && tissu::is_utf8(token.exact + token.stem);
            if (!sound) FAIL(text);
            position = token.position;
        }
    }
    CHECK(analyse("").empty());
    CHECK(analyse(std::string(100'000, 'a')).empty());
}
