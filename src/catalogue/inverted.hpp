#pragma once
/// \file
/// An inverted index: for each term the items that have it and how much it weighs there.

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <tissu/base/id.hpp>
#include <tissu/catalogue/text.hpp>

namespace tissu::catalogue {

/// The first byte of a term tells its kind.
inline constexpr char exact_mark = '=', english_mark = '^', french_mark = '~';

[[nodiscard]] std::string exact_term(const Token& token);

/// One or two: the stem, and the stem of the folded word if it differs.
[[nodiscard]] std::vector<std::string> stem_terms(const Token& token, Language language);

/// Never changes after it is built.
struct Inverted {
    std::vector<std::string> terms;  ///< sorted
    std::vector<std::uint64_t> offsets{0};
    std::vector<Index> items;    ///< by term, ascending
    std::vector<float> impacts;  ///< BM25 of the term in the item

    [[nodiscard]] Index find(std::string_view term) const;  ///< no_index if there is none

    /// Terms that begin with `prefix`: a range of rows.
    [[nodiscard]] std::pair<Index, Index> with_prefix(std::string_view prefix) const;

    [[nodiscard]] std::span<const Index> items_of(Index term) const noexcept;
    [[nodiscard]] std::span<const float> impacts_of(Index term) const noexcept;
};

/// A piece of an item's text.
struct TextField {
    std::string_view text;
    double weight;
    Language language;
};

class InvertedBuilder {
public:
    /// Adds the next item. `kind`: lengths are compared among items of one kind.
    void add(std::span<const TextField> fields, std::size_t kind);

    [[nodiscard]] Inverted finish();

private:
    using Positions = std::vector<std::vector<Index>>;  ///< for each word its terms

    struct Entry {
        Index term, item;
        float frequency;
    };
    struct Length {
        double weighted;
        std::size_t kind;
    };

    Index term_of(std::string term);
    const Positions& words_of(std::string_view chunk, Language language);
    [[nodiscard]] std::vector<double> norms() const;
    [[nodiscard]] std::vector<Index> order_of_terms(Inverted& result);

    std::unordered_map<std::string, Index> terms_;
    std::unordered_map<std::string, Positions> words_[2];  ///< by language: a chunk is analysed once
    std::vector<Entry> entries_;                           ///< by item
    std::vector<Length> lengths_;
};

}  // namespace tissu::catalogue
