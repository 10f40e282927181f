#pragma once
/// \file
/// Which of the items taken are shown: the best, unlike each other and fair to territories if that is asked.

#include "recommend/widening.hpp"

namespace tissu::recommend_detail {

struct Choice {
    std::vector<Ranked> items;  ///< by score, ties by id
    double fairness = 0;           ///< that was used
    double loss = 0;               ///< what it cost, as a share of the sum of scores
};

/// From what is ranked in the scratch memory, which is put in order.
[[nodiscard]] Choice chosen(const Search& search, const Widenings& widenings);

}  // namespace tissu::recommend_detail
