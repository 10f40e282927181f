#pragma once
/// \file
/// The roles of brokerage, and what independent ties would give each.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <tissu/base/id.hpp>
#include <tissu/base/random.hpp>
#include <tissu/graph/csr.hpp>

namespace tissu::brokerage_parts {

inline constexpr std::array<std::string_view, 6> roles{"coordinator", "itinerant", "representative",
                                                       "gatekeeper",  "liaison",   "total"};
inline constexpr std::array<std::string_view, 6> patterns{"AAA", "ABA", "AAB", "ABB", "ABC", "all"};
enum Role : std::size_t { coordinator, itinerant, representative, gatekeeper, liaison, total };
using ByRole = std::array<double, 6>;

struct Moments {
    ByRole expected{}, sd{};
};

/// How ties are taken: arcs that are independent, or ties without direction of which an open pair
/// counts twice or once.
enum class Counted : unsigned char { arcs, twice, once };

/// For a node of the group, among groups of these sizes; `density` of ties.
[[nodiscard]] Moments of_node(std::span<const std::int64_t> sizes, Index group, double density, Counted counted);

/// For the sum over all nodes.
[[nodiscard]] Moments of_network(std::span<const std::int64_t> sizes, double density, Counted counted, bool sna_compat);

/// Pairs of different nodes that have a group, of an opportunity set; first below second if symmetric.
using PairList = std::vector<std::pair<Index, Index>>;
[[nodiscard]] PairList eligible_pairs(const Csr& eligible, bool symmetric, const std::vector<Index>& groups);

/// As many ties with the same weights, between nodes that have a group: G(n, m); with `places` only there. Loops and other
/// ties are dropped.
[[nodiscard]] Csr random_ties(const Csr& ties, bool symmetric, const std::vector<Index>& groups, const PairList* places,
                              Random& random);

/// The ties between nodes that have a group, with the same degrees: pairs of ties swap ends where that makes no loop and
/// no tie twice, ten tries for each tie. Weights stay with the tie. Loops and other ties are dropped.
/// With `eligible` no tie is made outside it.
[[nodiscard]] Csr swapped_ties(const Csr& ties, bool symmetric, const std::vector<Index>& groups, const Csr* eligible,
                               Random& random);

}  // namespace tissu::brokerage_parts
