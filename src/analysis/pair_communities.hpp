#pragma once
/// \file
/// Divisions into communities where every two nodes gain or lose by being together.

#include <vector>

#include <tissu/base/id.hpp>
#include <tissu/base/progress.hpp>
#include <tissu/base/random.hpp>

namespace tissu {

/// What each pair adds when both are in one community: symmetric, n x n, 0 on the diagonal.
struct PairGains {
    Index n;
    std::vector<double> gain;

    [[nodiscard]] const double* row(Index i) const { return gain.data() + static_cast<std::size_t>(i) * n; }
};

/// The sum of the gains of pairs i, j of one community, each counted from both ends.
[[nodiscard]] double gain_of(const PairGains& gains, const std::vector<Index>& community);

/// A division from which no single move gains: nodes move, communities are refined into parts, parts become nodes,
/// and so on.
[[nodiscard]] std::vector<Index> divide(const PairGains& gains, std::vector<Index> start, Random& random,
                                        const Progress& progress);

}  // namespace tissu
