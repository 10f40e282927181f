#pragma once
/// \file
/// A typed text as terms of an index, and the score of every item that has some of them.

#include <string>
#include <string_view>
#include <vector>

#include "catalogue/inverted.hpp"

namespace tissu::catalogue {

/// One word of a query: alternatives, of which the best counts in each item.
struct QueryWord {
    std::string text;                 ///< as typed, folded
    std::vector<Index> exact, stems;  ///< rows of terms
    double weight = 1;
};

/// The words of a query: at most 64, of the first 1,000 characters. A word said twice counts once.
[[nodiscard]] std::vector<QueryWord> words_of(const Inverted& index, std::string_view text);

/// What `text` may have meant: the last word as a beginning of others (half weight), and words that are
/// in no item by those spelt alike (quarter weight).
[[nodiscard]] std::vector<QueryWord> guesses(const Inverted& index, std::string_view text);

struct Scored {
    Index item;
    double score;
};

/// Items with at least one of the words, ascending.
///
///     score = sum over words of weight (max over stems of BM25 + 1/2 max over exact forms of BM25)
[[nodiscard]] std::vector<Scored> scores(const Inverted& index, const std::vector<QueryWord>& words,
                                         Index items);

}  // namespace tissu::catalogue
