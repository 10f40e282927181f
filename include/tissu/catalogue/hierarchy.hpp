#pragma once
/// \file
/// What is wider than what, several steps up: concepts in their tree, territories in their lattice.

#include <tissu/graph/csr.hpp>
#include <tissu/model/snapshot.hpp>

namespace tissu {

/// For each row of `wider` (row to the rows directly wider than it) all that is wider, itself included;
/// the weight is the fewest steps up (itself: 0). Cycles are harmless.
/// Cost: O(size of the result) and a logarithm for the order within a row.
[[nodiscard]] Csr closure(const Csr& wider);

/// The closure of the broader concepts, by row of `themes`.
[[nodiscard]] Csr broader_themes(const Snapshot& snapshot);

/// The closure of what a territory lies in, by row of `territories`, as things are now: a link that has
/// ended counts only for a territory that has ended with it. A territory lies in whatever it has a share
/// of, but only whole links lead further up: a commune of an intercommunality that straddles two
/// départements lies in one of them.
[[nodiscard]] Csr wider_territories(const Snapshot& snapshot);

}  // namespace tissu
