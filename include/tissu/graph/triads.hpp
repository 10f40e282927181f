#pragma once
/// \file
/// The sixteen ways in which three rows can be tied.

#include <array>
#include <cstdint>
#include <string_view>

#include <tissu/base/progress.hpp>
#include <tissu/graph/csr.hpp>

namespace tissu {

/// Their names: mutual, asymmetric and null dyads, then Up, Down, Cyclic or Transitive.
inline constexpr std::array<std::string_view, 16> triad_names{"003",  "012",  "102",  "021D", "021U", "021C", "111D", "111U",
                                                              "030T", "030C", "201",  "120D", "120U", "120C", "210",  "300"};

/// How many triples of rows are of each kind, in the order of `triad_names`. Loops and weights are not used; a symmetric
/// relation has mutual dyads only.
/// Cost    O(sum over ties of the degrees of their ends).
/// Throws  Error{invalid_argument} if the relation is not square; Error{cancelled}.
/// Source  V. Batagelj, A. Mrvar, Social Networks 23(3), 2001, doi:10.1016/S0378-8733(01)00035-1; P. Holland,
///         S. Leinhardt, Am. J. Sociol. 76(3), 1970, doi:10.1086/224954.
[[nodiscard]] std::array<std::int64_t, 16> triad_census(const Csr& ties, unsigned threads = 0,
                                                        const Progress& progress = {});

}  // namespace tissu
