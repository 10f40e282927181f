#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>

#include <tissu/base/error.hpp>
#include <tissu/base/random.hpp>
#include <tissu/base/text.hpp>
#include <tissu/catalogue/text.hpp>

#include "catch.hpp"
#include "small_base.hpp"

using namespace tissu;
using small::column;

namespace {

using Ids = std::vector<std::string>;

/// The definition in `Catalogue::search`, word for word, for resources with a title and a description.
class Naive {
public:
    explicit Naive(const Snapshot& snapshot) : snapshot_(snapshot) {
        for (const auto& activity : snapshot.activities) {
            std::map<std::string, double> counts;
            double length = 0;
            for (const auto& [text, weight] :
                 {std::pair{activity.title, 2.0}, std::pair{activity.description, 1.0}}) {
                std::map<std::uint32_t, std::set<std::string>> positions;
                for (const Token& token : analyse(text)) {
                    positions[token.position].insert({"exact " + token.exact, "begins " + token.exact.substr(0, 5),
                                                      token.stem, token.folded_stem});
                    places_[activity.code].emplace_back(token.position + (weight == 1.0 ? 1000 : 0), token);
                }
                for (const auto& [position, terms] : positions) {
                    length += weight;
                    for (const auto& term : terms) counts[term] += weight;
                }
            }
            frequencies_.push_back(counts);
            lengths_.push_back(length);
            mean_ += length / static_cast<double>(snapshot.activities.size());
        }
    }

    [[nodiscard]] double idf(const std::string& term) const {
        double holders = 0;
        for (const auto& counts : frequencies_) holders += static_cast<double>(counts.count(term));
        const auto n = static_cast<double>(frequencies_.size());
        return std::log(1 + (n - holders + 0.5) / (holders + 0.5));
    }
    [[nodiscard]] double norm(std::size_t item) const { return 1.2 * (1 - 0.75 + 0.75 * lengths_[item] / mean_); }

    [[nodiscard]] double bm25(const std::string& term, std::size_t item) const {
        const auto found = frequencies_[item].find(term);
        if (found == frequencies_[item].end()) return 0;
        return idf(term) * found->second * 2.2 / (found->second + norm(item));
    }

    static bool share_a_term(const Token& a, const Token& b) {
        return a.exact == b.exact || a.stem == b.stem || a.folded_stem == b.folded_stem || a.stem == b.folded_stem ||
               a.folded_stem == b.stem;
    }
    [[nodiscard]] double least_idf(const Token& token) const {
        return std::min({idf(token.stem), idf(token.folded_stem), idf("exact " + token.exact)});
    }
    [[nodiscard]] bool is_known(const Token& token) const {
        return std::any_of(frequencies_.begin(), frequencies_.end(), [&](const auto& counts) {
            return counts.contains(token.stem) || counts.contains(token.folded_stem) || counts.contains("exact " + token.exact);
        });
    }

    [[nodiscard]] double nearness(const std::vector<Token>& words, std::size_t item) const {
        std::vector<std::pair<int, int>> places;  // position, word
        const auto own = places_.find(snapshot_.activities[item].code);
        if (own == places_.end()) return 0;
        for (const auto& [position, token] : own->second) {
            int word = -1;
            for (std::size_t i = 0; i < words.size(); ++i)
                if (share_a_term(words[i], token)) word = static_cast<int>(i);
            if (word >= 0) places.emplace_back(static_cast<int>(position), word);
        }
        double sum = 0;
        for (std::size_t i = 0; i + 1 < words.size(); ++i) {
            double t = 0;
            const int asked = static_cast<int>(words[i + 1].position) - static_cast<int>(words[i].position);
            for (const auto& [x, first] : places)
                for (const auto& [y, second] : places) {
                    if (x >= y || y - x > 16 || std::abs(y - x - asked) > 8) continue;
                    const double worth = 1.0 / ((1 + std::abs(y - x - asked)) * (1 + std::abs(y - x - asked)));
                    if (first == static_cast<int>(i) && second == static_cast<int>(i) + 1) t += worth;
                    if (first == static_cast<int>(i) + 1 && second == static_cast<int>(i)) t += worth / 2;
                }
            sum += std::min(least_idf(words[i]), least_idf(words[i + 1])) * t * 2.2 / (t + norm(item));
        }
        return 0.3 * sum;
    }

