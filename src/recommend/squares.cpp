#include "recommend/squares.hpp"

#include <algorithm>
#include <numeric>
#include <string>

#include <tissu/base/error.hpp>
#include <tissu/base/parallel.hpp>

#include "recommend/dense.hpp"

namespace tissu::recommend {
namespace {

constexpr std::size_t strip = 256;

std::vector<Index> most_used(const Interactions& uses, std::size_t block) {
    std::vector<Index> items(uses.items());
    std::iota(items.begin(), items.end(), Index{0});
    std::stable_sort(items.begin(), items.end(), [&](Index a, Index b) { return uses.item_degree(a) > uses.item_degree(b); });
    items.resize(std::min(block, items.size()));
    std::sort(items.begin(), items.end());
    return items;
}

/// R'R + ridge I of the block.
std::vector<float> gram(const Interactions& uses, const Squares& squares, double ridge, unsigned threads) {
    const std::size_t n = squares.items.size();
    std::vector<float> matrix(n * n);
    for_each_chunk(n, strip, threads, [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            float* row = matrix.data() + i * n;
            const auto users = uses.by_item().targets(squares.items[i]);
            for (std::size_t x = 0; x < users.size(); ++x) {
                const auto weight = static_cast<float>(uses.by_item().weight(squares.items[i], x));
                const auto history = uses.by_user().targets(users[x]);
                for (std::size_t y = 0; y < history.size(); ++y)
                    if (const Index j = squares.row[history[y]]; j != no_index)
                        row[j] += weight * static_cast<float>(uses.by_user().weight(users[x], y));
            }
            row[i] += static_cast<float>(ridge);
        }
    });
    return matrix;
}

/// The inverse of the lower triangular `factor`.
std::vector<float> inverse_of(const std::vector<float>& factor, std::size_t n, unsigned threads) {
    std::vector<float> inverse(n * n);
    for_each_chunk(n, strip, threads, [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) inverse[i * n + i] = 1;
        dense().solve_lower(factor.data() + begin * n + begin, inverse.data() + begin * n + begin, n - begin, end - begin, n);
    });
    return inverse;
}

}  // namespace

Squares least_squares(const Interactions& uses, std::size_t block, double ridge, unsigned threads, const Progress& progress) {
    Squares squares;
    squares.items = most_used(uses, block);
    squares.row.assign(uses.items(), no_index);
    const std::size_t n = squares.items.size();
    for (std::size_t i = 0; i < n; ++i) squares.row[squares.items[i]] = static_cast<Index>(i);
    std::vector<float>& matrix = squares.table;
    matrix = gram(uses, squares, ridge, threads);
    progress.report(0);
    if (n == 0) return squares;
    if (!dense().factor(matrix.data(), n))
        throw Error(Errc::invalid_argument, "expected a ridge that makes the item matrix positive definite, found " + std::to_string(ridge));
    const std::vector<float> inverse = inverse_of(matrix, n, threads);
    progress.report(0);
    std::vector<float> diagonal(n);
    for (std::size_t k = 0; k < n; ++k)
        for (std::size_t j = 0; j <= k; ++j) diagonal[j] += inverse[k * n + j] * inverse[k * n + j];
    for_each_chunk(n, strip, threads, [&](std::size_t, std::size_t begin, std::size_t end) {
        // Rows above `begin` of these columns of the inverse are 0.
        dense().transposed_times(inverse.data() + begin * n + begin, inverse.data() + begin * n, matrix.data() + begin * n,
                                 end - begin, n, n - begin, n);
        for (std::size_t i = begin; i < end; ++i) {
            float* row = matrix.data() + i * n;
            for (std::size_t j = 0; j < n; ++j) row[j] = -row[j] / diagonal[j];
            row[i] = 0;
        }
    });
    return squares;
}

}  // namespace tissu::recommend
