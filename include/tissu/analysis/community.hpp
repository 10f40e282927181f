#pragma once
/// \file
/// Which nodes belong together, and how closely: components, cuts, cores, triangles, communities.
/// One row a node in network order, if not said otherwise.

#include <tissu/base/progress.hpp>
#include <tissu/base/table.hpp>
#include <tissu/graph/communities.hpp>
#include <tissu/network/network.hpp>

namespace tissu {

/// The component of each node: nodes joined by paths, whatever the direction of ties, or with `strong`
/// along the arcs both ways. Numbered from 0, the largest first, equal sizes by their first node.
///
/// Columns  node, component (0 ...).  Isolated nodes: each its own.
/// Cost     O(n + m).
/// Source   R. Tarjan, SIAM J. Comput. 1(2), 1972, doi:10.1137/0201010 (strong).
[[nodiscard]] Table components(const Network& network, bool strong = false, unsigned threads = 0);

/// Articulation points: the nodes without which their component falls apart. Directions are not used.
///
/// Columns  node.  Rows: the articulation points, in network order.
/// Cost     O(n + m).
/// Source   J. Hopcroft, R. Tarjan, Commun. ACM 16(6), 1973, doi:10.1145/362248.362272.
[[nodiscard]] Table articulation_points(const Network& network);

/// Bridges: the ties without which their component falls apart. Directions are not used.
///
/// Columns  source, target.  Rows: the bridges, in network order.
/// Cost and source as articulation_points.
[[nodiscard]] Table bridges(const Network& network);

/// Core numbers: the largest k such that the node is in a set whose members each have k ties within it.
/// Directions, weights and loops are not used.
///
/// Columns  node, core (ties).  Isolated nodes: 0.
/// Cost     O(n + m).
/// Source   S. Seidman, Social Networks 5(3), 1983, doi:10.1016/0378-8733(83)90028-X.
[[nodiscard]] Table core_numbers(const Network& network);

/// Triangles through each node. Directions, weights and loops are not used.
///
/// Columns  node, triangles (1).
/// Cost     O(m^1.5).  Throws  Error{cancelled}.
/// Source   M. Latapy, Theor. Comput. Sci. 407, 2008, doi:10.1016/j.tcs.2008.07.017.
[[nodiscard]] Table triangles(const Network& network, unsigned threads = 0, const Progress& progress = {});

/// Local clustering: the share of pairs of a node's neighbours that are tied. As triangles.
///
/// Columns  node, clustering (1, 0 to 1).  Nodes with fewer than two neighbours: 0.
/// Throws   Error{cancelled}.
/// Source   D. Watts, S. Strogatz, Nature 393, 1998, doi:10.1038/30918.
[[nodiscard]] Table clustering(const Network& network, unsigned threads = 0, const Progress& progress = {});

/// Weighted clustering: the mean, over pairs of a node's neighbours, of the geometric mean of the three weights of their
/// triangle, 0 where it is open; weights as shares of the heaviest tie. In a directed network both directions are added.
/// Definition and cost: weighted_clustering in graph/cohesion.hpp.
///
/// Columns  node, clustering (1, 0 to 1).  Nodes with fewer than two neighbours: 0.
/// Throws   Error{invalid_argument} for weights < 0; Error{cancelled}.
/// Source   J.-P. Onnela, J. Saramäki, J. Kertész, K. Kaski, Phys. Rev. E 71, 2005, doi:10.1103/PhysRevE.71.065103.
[[nodiscard]] Table weighted_clustering(const Network& network, unsigned threads = 0, const Progress& progress = {});

/// Transitivity: the share of paths of two ties whose ends are tied, 3 triangles / connected triples. As triangles.
/// NaN where there is no such path.
/// Throws  Error{cancelled}.
/// Source  M. Newman, S. Strogatz, D. Watts, Phys. Rev. E 64, 2001, doi:10.1103/PhysRevE.64.026118.
[[nodiscard]] double transitivity(const Network& network, unsigned threads = 0, const Progress& progress = {});

/// Modularity of a partition, by weights, and by directions in a directed network; nodes of no group are each
/// alone. Definition: modularity in graph/communities.hpp.
///
/// NaN for a network without ties.
/// Cost    O(n + m).
/// Throws  Error{invalid_argument} for weights < 0, resolution < 0, or groups that are not of this network's size.
/// Source  M. Newman, M. Girvan, Phys. Rev. E 69, 2004, doi:10.1103/PhysRevE.69.026113; E. Leicht, M. Newman,
///         Phys. Rev. Lett. 100, 2008, doi:10.1103/PhysRevLett.100.118703 (directed).
[[nodiscard]] double modularity(const Network& network, const Groups& groups, double resolution = 1.0);

/// Communities of high modularity by the Leiden algorithm; each is connected. Numbered from 0, the largest first,
/// equal sizes by their first node. The note gives the modularity reached.
///
/// Columns  node, community (0 ...).  Isolated nodes: each its own.
/// Cost     about O(n + m) an iteration.
/// Throws   Error{invalid_argument} for weights < 0 or options out of range; Error{cancelled}.
/// Source   V. Traag, L. Waltman, N. J. van Eck, Sci. Rep. 9, 2019, doi:10.1038/s41598-019-41695-z.
[[nodiscard]] Table leiden(const Network& network, const CommunityOptions& options = {},
                           const Progress& progress = {});

/// Communities by the Louvain algorithm: as leiden, but a community may fall into unconnected pieces.
/// Source   V. Blondel, J.-L. Guillaume, R. Lambiotte, E. Lefebvre, J. Stat. Mech. P10008, 2008,
///          doi:10.1088/1742-5468/2008/10/P10008.
[[nodiscard]] Table louvain(const Network& network, const CommunityOptions& options = {},
                            const Progress& progress = {});

}  // namespace tissu
