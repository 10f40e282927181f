#pragma once
/// \file
/// Who used what: the input of the generic recommender, from both sides.

#include <cstdint>
#include <span>
#include <vector>

#include <tissu/base/id.hpp>
#include <tissu/graph/csr.hpp>

namespace tissu {

/// Uses of items by users, both numbered from 0. A pair given twice without weights counts once; with
/// weights they add up. The degree of a user or an item is the sum of its weights.
class Interactions {
public:
    Interactions() = default;

    /// `weights` empty: every use weighs 1. Throws Error{invalid_argument} for columns of different
    /// length, indices out of range, weights that are not finite or not above 0. O(users + items + n).
    Interactions(Index users, Index items, std::span<const Index> user, std::span<const Index> item,
                 std::span<const double> weights = {});

    [[nodiscard]] Index users() const noexcept { return by_user_.rows(); }
    [[nodiscard]] Index items() const noexcept { return by_user_.columns(); }
    [[nodiscard]] const Csr& by_user() const noexcept { return by_user_; }
    [[nodiscard]] const Csr& by_item() const noexcept { return by_item_; }
    [[nodiscard]] double user_degree(Index user) const noexcept { return user_degree_[user]; }
    [[nodiscard]] double item_degree(Index item) const noexcept { return item_degree_[item]; }

    /// These and more, with at least as many users and items as are named. Repeated pairs as above;
    /// weights must be given if and only if these have them.
    [[nodiscard]] Interactions with(Index users, Index items, std::span<const Index> user, std::span<const Index> item,
                                    std::span<const double> weights = {}) const;

    /// These without what `user` used; the number stays, with no uses.
    [[nodiscard]] Interactions without(Index user) const;

private:
    Csr by_user_;
    Csr by_item_;
    std::vector<double> user_degree_;
    std::vector<double> item_degree_;
};

/// The two sides of a random split: each use is held out with probability `share`.
struct Holdout {
    Interactions kept;
    Csr held;  ///< by user
};

/// Throws Error{invalid_argument} unless 0 < share < 1.
[[nodiscard]] Holdout hold_out(const Interactions& interactions, double share, std::uint64_t seed);

}  // namespace tissu
