#pragma once
/// \file
/// Whether ties stay inside groups: the E-I index, whole, by group and by node, against chance.

#include <cstdint>
#include <string>
#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/base/table.hpp>
#include <tissu/network/network.hpp>

namespace tissu {

struct EIOptions {
    bool weighted = false;          ///< sum the weights of ties instead of counting them
    std::int64_t permutations = 0;  ///< of the labels; 0: moments only
    std::uint64_t seed = 0;
    unsigned threads = 0;  ///< 0: all
    /// By node: labels stay within their stratum; empty: anywhere. expected and sd are then those of the draws.
    std::vector<Index> strata = {};
};

/// The index of a whole network and what random labels would give. Undefined: NaN.
struct EIIndex {
    double value;               ///< (E - I) / (E + I), -1 (all inside) to 1 (all between)
    double internal, external;  ///< ties (or weight) inside groups and between them
    double expected, sd;        ///< over all permutations of the labels: closed form
    double z;                   ///< (value - expected) / sd
    double p_low, p_high;       ///< (b + 1) / (R + 1), b: permutations at most, at least as high
    double p;                   ///< both sides: twice the lower of the two, at most 1
    double lowest, highest;     ///< attainable with these group sizes and this number of ties (not weighted)
    double rescaled;            ///< value / highest if positive, value / -lowest if negative
    std::string note;
};

/// The E-I index of Krackhardt and Stern.
///
/// Loops do not count; a directed tie counts once for each arc. Nodes without a group are left out with
/// their ties. For a fixed network and random labels of fixed group sizes,
///     E = 1 - 2 p2,   Var(I) = Q p2 + A p3 + (W^2 - Q - A) p4 - (W p2)^2,
/// with W the sum and Q the sum of squares of the ties' weights, A = sum s_i^2 - 2 Q over the nodes'
/// strengths, and p2, p3, p4 the chances that 2 nodes, 3 nodes, 2 + 2 nodes share a group.
///
/// Cost     O(n + m), and O(permutations (n + m)). The same at any number of threads.
/// Throws   Error{invalid_argument} for groups of another size, permutations < 0; Error{cancelled}.
/// Source   D. Krackhardt, R. N. Stern, Soc. Psychol. Q. 51(2), 1988, doi:10.2307/2786835;
///          p-values: Phipson, Smyth, Stat. Appl. Genet. Mol. Biol. 9(1), 2010, doi:10.2202/1544-6115.1585.
[[nodiscard]] EIIndex e_i_index(const Network& network, const Groups& groups, const EIOptions& options = {},
                                const Progress& progress = {});

/// The index of each node: ties to other groups and to its own. NaN without ties or without a group.
/// Columns  node, internal, external, e_i. Directed: arcs of either direction.
[[nodiscard]] Table e_i_by_node(const Network& network, const Groups& groups, bool weighted = false);

/// The index of each group: a tie inside counts once. NaN without ties.
/// Columns  group, nodes, internal, external, e_i.
[[nodiscard]] Table e_i_by_group(const Network& network, const Groups& groups, bool weighted = false);

}  // namespace tissu
