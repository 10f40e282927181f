#pragma once
/// \file
/// What a network says of its nodes: names, positions, masses and partitions.

#include <vector>

#include <tissu/model/snapshot.hpp>
#include <tissu/network/network.hpp>

namespace tissu {

/// Partitions "kind", "type", "territory" (the seat) and each kind of territory the seats lie in.
[[nodiscard]] Nodes describe_actors(const Snapshot& snapshot, const std::vector<Index>& actors);

/// Partitions: each other kind of territory they lie in.
[[nodiscard]] Nodes describe_territories(const Snapshot& snapshot, const std::vector<Index>& territories);

/// Partitions "scheme" and "broader" (the first wider concept).
[[nodiscard]] Nodes describe_themes(const Snapshot& snapshot, const std::vector<Index>& themes);

/// Partitions "kind", "type", "year" (of the first day).
[[nodiscard]] Nodes describe_activities(const Snapshot& snapshot, const std::vector<Index>& activities);

/// The same partitions: kind "affiliation", type the role.
void append_affiliation(Nodes& nodes, const Snapshot& snapshot, const Snapshot::AffiliationRow& affiliation);

}  // namespace tissu
