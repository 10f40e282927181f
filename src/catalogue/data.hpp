#pragma once
/// \file
/// What a catalogue holds, and how its parts are computed from a snapshot.

#include <array>
#include <mutex>
#include <optional>
#include <span>
#include <unordered_map>

#include <tissu/catalogue/catalogue.hpp>

#include "catalogue/acronyms.hpp"
#include "catalogue/inverted.hpp"

namespace tissu {

struct Catalogue::Data {
    std::shared_ptr<const Snapshot> snapshot;
    Csr history, audience, themes, territories;
    Csr broader, narrower, wider, inside;  ///< closures, and the same read downwards
    catalogue::Inverted index;
    catalogue::Acronyms acronyms;
    std::vector<double> popularity;

    /// Rows of territories by folded name and alias; made when first asked. Any thread.
    [[nodiscard]] const std::unordered_map<std::string, std::vector<Index>>& places() const;

    [[nodiscard]] Index activities() const noexcept {
        return static_cast<Index>(snapshot->activities.size());
    }
    [[nodiscard]] Index items() const noexcept {
        return activities() + static_cast<Index>(snapshot->actors.size());
    }

    mutable std::once_flag places_once;
    mutable std::unordered_map<std::string, std::vector<Index>> places_by_name;
};

namespace catalogue {

inline constexpr std::array<std::string_view, 4> kind_names{"partnership", "event", "resource", "actor"};
inline constexpr std::array<std::string_view, 4> type_schemes{"partnership_type", "event_type",
                                                              "resource_type", "actor_type"};

/// Row of the names above.
[[nodiscard]] std::size_t kind_number(const Snapshot& snapshot, Index item) noexcept;

/// Throws Error{invalid_argument} for words that are no kind. Empty: all.
[[nodiscard]] std::array<bool, 4> kinds_of(const std::vector<std::string>& names);

/// The word of its type.
[[nodiscard]] Index type_word(const Snapshot& snapshot, Index item) noexcept;

/// The concept of a type word in the scheme of that kind; no_index if the scheme does not know it.
[[nodiscard]] Index type_concept(const Snapshot& snapshot, std::size_t kind, std::string_view type);

[[nodiscard]] Csr history_of(const Snapshot& snapshot);
[[nodiscard]] Csr themes_of(const Snapshot& snapshot, const Csr& history);
[[nodiscard]] Csr territories_of(const Snapshot& snapshot);
[[nodiscard]] std::vector<double> popularity_of(const Snapshot& snapshot, const Csr& history,
                                                const Csr& audience);

/// The pieces of text of an item, with their weights. They live as long as the snapshot.
[[nodiscard]] std::vector<TextField> fields_of(const Catalogue::Data& data, Index item);

}  // namespace catalogue

}  // namespace tissu
