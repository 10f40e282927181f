#pragma once
/// \file
/// What a network is without some of its nodes, which nodes it can spare least, and what a group reaches.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/base/table.hpp>
#include <tissu/network/network.hpp>

namespace tissu {

/// A network whose n - k remaining nodes are looked at without the k removed. Directions are dropped.
struct Fragmentation {
    std::int64_t nodes = 0;       ///< remaining
    std::int64_t components = 0;  ///< isolated nodes are components
    std::int64_t largest = 0;     ///< nodes of the largest component
    std::int64_t isolates = 0;    ///< nodes without ties
    double fragmentation = 0;     ///< F = 1 - sum of s (s - 1) / (n (n - 1)) over components of s nodes
    double distance_fragmentation = 0;  ///< DF = 1 - sum of 1 / steps over ordered pairs / (n (n - 1))
    double efficiency = 0;        ///< 1 - DF: global efficiency
};

/// What remains without the nodes `removed` (in any order, repetitions count once). NaN where fewer than two remain.
/// Cost    O(n + m), and all distances with 512 searches at once: see `nearness`.
/// Throws  Error{invalid_argument} for nodes out of range; Error{cancelled}.
/// Source  S. P. Borgatti, Comput. Math. Organ. Theory 12, 2006, doi:10.1007/s10588-006-7084-x;
///         V. Latora, M. Marchiori, Phys. Rev. Lett. 87, 2001, doi:10.1103/PhysRevLett.87.198701.
[[nodiscard]] Fragmentation fragmentation(const Network& network, std::span<const Index> removed,
                                          unsigned threads = 0, const Progress& progress = {});

/// The same without each node in turn.
/// Columns node, components, largest, isolates, fragmentation, distance_fragmentation, efficiency,
///         efficiency_drop (that of the whole network less that without the node).
[[nodiscard]] Table leave_one_out(const Network& network, unsigned threads = 0, const Progress& progress = {});

/// What key players are good at.
enum class KeyCriterion : unsigned char {
    fragmentation,           ///< F without them
    distance_fragmentation,  ///< DF without them
    reach,                   ///< with steps = 0: mean of 1 / steps from the nearest of them to each node, 1 for
                             ///< themselves (D_R); else the share of nodes within so many steps
};

/// The word for a criterion, as above. Throws Error{invalid_argument} that lists them.
[[nodiscard]] KeyCriterion key_criterion_named(std::string_view name);

struct KeyPlayers {
    std::vector<std::vector<Index>> sets;  ///< best sets, ascending; all of them if exhaustive, else the one found
    double value = 0;
    bool exhaustive = false;
};

/// The set of k nodes with the highest value. Every set is tried while there are at most `limit` of them; else the
/// nodes are taken greedily and swapped as long as a swap helps, which need not find the best.
/// Cost    of `fragmentation`, or O(k n), for each set tried; reach needs all distances, n^2 bytes times 4.
/// Throws  Error{invalid_argument} unless 1 <= k < n, and for reach in more than 20,000 nodes; Error{cancelled}.
[[nodiscard]] KeyPlayers key_players(const Network& network, std::int64_t k, KeyCriterion criterion,
                                     std::int64_t steps = 0, std::int64_t limit = 20000, const Progress& progress = {});

struct RobustnessOptions {
    std::string order = "degree";  ///< or "betweenness": largest first, equal ones in node order
    std::vector<Index> listed;     ///< if not empty: this order instead
    bool recalculated = false;     ///< the order is made again after each removal
    std::int64_t steps = 0;        ///< stop after so many removals; 0: all nodes
    unsigned threads = 0;          ///< 0: all
};

/// Takes the nodes out one by one and follows the largest component.
/// Columns step (0: whole), node ("" at step 0), largest, share (S(q) = largest / nodes of the whole network).
/// Cost    O(n + m) in a given order; recalculated degree O(n (n + m)), recalculated betweenness O(n^2 m).
/// Throws  Error{invalid_argument} for other orders, nodes listed twice or out of range; Error{cancelled}.
/// Source  C. M. Schneider et al., PNAS 108(10), 2011, doi:10.1073/pnas.1009440108: R is the mean of S(1) … S(N).
[[nodiscard]] Table robustness(const Network& network, const RobustnessOptions& options = {},
                               const Progress& progress = {});

/// What a set of nodes does together. Directions are dropped, weights do not count.
struct GroupCentrality {
    double degree = 0;       ///< others tied to a member, over others
    double closeness = 0;    ///< others reached, over the sum of steps to them from the nearest member, times the
                             ///< share of others reached
    double betweenness = 0;  ///< over pairs of others: share of their shortest paths through a member
    double betweenness_normalized = 0;  ///< over the number of such pairs
};

/// Cost    O(n m).
/// Throws  Error{invalid_argument} for nodes out of range or none; Error{cancelled}.
/// Source  M. G. Everett, S. P. Borgatti, J. Math. Sociol. 23(3), 1999, doi:10.1080/0022250X.1999.9990219.
[[nodiscard]] GroupCentrality group_centrality(const Network& network, std::span<const Index> members,
                                               const Progress& progress = {});

}  // namespace tissu
