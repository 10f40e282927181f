#include "catalogue/query.hpp"

#include <algorithm>
#include <map>

#include "catalogue/characters.hpp"

namespace tissu::catalogue {

namespace {

constexpr std::size_t most_characters = 1000, most_words = 64, most_guesses = 64,
                      most_corrections = 8;
constexpr double exact_weight = 0.75, beginning_weight = 0.5, prefix_weight = 0.5, near_weight = 0.25;

std::string_view shortened_query(std::string_view text) {
    std::size_t at = 0;
    for (std::size_t count = 0; at < text.size() && count < most_characters; ++count)
        at += decode(text, at).length;
    return text.substr(0, at);
}

void add_term(std::vector<Index>& terms, Index term) {
    if (term != no_index && std::find(terms.begin(), terms.end(), term) == terms.end()) terms.push_back(term);
}

/// Words by the byte they begin at: readings in two languages, and members of an inclusive form, meet there.
using WordsAt = std::map<std::uint32_t, QueryWord>;

/// Reads the words, or those that are stop words.
void read(const Inverted& index, std::string_view text, Language language, bool stop_words, WordsAt& words) {
    for (const Token& token : analyse(text, language, true)) {
        if (token.stem.empty() != stop_words) continue;
        QueryWord& word = words[token.begin];
        if (word.text.empty()) word.text = token.exact;
        if (language == Language::french && word.stem.empty()) word.stem = token.stem;
        word.position = std::max(word.position, token.position);
        add_term(word.exact, index.find(exact_term(token)));
        for (const std::string& stem : stem_terms(token, language)) add_term(word.stems, index.find(stem));
        if (!stop_words) add_term(word.beginnings, index.find(beginning_term(token)));
    }
}

WordsAt read(const Inverted& index, std::string_view text, bool stop_words = false) {
    WordsAt words;
    text = shortened_query(text);
    read(index, text, Language::french, stop_words, words);
    read(index, text, Language::english, stop_words, words);
    return words;
}

Expansion expansion_of(const Inverted& index, const Acronyms::Meaning& meaning) {
    Expansion expansion;
    for (const auto& [begin, word] : read(index, meaning.text))
        if (!word.stem.empty() || meaning.language == Language::english) expansion.push_back(word.stems);
    const bool complete = std::none_of(expansion.begin(), expansion.end(), [](const auto& terms) { return terms.empty(); });
    return complete ? expansion : Expansion();
}

void expand(const Inverted& index, const Acronyms& acronyms, QueryWord& word) {
    const auto found = acronyms.meanings.find(word.text);
    if (found == acronyms.meanings.end()) return;
    for (const Acronyms::Meaning& meaning : found->second)
        if (Expansion expansion = expansion_of(index, meaning); !expansion.empty())
            word.expansions.push_back(std::move(expansion));
}

/// The acronyms of what is written out in the query.
std::vector<QueryWord> abbreviated(const Inverted& index, const Acronyms& acronyms, const WordsAt& typed) {
    std::vector<std::string> stems;
    for (const auto& [begin, word] : typed)
        if (!word.stem.empty()) stems.push_back(word.stem);
    std::vector<QueryWord> words;
    for (std::size_t i = 0; i < stems.size(); ++i) {
        const auto [first, last] = acronyms.by_first_stem.equal_range(stems[i]);
        for (auto at = first; at != last; ++at) {
            const auto& [acronym, meaning] = at->second;
            if (meaning.size() > stems.size() - i || !std::equal(meaning.begin(), meaning.end(), stems.begin() + static_cast<std::ptrdiff_t>(i)))
                continue;
            for (auto& [begin, word] : read(index, acronym)) {
                word.in_text = false;
                if (word.known()) words.push_back(std::move(word));
            }
        }
    }
    return words;
}

/// True if `a` becomes `b` by at most `limit` insertions, deletions, replacements or swaps of neighbours.
bool is_near(std::string_view a, std::string_view b, std::size_t limit) {
    if (a.size() > b.size() + limit || b.size() > a.size() + limit) return false;
    std::vector<std::size_t> before(b.size() + 1), previous(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        std::size_t least = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
            least = std::min(least, row[j]);
        }
        if (least > limit) return false;
        before.swap(previous);
        previous.swap(row);
    }
    return previous[b.size()] <= limit;
}

/// The most frequent of `terms`, ties by row.
void keep_frequent(const Inverted& index, std::vector<Index>& terms) {
    std::stable_sort(terms.begin(), terms.end(),
                     [&](Index a, Index b) { return index.items_of(a).size() > index.items_of(b).size(); });
    if (terms.size() > most_guesses) terms.resize(most_guesses);
}

QueryWord beginning_with(const Inverted& index, const std::string& text) {
    QueryWord word;
    word.text = text;
    word.weight = prefix_weight;
    const auto [begin, end] = index.with_prefix(exact_mark + text);
    for (Index term = begin; term < end; ++term) word.stems.push_back(term);
    keep_frequent(index, word.stems);
    return word;
}

/// Spelt alike: the same first letter, one mistake (two in words of eight letters and more).
QueryWord spelt_like(const Inverted& index, const std::string& text) {
    QueryWord word;
    word.text = text;
    word.weight = near_weight;
    word.in_text = false;
    const auto [begin, end] = index.with_prefix(exact_mark + text.substr(0, 1));
    const std::size_t mistakes = text.size() < 8 ? 1 : 2;
    for (Index term = begin; term < end; ++term)
        if (is_near(text, std::string_view(index.terms()[term]).substr(1), mistakes))
            word.stems.push_back(term);
    keep_frequent(index, word.stems);
    return word;
}

/// For one kind of terms, the best impact of each item.
class Best {
public:
    explicit Best(Index items) : best_(items, 0) {}

