#include "analysis/orders.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include <tissu/base/error.hpp>
#include <tissu/base/parallel.hpp>

namespace tissu {
namespace {

constexpr Index most_for_every = 10;

std::size_t factorial(Index n) {
    std::size_t product = 1;
    for (Index i = 2; i <= n; ++i) product *= i;
    return product;
}

/// The order of number `k` in lexicographic order.
std::vector<Index> unranked(Index n, std::size_t k) {
    std::vector<Index> left(n), order;
    std::iota(left.begin(), left.end(), Index{0});
    for (Index i = n; i > 0; --i) {
        const std::size_t block = factorial(i - 1), at = k / block;
        order.push_back(left[at]);
        left.erase(left.begin() + static_cast<std::ptrdiff_t>(at));
        k %= block;
    }
    return order;
}

}  // namespace

Orders::Orders(Index n, const PermutationOptions& options)
    : n_(n), every_(options.every), seed_(options.seed), count_(0) {
    const auto& strata = options.strata;
    if (!strata.empty() && strata.size() != n)
        throw Error(Errc::invalid_argument, "expected a stratum for each of " + std::to_string(n) +
                                                " nodes, found " + std::to_string(strata.size()));
    if (every_ && (n > most_for_every || !strata.empty()))
        throw Error(Errc::invalid_argument, "every order: expected up to 10 nodes and no strata, found " +
                                                std::to_string(n) + " nodes");
    if (!every_ && options.permutations < 0)
        throw Error(Errc::invalid_argument,
                    "expected 0 permutations or more, found " + std::to_string(options.permutations));
    count_ = every_ ? factorial(n) : static_cast<std::size_t>(options.permutations);
    std::map<Index, std::vector<Index>> members;
    for (Index i = 0; i < n; ++i) {
        const Index stratum = strata.empty() ? 0 : strata[i];
        if (stratum != no_index) members[stratum].push_back(i);
    }
    for (auto& [stratum, nodes] : members) strata_.push_back(std::move(nodes));
}

std::vector<Index> Orders::chunk(std::size_t chunk, std::size_t begin, std::size_t end) const {
    std::vector<Index> orders;
    orders.reserve((end - begin) * n_);
    if (every_) {
        std::vector<Index> order = unranked(n_, begin);
        for (std::size_t k = begin; k < end; ++k, std::next_permutation(order.begin(), order.end()))
            orders.insert(orders.end(), order.begin(), order.end());
        return orders;
    }
    Random random(seed_, chunk);
    std::vector<Index> order(n_), moved;
    for (std::size_t k = begin; k < end; ++k) {
        std::iota(order.begin(), order.end(), Index{0});
        for (const auto& nodes : strata_) {
            moved = nodes;
            random.shuffle(std::span(moved));
            for (std::size_t i = 0; i < nodes.size(); ++i) order[nodes[i]] = moved[i];
        }
        orders.insert(orders.end(), order.begin(), order.end());
    }
    return orders;
}

void Orders::for_each(unsigned threads, const Progress& progress,
                      const std::function<void(std::size_t, std::span<const Index>)>& work) const {
    for_each_chunk(count_, chunk_size, threads, [&](std::size_t number, std::size_t begin, std::size_t end) {
        work(begin, chunk(number, begin, end));
        progress.report(static_cast<double>(end) / static_cast<double>(count_));
    });
}

PermutationP Orders::p_of(double found, std::span<const double> values, double tolerance) const {
    constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
    if (std::isnan(found) || count_ == 0) return {undefined, undefined, undefined};
    std::size_t high = 0, low = 0, both = 0;
    for (const double value : values) {
        high += value >= found - tolerance;
        low += value <= found + tolerance;
        both += std::abs(value) >= std::abs(found) - tolerance;
    }
    const double own = every_ ? 0 : 1, total = static_cast<double>(count_) + own;
    const auto share = [&](std::size_t b) { return (static_cast<double>(b) + own) / total; };
    return {share(high), share(low), share(both)};
}

std::string Orders::sentence() const {
    if (every_) return "all " + std::to_string(count_) + " orders of the nodes";
    std::string text = std::to_string(count_) + " permutations, seed " + std::to_string(seed_);
    if (strata_.size() > 1) text += ", within " + std::to_string(strata_.size()) + " strata";
    return text + ", p = (b + 1) / (R + 1)";
}

}  // namespace tissu
