#pragma once
/// \file
/// Measures of an incidence as it is, before any projection: rows and columns are the two kinds of nodes.

#include <string_view>
#include <utility>

#include <tissu/base/progress.hpp>
#include <tissu/base/table.hpp>
#include <tissu/network/two_mode.hpp>

namespace tissu {

/// Degree, closeness and betweenness of rows and columns, each over its largest possible value in a
/// two-mode network of the same numbers of rows and columns. Closeness is that of Borgatti and Everett
/// times the share of nodes reached; 0 for isolated nodes. Weights do not count.
///
/// Columns  node, side ("row" or "column"), ties, degree, closeness, betweenness. Rows first.
/// Cost     O((rows + columns) size).
/// Throws   Error{cancelled}.
/// Source   S. P. Borgatti, M. G. Everett, Social Networks 19(3), 1997, doi:10.1016/S0378-8733(96)00301-2.
[[nodiscard]] Table two_mode_centrality(const TwoMode& incidence, unsigned threads = 0, const Progress& progress = {});

/// How much of the common is put in relation to: both together (dot), the smaller, the larger.
enum class Overlap : unsigned char { dot, min, max };

/// The word for it, as above. Throws Error{invalid_argument} that lists them.
[[nodiscard]] Overlap overlap_named(std::string_view name);

/// How alike each node's activities are to those of the nodes it shares one with, in the mean: over
/// u, v of one side with a common neighbour, |N(u) & N(v)| divided by |N(u) | N(v)| (dot), by the smaller or by
/// the larger of |N(u)|, |N(v)|. 0 without such nodes.
///
/// Columns  node, side, clustering. Rows first.
/// Cost     O(sum of squared degrees).
/// Source   M. Latapy, C. Magnien, N. Del Vecchio, Social Networks 30(1), 2008, doi:10.1016/j.socnet.2007.04.006.
[[nodiscard]] Table two_mode_clustering(const TwoMode& incidence, Overlap overlap, const Progress& progress = {});

/// The share of the pairs of a node's neighbours that are linked by another node too: what the projection would
/// not lose without it. NaN with fewer than two neighbours.
/// Columns node, side, redundancy. Source as two_mode_clustering.
[[nodiscard]] Table two_mode_redundancy(const TwoMode& incidence, const Progress& progress = {});

/// Four times the cycles of four over the paths of three ties; NaN without such paths. O(sum of squared degrees).
/// Source  G. Robins, M. Alexander, Comput. Math. Organ. Theory 10, 2004, doi:10.1023/B:CMOT.0000032580.12184.c0.
[[nodiscard]] double robins_alexander(const TwoMode& incidence);

/// Of the paths row - column - row - column - row, five different nodes, the share whose ends also share a third
/// column. By the row in the middle, and all of them together; NaN without paths.
///
/// First    columns node, paths, closed, clustering.  Second: the share over all.
/// Cost     O(sum over rows of the squared number of rows it shares columns with, times their degrees).
/// Source   T. Opsahl, Social Networks 35(2), 2013, doi:10.1016/j.socnet.2011.07.001.
[[nodiscard]] std::pair<Table, double> opsahl_clustering(const TwoMode& incidence, const Progress& progress = {});

}  // namespace tissu
