#pragma once
/// \file
/// Which of the scored candidates are shown.

#include "recommend/widening.hpp"

namespace tissu::recommend_detail {

/// For each kind as many as it has seats, best first over all kinds, ties by id.
///
/// Without diversity the best of each kind. With diversity d each in turn is the one with the largest
/// (1 - d) score - d (its largest likeness to one chosen before), of the best 100.
/// Source: J. Carbonell, J. Goldstein, SIGIR 1998, doi:10.1145/290941.291025.
[[nodiscard]] std::vector<Candidate> chosen(const Catalogue& catalogue, std::vector<Candidate> taken,
                                            const std::array<Widening, n_kinds>& widenings, double diversity);

}  // namespace tissu::recommend_detail
