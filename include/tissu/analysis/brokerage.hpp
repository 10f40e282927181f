#pragma once
/// \file
/// Who stands between others, and between which groups.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/base/table.hpp>
#include <tissu/network/network.hpp>

namespace tissu {

/// What the counts are compared with.
enum class BrokerageNull : unsigned char {
    analytic,  ///< independent ties of the density seen: closed form
    labels,    ///< the groups dealt out again among the nodes that have one
    edges,     ///< as many ties, anywhere among the nodes that have a group
    degree,    ///< ties between nodes that have a group with the same degrees: ten swaps for each tie
};

/// The word for a null model, as above. Throws Error{invalid_argument} that lists them.
[[nodiscard]] BrokerageNull brokerage_null_named(std::string_view name);

struct BrokerageOptions {
    /// Not set: the network's own, an undirected tie being two arcs, so that an open pair counts twice.
    /// true: the same, but compared with arcs that are independent (as sna does).
    /// false: directions are dropped and each open pair counts once; representative equals gatekeeper.
    std::optional<bool> directed;
    bool partial = false;  ///< an open pair gives each of its k brokers 1 / k (UCINET), not 1
    bool valued = false;   ///< an open pair gives min(w_av, w_vb) instead of 1
    bool apart = false;    ///< pairs that share an activity of the network's origin do not need a broker
    BrokerageNull null = BrokerageNull::analytic;
    std::int64_t permutations = 0;  ///< draws of the null models labels and edges; at least 1 for these
    std::uint64_t seed = 0;
    unsigned threads = 0;     ///< 0: all; the result does not depend on it
    /// The opportunity set of the nulls edges and degree: the pairs that could be tied, symmetric if ties are; null: all.
    std::shared_ptr<const Csr> eligible = {};
    std::vector<Index> strata = {};  ///< null labels: by node, groups are dealt out within a stratum; empty: anywhere
    bool sna_compat = false;  ///< of the whole network: the sd that R's sna 2.7 prints, wrong for four roles
};

/// Gould–Fernandez brokerage: for each node v the open triads a -> v -> b without a -> b, by the
/// groups of a, v, b.
///
///     AAA coordinator   ABA itinerant (consultant)   AAB representative   ABB gatekeeper   ABC liaison
///
/// Loops do not count, weights only if `valued`. Nodes without a group are left out with their ties:
/// 0, NaN. Expected value and sd of the analytic null are exact for independent ties of the density
/// seen among the nodes that have a group; NaN for partial or valued counts, which need permutations.
///
/// Columns  node, then for each role and "total": <role>, <role>_expected, <role>_sd, <role>_z; with
///          permutations <role>_p_low, <role>_p_high: (b + 1) / (R + 1), b the draws at most, at least as high.
/// Cost     O(sum of in-degree x out-degree), times 1 + permutations.
/// Throws   Error{invalid_argument} for groups of another size, too few permutations, `apart` without origin;
///          Error{cancelled}.
/// Source   R. V. Gould, R. M. Fernandez, Structures of mediation, Sociol. Methodol. 19, 1989, doi:10.2307/270949.
[[nodiscard]] Table brokerage(const Network& network, const Groups& groups, const BrokerageOptions& options = {},
                              const Progress& progress = {});

/// The same summed over the nodes. The analytic z is that of a density known beforehand: with the
/// density estimated from the network it is conservative, and the nulls by permutation are better.
/// Columns  role, pattern (AAA …), count, expected, sd, z; with permutations p_low, p_high.
[[nodiscard]] Table brokerage_totals(const Network& network, const Groups& groups,
                                     const BrokerageOptions& options = {}, const Progress& progress = {});

/// Mean and sd of the totals for groups of these sizes and independent arcs of this density; not `directed`:
/// ties, each open pair once. `sna_compat` as above, for arcs. Columns role, pattern, expected, sd.
///
/// Exact: the covariances of all pairs of triads that share an arc, which both need (+ d^3 (1-d)^3),
/// both lack (+ d^5 (1-d)) or one needs and the other lacks (- d^4 (1-d)^2). O(groups), ties O(groups^2).
/// Throws Error{invalid_argument} for sizes < 0 or a density outside [0, 1].
[[nodiscard]] Table brokerage_moments(std::span<const std::int64_t> sizes, double density, bool directed = true,
                                      bool sna_compat = false);

}  // namespace tissu
