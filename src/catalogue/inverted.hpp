#pragma once
/// \file
/// An inverted index: for each term the items that have it and how much it weighs there.

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "catalogue/words.hpp"

namespace tissu::catalogue {

inline constexpr double k1 = 1.2, b = 0.75;

/// Never changes after it is built.
struct Inverted {
    WordTable words;  ///< terms sorted
    Sequences sequences;
    std::vector<std::uint64_t> offsets{0};
    std::vector<Index> items;    ///< by term, ascending
    std::vector<float> impacts;  ///< BM25 of the term in the item
    std::vector<float> norms;    ///< by item: k1 (1 - b + b length / mean length)

    [[nodiscard]] const std::vector<std::string>& terms() const noexcept { return words.terms; }
    [[nodiscard]] Index find(std::string_view term) const;  ///< no_index if there is none

    /// Terms that begin with `prefix`: a range of rows.
    [[nodiscard]] std::pair<Index, Index> with_prefix(std::string_view prefix) const;

    [[nodiscard]] std::span<const Index> items_of(Index term) const noexcept;
    [[nodiscard]] std::span<const float> impacts_of(Index term) const noexcept;

    /// log(1 + (N - n + 1/2) / (n + 1/2)) for a term that n of N items have.
    [[nodiscard]] double idf(std::size_t holders) const noexcept;
};

/// What is indexed.
struct Texts {
    Index items = 0;
    std::function<std::vector<TextField>(Index item)> fields;  ///< called by several threads
    std::function<std::size_t(Index item)> kind;               ///< lengths are compared among items of one kind
    const Inverted* previous = nullptr;                        ///< an index to take words from
    std::vector<Index> same;  ///< with `previous`: by item, the item there with the same fields, or no_index
};

/// The same whatever is taken from a previous index, at any number of threads.
[[nodiscard]] Inverted inverted(const Texts& texts, unsigned threads = 0);

}  // namespace tissu::catalogue
