#include <tissu/catalogue/theme_meant.hpp>

#include <algorithm>
#include <set>

#include <tissu/base/text.hpp>
#include <tissu/catalogue/classify.hpp>
#include <tissu/catalogue/text.hpp>

#include "catalogue/data.hpp"
#include "catalogue/theme_labels.hpp"
#include "catalogue/words.hpp"

namespace tissu {

using namespace catalogue;

namespace {

constexpr double sure_enough = 0.35, rival = 1.0 / 3;
constexpr std::size_t most_named = 3, short_text = 2;

using Words = std::set<std::string>;

Words stems_of(std::string_view text, Language language) {
    Words stems;
    for (const Token& token : analyse(text, language)) stems.insert(token.stem);
    return stems;
}

Index first_of(const std::vector<FoundTheme>& found, const std::vector<bool>& wanted, Match worst) {
    const auto at = std::find_if(found.begin(), found.end(), [&](auto& f) { return wanted[f.row] && f.match <= worst; });
    return at == found.end() ? no_index : at->row;
}

/// The first concept with a label of the same words, but for stop words and endings.
Index with_same_words(const Snapshot& snapshot, std::string_view text, const std::vector<bool>& wanted) {
    const Words french = stems_of(text, Language::french), english = stems_of(text, Language::english);
    if (french.empty()) return no_index;
    for (Index row = 0; row < snapshot.themes.size(); ++row) {
        if (!wanted[row]) continue;
        const auto& theme = snapshot.themes[row];
        if (stems_of(theme.label_fr, Language::french) == french || stems_of(theme.label_en, Language::english) == english) return row;
        for (const std::string& label : theme.alt_labels)
            if (stems_of(label, Language::french) == french) return row;
    }
    return no_index;
}

struct Candidate {
    Index row;
    double score;
    bool has_words;
};

/// How much of the fullest label that answers the text was given.
double share_given(const Snapshot::ThemeRow& theme, std::string_view text) {
    const NameQuery query(text);
    double most = 0;
    for (const std::string& label : labels_of(theme))
        if (query.match_name(label) != Match::none)
            most = std::max(most, static_cast<double>(name_key(text).size()) / static_cast<double>(name_key(label).size()));
    return most;
}

std::vector<Candidate> candidates_for(const Catalogue& catalogue, std::string_view text, const std::vector<FoundTheme>& found,
                                      const std::vector<bool>& wanted) {
    const Snapshot& snapshot = catalogue.snapshot();
    std::vector<Candidate> result;
    if (std::find(wanted.begin(), wanted.end(), true) == wanted.end()) return result;
    const Table guessed = classify(catalogue, text, "theme", static_cast<std::int64_t>(snapshot.themes.size()));
    for (std::size_t i = 0; i < guessed.rows(); ++i)
        result.push_back({snapshot.theme_of.at(std::string(guessed.column("theme").text()[i])), guessed.column("score").reals()[i], false});
    for (const FoundTheme& f : found) {
        if (!wanted[f.row]) continue;
        auto at = std::find_if(result.begin(), result.end(), [&](const Candidate& one) { return one.row == f.row; });
        if (at == result.end()) at = result.insert(at, {f.row, 0, true});
        at->has_words = true;
        at->score = std::max(at->score, share_given(snapshot.themes[f.row], text));
    }
    const auto has_words = [](const Candidate& one) { return one.has_words; };
    if (std::any_of(result.begin(), result.end(), has_words)) std::erase_if(result, [](const Candidate& one) { return !one.has_words; });
    std::sort(result.begin(), result.end(), [&](const Candidate& a, const Candidate& b) {
        return a.score != b.score ? a.score > b.score : snapshot.themes[a.row].code < snapshot.themes[b.row].code;
    });
    return result;
}

/// The stems of labels and definitions.
Words vocabulary(const Snapshot& snapshot, const std::vector<bool>& wanted) {
    Words words;
    for (Index row = 0; row < snapshot.themes.size(); ++row) {
        if (!wanted[row]) continue;
        const auto& theme = snapshot.themes[row];
        for (const std::string* text : {&theme.label_fr, &theme.definition_fr}) words.merge(stems_of(*text, Language::french));
        for (const std::string* text : {&theme.label_en, &theme.definition_en}) words.merge(stems_of(*text, Language::english));
        for (const std::string& label : theme.alt_labels) words.merge(stems_of(label, Language::french));
    }
    return words;
}

bool words_are_known(const Catalogue& catalogue, std::string_view text, const std::vector<bool>& wanted) {
    const Words known = vocabulary(catalogue.snapshot(), wanted);
    const std::vector<Token> tokens = analyse(text);
    const bool is_short = stems_of(text, Language::french).size() <= short_text;
    return std::all_of(tokens.begin(), tokens.end(), [&](const Token& token) {
        if (known.contains(token.stem) || is_stop_word(token.exact, Language::english)) return true;
        for (const std::string& stem : stems_of(token.exact, Language::english))
            if (known.contains(stem)) return true;
        return !is_short && catalogue.data().index.find(french_mark + token.stem) != no_index;
    });
}

bool is_sure(const Catalogue& catalogue, std::string_view text, const std::vector<Candidate>& list, const std::vector<bool>& wanted) {
    if (list.empty()) return false;
    if (list.front().has_words) return list.size() == 1 || list.front().score >= sure_enough;
    return list.front().score >= sure_enough && words_are_known(catalogue, text, wanted);
}

std::string label_and_code(const Snapshot& snapshot, Index row, bool french) {
    const auto& theme = snapshot.themes[row];
    return (french || theme.label_en.empty() ? theme.label_fr : theme.label_en) + " (" + theme.code + ")";
}

}  // namespace

MeantTheme theme_meant(const Catalogue& catalogue, std::string_view text) {
    const Snapshot& snapshot = catalogue.snapshot();
    if (const Index row = theme_of_code(snapshot, text); row != no_index) return {row, true, {}};
    const ThemesMeant meant = themes_meant(snapshot);
    const std::vector<FoundTheme> found = themes_matching(snapshot, text);
    if (const Index row = first_of(found, meant.first, Match::name); row != no_index) return {row, true, {}};
    if (const Index row = with_same_words(snapshot, text, meant.first); row != no_index) return {row, true, {}};
    if (const Index row = first_of(found, meant.then, Match::name); row != no_index) return {row, true, {}};
    if (analyse(text).empty()) no_such_theme(snapshot, text);
    const std::vector<Candidate> list = candidates_for(catalogue, text, found, meant.first);
    if (is_sure(catalogue, text, list, meant.first)) {
        MeantTheme result{list.front().row, false, {}};
        for (std::size_t i = 1; i < list.size() && result.also.size() < most_named; ++i)
            if (list[i].has_words || list[i].score >= rival * list.front().score) result.also.push_back(list[i].row);
        return result;
    }
    if (std::count_if(found.begin(), found.end(), [&](auto& f) { return meant.then[f.row]; }) == 1)
        return {first_of(found, meant.then, Match::word), false, {}};
    std::vector<Index> near;
    for (const Candidate& one : list)
        if (near.size() < most_named && (one.has_words || one.score >= 0.1)) near.push_back(one.row);
    no_such_theme(snapshot, text, std::move(near));
}

std::string understood(const Snapshot& snapshot, const MeantTheme& meant, bool french) {
    if (meant.exact) return {};
    std::string text = (french ? "thème compris : " : "theme understood: ") + label_and_code(snapshot, meant.row, french);
    for (std::size_t i = 0; i < meant.also.size(); ++i)
        text += (i > 0 ? ", " : french ? " ; aussi : " : "; also: ") + label_and_code(snapshot, meant.also[i], french);
    return text;
}

}  // namespace tissu
