#pragma once
/// \file
/// Territories by name: an index that answers what a person types, and codes columns of names.

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <tissu/base/name_match.hpp>
#include <tissu/territory/history.hpp>

namespace tissu {

/// A name for comparison: `name_key` without a leading article, ordinals as numbers and without the word
/// "arrondissement", without "cedex": "Le Mans" and "mans", "Paris 13ème arrdt." and "paris 13" meet.
[[nodiscard]] std::string place_key(std::string_view text);

/// An immutable index of one snapshot. Cost to build: O(bytes of all names · log).
class PlaceNames {
public:
    explicit PlaceNames(std::shared_ptr<const History> history);

    /// Territories that match a code, a name or another name (of old, abbreviated), best first: code,
    /// whole name, beginning, all the words; only if there is none, names that are spelt alike. At equal
    /// match those that still exist first, then the kind (communes, EPCI, …), then the more populous.
    ///
    /// Columns  id, name, kind, population, match (code, name, prefix, word, near).
    /// Cost     O(words + answers); of a misspelt name O(all names).
    [[nodiscard]] Table find(std::string_view text, std::size_t limit = 10) const;

    struct Wish {
        std::string kind = "commune";  ///< preferred; its parts (delegated communes …) if there is none
        std::optional<Date> at;        ///< the geography wanted; none: that of the names
    };

    /// A territory for each name, or none where it is doubtful. `context`: the département of each row
    /// by code or name, or empty strings, or no rows at all.
    ///
    /// Columns  text, id (empty: left to the user), name, confidence (0 to 1), reason, candidates (ids, `|`).
    /// Confidence  1: a code, or the only such name; 0.9: a former name, or a commune that is gone; 0.8: a part
    ///             of a commune. Below, nothing is chosen: homonyms, names spelt alike.
    [[nodiscard]] Table match(const Strings& names, const Strings& context, const Wish& wish) const;

private:
    struct Name {
        std::string key;
        Index row;
        bool official;  ///< not another name
    };
    struct Found {
        Match match;
        Index row;
        bool same_article;
    };
    struct Choice;

    [[nodiscard]] auto rank(const Found& found) const;
    void add(std::vector<Found>& found, std::vector<Index>& seen, Match match, Index row, bool same) const;
    void add_words(std::vector<Found>& found, std::vector<Index>& seen, std::string_view key) const;
    [[nodiscard]] std::vector<Index> near(std::string_view key, std::size_t limit, std::string_view kind = {}) const;
    [[nodiscard]] std::vector<const Name*> exact(std::string_view key) const;
    [[nodiscard]] std::string departement_of(Index row) const;
    [[nodiscard]] Choice choose(std::string_view text, std::string_view context, const Wish& wish) const;

    std::shared_ptr<const History> history_;
    std::vector<Name> names_;  ///< by key
    std::unordered_map<std::string_view, std::size_t> first_of_key_;
    std::unordered_map<std::string, std::vector<Index>> by_code_;
    std::vector<std::string_view> words_;  ///< sorted
    std::vector<std::size_t> start_;
    std::vector<std::uint32_t> postings_;  ///< names, by word
    std::vector<std::uint32_t> letters_;   ///< of each name: a bit for each letter that it has
    std::vector<char> gone_;
    std::vector<int> kind_rank_;
};

}  // namespace tissu
