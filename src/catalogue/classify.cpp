#include <tissu/catalogue/classify.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>
#include <tissu/catalogue/text.hpp>

#include "catalogue/data.hpp"
#include "catalogue/named_places.hpp"
#include "catalogue/query.hpp"

namespace tissu {

using namespace catalogue;

namespace {

constexpr std::size_t most_alike = 20, most_named = 3;
constexpr double definition_weight = 0.15, alike_weight = 0.5;

/// Words of a text by stem, with how they are written.
using Stems = std::map<std::string, std::string>;

Stems stems_of(std::string_view text, Language language) {
    Stems stems;
    const char mark = language == Language::french ? french_mark : english_mark;
    for (const Token& token : analyse(text, language)) {
        stems.try_emplace(mark + token.stem, token.exact);
        stems.try_emplace(mark + token.folded_stem, token.exact);
    }
    return stems;
}

struct Label {
    std::string text;
    std::vector<std::string> stems;
};

struct Concept {
    Index row;
    std::vector<Label> labels;
    std::set<std::string> definition;
};

Label label_of(const std::string& text, Language language) {
    Label label{text, {}};
    const char mark = language == Language::french ? french_mark : english_mark;
    for (const Token& token : analyse(text, language)) label.stems.push_back(mark + token.stem);
    return label;
}

Concept concept_of(const Snapshot& snapshot, Index row) {
    const auto& theme = snapshot.themes[row];
    Concept result{row, {}, {}};
    result.labels.push_back(label_of(theme.label_fr, Language::french));
    result.labels.push_back(label_of(theme.label_en, Language::english));
    for (const std::string& label : theme.alt_labels) result.labels.push_back(label_of(label, Language::french));
    for (const auto& [text, language] :
         {std::pair{&theme.definition_fr, Language::french}, {&theme.definition_en, Language::english}})
        for (const std::string& stem : label_of(*text, language).stems) result.definition.insert(stem);
    return result;
}

/// How much of a text speaks for a concept, and why.
struct Evidence {
    double weight = 0;
    std::string reason;
};

class Concepts {
public:
    Concepts(const Snapshot& snapshot, std::string_view scheme) {
        for (Index row = 0; row < snapshot.themes.size(); ++row)
            if (snapshot.word(snapshot.themes[row].scheme) == scheme) all.push_back(concept_of(snapshot, row));
        for (const Concept& one : all) {
            std::set<std::string> stems = one.definition;
            for (const Label& label : one.labels) stems.insert(label.stems.begin(), label.stems.end());
            for (const std::string& stem : stems) ++holders_[stem];
        }
    }

    [[nodiscard]] Evidence evidence(const Concept& one, const Stems& text) const {
        Evidence best;
        const Label* deciding = nullptr;
        for (const Label& label : one.labels) {
            double whole = 0, met = 0;
            for (const std::string& stem : label.stems) {
                whole += idf(stem);
                if (text.contains(stem)) met += idf(stem);
            }
            const double weight = whole > 0 ? met * met / whole : 0;
            if (weight <= best.weight) continue;
            best.weight = weight;
            deciding = &label;
        }
        std::set<std::string> said;
        const auto say = [&](const std::string& stem) {
            const auto word = text.find(stem);
            if (word == text.end() || !said.insert(word->second).second) return false;
            best.reason += (best.reason.empty() ? "" : ", ") + word->second;
            return true;
        };
        if (deciding != nullptr) {
            for (const std::string& stem : deciding->stems) say(stem);
            best.reason += " (\"" + deciding->text + "\")";
        }
        for (const std::string& stem : one.definition)
            if (say(stem)) best.weight += definition_weight * idf(stem);
        return best;
    }

    [[nodiscard]] double size() const { return static_cast<double>(all.size()); }

    std::vector<Concept> all;

private:
    [[nodiscard]] double idf(const std::string& stem) const {
        return std::log(1 + size() / static_cast<double>(holders_.at(stem)));
    }

