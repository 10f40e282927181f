#pragma once
/// \file
/// How the rows of the item table are computed, and how lists are cut to the best.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include <tissu/recommend/model.hpp>

#include "recommend/spectrum.hpp"
#include "recommend/squares.hpp"

namespace tissu {

/// The low-rank part, with the degrees it was fitted with: items that came later have factors 0.
struct ItemModel::LowRank {
    recommend::Spectrum spectrum;
    std::vector<float> source;  ///< d_i^-1/2
    std::vector<float> target;  ///< d_j^1/2
};

struct ItemModel::Block : recommend::Squares {};

namespace recommend {

/// Powers of degrees; a degree of 0 gives 0.
[[nodiscard]] inline double degree_power(double degree, double power) { return degree > 0 ? std::pow(degree, power) : 0.0; }
[[nodiscard]] std::vector<float> user_powers(const Interactions& uses, double power);
[[nodiscard]] std::vector<float> item_powers(const Interactions& uses, double power);

/// `vectors` times exp(-damping value), row by row: what is multiplied with the transpose of `vectors`.
[[nodiscard]] std::vector<float> damped(const Spectrum& spectrum, double weight, double damping);

/// The weights of ease, items x items: row i holds what item i adds to each item.
/// Throws Error{invalid_argument} if R'R + ridge I is not positive definite.
[[nodiscard]] std::vector<float> ease_table(const Interactions& uses, double ridge);

/// Puts the `k` first of `list` by `before` in front, in order, and drops the others.
template <class T, class Before>
void keep_first(std::vector<T>& list, std::size_t k, Before before) {
    if (list.size() > k) {
        std::nth_element(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(k), list.end(), before);
        list.resize(k);
    }
    std::sort(list.begin(), list.end(), before);
}

/// Higher scores first, then lower numbers.
[[nodiscard]] inline bool better(const ScoredItem& a, const ScoredItem& b) noexcept {
    return a.score != b.score ? a.score > b.score : a.item < b.item;
}

}  // namespace recommend
}  // namespace tissu
