#include <algorithm>
#include <numeric>
#include <utility>

#include "analysis/ppml_parts.hpp"

namespace tissu {
namespace {

using Matrix = std::vector<double>;

/// Adds factor s s'.
void add_outer(Matrix& sum, const double* s, std::size_t width, double factor) {
    for (std::size_t a = 0; a < width; ++a)
        for (std::size_t b = 0; b < width; ++b) sum[a * width + b] += factor * s[a] * s[b];
}

/// Adds factor S S' for each group of rows with the same key, S the sum of their scores.
template <class Key>
void add_clusters(Matrix& sum, std::span<const double> scores, std::size_t width,
                  std::vector<std::pair<Key, std::size_t>> keys, double factor) {
    std::sort(keys.begin(), keys.end());
    std::vector<double> total(width);
    for (std::size_t begin = 0; begin < keys.size();) {
        std::fill(total.begin(), total.end(), 0.0);
        std::size_t end = begin;
        for (; end < keys.size() && keys[end].first == keys[begin].first; ++end)
            for (std::size_t a = 0; a < width; ++a) total[a] += scores[keys[end].second * width + a];
        add_outer(sum, total.data(), width, factor);
        begin = end;
    }
}

}  // namespace

std::vector<double> meat(std::span<const double> scores, std::size_t width, ErrorKind kind,
                         std::span<const std::vector<Index>> groups, std::span<const std::size_t> rows) {
    Matrix sum(width * width, 0.0);
    if (kind == ErrorKind::hc0) {
        for (std::size_t i = 0; i < rows.size(); ++i) add_outer(sum, scores.data() + i * width, width, 1);
        return sum;
    }
    using Single = std::vector<std::pair<Index, std::size_t>>;
    Single first, second;
    std::vector<std::pair<std::pair<Index, Index>, std::size_t>> both;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Index a = groups[0][rows[i]];
        first.emplace_back(a, i);
        if (kind == ErrorKind::cluster) continue;
        const Index b = groups[1][rows[i]];
        if (kind == ErrorKind::two_way) {
            second.emplace_back(b, i);
            both.push_back({{a, b}, i});
        } else if (a != b) {  // dyadic: ends are alike, and a pair of two nodes is counted at both
            first.emplace_back(b, i);
            both.push_back({{std::min(a, b), std::max(a, b)}, i});
        }
    }
    add_clusters(sum, scores, width, std::move(first), 1);
    add_clusters(sum, scores, width, std::move(second), 1);
    add_clusters(sum, scores, width, std::move(both), -1);
    return sum;
}

}  // namespace tissu
