#include "catalogue/query.hpp"

#include <algorithm>
#include <map>

#include "catalogue/characters.hpp"

namespace tissu::catalogue {

namespace {

constexpr std::size_t most_characters = 1000, most_words = 64, most_guesses = 64;
constexpr double exact_weight = 0.5, prefix_weight = 0.5, near_weight = 0.25;

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

void read(const Inverted& index, std::string_view text, Language language, WordsAt& words) {
    for (const Token& token : analyse(text, language)) {
        QueryWord& word = words[token.begin];
        if (word.text.empty()) word.text = token.exact;
        add_term(word.exact, index.find(exact_term(token)));
        for (const std::string& stem : stem_terms(token, language)) add_term(word.stems, index.find(stem));
    }
}

WordsAt read(const Inverted& index, std::string_view text) {
    WordsAt words;
    text = shortened_query(text);
    read(index, text, Language::french, words);
    read(index, text, Language::english, words);
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
    QueryWord word{text, {}, {}, prefix_weight};
    const auto [begin, end] = index.with_prefix(exact_mark + text);
    for (Index term = begin; term < end; ++term) word.stems.push_back(term);
    keep_frequent(index, word.stems);
    return word;
}

/// Spelt alike: the same first letter, one mistake (two in words of eight letters and more).
QueryWord spelt_like(const Inverted& index, const std::string& text) {
    QueryWord word{text, {}, {}, near_weight};
    const auto [begin, end] = index.with_prefix(exact_mark + text.substr(0, 1));
    const std::size_t mistakes = text.size() < 8 ? 1 : 2;
    for (Index term = begin; term < end; ++term)
        if (is_near(text, std::string_view(index.terms[term]).substr(1), mistakes))
            word.stems.push_back(term);
    keep_frequent(index, word.stems);
    return word;
}

/// For one kind of terms, the best impact of each item.
class Best {
public:
    explicit Best(Index items) : best_(items, 0) {}

    void add(const Inverted& index, Index term) {
        const auto items = index.items_of(term);
        const auto impacts = index.impacts_of(term);
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (best_[items[i]] == 0) touched_.push_back(items[i]);
            best_[items[i]] = std::max(best_[items[i]], impacts[i]);
        }
    }

    void move_to(std::vector<double>& score, double weight) {
        for (const Index item : touched_) {
            score[item] += weight * static_cast<double>(best_[item]);
            best_[item] = 0;
        }
        touched_.clear();
    }

private:
    std::vector<float> best_;
    std::vector<Index> touched_;
};

}  // namespace

std::vector<QueryWord> words_of(const Inverted& index, std::string_view text) {
    std::vector<QueryWord> words;
    for (auto& [begin, word] : read(index, text)) {
        if (word.exact.empty() && word.stems.empty()) continue;
        const bool known = std::any_of(words.begin(), words.end(), [&](const QueryWord& other) {
            return other.exact == word.exact && other.stems == word.stems;
        });
        if (!known && words.size() < most_words) words.push_back(std::move(word));
    }
    return words;
}

std::vector<QueryWord> guesses(const Inverted& index, std::string_view text) {
    std::vector<QueryWord> words;
    const WordsAt typed = read(index, text);
    for (const auto& [begin, word] : typed) {
        const bool known = !word.exact.empty() || !word.stems.empty();
        const bool common =
            is_stop_word(word.text, Language::french) || is_stop_word(word.text, Language::english);
        if (common || words.size() == most_words) continue;
        if (begin == typed.rbegin()->first && word.text.size() > 1)
            words.push_back(beginning_with(index, word.text));
        if (!known && word.text.size() > 3) words.push_back(spelt_like(index, word.text));
    }
    return words;
}

std::vector<Scored> scores(const Inverted& index, const std::vector<QueryWord>& words, Index items) {
    std::vector<double> score(items, 0);
    Best best(items);
    for (const QueryWord& word : words) {
        for (const Index term : word.stems) best.add(index, term);
        best.move_to(score, word.weight);
        for (const Index term : word.exact) best.add(index, term);
        best.move_to(score, word.weight * exact_weight);
    }
    std::vector<Scored> result;
    for (Index item = 0; item < items; ++item)
        if (score[item] > 0) result.push_back({item, score[item]});
    return result;
}

}  // namespace tissu::catalogue
