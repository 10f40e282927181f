#pragma once
/// \file
/// Communities against space and borders: what distance alone would give, what several draws agree on, who touches whom.

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/graph/communities.hpp>
#include <tissu/network/network.hpp>

namespace tissu {

/// What two nodes of given importance would share at their distance: P_ij = N_i N_j f(bin of d_ij), where
/// f = sum of weights / sum of N_i N_j over the pairs of a bin. Pairs are those of different nodes i < j in order:
/// (0, 1), (0, 2) … Loops are left out; directions are added up.
struct SpatialNull {
    std::vector<double> importance;  ///< N, by node
    std::vector<double> edges;       ///< of the bins, ascending; the last one is open, the first takes what is nearer
    std::vector<std::int64_t> bin;   ///< by pair; -1: the pair could not cooperate, P = 0
    std::vector<std::int64_t> pairs; ///< by bin
    std::vector<double> weight;      ///< by bin: sum of the ties
    std::vector<double> mass;        ///< by bin: sum of N_i N_j
    std::vector<double> f;           ///< by bin: weight / mass, 0 without mass

    [[nodiscard]] double expected(Index i, Index j) const;  ///< P of two different nodes
};

/// `distance`: by pair, NaN for pairs that could not cooperate. A distance at an edge is in the bin above.
///
/// Cost    O(n^2).
/// Throws  Error{invalid_argument} for numbers that do not fit, importance < 0 or edges that do not ascend;
///         Error{unsupported} for more than 8,000 nodes.
/// Source  P. Expert, T. Evans, V. Blondel, R. Lambiotte, PNAS 108(19), 2011, doi:10.1073/pnas.1018962108.
[[nodiscard]] SpatialNull spatial_null(const Network& network, std::vector<double> importance,
                                       std::span<const double> distance, std::vector<double> edges);

/// Modularity against that null, 1 / 2W sum of (a_ij - resolution P_ij) over pairs of one group, W the weight of
/// ties between different nodes. Nodes of no group are each alone. NaN without weight.
/// Throws  Error{invalid_argument} for groups or a null of another size, weights < 0 or resolution < 0.
[[nodiscard]] double spatial_modularity(const Network& network, const Groups& groups, const SpatialNull& null,
                                        double resolution = 1.0);

/// Divisions found from different draws: run r has the seed of the options plus r.
struct CommunityRuns {
    std::vector<std::vector<Index>> of;  ///< by run and node: numbered from 0, the largest first
    std::vector<double> modularity;      ///< by run
};

/// `options.runs` divisions by the Leiden algorithm against degrees.
[[nodiscard]] CommunityRuns community_runs(const Network& network, const CommunityOptions& options,
                                           const Progress& progress = {});

/// The same against space: moves, refinement and aggregation as in Leiden over all pairs; every community is connected.
/// Runs begin in turn with each node alone, all together, and a few random groups.
///
/// Cost    O(n^2) a sweep, 8 n^2 bytes for each thread and once more.
/// Throws  as spatial_modularity; Error{cancelled}.
[[nodiscard]] CommunityRuns community_runs(const Network& network, const SpatialNull& null,
                                           const CommunityOptions& options, const Progress& progress = {});

/// What the runs agree on.
struct Consensus {
    std::vector<Index> of;          ///< by node, numbered from 0, the largest first
    std::vector<double> stability;  ///< by node: mean over runs of the Jaccard index of its community here and there
    double agreement;               ///< mean adjusted Rand index of the runs, two by two; NaN for one run
};

/// Tied nodes weigh the share of runs in which they are together, less than `threshold` is dropped, the network of
/// these weights is divided again, until all runs agree; a community is connected.
///
/// Cost    O(runs m) a round, at most 20 rounds.  Throws  Error{invalid_argument} for runs of other nodes; Error{cancelled}.
/// Source  A. Lancichinetti, S. Fortunato, Sci. Rep. 2, 336, 2012, doi:10.1038/srep00336; A. Tandon et al., Phys. Rev. E
///         99, 2019, doi:10.1103/PhysRevE.99.042301 (weights of tied nodes only).
[[nodiscard]] Consensus consensus(const Network& network, const CommunityRuns& runs, const CommunityOptions& options,
                                  double threshold = 0.5, const Progress& progress = {});

/// For each pair of nodes the share of divisions that separate them: how strong the border between them is.
/// Source  C. Thiemann et al., PLoS ONE 5(11), 2010, doi:10.1371/journal.pone.0015422.
[[nodiscard]] std::vector<double> border_strength(std::span<const CommunityRuns> runs,
                                                  std::span<const std::pair<Index, Index>> pairs);

/// Pairs with no third node in the sphere that has both at its poles, by positions: who touches whom where outlines are
/// missing. Nodes without a position have none.
/// Cost    O(n^2 log n).  Source  K. Gabriel, R. Sokal, Syst. Zool. 18(3), 1969, doi:10.2307/2412323.
[[nodiscard]] std::vector<std::pair<Index, Index>> gabriel_pairs(const Nodes& nodes);

}  // namespace tissu