    /// Every word of the query is one plain French word.
    [[nodiscard]] std::map<std::string, double> scores(const std::string& query) const {
        std::map<std::string, double> result;
        for (std::size_t item = 0; item < frequencies_.size(); ++item) {
            double score = 0, beginnings = 0;
            std::set<std::string> said;
            std::vector<Token> words;
            for (const Token& token : analyse(query)) {
                if (!said.insert(token.exact).second) continue;
                if (is_known(token)) words.push_back(token);
                score += std::max(bm25(token.stem, item), bm25(token.folded_stem, item));
                score += 0.75 * bm25("exact " + token.exact, item);
                beginnings += 0.5 * bm25("begins " + token.exact.substr(0, 5), item);
            }
            if (score > 0)
                result[snapshot_.activities[item].code] = score + beginnings + nearness(words, item);
        }
        return result;
    }

private:
    const Snapshot& snapshot_;
    std::vector<std::map<std::string, double>> frequencies_;
    std::vector<double> lengths_;
    std::map<std::string, std::vector<std::pair<std::uint32_t, Token>>> places_;
    double mean_ = 0;
};

const std::vector<std::string> vocabulary = {
    "habitant", "habitante", "habitants", "élu",   "élue",      "santé",     "sante",     "mentale", "mental",
    "jeunes",   "jeune",     "logement",  "loger", "médiation", "médiateur", "éducation", "éducatif",  "des"};

std::string sentence(Random& random, std::uint64_t longest) {
    std::string text;
    for (auto n = 1 + random.below(longest); n > 0; --n)
        text += vocabulary[random.below(vocabulary.size())] + " ";
    return text;
}

}  // namespace

TEST_CASE("scores are those of the definition") {
    Random random(3);
    for (int round = 0; round < 40; ++round) {
        small::Base base;
        for (int i = 0; i < 12; ++i)
            base.resource("r:" + std::to_string(i), sentence(random, 4), {}, {}, sentence(random, 12));
        const auto snapshot = base.snapshot();
        const Naive naive(*snapshot);
        const Catalogue catalogue(snapshot);
        for (int q = 0; q < 5; ++q) {
            const std::string query = sentence(random, 4);
            INFO(query);
            const auto expected = naive.scores(query);
            if (expected.size() < 3) continue;  // then guesses are added
            const Hits hits = catalogue.search(query);
            REQUIRE(hits.total == static_cast<std::int64_t>(expected.size()));
            double last = 1e9;
            for (std::size_t row = 0; row < hits.table.rows(); ++row) {
                const double score = hits.table.column("score").reals()[row];
                CHECK(score == Approx(expected.at(std::string(hits.table.column("id").text()[row]))));
                CHECK(score <= last);
                last = score;
            }
        }
    }
}

TEST_CASE("inclusive writing is found by its members and finds them") {
    small::Base base;
    base.resource("r:1", "Paroles d'habitant.e.s");
    base.resource("r:2", "Conseils citoyens : les habitant·e·s");
    base.resource("r:3", "Le mot des habitants");
    base.resource("r:4", "Rencontre des acteur.rice.s");
    base.resource("r:5", "Une actrice du quartier");
    base.resource("r:6", "Autre chose");
    const Catalogue catalogue = base.catalogue();
    const auto found = [&](const char* text) {
        const Ids ids = column(catalogue.search(text).table, "id");
        return std::set<std::string>(ids.begin(), ids.end());
    };
    CHECK(found("habitants") == std::set<std::string>{"r:1", "r:2", "r:3"});
    CHECK(found("habitant-e-s") == std::set<std::string>{"r:1", "r:2", "r:3"});
    CHECK(found("habitante") == std::set<std::string>{"r:1", "r:2", "r:3"});
    CHECK(found("actrices") == std::set<std::string>{"r:4", "r:5"});
    CHECK(found("acteurs/rices") == std::set<std::string>{"r:4", "r:5"});
}

TEST_CASE("the exact form comes before the stem, the title before the text") {
    small::Base base;
    base.resource("r:1", "Évaluations");
    base.resource("r:2", "Évaluation");
    base.resource("r:3", "Autre chose", {}, {}, "évaluations");
    base.resource("r:4", "Encore autre chose", {}, {}, "sans rapport");
    CHECK(column(base.catalogue().search("évaluation").table, "id") == Ids{"r:2", "r:1", "r:3"});
    CHECK(column(base.catalogue().search("evaluations").table, "id") == Ids{"r:1", "r:3", "r:2"});
}

TEST_CASE("with few hits the last word may be a beginning, and typing errors are forgiven") {
    small::Base base;
    base.actor("o:1", "Médiation et compagnie");
    base.actor("o:2", "Régie de quartier");
    base.resource("r:1", "Logement social");
    const Catalogue catalogue = base.catalogue();
    CHECK(column(catalogue.search("médi").table, "id") == Ids{"o:1"});
    CHECK(column(catalogue.search("logmeent").table, "id") == Ids{"r:1"});
    CHECK(column(catalogue.search("regei").table, "id") == Ids{"o:2"});
    CHECK(catalogue.search("xyzzy").total == 0);
    CHECK(catalogue.search("le la les").total == 0);
}

