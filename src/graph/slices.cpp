#include "graph/slices.hpp"

#include <algorithm>

namespace tissu {
namespace {

/// Rows of at least so many entries are not worth a gap in a slice.
constexpr std::int64_t long_degree = 64;

/// Rows by degree, largest first, equal degrees by row.
std::vector<Index> by_degree(const Csr& ties) {
    std::int64_t most = 0;
    for (Index row = 0; row < ties.rows(); ++row) most = std::max(most, ties.degree(row));
    std::vector<Index> begin(static_cast<std::size_t>(most) + 2);
    const auto rank = [&](Index row) { return static_cast<std::size_t>(most - ties.degree(row)); };
    for (Index row = 0; row < ties.rows(); ++row) ++begin[rank(row) + 1];
    for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
    std::vector<Index> order(ties.rows());
    for (Index row = 0; row < ties.rows(); ++row) order[begin[rank(row)]++] = row;
    return order;
}

}  // namespace

Slices::Slices(const Csr& ties, bool weighted, const Progress& progress) : order_(by_degree(ties)), offsets_{0} {
    std::vector<Index> place(order_.size());
    for (std::size_t i = 0; i < order_.size(); ++i) place[order_[i]] = static_cast<Index>(i);
    places_.reserve(ties.targets().size() + lanes * static_cast<std::size_t>(long_degree));
    if (weighted) weights_.reserve(places_.capacity());
    fill_long(ties, weighted, place);
    fill_slices(ties, weighted, place, progress);
}

void Slices::fill_long(const Csr& ties, bool weighted, const std::vector<Index>& place) {
    while (long_ < order_.size() && (ties.degree(order_[long_]) >= long_degree || long_ % lanes != 0)) {
        const Index row = order_[long_++];
        for (const Index target : ties.targets(row)) places_.push_back(place[target]);
        if (weighted) weights_.insert(weights_.end(), ties.weights(row).begin(), ties.weights(row).end());
        offsets_.push_back(static_cast<std::int64_t>(places_.size()));
    }
}

void Slices::fill_slices(const Csr& ties, bool weighted, const std::vector<Index>& place, const Progress& progress) {
    for (std::size_t first = long_; first < order_.size(); first += lanes) {
        if (first % 16384 == 0) progress.report(0);
        const auto length = static_cast<std::size_t>(ties.degree(order_[first]));
        const std::size_t begin = places_.size();
        places_.resize(begin + lanes * length, static_cast<Index>(order_.size()));
        if (weighted) weights_.resize(places_.size(), 0.0);
        for (std::size_t lane = 0; lane < std::min(lanes, order_.size() - first); ++lane) {
            const Index row = order_[first + lane];
            const auto targets = ties.targets(row);
            for (std::size_t i = 0; i < targets.size(); ++i) {
                places_[begin + i * lanes + lane] = place[targets[i]];
                if (weighted) weights_[begin + i * lanes + lane] = ties.weight(row, i);
            }
        }
        offsets_.push_back(static_cast<std::int64_t>(places_.size()));
    }
}

namespace {

/// The sums of four sequences of terms whose entries come in turn.
template <bool weighted>
void add_up(const Index* at, const Index* end, const double* weight, const double* from, double* sum) {
    double a = 0, b = 0, c = 0, d = 0;
    for (; at != end; at += Slices::lanes) {
        if constexpr (weighted) {
            a += from[at[0]] * weight[0];
            b += from[at[1]] * weight[1];
            c += from[at[2]] * weight[2];
            d += from[at[3]] * weight[3];
            weight += Slices::lanes;
        } else {
            a += from[at[0]];
            b += from[at[1]];
            c += from[at[2]];
            d += from[at[3]];
        }
    }
    sum[0] = a;
    sum[1] = b;
    sum[2] = c;
    sum[3] = d;
}

}  // namespace

void Slices::multiply(std::size_t begin, std::size_t end, const double* from, double* to) const {
    const Index* places = places_.data();
    const double* weights = weights_.empty() ? nullptr : weights_.data();
    const auto sums = [&](std::int64_t first, std::int64_t last, double* sum) {
        if (weights) add_up<true>(places + first, places + last, weights + first, from, sum);
        else add_up<false>(places + first, places + last, nullptr, from, sum);
    };
    double sum[lanes];
    std::size_t row = begin;
    for (; row < std::min(end, long_); ++row) {
        const std::int64_t first = offsets_[row];
        const std::int64_t last = offsets_[row + 1];
        const std::int64_t whole = last - (last - first) % static_cast<std::int64_t>(lanes);
        sums(first, whole, sum);
        double rest = 0;
        for (std::int64_t i = whole; i < last; ++i) rest += from[places[i]] * (weights ? weights[i] : 1.0);
        to[row] = (sum[0] + sum[1]) + (sum[2] + sum[3]) + rest;
    }
    for (; row < end; row += lanes) {
        const std::size_t slice = long_ + (row - long_) / lanes;
        sums(offsets_[slice], offsets_[slice + 1], sum);
        std::copy_n(sum, std::min(lanes, end - row), to + row);
    }
}

}  // namespace tissu
