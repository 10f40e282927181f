#pragma once
/// \file
/// A part of a network.

#include <span>

#include <tissu/network/network.hpp>

namespace tissu {

/// The network between the given nodes, in the order given: they keep labels, positions, masses, groups and the ties
/// between them. What the network was projected from is not kept: it has other nodes.
///
/// Cost    O(n + the sizes of the rows kept, with the log of the largest).
/// Throws  Error{invalid_argument} for a node that does not exist or comes twice.
[[nodiscard]] Network subset(const Network& network, std::span<const Index> nodes);

}  // namespace tissu
