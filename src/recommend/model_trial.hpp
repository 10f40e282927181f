#pragma once
/// \file
/// The choice of a model on a part of the input that is held out.

#include <vector>

#include <tissu/recommend/model.hpp>

namespace tissu::recommend {

/// Fits on a random 80 % of the uses and ranks all items for at most 8,000 users, drawn with the seed, who have
/// others. One parameter after the other: how users count, how items count, then the weight of
/// the low-rank part, then ease. Empty input gives one trial of popularity.
[[nodiscard]] std::vector<ItemModelTrial> try_models(const Interactions& uses, const ItemModelOptions& options, const Progress& progress);

/// The trial of largest recall + NDCG; the first of equals.
[[nodiscard]] ItemModelOptions best_of(const std::vector<ItemModelTrial>& trials);

}  // namespace tissu::recommend
