#pragma once
/// \file
/// How a network is arranged: triads, biconnected parts, rich clubs, core and periphery, equivalence, assortativity.

#include <string_view>
#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/base/table.hpp>
#include <tissu/graph/structure.hpp>
#include <tissu/network/network.hpp>

namespace tissu {

/// The sixteen kinds of triples of nodes. Loops and weights are not used; an undirected tie is mutual.
///
/// Columns  triad (003 … 300), count.  Rows: sixteen, in the usual order.
/// Cost     O(sum over ties of the degrees of their ends).  Throws  Error{cancelled}.
/// Source   P. Holland, S. Leinhardt, Am. J. Sociol. 76(3), 1970, doi:10.1086/224954; V. Batagelj, A. Mrvar, Social
///          Networks 23(3), 2001, doi:10.1016/S0378-8733(01)00035-1.
[[nodiscard]] Table triad_census(const Network& network, unsigned threads = 0, const Progress& progress = {});

/// Biconnected components: sets of nodes that no single node holds together. Directions are not used.
///
/// Columns  component (0 …, the largest first), node.  Rows: a node comes once for each it is in; isolated nodes never.
/// Cost     O(n + m).
/// Source   J. Hopcroft, R. Tarjan, Commun. ACM 16(6), 1973, doi:10.1145/362248.362272.
[[nodiscard]] Table bicomponents(const Network& network);

/// Rich club: how closely the nodes of more than k ties are tied to each other. Directions and weights are not used.
///
/// Columns  degree (k), nodes (of higher degree), edges (among them), rich_club (edges over pairs).
/// Cost     O(n + m).
/// Source   V. Colizza et al., Nature Physics 2, 2006, doi:10.1038/nphys209.
[[nodiscard]] Table rich_club(const Network& network);

/// Core and periphery: the best division into a full core and an empty periphery. Directions and weights are not used.
///
/// Columns  node, core (1 or 0).  The note gives the correlation with the pattern.
/// Cost     O(n log n + m).
/// Source   S. Borgatti, M. Everett, Social Networks 21, 2000, doi:10.1016/S0378-8733(99)00019-2; S. Lip, 2011,
///          arXiv:1102.5511.
[[nodiscard]] Table core_periphery(const Network& network);

/// Structural equivalence: how alike the ties of two nodes are. Definition: graph/structure.hpp.
///
/// Columns  a, b, then euclidean, correlation, jaccard or hamming.  Rows: each pair once, in network order.
/// Throws   Error{unsupported} above 20,000 nodes; Error{cancelled}.
[[nodiscard]] Table structural_equivalence(const Network& network, Likeness likeness = Likeness::euclidean,
                                           unsigned threads = 0, const Progress& progress = {});

/// Assortativity by groups, by numbers (a value per node), and by degree (directed: out-degree of the source, in-degree
/// of the target). Definition: graph/structure.hpp. NaN where it has no meaning.
[[nodiscard]] double assortativity(const Network& network, const Groups& groups);
[[nodiscard]] double assortativity(const Network& network, const std::vector<double>& values);
[[nodiscard]] double degree_assortativity(const Network& network);

}  // namespace tissu
