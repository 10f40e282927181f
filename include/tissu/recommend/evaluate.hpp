#pragma once
/// \file
/// How good a recommender is: all items ranked for every user who has something held out.

#include <vector>

#include <tissu/recommend/model.hpp>

namespace tissu {

/// Recall and NDCG of one list against the ascending items held out:
/// recall = hits / |held|, NDCG = sum over hits of 1 / log2(rank + 1) over the same sum for min(k, |held|) hits first.
struct ListQuality {
    double recall = 0;
    double ndcg = 0;
};
[[nodiscard]] ListQuality list_quality(std::span<const Index> list, std::span<const Index> held, std::size_t k);

/// One value per user who has held-out items, and how often each item was listed for them.
struct Evaluation {
    std::vector<Index> user;
    std::vector<double> recall, ndcg;
    std::vector<std::int64_t> listed;   ///< by item
    std::vector<double> exposure;       ///< by item: sum of 1 / log2(rank + 1)
};

/// `held` by user, with the items numbered as the model numbers them. What a user has used in the model is
/// never listed. Users beyond the model's get the most used items; items beyond it can never be hit.
///
/// Source  X. He et al., SIGIR 2020, doi:10.1145/3397271.3401063 (the protocol).
[[nodiscard]] Evaluation evaluate(const ItemModel& model, const Csr& held, std::size_t k, const Progress& progress = {});

}  // namespace tissu
