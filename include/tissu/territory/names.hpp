#pragma once
/// \file
/// Territories by name: an index that answers what a person types, and codes columns of names.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <tissu/base/name_match.hpp>
#include <tissu/territory/history.hpp>

namespace tissu {

/// A name for comparison: `name_key` without a leading article, ordinals as numbers and without the word
/// "arrondissement", without "cedex", with "s/" and "N.-D." written out: "Le Mans" and "mans", "Paris 13ème arrdt.",
/// "Paris XIII" and "paris 13" meet.
[[nodiscard]] std::string place_key(std::string_view text);

/// The same of what is a `name_key` already.
[[nodiscard]] std::string place_key_of(std::string_view name_key);

/// An immutable index of one snapshot; any number of readers. Cost to build: O(bytes of all names · log).
class PlaceNames {
public:
    explicit PlaceNames(std::shared_ptr<const History> history);

    /// Territories that match a code, a name or another name (of old, abbreviated), best first: code,
    /// whole name, beginning, all the words; only if there is none, names spelt alike (up to 3 edits, and a third of
    /// the letters; the nearest, and those one edit farther). At equal
    /// match those that still exist first, then the kind (communes, EPCI, …), then the more populous.
    /// A département behind a name ("Saint-Denis (93)") or a postal code before it chooses among them.
    /// `kind`: only these; empty: all. `at`: only those that exist on that day, under the names of that day; what bears
    /// the name then comes first, what was only to bear it later last.
    ///
    /// Columns  id, name, kind, population, match (code, name, prefix, word, near).
    /// Cost     O(words + answers); of a misspelt name O(all names).
    [[nodiscard]] Table find(std::string_view text, std::size_t limit = 10, std::string_view kind = {},
                             std::optional<Date> at = std::nullopt) const;

    /// The same for each of `texts`: up to `limit` rows each, with the text in a first column `text`. One
    /// that nothing matches has a row with an empty id and the match `none`.
    [[nodiscard]] Table find(const Strings& texts, std::size_t limit = 10, std::string_view kind = {},
                             std::optional<Date> at = std::nullopt) const;

    struct Wish {
        std::string kind = "commune";  ///< preferred; its parts (delegated communes …) if there is none
        std::optional<Date> at;        ///< the names are read as of that day; none: as they are known
    };

    /// A territory for each name, or none where it is doubtful. `context`: the département of each row
    /// by code or name, or empty strings, or no rows at all. With a day those that exist on it come before others of
    /// the name, a name that was given later does not count beside one given before, and what is not there on the day
    /// gives way to what is in its place.
    ///
    /// Columns  text, id (empty: left to the user), name, confidence (0 to 1), reason, candidates (ids, `|`).
    /// Confidence  1: a code, or the only such name; 0.9: a former name, or a commune that is gone; 0.8: a part
    ///             of a commune. Below, nothing is chosen: homonyms, names spelt alike.
    [[nodiscard]] Table match(const Strings& names, const Strings& context, const Wish& wish) const;

private:
    struct Name {
        std::string key;
        std::string full;  ///< the `name_key`, where it is another than `key`
        Index row;
        bool official;  ///< not another name
    };
    struct Found {  ///< ordered: best first
        Match match;
        std::uint8_t aside;  ///< 1: gone, or on the day asked for another name; 2: a later name
        bool other_article;
        std::uint32_t rank;  ///< by kind, population, row
        friend auto operator<=>(const Found&, const Found&) = default;
    };
    struct Length {
        std::uint32_t size, letters, row;  ///< letters: a bit for each that the name has
    };
    struct Asked {
        Index kind;  ///< word, or any
        std::optional<Date> at;
    };
    struct Choice;
    struct Rows;

    void index_words();
    [[nodiscard]] Found found(Match match, Index row, bool other_article = false) const;
    [[nodiscard]] std::vector<Found> hits(std::string_view text, std::size_t limit, const Asked& asked) const;
    void add_exact(std::vector<Found>& found, std::string_view key, std::string_view full, const Asked& asked) const;
    void add_begun(std::vector<Found>& found, std::string_view key) const;
    void add_words(std::vector<Found>& found, std::string_view key) const;
    struct Within {
        std::string key, departement;
    };
    /// The key without the département that people add, and that département; nothing: none is added.
    [[nodiscard]] static std::optional<Within> within(std::string_view key);
    /// Each territory once, at its best.
    void leave_one_of_each(std::vector<Found>& found, const Asked& asked) const;
    [[nodiscard]] std::vector<Index> near(std::string_view key, std::size_t limit, const Asked& asked) const;
    [[nodiscard]] std::span<const Name> exact(std::string_view key) const;
    [[nodiscard]] Index word_of(std::string_view kind) const;
    /// 0: a name of the day (without a day: the official one), 1: another or former one, 2: one given later.
    [[nodiscard]] std::uint8_t standing(const Name& name, std::optional<Date> at) const;
    [[nodiscard]] std::string_view name_of_day(Index row, std::optional<Date> at) const;
    [[nodiscard]] std::string departement_of(Index row) const;
    [[nodiscard]] Choice choose(std::string_view text, std::string_view context, const Wish& wish) const;

    std::shared_ptr<const History> history_;
    std::vector<Name> names_;  ///< by key
    std::unordered_map<std::string_view, std::pair<std::uint32_t, std::uint32_t>> of_key_;
    std::unordered_map<std::string, std::vector<Index>> by_code_;
    std::vector<std::string_view> words_;  ///< sorted
    std::vector<std::uint32_t> names_start_, names_of_;  ///< the names that have a word, by word
    std::vector<std::uint32_t> words_start_, words_of_;  ///< the words of a name, by name
    std::vector<Length> by_length_;
    std::vector<char> gone_;
    std::vector<std::uint32_t> rank_;  ///< of each territory
    std::vector<Index> ranked_;        ///< the territories by rank
};

}  // namespace tissu
