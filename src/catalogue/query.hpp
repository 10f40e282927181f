#pragma once
/// \file
/// A typed text as terms of an index, and the score of every item that has some of them.

#include <string>
#include <string_view>
#include <vector>

#include "catalogue/acronyms.hpp"
#include "catalogue/inverted.hpp"

namespace tissu::catalogue {

/// What an acronym stands for: for each word the rows of its terms.
using Expansion = std::vector<std::vector<Index>>;

/// One word of a query: alternatives, of which the best counts in each item.
struct QueryWord {
    std::string text;                   ///< as typed, folded
    std::string stem;                   ///< of the French reading
    std::uint32_t position = 0;         ///< number of the word in the query
    std::vector<Index> exact, stems, beginnings;  ///< rows of terms
    std::vector<Expansion> expansions;  ///< if the word is an acronym
    double weight = 1;
    bool in_text = true;  ///< false: added to what was typed

    [[nodiscard]] bool known() const noexcept { return !exact.empty() || !stems.empty() || !expansions.empty(); }
};

/// The words of a query: at most 64, of the first 1,000 characters. A word said twice counts once. An acronym brings
/// its expansion and an expansion its acronym.
[[nodiscard]] std::vector<QueryWord> words_of(const Inverted& index, const Acronyms& acronyms, std::string_view text);

/// The stop words of a text that is nothing else (`celles et ceux`).
[[nodiscard]] std::vector<QueryWord> stop_words_of(const Inverted& index, std::string_view text);

/// Words that are in no item, as those spelt alike (quarter weight).
[[nodiscard]] std::vector<QueryWord> corrections(const Inverted& index, std::string_view text);

/// The last word as the beginning of others (half weight).
[[nodiscard]] std::vector<QueryWord> completions(const Inverted& index, std::string_view text);

struct Scored {
    Index item;
    double score;
};

/// Items with at least one of the words, ascending.
///
///     score = sum over words of weight (max over stems of BM25 + 3/4 max over exact forms of BM25
///                                       + 1/2 max over beginnings of BM25)
///
/// An expansion counts as a stem, with the mean of the BM25 of its words, where all of them are. Beginnings find
/// nothing by themselves.
[[nodiscard]] std::vector<Scored> scores(const Inverted& index, const std::vector<QueryWord>& words, Index items);

}  // namespace tissu::catalogue
