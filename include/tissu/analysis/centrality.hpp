#pragma once
/// \file
/// How much each node matters to its network, and how it is placed in it. One row a node, in network order.

#include <cstdint>
#include <string_view>

#include <tissu/base/progress.hpp>
#include <tissu/base/table.hpp>
#include <tissu/graph/betweenness.hpp>
#include <tissu/graph/pagerank.hpp>
#include <tissu/graph/traversal.hpp>
#include <tissu/network/network.hpp>

namespace tissu {

/// Which ties of a directed network count. An undirected network has only `all`, the same as the others.
enum class Direction : unsigned char { all, out, in };

/// Degree: ties of a node; strength: the sum of their weights.
///
/// A loop counts twice, but once in each direction. Ties given several times are one tie of the network.
///
/// Columns  node, degree (1, >= 0), strength (unit of the ties).  Isolated nodes: 0.
/// Cost     O(n + m).
/// Source   L. Freeman, Social Networks 1(3), 1979, doi:10.1016/0378-8733(78)90021-7.
[[nodiscard]] Table degree(const Network& network, Direction direction = Direction::all);

/// Betweenness: how often a node lies on the shortest paths between two others.
///
///     b(v) = sum over pairs {s, t}, s != v != t, of paths(s, t | v) / paths(s, t)
///
/// Unordered pairs in an undirected network, ordered ones along the arcs of a directed one. Weights are not used,
/// or with `weighted` are the lengths of ties, as in igraph and NetworkX: a strong tie is then a long one.
/// Normalised: divided by (n - 1)(n - 2) / 2, directed by (n - 1)(n - 2).
///
/// Columns  node, betweenness (pairs, or 1 when normalised).  Isolated nodes, and networks below 3 nodes: 0.
/// Cost     O(n m) time, O(n m log n) with weights, k / n of it with k samples.
/// Throws   Error{invalid_argument} for lengths <= 0 or more samples than nodes; Error{cancelled}.
/// Source   U. Brandes, J. Math. Sociol. 25(2), 2001, doi:10.1080/0022250X.2001.9990249; samples: U. Brandes,
///          C. Pich, Int. J. Bifurc. Chaos 17(7), 2007, doi:10.1142/S0218127407018403.
[[nodiscard]] Table betweenness(const Network& network, const BetweennessOptions& options = {},
                                const Progress& progress = {});

/// Closeness: how near a node is to those it reaches, (r / sum of steps) * (r / (n - 1)) for r others reached.
///
/// Along the arcs of a directed network. Weights are not used.
///
/// Columns  node, closeness (1, 0 to 1).  Isolated nodes: 0.
/// Cost     O(n m), k / n of it with k samples; the note then says how far off the values may be.
/// Throws   Error{invalid_argument} for more samples than nodes; Error{cancelled}.
/// Source   S. Wasserman, K. Faust, Social Network Analysis, 1994, eq. 5.22, doi:10.1017/CBO9780511815478; samples:
///          D. Eppstein, J. Wang, J. Graph Algorithms Appl. 8(1), 2004, doi:10.7155/jgaa.00081.
[[nodiscard]] Table closeness(const Network& network, const NearnessOptions& options = {}, const Progress& progress = {});

/// Harmonic centrality: the sum of 1 / steps over the others reached. Directions, weights and cost as closeness.
///
/// Columns  node, harmonic (1, 0 to n - 1).  Isolated nodes: 0.
/// Throws   as closeness.
/// Source   P. Boldi, S. Vigna, Internet Math. 10, 2014, doi:10.1080/15427951.2013.865686.
[[nodiscard]] Table harmonic(const Network& network, const NearnessOptions& options = {}, const Progress& progress = {});

/// PageRank: where a walker who follows ties, in proportion to their weights, and jumps with probability
/// 1 - damping, is found in the long run. A walker at a node without outgoing ties jumps.
///
/// Columns  node, pagerank (probability, sums to 1).  Isolated nodes: what jumps bring.
/// Cost     O((n + m) log(tolerance) / log(damping)).
/// Throws   Error{invalid_argument} for options out of range or weights < 0; Error{cancelled}.
/// Source   L. Page, S. Brin, R. Motwani, T. Winograd, The PageRank citation ranking, Stanford, 1999.
[[nodiscard]] Table pagerank(const Network& network, const PagerankOptions& options = {},
                             const Progress& progress = {});

/// Burt's structural holes: how far a node's contacts are tied to each other. Weights of both directions are added;
/// loops are left out. With p_ij the share of j in i's ties,
///
///     constraint_i = sum over contacts j of (p_ij + sum_q p_iq p_qj)^2
///
/// Columns  node, constraint (1, > 0), hierarchy (1, 0 to 1), effective_size (contacts), efficiency (1, <= 1), contacts.
///          Isolated nodes: NaN and 0 contacts.
/// Cost     O(sum over ties of the smaller degree of their ends).
/// Throws   Error{invalid_argument} for weights < 0; Error{cancelled}.
/// Source   R. S. Burt, Structural Holes, 1992; S. Borgatti, Connections 20(1), 1997, 35-38.
[[nodiscard]] Table constraint(const Network& network, unsigned threads = 0, const Progress& progress = {});

/// The columns node, effective_size and efficiency of `constraint`.
[[nodiscard]] Table effective_size(const Network& network, unsigned threads = 0, const Progress& progress = {});

/// Betweenness of ties. Definition: edge_betweenness in graph/betweenness.hpp.
///
/// Columns  source, target, betweenness (pairs, or 1 when normalised).  Rows: as the edges of the network.
/// Cost, errors and weights as betweenness.
/// Source   M. Girvan, M. Newman, PNAS 99(12), 2002, doi:10.1073/pnas.122653799.
[[nodiscard]] Table edge_betweenness(const Network& network, const BetweennessOptions& options = {},
                                     const Progress& progress = {});

/// Eigenvector centrality: a node counts by those that point to it. Definition: eigenvector in graph/spectral.hpp.
///
/// Columns  node, eigenvector (1, 0 to 1, the largest 1).  Nodes outside the part of the largest eigenvalue: 0.
/// Throws   Error{invalid_argument} for weights < 0; Error{unsupported} if it does not settle; Error{cancelled}.
/// Source   P. Bonacich, Am. J. Sociol. 92(5), 1987, doi:10.1086/228631.
[[nodiscard]] Table eigenvector(const Network& network, bool weighted = true, const Progress& progress = {});

struct KatzOptions {
    double alpha = 0.1;      ///< weight of a step; below 1 / the largest eigenvalue
    double beta = 1.0;       ///< what every node has by itself
    bool normalized = true;  ///< the sum of squares is 1
    bool weighted = true;
};

/// Katz centrality: all walks that arrive. Definition: katz in graph/spectral.hpp.
///
/// Columns  node, katz (1).  Isolated nodes: beta, scaled as the others.
/// Throws   Error{invalid_argument} for alpha out of range or weights < 0; Error{cancelled}.
/// Source   L. Katz, Psychometrika 18, 1953, doi:10.1007/BF02289026.
[[nodiscard]] Table katz(const Network& network, const KatzOptions& options = {}, const Progress& progress = {});

/// Hubs and authorities. Definition: hits in graph/spectral.hpp.
///
/// Columns  node, hub, authority (shares: each sums to 1).
/// Throws   as eigenvector.
/// Source   J. Kleinberg, J. ACM 46(5), 1999, doi:10.1145/324133.324140.
[[nodiscard]] Table hits(const Network& network, bool weighted = true, const Progress& progress = {});

/// How far every node is from one, along the arcs.
///
/// Columns  node, distance (ties, or with `weighted` the sum of weights as lengths; infinity out of reach).
/// Cost     O(n + m), weighted O(m log n).
/// Throws   Error{not_found} for a node that is not there; Error{invalid_argument} for lengths < 0.
[[nodiscard]] Table distances(const Network& network, std::string_view source, bool weighted = false);

/// The largest number of ties between two nodes that a path joins. Definition and cost: graph/traversal.hpp.
[[nodiscard]] std::int64_t diameter(const Network& network, unsigned threads = 0, const Progress& progress = {});

}  // namespace tissu
