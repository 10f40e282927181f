#pragma once
/// \file
/// Where to draw the nodes of a network.

#include <tissu/base/progress.hpp>
#include <tissu/base/table.hpp>
#include <tissu/graph/layout.hpp>
#include <tissu/network/network.hpp>

namespace tissu {

/// Positions of all nodes for a picture; forces, components and source: layout in graph/layout.hpp. Only nearness
/// means something: neither the directions of the axes nor the distances do.
///
/// Columns  node, x, y (unit free).  Rows: in network order.  Isolated nodes: around the others.
/// Cost     O(iterations (n log n + m)).
/// Throws   Error{invalid_argument} for weights < 0; Error{cancelled}.
[[nodiscard]] Table layout(const Network& network, const LayoutOptions& options = {}, const Progress& progress = {});

}  // namespace tissu
