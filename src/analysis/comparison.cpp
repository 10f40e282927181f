#include <tissu/analysis/comparison.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include <tissu/base/error.hpp>

namespace tissu {
namespace {

struct Contingency {
    std::map<std::pair<Index, Index>, std::int64_t> cells;
    std::vector<std::int64_t> a, b;  ///< sizes of groups that have a node, any order
    std::int64_t n = 0;
};

Contingency contingency(const std::vector<Index>& a, const std::vector<Index>& b) {
    Contingency table;
    std::map<Index, std::int64_t> rows, columns;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] == no_index || b[i] == no_index) continue;
        ++table.cells[{a[i], b[i]}];
        ++rows[a[i]];
        ++columns[b[i]];
        ++table.n;
    }
    for (const auto& [group, size] : rows) table.a.push_back(size);
    for (const auto& [group, size] : columns) table.b.push_back(size);
    return table;
}

double pairs(std::int64_t n) { return static_cast<double>(n) * static_cast<double>(n - 1) / 2; }

double entropy(const std::vector<std::int64_t>& sizes, double n) {
    double sum = 0;
    for (const std::int64_t size : sizes) {
        const double share = static_cast<double>(size) / n;
        sum -= share * std::log(share);
    }
    return sum;
}

double adjusted_rand_of(const Contingency& table) {
    double both = 0, in_a = 0, in_b = 0;
    for (const auto& [cell, size] : table.cells) both += pairs(size);
    for (const std::int64_t size : table.a) in_a += pairs(size);
    for (const std::int64_t size : table.b) in_b += pairs(size);
    if (table.n < 2) return 1;
    const double expected = in_a * in_b / pairs(table.n);
    const double highest = (in_a + in_b) / 2;
    return highest == expected ? 1 : (both - expected) / (highest - expected);
}

/// The mutual information that random partitions of these group sizes share on average
/// (Vinh, Epps, Bailey 2010, eq. 24a).
double expected_information(const Contingency& table) {
    std::vector<double> log_factorial(static_cast<std::size_t>(table.n) + 1, 0.0);
    for (std::size_t i = 1; i < log_factorial.size(); ++i)
        log_factorial[i] = log_factorial[i - 1] + std::log(static_cast<double>(i));
    const auto f = [&](std::int64_t k) { return log_factorial[static_cast<std::size_t>(k)]; };
    const auto n = static_cast<double>(table.n);
    double sum = 0;
    for (const std::int64_t a : table.a)
        for (const std::int64_t b : table.b)
            for (std::int64_t k = std::max<std::int64_t>(1, a + b - table.n); k <= std::min(a, b); ++k) {
                const double log_chance = f(a) + f(b) + f(table.n - a) + f(table.n - b) - f(table.n) - f(k) -
                                          f(a - k) - f(b - k) - f(table.n - a - b + k);
                const auto shared = static_cast<double>(k);
                sum += shared / n * std::log(n * shared / (static_cast<double>(a) * static_cast<double>(b))) *
                       std::exp(log_chance);
            }
    return sum;
}

}  // namespace

Comparison compare(const Groups& a, const Groups& b) {
    if (a.of.size() != b.of.size())
        throw Error(Errc::invalid_argument, "expected partitions of the same nodes, found " +
                                                std::to_string(a.of.size()) + " and " +
                                                std::to_string(b.of.size()));
    const Contingency table = contingency(a.of, b.of);
    const std::string note = "agreement of two partitions over " + std::to_string(table.n) +
                             " nodes with a group in both; nmi and ami: arithmetic mean; vi in nats";
    constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
    if (table.n == 0) return {undefined, undefined, undefined, undefined, 0, note};
    const auto n = static_cast<double>(table.n);
    const double h_a = entropy(table.a, n), h_b = entropy(table.b, n);
    std::vector<std::int64_t> cells;
    for (const auto& [cell, size] : table.cells) cells.push_back(size);
    const double h_both = entropy(cells, n);
    const double information = std::max(0.0, h_a + h_b - h_both);
    const double mean = (h_a + h_b) / 2;
    const bool same = cells.size() == table.a.size() && cells.size() == table.b.size();
    if (same) return {1, 1, 1, 0, table.n, note};
    const double expected = expected_information(table);
    const double ami = mean == expected ? 1 : (information - expected) / (mean - expected);
    return {
        adjusted_rand_of(table), information / mean, ami, std::max(0.0, 2 * h_both - h_a - h_b), table.n, note};
}

double adjusted_rand(const std::vector<Index>& a, const std::vector<Index>& b) {
    if (a.size() != b.size())
        throw Error(Errc::invalid_argument, "expected partitions of the same nodes, found " + std::to_string(a.size()) +
                                                " and " + std::to_string(b.size()));
    return adjusted_rand_of(contingency(a, b));
}

}  // namespace tissu
