#pragma once
/// \file
/// Where to draw the rows of a relation, so that those that are tied come to lie near each other.

#include <cstdint>
#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/graph/csr.hpp>

namespace tissu {

/// One point a row. The unit is free: a component of n rows fills a disc of radius sqrt(n) about its middle.
struct Positions {
    std::vector<double> x, y;
};

struct LayoutOptions {
    std::uint64_t seed = 0;       ///< of the places where the rows start
    std::uint32_t iterations = 0;  ///< 0: as many as the size asks for, 100 to 400
    unsigned threads = 0;         ///< 0: all; the result does not depend on it
};

/// Positions of all rows by forces. Tied rows attract each other in proportion to distance and weight; all rows of a
/// component repel each other as the product of their degrees + 1 over distance; far rows are taken together
/// (Barnes and Hut, opening angle 1). Steps shrink to nothing, so it ends. Each component is laid out alone; the
/// largest stands in the middle, the others in rings about it, isolated rows outermost. No two components overlap.
///
/// Directions and loops are not used.
///
/// Cost    O(iterations (n log n + m)); 0.1 s for 600 rows and 6,000 edges, some seconds for 20,000 and 80,000.
/// Throws  Error{invalid_argument} if the relation is not square or has weights < 0; Error{cancelled}.
/// Source  M. Jacomy, T. Venturini, S. Heymann, M. Bastian, ForceAtlas2, PLoS ONE 9(6), 2014,
///         doi:10.1371/journal.pone.0098679 (forces); J. Barnes, P. Hut, Nature 324, 1986, doi:10.1038/324446a0;
///         T. Fruchterman, E. Reingold, Softw. Pract. Exp. 21(11), 1991, doi:10.1002/spe.4380211102 (cooling).
[[nodiscard]] Positions layout(const Csr& ties, const LayoutOptions& options = {}, const Progress& progress = {});

}  // namespace tissu
