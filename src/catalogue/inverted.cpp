#include "catalogue/inverted.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "catalogue/characters.hpp"

namespace tissu::catalogue {

namespace {

constexpr double k1 = 1.2, b = 0.75;

/// Without the punctuation around it, the same word comes back more often.
std::string_view trimmed(std::string_view chunk) {
    constexpr std::string_view before = "\"([{", after = ".,;:!?\"";
    while (!chunk.empty() && before.find(chunk.front()) != before.npos) chunk.remove_prefix(1);
    while (!chunk.empty() && after.find(chunk.back()) != after.npos) chunk.remove_suffix(1);
    return chunk;
}

/// The dot after the last capital belongs to the word.
bool is_dotted(std::string_view chunk) { return chunk.size() > 2 && chunk[1] == '.'; }

}  // namespace

std::string exact_term(const Token& token) { return exact_mark + token.exact; }

std::vector<std::string> stem_terms(const Token& token, Language language) {
    const char mark = language == Language::french ? french_mark : english_mark;
    std::vector<std::string> terms{mark + token.stem};
    if (token.folded_stem != token.stem) terms.push_back(mark + token.folded_stem);
    return terms;
}

Index Inverted::find(std::string_view term) const {
    const auto at = std::lower_bound(terms.begin(), terms.end(), term);
    return at != terms.end() && *at == term ? static_cast<Index>(at - terms.begin()) : no_index;
}

std::pair<Index, Index> Inverted::with_prefix(std::string_view prefix) const {
    const auto begin = std::lower_bound(terms.begin(), terms.end(), prefix);
    auto end = begin;
    while (end != terms.end() && std::string_view(*end).starts_with(prefix)) ++end;
    return {static_cast<Index>(begin - terms.begin()), static_cast<Index>(end - terms.begin())};
}

std::span<const Index> Inverted::items_of(Index term) const noexcept {
    return {items.data() + offsets[term], static_cast<std::size_t>(offsets[term + 1] - offsets[term])};
}

std::span<const float> Inverted::impacts_of(Index term) const noexcept {
    return {impacts.data() + offsets[term], static_cast<std::size_t>(offsets[term + 1] - offsets[term])};
}

Index InvertedBuilder::term_of(std::string term) {
    return terms_.try_emplace(std::move(term), static_cast<Index>(terms_.size())).first->second;
}

const InvertedBuilder::Positions& InvertedBuilder::words_of(std::string_view chunk, Language language) {
    auto& known = words_[static_cast<std::size_t>(language)];
    if (!is_dotted(chunk)) chunk = trimmed(chunk);
    const auto [word, is_new] = known.try_emplace(std::string(chunk));
    if (!is_new) return word->second;
    std::uint32_t position = 0;
    for (const Token& token : analyse(chunk, language)) {
        if (word->second.empty() || token.position != position) word->second.emplace_back();
        position = token.position;
        auto& terms = word->second.back();
        terms.push_back(term_of(exact_term(token)));
        for (std::string& stem : stem_terms(token, language)) terms.push_back(term_of(std::move(stem)));
    }
    for (auto& terms : word->second) {
        std::sort(terms.begin(), terms.end());
        terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    }
    return word->second;
}

void InvertedBuilder::add(std::span<const TextField> fields, std::size_t kind) {
    const auto item = static_cast<Index>(lengths_.size());
    std::vector<std::pair<Index, double>> counts;
    double length = 0;
    for (const TextField& field : fields)
        for_each_chunk_of_text(field.text, [&](std::size_t begin, std::size_t end) {
            for (const auto& terms : words_of(field.text.substr(begin, end - begin), field.language)) {
                length += field.weight;
                for (const Index term : terms) counts.emplace_back(term, field.weight);
            }
        });
    std::sort(counts.begin(), counts.end());
    for (std::size_t i = 0; i < counts.size();) {
        double frequency = 0;
        const Index term = counts[i].first;
        for (; i < counts.size() && counts[i].first == term; ++i) frequency += counts[i].second;
        entries_.push_back({term, item, static_cast<float>(frequency)});
    }
    lengths_.push_back({length, kind});
}

/// The part of BM25 that depends on the item alone: k1 (1 - b + b length / mean length).
std::vector<double> InvertedBuilder::norms() const {
    std::vector<double> sum, count;
    for (const Length& length : lengths_) {
        if (sum.size() <= length.kind) {
            sum.resize(length.kind + 1);
            count.resize(length.kind + 1);
        }
        sum[length.kind] += length.weighted;
        count[length.kind] += 1;
    }
    std::vector<double> result;
    for (const Length& length : lengths_) {
        const double mean = sum[length.kind] / count[length.kind];
        result.push_back(k1 * (1 - b + (mean > 0 ? b * length.weighted / mean : 0)));
    }
    return result;
}

/// Puts the terms in order; gives for each number that a term had while building its row.
std::vector<Index> InvertedBuilder::order_of_terms(Inverted& result) {
    std::vector<std::pair<std::string, Index>> sorted;
    sorted.reserve(terms_.size());
    while (!terms_.empty()) {
        auto node = terms_.extract(terms_.begin());
        sorted.emplace_back(std::move(node.key()), node.mapped());
    }
    std::sort(sorted.begin(), sorted.end());
    std::vector<Index> row(sorted.size());
    for (auto& [term, number] : sorted) {
        row[number] = static_cast<Index>(result.terms.size());
        result.terms.push_back(std::move(term));
    }
    return row;
}

Inverted InvertedBuilder::finish() {
    Inverted result;
    const std::vector<double> norm = norms();
    const std::vector<Index> row = order_of_terms(result);
    result.offsets.assign(result.terms.size() + 1, 0);
    for (const Entry& entry : entries_) ++result.offsets[row[entry.term] + 1];
    for (std::size_t i = 1; i < result.offsets.size(); ++i) result.offsets[i] += result.offsets[i - 1];
    result.items.resize(entries_.size());
    result.impacts.resize(entries_.size());
    std::vector<std::uint64_t> next(result.offsets.begin(), result.offsets.end() - 1);
    const auto n = static_cast<double>(lengths_.size());
    for (const Entry& entry : entries_) {
        const Index term = row[entry.term];
        const auto holders = static_cast<double>(result.offsets[term + 1] - result.offsets[term]);
        const double idf = std::log(1 + (n - holders + 0.5) / (holders + 0.5));
        const double frequency = entry.frequency;
        const std::size_t at = next[term]++;
        result.items[at] = entry.item;
        result.impacts[at] = static_cast<float>(idf * frequency * (k1 + 1) / (frequency + norm[entry.item]));
    }
    return result;
}

}  // namespace tissu::catalogue
