#pragma once
/// \file
/// Networks as chance would have them, to compare any measure with.

#include <cstdint>
#include <memory>
#include <string_view>

#include <tissu/network/two_mode.hpp>

namespace tissu {

/// What stays of a network.
enum class NullModel : unsigned char {
    edges,   ///< the number of ties: G(n, m)
    degree,  ///< the degrees (directed: out and in): ten tries of swapping ends for each tie
};

/// "edges" or "degree". Throws Error{invalid_argument} that lists them.
[[nodiscard]] NullModel null_model_named(std::string_view name);

/// A network drawn at random, with the same nodes and the same weights on other ties; loops are dropped. It was made from
/// no activities. `eligible`: no tie is put outside these pairs (symmetric if ties are); null: anywhere.
///
/// Cost    O(m).
/// Throws  Error{invalid_argument} for an opportunity set of another size, or with fewer pairs than there are ties.
/// Source  S. Maslov, K. Sneppen, Science 296, 2002, doi:10.1126/science.1065103 (degree).
[[nodiscard]] Network random_network(const Network& network, NullModel model, std::uint64_t seed,
                                     const Csr* eligible = nullptr);

/// An incidence drawn at random from all that have the same degrees on both sides: five trades for each row (curveball). The
/// members of a row are kept as they are, weights are dropped.
///
/// Cost    O(rows x columns of a row).
/// Source  G. Strona et al., Nat. Commun. 5, 2014, doi:10.1038/ncomms5114.
[[nodiscard]] TwoMode random_incidence(const TwoMode& incidence, std::uint64_t seed);

}  // namespace tissu