    void add(Index item, float impact) {
        if (best_[item] == 0) touched_.push_back(item);
        best_[item] = std::max(best_[item], impact);
    }

    void add(const Inverted& index, Index term) {
        const auto items = index.items_of(term);
        const auto impacts = index.impacts_of(term);
        for (std::size_t i = 0; i < items.size(); ++i) add(items[i], impacts[i]);
    }

    /// Calls `take(item, impact)` for each, and forgets them.
    template <class Take>
    void drain(Take&& take) {
        for (const Index item : touched_) {
            take(item, best_[item]);
            best_[item] = 0;
        }
        touched_.clear();
    }

private:
    std::vector<float> best_;
    std::vector<Index> touched_;
};

/// Items that have every word of an expansion, with the mean of their impacts.
void add_expansion(const Inverted& index, const Expansion& expansion, Index items, Best& best) {
    std::vector<std::uint16_t> words(items, 0);
    std::vector<float> sum(items, 0);
    Best word(items);
    for (const auto& terms : expansion) {
        for (const Index term : terms) word.add(index, term);
        word.drain([&](Index item, float impact) {
            ++words[item];
            sum[item] += impact;
        });
    }
    for (Index item = 0; item < items; ++item)
        if (words[item] == expansion.size()) best.add(item, sum[item] / static_cast<float>(expansion.size()));
}

}  // namespace

std::vector<QueryWord> words_of(const Inverted& index, const Acronyms& acronyms, std::string_view text) {
    std::vector<QueryWord> words;
    const auto add = [&](QueryWord&& word) {
        const bool known = std::any_of(words.begin(), words.end(), [&](const QueryWord& other) {
            return word.known() ? other.exact == word.exact && other.stems == word.stems : other.text == word.text;
        });
        if ((word.known() || !word.beginnings.empty()) && !known && words.size() < most_words)
            words.push_back(std::move(word));
    };
    WordsAt typed = read(index, text);
    std::vector<QueryWord> others = abbreviated(index, acronyms, typed);
    for (auto& [begin, word] : typed) {
        expand(index, acronyms, word);
        add(std::move(word));
    }
    for (QueryWord& word : others) add(std::move(word));
    return words;
}

std::vector<QueryWord> stop_words_of(const Inverted& index, std::string_view text) {
    text = shortened_query(text);
    std::vector<QueryWord> words;
    for (const Language language : {Language::french, Language::english}) {
        WordsAt content, stops;
        read(index, text, language, false, content);
        if (std::any_of(content.begin(), content.end(), [](const auto& word) { return word.second.known(); })) return {};
        read(index, text, language, true, stops);
        const bool nothing_else =
            std::all_of(content.begin(), content.end(), [&](const auto& word) { return stops.contains(word.first); });
        if (!nothing_else) continue;
        for (auto& [begin, word] : stops)
            if (word.known() && words.size() < most_words) words.push_back(std::move(word));
        if (!words.empty()) return words;
    }
    return words;
}

std::vector<QueryWord> corrections(const Inverted& index, std::string_view text) {
    std::vector<QueryWord> words;
    for (const auto& [begin, word] : read(index, text)) {
        if (word.known() || word.text.size() <= 3 || words.size() == most_corrections) continue;
        if (is_stop_word(word.text, Language::french) || is_stop_word(word.text, Language::english)) continue;
        if (QueryWord alike = spelt_like(index, word.text); !alike.stems.empty()) words.push_back(std::move(alike));
    }
    return words;
}

std::vector<QueryWord> completions(const Inverted& index, std::string_view text) {
    const WordsAt typed = read(index, text);
    if (typed.empty()) return {};
    const QueryWord& last = typed.rbegin()->second;
    if (last.text.size() < 2 || is_stop_word(last.text, Language::french)) return {};
    return {beginning_with(index, last.text)};
}

std::vector<Scored> scores(const Inverted& index, const std::vector<QueryWord>& words, Index items) {
    std::vector<double> score(items, 0);
    Best best(items);
    const auto take = [&](double weight) {
        best.drain([&](Index item, float impact) { score[item] += weight * static_cast<double>(impact); });
    };
    for (const QueryWord& word : words) {
        for (const Index term : word.stems) best.add(index, term);
        for (const Expansion& expansion : word.expansions) add_expansion(index, expansion, items, best);
        take(word.weight);
        for (const Index term : word.exact) best.add(index, term);
        take(word.weight * exact_weight);
    }
    for (const QueryWord& word : words) {
        for (const Index term : word.beginnings) best.add(index, term);
        best.drain([&](Index item, float impact) {
            if (score[item] > 0) score[item] += word.weight * beginning_weight * static_cast<double>(impact);
        });
    }
    std::vector<Scored> result;
    for (Index item = 0; item < items; ++item)
        if (score[item] > 0) result.push_back({item, score[item]});
    return result;
}

}  // namespace tissu::catalogue
