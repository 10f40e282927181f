#include <tissu/recommend/interactions.hpp>

#include <algorithm>
#include <cmath>
#include <string>

#include <tissu/base/error.hpp>
#include <tissu/base/random.hpp>

namespace tissu {
namespace {

std::vector<double> degrees(const Csr& relation) {
    std::vector<double> degree(relation.rows());
    for (Index row = 0; row < relation.rows(); ++row)
        for (std::size_t entry = 0; entry < relation.targets(row).size(); ++entry) degree[row] += relation.weight(row, entry);
    return degree;
}

void require_positive(std::span<const double> weights) {
    for (std::size_t i = 0; i < weights.size(); ++i)
        if (!(weights[i] > 0) || !std::isfinite(weights[i]))
            throw Error(Errc::invalid_argument, "expected weights above 0, found " + std::to_string(weights[i]) + " at " + std::to_string(i));
}

/// The columns of a relation, for building another.
struct Columns {
    std::vector<Index> user, item;
    std::vector<double> weights;

    void add(const Csr& relation, Index row, std::size_t entry) {
        user.push_back(row);
        item.push_back(relation.targets(row)[entry]);
        if (relation.weighted()) weights.push_back(relation.weight(row, entry));
    }
};

}  // namespace

Interactions::Interactions(Index users, Index items, std::span<const Index> user, std::span<const Index> item,
                           std::span<const double> weights) {
    require_positive(weights);
    by_user_ = build_csr(users, items, user, item, weights, false, weights.empty() ? Repeated::merge : Repeated::sum);
    by_item_ = transposed(by_user_);
    user_degree_ = degrees(by_user_);
    item_degree_ = degrees(by_item_);
}

Interactions Interactions::with(Index users, Index items, std::span<const Index> user, std::span<const Index> item,
                                std::span<const double> weights) const {
    if (by_user_.size() > 0 && !user.empty() && by_user_.weighted() != !weights.empty())
        throw Error(Errc::invalid_argument, by_user_.weighted() ? "expected weights, as those the model has been fitted with, found none"
                                                                : "expected no weights, as the model has been fitted without, found some");
    Columns all;
    for (Index row = 0; row < by_user_.rows(); ++row)
        for (std::size_t entry = 0; entry < by_user_.targets(row).size(); ++entry) all.add(by_user_, row, entry);
    all.user.insert(all.user.end(), user.begin(), user.end());
    all.item.insert(all.item.end(), item.begin(), item.end());
    all.weights.insert(all.weights.end(), weights.begin(), weights.end());
    return {std::max(users, this->users()), std::max(items, this->items()), all.user, all.item, all.weights};
}

Interactions Interactions::without(Index user) const {
    Columns others;
    for (Index row = 0; row < by_user_.rows(); ++row)
        for (std::size_t entry = 0; row != user && entry < by_user_.targets(row).size(); ++entry) others.add(by_user_, row, entry);
    return {users(), items(), others.user, others.item, others.weights};
}

Holdout hold_out(const Interactions& interactions, double share, std::uint64_t seed) {
    if (!(share > 0 && share < 1)) throw Error(Errc::invalid_argument, "expected a share between 0 and 1, found " + std::to_string(share));
    Random random(seed);
    Columns kept, held;
    const Csr& uses = interactions.by_user();
    for (Index user = 0; user < uses.rows(); ++user)
        for (std::size_t entry = 0; entry < uses.targets(user).size(); ++entry)
            (random.uniform() < share ? held : kept).add(uses, user, entry);
    return {Interactions(uses.rows(), uses.columns(), kept.user, kept.item, kept.weights),
            build_csr(uses.rows(), uses.columns(), held.user, held.item, held.weights)};
}

}  // namespace tissu
