#pragma once
/// \file
/// Groups that are more closely tied within than chance would have it.

#include <cstdint>
#include <span>
#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/graph/components.hpp>
#include <tissu/graph/csr.hpp>

namespace tissu {

struct CommunityOptions {
    double resolution = 1.0;  ///< higher: more and smaller communities; >= 0
    std::uint64_t seed = 0;   ///< of the order in which nodes are looked at
    int runs = 1;             ///< the best of so many, from different draws
    int iterations = 2;       ///< leiden climbs so many times, again from its result, or until that gains nothing
    unsigned threads = 0;     ///< of the runs; 0: all; the result does not depend on it
};

/// Communities, and the modularity they reach.
struct Communities {
    Parts parts;
    double modularity;  ///< NaN without ties
};

/// Modularity of a division: the share of weight inside groups, less what rows of the same strength tied
/// at random would have.
///
///     undirected  Q = 1 / 2m  sum_ij [a_ij - resolution k_i k_j / 2m]        [g_i = g_j]
///     directed    Q = 1 / m   sum_ij [a_ij - resolution out_i in_j / m]      [g_i = g_j]
///
/// A loop counts twice in k_i and in the undirected sum. Rows of no group (no_index) are each alone.
/// Cost    O(rows + size).  NaN without weight.
/// Throws  Error{invalid_argument} for weights < 0, resolution < 0 or not finite, a relation that is not square
///         or as many groups as rows are not given.
/// Source  M. Newman, M. Girvan, Phys. Rev. E 69, 2004, doi:10.1103/PhysRevE.69.026113; E. Leicht,
///         M. Newman, Phys. Rev. Lett. 100, 2008, doi:10.1103/PhysRevLett.100.118703 (directed);
///         J. Reichardt, S. Bornholdt, Phys. Rev. E 74, 2006, doi:10.1103/PhysRevE.74.016110 (resolution).
[[nodiscard]] double modularity(const Csr& ties, bool directed, std::span<const Index> groups,
                                double resolution = 1.0);

/// Communities of high modularity that are connected, by the Leiden algorithm: nodes move while modularity
/// gains, communities are refined into well-connected parts, the parts become nodes, and so on. Refinement
/// merges where the gain is largest, as in the authors' own program. A last pass splits what is still apart.
///
/// Cost    about O(size) an iteration, O(rows + size) memory a thread.
/// Throws  as modularity; Error{invalid_argument} for runs or iterations < 1; Error{cancelled}.
/// Source  V. Traag, L. Waltman, N. J. van Eck, From Louvain to Leiden, Sci. Rep. 9, 2019,
///         doi:10.1038/s41598-019-41695-z; R. Rotta, A. Noack, ACM J. Exp. Algorithmics 16, 2011,
///         doi:10.1145/1963190.1970376 (moves on the way down).
[[nodiscard]] Communities leiden(const Csr& ties, bool directed, const CommunityOptions& options = {},
                                 const Progress& progress = {});

/// Communities by the Louvain algorithm: as leiden without refinement and without its guarantee, so a
/// community may fall into unconnected pieces.
/// Source  V. Blondel, J.-L. Guillaume, R. Lambiotte, E. Lefebvre, J. Stat. Mech. P10008, 2008,
///         doi:10.1088/1742-5468/2008/10/P10008.
[[nodiscard]] Communities louvain(const Csr& ties, bool directed, const CommunityOptions& options = {},
                                  const Progress& progress = {});

}  // namespace tissu
