#pragma once
/// \file
/// Who cooperates with whom, counted in a declared way, and how open each side is.

#include <string_view>

#include <tissu/base/progress.hpp>
#include <tissu/base/table.hpp>
#include <tissu/network/two_mode.hpp>

namespace tissu {

/// How a partnership p of N members counts for a pair of territories t, u with n_t and n_u of them.
/// Its diagonal counts pairs of members within t. All but `full` add up when territories are rolled up.
enum class Counting : unsigned char {
    full,        ///< 1 if n_t, n_u > 0; diagonal 1 if n_t >= 2
    pairs,       ///< n_t n_u; diagonal n_t (n_t - 1) / 2
    fractional,  ///< pairs / (N (N - 1) / 2): each partnership of two or more weighs 1
    newman,      ///< pairs / (N - 1): a member's row sums to its number of partnerships
    hyperbolic,  ///< pairs / N
    hyperbolic_squared,  ///< pairs / N^2 (Leydesdorff, Park, J. Informetrics 11(1), 2017)
    amount,      ///< amount x fractional; a partnership of unknown amount weighs 0
    lead,        ///< pairs with the lead partner only
};

/// The word for a counting, as above. Throws Error{invalid_argument} that lists them.
[[nodiscard]] Counting counting_named(std::string_view name);

/// Cooperation between each two nodes, and within each, over the activities the network was made from
/// (whatever its own projection). Rows: pairs that share an activity, a before or equal to b in node order.
///
/// Columns  a, b (id), weight (by the counting), partnerships (activities they share, full counting).
/// Cost     O(sum of d^2) for activities of d nodes.
/// Throws   Error{invalid_argument} if the network was not made from activities; Error{cancelled}.
/// Source   Perianes-Rodriguez, Waltman, van Eck, Constructing bibliometric networks: a comparison
///          between full and fractional counting, J. Informetrics 10(4), 2016,
///          doi:10.1016/j.joi.2016.10.006; Newman, Phys. Rev. E 64, 2001, doi:10.1103/PhysRevE.64.016132.
[[nodiscard]] Table cooperation_matrix(const Network& cooperation, Counting counting,
                                       const Progress& progress = {});

/// The weight of ties inside each group and to the others, and how many others that makes.
///
/// openness = external / (internal + external); loops are internal. The effective numbers of partner
/// groups are Hill numbers of the external weights q: exp(-sum q ln q) and 1 / sum q^2 (0 without
/// partners). A directed tie counts for both its ends. Nodes without a group are left out with their
/// ties. A group without ties has openness and e_i NaN. Weights are those of the network.
///
/// Columns  group, nodes, internal, external, openness (0 to 1), e_i (external - internal over their sum),
///          partners (groups), effective_partners, effective_partners_2.
/// Rows     by group in order of first node.
/// Source   M. O. Hill, Diversity and evenness, Ecology 54, 1973, doi:10.2307/1934352.
[[nodiscard]] Table openness(const Network& network, const Groups& groups);

/// The share of the whole weight that runs between groups, loops included in the whole; NaN if there
/// is no weight. With groups = countries: how international the network is.
[[nodiscard]] double external_share(const Network& network, const Groups& groups);

/// The mixing matrix: ties and their weight between each two groups. Undirected: each pair of groups
/// once, a before or equal to b. Pairs of groups without ties are left out.
///
/// Columns  a, b (group), ties, weight.
/// Source   M. E. J. Newman, Mixing patterns in networks, Phys. Rev. E 67, 2003,
///          doi:10.1103/PhysRevE.67.026126.
[[nodiscard]] Table mixing(const Network& network, const Groups& groups);

}  // namespace tissu