    std::map<std::string, std::size_t> holders_;
};

/// The items most like a text: shares of their scores by theme, and who they are.
struct Alike {
    std::map<Index, double> share;
    std::map<Index, std::string> names;
};

Alike alike(const Catalogue& catalogue, std::string_view text) {
    const Catalogue::Data& data = catalogue.data();
    std::vector<Scored> found = scores(data.index, words_of(data.index, data.acronyms, text), data.items());
    std::erase_if(found, [&](const Scored& hit) { return hit.item >= data.activities() || data.themes.targets(hit.item).empty(); });
    const auto better = [&](const Scored& a, const Scored& b) { return a.score != b.score ? a.score > b.score : a.item < b.item; };
    const std::size_t count = std::min(found.size(), most_alike);
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count), found.end(), better);
    found.resize(count);
    double whole = 0;
    for (const Scored& hit : found) whole += hit.score;
    Alike result;
    std::map<Index, std::size_t> named;
    for (const Scored& hit : found)
        for (const Index theme : data.themes.targets(hit.item)) {
            result.share[theme] += hit.score / whole;
            if (named[theme]++ < most_named) {
                std::string& names = result.names[theme];
                names += (names.empty() ? "" : ", ") + std::string(catalogue.id_of(hit.item));
            }
        }
    return result;
}

struct Judged {
    Index row;
    double score;
    std::string reason;
};

std::vector<Judged> judged(const Catalogue& catalogue, const Concepts& concepts, std::string_view text) {
    Stems stems = stems_of(text, Language::french);
    stems.merge(stems_of(text, Language::english));
    const Alike like = alike(catalogue, text);
    std::vector<Judged> result;
    for (const Concept& one : concepts.all) {
        Evidence evidence = concepts.evidence(one, stems);
        const auto share = like.share.find(one.row);
        const double label = evidence.weight / (evidence.weight + std::log(1 + concepts.size()));
        const double shared = share == like.share.end() ? 0 : std::min(share->second, 1.0);
        const double score = 1 - (1 - label) * (1 - alike_weight * shared);
        if (score <= 0) continue;
        if (shared > 0) evidence.reason += (evidence.reason.empty() ? "like " : "; like ") + like.names.at(one.row);
        result.push_back({one.row, score, std::move(evidence.reason)});
    }
    const auto& themes = catalogue.snapshot().themes;
    std::sort(result.begin(), result.end(), [&](const Judged& a, const Judged& b) {
        return a.score != b.score ? a.score > b.score : themes[a.row].code < themes[b.row].code;
    });
    return result;
}

Table table_of(const char* what, std::vector<Judged> list, std::int64_t limit, std::string_view text,
               const std::function<std::pair<std::string, std::string>(Index)>& named) {
    if (limit < 0) throw Error(Errc::invalid_argument, "expected a limit of 0 or more, found " + std::to_string(limit));
    list.resize(std::min(list.size(), static_cast<std::size_t>(limit)));
    Strings ids, reasons, labels;
    std::vector<double> score;
    for (const Judged& one : list) {
        const auto [id, label] = named(one.row);
        ids.push_back(id);
        score.push_back(one.score);
        reasons.push_back(one.reason);
        labels.push_back(label);
    }
    return Table({Column(what, "id", std::move(ids)), Column("score", "0 to 1", std::move(score)), Column("reason", "", std::move(reasons)),
                  Column("label", "", std::move(labels))},
                 "what \"" + shortened(text) + "\" is about");
}

}  // namespace

Table classify(const Catalogue& catalogue, std::string_view text, std::string_view scheme, std::int64_t limit) {
    const Snapshot& snapshot = catalogue.snapshot();
    if (scheme == "territory") {
        std::vector<Judged> list;
        for (NamedPlace& place : named_places(catalogue, text)) list.push_back({place.row, place.score, std::move(place.reason)});
        return table_of("territory", std::move(list), limit, text, [&](Index row) {
            return std::pair(snapshot.territories[row].code, snapshot.territories[row].name);
        });
    }
    const Concepts concepts(snapshot, scheme);
    if (concepts.all.empty())
        throw Error(Errc::not_found, "expected a scheme with concepts, or territory, found \"" + shortened(scheme) + "\"");
    return table_of("theme", judged(catalogue, concepts, text), limit, text, [&](Index row) {
        return std::pair(snapshot.themes[row].code, snapshot.themes[row].label_fr);
    });
}

}  // namespace tissu
