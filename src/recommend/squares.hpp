#pragma once
/// \file
/// Least squares among the items used most: the part of a model that tells likes from popularity.

#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/recommend/interactions.hpp>

namespace tissu::recommend {

struct Squares {
    std::vector<Index> items;  ///< the items used most, ascending
    std::vector<Index> row;    ///< by item: its row of `table`; no_index: it is not among them
    std::vector<float> table;  ///< -P_ij / P_jj without diagonal, P = (R'R + ridge I)^-1 of those items

    [[nodiscard]] const float* of(Index item) const { return table.data() + std::size_t{row[item]} * items.size(); }
};

/// Of the `block` items of largest degree, ties by number. Cost: O(block^3) and 8 block^2 bytes.
/// Throws Error{invalid_argument} if R'R + ridge I is not positive definite in single precision; Error{cancelled}.
[[nodiscard]] Squares least_squares(const Interactions& uses, std::size_t block, double ridge, unsigned threads,
                                    const Progress& progress);

}  // namespace tissu::recommend