TEST_CASE("labels of themes, places and types are searched, in French and in English") {
    small::Base base;
    const Index theme = base.theme("theme:MEN", "Santé mentale", "Mental health", {}, {"psychiatrie"});
    base.theme("resource_type:VID", "Vidéo", "Video");
    const Index place = base.territory("commune:1", "Grigny");
    const Index resource = base.resource("r:1", "Titre", {theme}, {place});
    base.s.activities[resource].type = base.word("VID");
    base.activity(ActivityKind::resource, "r:2", "Housing policies in cities", {}, {}, "", "en");
    const Catalogue catalogue = base.catalogue();
    for (const char* text : {"santé", "mentales", "health", "psychiatrie", "grigny", "vidéos", "videos"}) {
        INFO(text);
        CHECK(column(catalogue.search(text).table, "id") == Ids{"r:1"});
    }
    CHECK(column(catalogue.search("house policy").table, "id") == Ids{"r:2"});
}

TEST_CASE("a page is a piece of the whole answer") {
    small::Base base;
    for (int i = 0; i < 30; ++i)
        base.resource("r:" + std::to_string(100 + i), i % 3 == 0 ? "santé santé" : "santé publique");
    const Catalogue catalogue = base.catalogue();
    SearchOptions options;
    options.limit = 100;
    const Ids whole = column(catalogue.search("santé", options).table, "id");
    REQUIRE(whole.size() == 30);
    Ids pages;
    options.limit = 7;
    for (options.offset = 0; options.offset < 40; options.offset += 7) {
        const Hits hits = catalogue.search("santé", options);
        CHECK(hits.total == 30);
        for (const auto& id : column(hits.table, "id")) pages.push_back(id);
    }
    CHECK(pages == whole);
    options.limit = 0;
    CHECK(catalogue.search("santé", options).table.rows() == 0);
    options.limit = -1;
    CHECK_THROWS_AS(catalogue.search("santé", options), Error);
}

TEST_CASE("snippets show the words that were found") {
    small::Base base;
    std::string text;
    for (int i = 0; i < 200; ++i) text += "mot" + std::to_string(i) + (i % 7 == 0 ? "\n" : " ");
    base.resource("r:1", "Titre", {}, {}, text + "les  habitant·e·s\tdu quartier " + text);
    base.resource("r:2", "Habitants", {}, {}, "Sans rapport.");
    base.resource("r:3", "Habitants");
    const Hits hits = base.catalogue().search("habitante");
    const auto snippet = [&](const char* id) {
        const Ids ids = column(hits.table, "id");
        const auto row = static_cast<std::size_t>(std::find(ids.begin(), ids.end(), id) - ids.begin());
        return std::string(hits.table.column("snippet").text()[row]);
    };
    CHECK(snippet("r:1").find("les habitant·e·s du quartier") != std::string::npos);
    CHECK(snippet("r:1").size() < 260);
    CHECK(snippet("r:1").starts_with("… "));
    CHECK(snippet("r:1").ends_with(" …"));
    CHECK(snippet("r:2") == "Sans rapport.");
    CHECK(snippet("r:3").empty());
}

TEST_CASE("any bytes may be searched for, and be searched") {
    small::Base base;
    base.resource("r:1", std::string("\xFF\xC3 l'\0 ·e·s", 10), {}, {}, "\xE2\x82 fin\xC3");
    base.resource("r:2", "Santé");
    base.actor("o:1", "");
    const Catalogue catalogue = base.catalogue();
    Random random(4);
    for (int i = 0; i < 100'000; ++i) {
        std::string text;
        for (auto n = random.below(12); n > 0; --n) text.push_back(static_cast<char>(random.below(256)));
        const Hits hits = catalogue.search(text);
        if (hits.total > 3 || hits.table.rows() > 3) FAIL(text);
        for (std::size_t row = 0; row < hits.table.rows(); ++row)
            if (!is_utf8(hits.table.column("snippet").text()[row])) FAIL(text);
    }
    CHECK(catalogue.search(std::string(1'000'000, 'e')).total == 0);
    std::string many;
    for (int i = 0; i < 100'000; ++i) many += "santé ";
    CHECK(catalogue.search(many).total == 1);
    CHECK(Catalogue(std::make_shared<Snapshot>()).search("santé").total == 0);
}

TEST_CASE("items alike share words and themes") {
    small::Base base;
    const Index theme = base.theme("theme:A", "Éducation");
    base.resource("r:1", "Évaluation des cités éducatives", {theme});
    base.resource("r:2", "Évaluer une cité éducative", {theme});
    base.resource("r:3", "Cités jardins");
    base.resource("r:4", "Logement");
    base.actor("o:1", "Cité éducative de Grigny");
    const Catalogue catalogue = base.catalogue();
    const Table alike = catalogue.similar("r:1");
    CHECK(column(alike, "id") == Ids{"r:2", "o:1", "r:3"});
    CHECK(alike.column("score").reals()[0] <= 1);
    CHECK(column(catalogue.similar("r:1", {"actor"}), "id") == Ids{"o:1"});
    CHECK(column(catalogue.similar("r:1", {}, 1), "id") == Ids{"r:2"});
    CHECK_THROWS_AS(catalogue.similar("r:9"), Error);
}
