#pragma once
/// \file
/// The dated lattice of territories: what lies in what, wholly or in part, and when.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tissu/base/table.hpp>
#include <tissu/model/snapshot.hpp>

namespace tissu {

/// A territory and the share (0 to 1) of the lower one that lies in it.
struct Placed {
    Index territory;
    double share;

    friend bool operator==(const Placed&, const Placed&) = default;
};

/// All that `territory` lies in, itself first with share 1, then nearest first (fewest links; ties by
/// row).
///
/// The share in a territory is the sum over the shortest chains of links to it of the product of
/// their shares, at most 1: a neighbourhood with 0.6 in one commune and 0.4 in another lies wholly
/// in the EPCI of both. Longer chains do not count: a commune lies in its own département only,
/// even if its EPCI straddles two. With `at`, only links valid on that day. A link to a whole that has no
/// end holds until a later one to another territory of the same kind begins: so do yearly compositions
/// of EPCI; without `at` the last one counts. Cycles do no harm.
///
/// Cost  O(links among the ancestors).
[[nodiscard]] std::vector<Placed> ancestors(const Snapshot& snapshot, Index territory,
                                            std::optional<Date> at = std::nullopt);

/// All that lies in `territory`, itself first: the inverse of `ancestors`. `share`: how much of the
/// member lies in the asked territory. Cost: O(parts).
[[nodiscard]] std::vector<Placed> members(const Snapshot& snapshot, Index territory,
                                          std::optional<Date> at = std::nullopt);

/// The places of one territory at the level `kind`, by row: itself if it is of that kind, else the
/// nearest ancestors of that kind, further ones only for what is not yet placed (shares below 1 in sum).
/// Empty where there is none.
[[nodiscard]] std::vector<Placed> places_of(const Snapshot& snapshot, Index territory, std::string_view kind,
                                            std::optional<Date> at = std::nullopt);

/// `places_of` every territory, by row of the snapshot.
[[nodiscard]] std::vector<std::vector<Placed>> places_at(const Snapshot& snapshot, std::string_view kind,
                                                         std::optional<Date> at = std::nullopt);

/// Every kind of territory there is, in order of first row.
[[nodiscard]] std::vector<std::string> territory_kinds(const Snapshot& snapshot);

/// Great-circle distance in kilometres (haversine, mean radius 6371.0088 km); NaN if a position is missing.
[[nodiscard]] double kilometres(double lon_a, double lat_a, double lon_b, double lat_b) noexcept;

/// Territories that match a name, a code or an identifier: exact code first (with or without its
/// scheme), then equal name keys, then names that begin so, then names with all the words (the last
/// may be begun); at equal match the more populous first. Only if there is none: near names.
///
/// Columns  id, name, kind, population, match (code, name, prefix, word, near).
/// Cost     O(bytes of all names).
[[nodiscard]] Table find_territory(const Snapshot& snapshot, std::string_view text, std::size_t limit = 10);

}  // namespace tissu
