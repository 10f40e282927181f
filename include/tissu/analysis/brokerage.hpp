#pragma once
/// \file
/// Who stands between others, and between which groups.

#include <tissu/base/progress.hpp>
#include <tissu/base/table.hpp>
#include <tissu/network/network.hpp>

namespace tissu {

/// Gould–Fernandez brokerage: for each node v the open triads a -> v -> b without a -> b, by the
/// groups of a, v, b.
///
///     AAA coordinator   ABA itinerant (consultant)   AAB representative   ABB gatekeeper   ABC liaison
///
/// An undirected tie is two arcs: an open pair counts twice, and representative equals gatekeeper.
/// Weights and loops do not count. Nodes without a group are left out with their ties: 0, NaN.
/// Expected value and sd are exact for independent ties of the density seen among the nodes that
/// have a group (arcs, or undirected ties); z is left to the reader: (count - expected) / sd.
///
/// Columns  node, then for each role and "total": <role> (triads), <role>_expected, <role>_sd.
/// Cost     O(sum of in-degree x out-degree).
/// Throws   Error{invalid_argument} for groups of another size; Error{cancelled}.
/// Source   R. V. Gould, R. M. Fernandez, Structures of mediation, Sociol. Methodol. 19, 1989, doi:10.2307/270949.
[[nodiscard]] Table brokerage(const Network& network, const Groups& groups, const Progress& progress = {});

}  // namespace tissu
