#pragma once
/// \file
/// What is about what and where: resources, events, partnerships and actors, indexed for search.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tissu/base/date.hpp>
#include <tissu/base/table.hpp>
#include <tissu/graph/csr.hpp>
#include <tissu/model/snapshot.hpp>

namespace tissu {

/// What may be found. Empty texts and lists filter nothing; several values of one list are alternatives.
struct SearchOptions {
    std::vector<std::string> kinds;  ///< of "resource", "event", "partnership", "actor"
    std::string theme;               ///< code or label of a concept, or a sentence about it (see `theme_meant`): what
                                     ///< is about it, or something below
    std::string territory;           ///< code or name: what lies in it, or in something below
    std::vector<std::string> types;  ///< codes, with or without scheme; narrower types are included
    Period period;                   ///< what overlaps it; what has no date is always in
    std::string language;            ///< of resources
    std::string access;              ///< of resources
    std::int64_t limit = 20;
    std::int64_t offset = 0;
};

/// The answer to a search.
struct Hits {
    /// Columns id, kind, type, title, score, snippet: rows `offset` to `offset + limit`, best first,
    /// ties by id.
    Table table;

    /// How many items were found, whatever the limit.
    std::int64_t total = 0;

    /// How the theme asked was read, in words; empty if there was no doubt. Stands in the note of the table too.
    std::string understood;

    /// Counts of all items found, most frequent first, ties by id. Columns id, label, count.
    /// "theme" and "territory" roll up: an item counts once for each concept (place) that its own lie in,
    /// and a fourth column, `broader` (`kind`), tells the levels apart. Also "kind", "type", "year".
    /// Counted when asked: O(items found).
    std::function<std::map<std::string, Table, std::less<>>()> facets;
};

/// An index of one snapshot.
///
/// Items are its activities, by row, then its actors. An activity is about its themes, and lies in its
/// territories or, if it has none, where its actors (participants left out) act or have their seat.
/// An actor is about the themes it says it works on and those of what it took part in, and lies at its seat.
class Catalogue {
public:
    /// `previous`: the catalogue of another revision; only texts that are new or changed are read again. The result is
    /// the same. Uses all cores.
    /// Cost: O(bytes of text), and the closures of themes and territories.
    explicit Catalogue(std::shared_ptr<const Snapshot> snapshot, const Catalogue* previous = nullptr);

    /// Items with at least one word of `text` (see `analyse`), by BM25 over weighted fields: title, name
    /// and aliases 2, description and text 1, labels of themes, territories and types 0.5; a stem weighs 1
    /// and the exact form 0.5 more. Words count once. English is searched beside French.
    /// The first 200 get more for words of the query that stand together. An acronym finds what it stands for, and
    /// the reverse, as other names of concepts, territories and actors say.
    /// Words that occur nowhere are replaced by those spelt alike (quarter weight). Fewer than 3 found: the last word
    /// may be the beginning of one (half weight). Stop words are looked for where there is nothing else.
    /// A blank `text` finds everything the options leave in, by id, with score 0.
    /// Only the first 1,000 characters and 64 words are read. Any bytes are safe.
    /// Throws Error{not_found} for a theme or territory that is not in the snapshot, with near matches;
    /// Error{invalid_argument} for unknown kinds and negative numbers.
    /// Source: S. Robertson, H. Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009,
    /// doi:10.1561/1500000019 (k1 = 1.2, b = 0.75, on the weighted frequencies and lengths of fields).
    [[nodiscard]] Hits search(std::string_view text, const SearchOptions& options = {}) const;

    /// Items like the one called `id`: the same words (of its 32 most telling), and the same themes as a
    /// quarter of the score. Columns id, kind, type, title, score (1: the same words and themes).
    /// Throws Error{not_found}.
    [[nodiscard]] Table similar(std::string_view id, const std::vector<std::string>& kinds = {},
                                std::int64_t limit = 10) const;

    [[nodiscard]] const Snapshot& snapshot() const noexcept;

    [[nodiscard]] Index items() const noexcept;
    [[nodiscard]] std::string_view id_of(Index item) const;
    [[nodiscard]] std::string_view kind_of(Index item) const;
    [[nodiscard]] std::string_view type_of(Index item) const;
    [[nodiscard]] std::string_view title_of(Index item) const;
    [[nodiscard]] const Period& period_of(Index item) const;

    /// The item with that code (an actor also by its identifiers); no_index if there is none.
    [[nodiscard]] Index item_of(std::string_view id) const;

    [[nodiscard]] const Csr& themes() const noexcept;       ///< items x themes; weights: in how many ways
    [[nodiscard]] const Csr& territories() const noexcept;  ///< items x territories
    [[nodiscard]] const Csr& history() const noexcept;      ///< actors x activities they took part in or used
    [[nodiscard]] const Csr& audience() const noexcept;     ///< activities x actors: `history` transposed
    [[nodiscard]] const Csr& broader() const noexcept;      ///< themes x wider themes (`broader_themes`)
    [[nodiscard]] const Csr& wider() const noexcept;        ///< territories x what they lie in
    [[nodiscard]] const Csr& inside() const noexcept;       ///< `wider` transposed: x what lies in them

    /// By item: actors that took part in it or used it, and further uses; of an actor: its activities.
    [[nodiscard]] std::span<const double> popularity() const noexcept;

    struct Data;  ///< for the library's own files
    [[nodiscard]] const Data& data() const noexcept { return *data_; }

private:
    std::shared_ptr<const Data> data_;
};

}  // namespace tissu
