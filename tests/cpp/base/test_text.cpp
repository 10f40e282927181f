#include "catch.hpp"

#include <tissu/base/error.hpp>
#include <tissu/base/random.hpp>
#include <tissu/base/text.hpp>

using namespace tissu;

TEST_CASE("folding compares what people read as the same") {
    CHECK(folded("Évry-Courcouronnes") == "evry-courcouronnes");
    CHECK(folded("L’Haÿ‑les‑Roses") == "l'hay-les-roses");
    CHECK(folded("  CŒUR \u00a0d’Essonne\t") == "coeur d'essonne");
    CHECK(folded("Straße") == "strasse");
    CHECK(folded("ex\u00e6quo") == "exaequo");
    CHECK(folded("a\u200bb\u00adc") == "abc");
    CHECK(folded("e\u0301") == folded("\u00e9"));
    CHECK(folded("ＡＢＣ") == "abc");
    CHECK(folded("") == "");
    CHECK(folded("ASCII  only\n") == "ascii only");
}

TEST_CASE("name keys meet across hyphens, apostrophes and saints") {
    CHECK(name_key("Évry-Courcouronnes") == name_key("EVRY COURCOURONNES"));
    CHECK(name_key("St-Denis") == name_key("Saint Denis"));
    CHECK(name_key("Ste Geneviève des Bois") == name_key("Sainte-Geneviève-des-Bois"));
    CHECK(name_key("L'Haÿ-les-Roses") == "l hay les roses");
    CHECK(name_key("!?") == "");
    CHECK(name_key("Stains") == "stains");
}

TEST_CASE("malformed text is seen and replaced") {
    CHECK(is_utf8("é"));
    for (const char* bad : {"\xff", "a\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80"}) {
        CHECK_FALSE(is_utf8(bad));
        CHECK(is_utf8(make_utf8(bad)));
    }
    CHECK(make_utf8("caf\xe9!") == "caf\xef\xbf\xbd!");
    CHECK(Error(Errc::io, "bad \xff").what() == std::string("bad \xef\xbf\xbd"));
}

TEST_CASE("normal form C composes") {
    CHECK(normalised("e\u0301") == "\u00e9");
    CHECK(normalised("plain") == "plain");
}

TEST_CASE("folding takes any bytes and folds no further the second time") {
    Random random(11);
    for (int i = 0; i < 2'000; ++i) {
        std::string bytes;
        for (std::uint64_t n = random.below(20); n > 0; --n) bytes += static_cast<char>(random.below(256));
        const std::string once = folded(bytes);
        CHECK(is_utf8(once));
        CHECK(folded(once) == once);
        CHECK(is_utf8(name_key(bytes)));
    }
}

TEST_CASE("near matches are few and nearest first") {
    const std::vector<std::string> names = {"score", "source", "name", "scores"};
    CHECK(near_matches("scor", names) == std::vector<std::string>{"score"});
    CHECK(near_matches("Scores", names, 2) == std::vector<std::string>{"scores", "score"});
    CHECK(near_matches("zzz", names).empty());
    CHECK(near_matches("x", {}).empty());
}

TEST_CASE("shortening cuts at a character") {
    CHECK(shortened("abc", 3) == "abc");
    CHECK(shortened("abcd", 3) == "abc…");
    CHECK(shortened("aé", 2) == "a…");
}
