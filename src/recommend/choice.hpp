#pragma once
/// \file
/// Which of the items taken are shown: the best, unlike each other and fair to territories if that is asked.

#include "recommend/widening.hpp"

namespace tissu::recommend_detail {

struct Choice {
    std::vector<Candidate> items;  ///< by score, ties by id
    double fairness = 0;           ///< that was used
    double loss = 0;               ///< what it cost, as a share of the sum of scores
};

/// `taken` have their scores.
[[nodiscard]] Choice chosen(const Search& search, std::vector<Candidate> taken, const Widenings& widenings);

}  // namespace tissu::recommend_detail
