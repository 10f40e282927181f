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

/// A territory and the share (0 to 1) of the asked one that lies in it.
struct Placed {
    Index territory;
    double share;
};

/// All that `territory` lies in, itself first with share 1, then nearest first (breadth first, ties
/// by row). Shares multiply along a path; over several paths the largest counts. With `at`, only
/// links valid on that day. A cycle in the data ends the walk at the first repetition.
[[nodiscard]] std::vector<Placed> ancestors(const Snapshot& snapshot, Index territory,
                                            std::optional<Date> at = std::nullopt);

/// All that lies in `territory`, itself first: the inverse of `ancestors`.
[[nodiscard]] std::vector<Placed> members(const Snapshot& snapshot, Index territory,
                                          std::optional<Date> at = std::nullopt);

/// For each territory its places at the level `kind` (itself if it is of that kind), by row of the
/// snapshot; empty where there is none. O(parts) for the whole.
[[nodiscard]] std::vector<std::vector<Placed>> places_at(const Snapshot& snapshot, std::string_view kind,
                                                         std::optional<Date> at = std::nullopt);

/// Great-circle distance in kilometres (haversine, mean radius 6371.0088 km); NaN if a position is missing.
[[nodiscard]] double kilometres(double lon_a, double lat_a, double lon_b, double lat_b) noexcept;

/// Territories that match a name, a code or an identifier: exact code first, then equal name keys,
/// then prefixes, then words; at equal match the more populous first.
/// Columns id, name, kind, population, match (exact, name, prefix, word).
[[nodiscard]] Table find_territory(const Snapshot& snapshot, std::string_view text, std::size_t limit = 10);

}  // namespace tissu
