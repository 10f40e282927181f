#include <algorithm>
#include <cmath>

#include "analysis/cholesky.hpp"
#include "analysis/ppml_parts.hpp"

namespace tissu {
namespace {

/// Rows of a level that has no row with y > 0 are separated by that level alone.
std::vector<char> in_empty_levels(const Scaled& data, std::span<const double> y) {
    std::vector<char> positive(data.levels, 0), separated(data.rows, 0);
    for (std::size_t i = 0; i < data.rows; ++i)
        if (y[i] > 0)
            for (const std::size_t level : data.levels_of(i)) positive[level] = 1;
    for (std::size_t i = 0; i < data.rows; ++i)
        for (const std::size_t level : data.levels_of(i))
            if (!positive[level]) separated[i] = 1;
    return separated;
}

/// A combination of levels and regressors: coefficients of levels, then of regressors.
using Combination = std::vector<double>;

double value(const Scaled& data, const Combination& combination, std::size_t row) {
    double sum = 0;
    for (const std::size_t level : data.levels_of(row)) sum += combination[level];
    for (std::size_t k = 0; k < data.width; ++k)
        sum += combination[data.levels + k] * data.regressors(row)[k];
    return sum;
}

/// Sums of products of levels and regressors over the rows chosen, upper triangle.
std::vector<double> gram(const Scaled& data, const auto& chosen) {
    const std::size_t p = data.levels + data.width;
    std::vector<double> sums(p * p, 0.0);
    for (std::size_t i = 0; i < data.rows; ++i) {
        if (!chosen(i)) continue;
        const double* const x = data.regressors(i);
        for (const std::size_t a : data.levels_of(i)) {
            for (const std::size_t b : data.levels_of(i))
                if (a <= b) sums[a * p + b] += 1;
            for (std::size_t k = 0; k < data.width; ++k) sums[a * p + data.levels + k] += x[k];
        }
        for (std::size_t k = 0; k < data.width; ++k)
            for (std::size_t l = k; l < data.width; ++l)
                sums[(data.levels + k) * p + data.levels + l] += x[k] * x[l];
    }
    return sums;
}

/// A basis of the combinations that are 0 in every row with y > 0.
std::vector<Combination> null_combinations(const Scaled& data, std::vector<double> sums,
                                           const Cholesky& factor) {
    const std::size_t p = data.levels + data.width;
    std::vector<Combination> basis;
    for (std::size_t j = 0; j < p; ++j) {
        if (!factor.dependent(j)) continue;
        Combination combination(p);
        for (std::size_t i = 0; i < p; ++i) combination[i] = -sums[std::min(i, j) * p + std::max(i, j)];
        factor.solve(combination);
        combination[j] = 1;
        basis.push_back(std::move(combination));
    }
    return basis;
}

constexpr double zero = 1e-7;  ///< of regressors that are scaled to 1

/// The rows (of those in `z`, row by row, `width` values each) on which some combination is above 0 and on no
/// other below: the iterative rectifier of Correia, Guimaraes and Zylkin.
std::vector<char> rectified(const std::vector<double>& z, std::size_t width) {
    const std::size_t rows = z.size() / width;
    std::vector<double> sums(width * width, 0.0);
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t a = 0; a < width; ++a)
            for (std::size_t b = a; b < width; ++b)
                sums[a * width + b] += z[i * width + a] * z[i * width + b];
    const Cholesky factor(std::move(sums), width, 1e-9);
    std::vector<double> target(rows, 1.0), fitted(rows), share(width);
    for (int round = 0; round < 5000; ++round) {
        std::fill(share.begin(), share.end(), 0.0);
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t a = 0; a < width; ++a) share[a] += z[i * width + a] * target[i];
        factor.solve(share);
        double lowest = 0, highest = 0;
        for (std::size_t i = 0; i < rows; ++i) {
            fitted[i] = 0;
            for (std::size_t a = 0; a < width; ++a) fitted[i] += z[i * width + a] * share[a];
            lowest = std::min(lowest, fitted[i]);
            highest = std::max(highest, fitted[i]);
        }
        if (highest <= zero) return std::vector<char>(rows, 0);
        if (-lowest <= zero * highest) {
            std::vector<char> above(rows);
            for (std::size_t i = 0; i < rows; ++i) above[i] = fitted[i] > 10 * zero * highest;
            return above;
        }
        // The cone does not change with scale: kept at 1, so that a slow approach does not fade away.
        for (std::size_t i = 0; i < rows; ++i) target[i] = std::max(0.0, fitted[i]) / highest;
    }
    return std::vector<char>(rows, 0);
}

/// Rows separated by combinations of several levels and regressors, given those found before.
bool drop_combinations(const Scaled& data, std::span<const double> y, std::vector<char>& separated) {
    const std::size_t p = data.levels + data.width;
    const auto positive = [&](std::size_t i) { return y[i] > 0; };
    const auto kept = [&](std::size_t i) { return !separated[i]; };
    std::vector<double> sums = gram(data, positive);
    const Cholesky factor(sums, p, 1e-11);
    if (factor.rank() >= Cholesky(gram(data, kept), p, 1e-11).rank()) return false;
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < data.rows; ++i)
        if (!positive(i) && kept(i)) rows.push_back(i);
    std::vector<std::vector<double>> columns;
    for (const Combination& combination : null_combinations(data, std::move(sums), factor)) {
        bool exact = true, idle = true;
        for (std::size_t i = 0; i < data.rows && exact; ++i)
            exact = !positive(i) || std::abs(value(data, combination, i)) <= zero;
        std::vector<double> column;
        for (const std::size_t i : rows) {
            column.push_back(value(data, combination, i));
            idle = idle && std::abs(column.back()) <= zero;
        }
        if (exact && !idle) columns.push_back(std::move(column));
    }
    if (columns.empty()) return false;
    std::vector<double> z;
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (const auto& column : columns) z.push_back(column[i]);
    const std::vector<char> above = rectified(z, columns.size());
    bool found = false;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (above[i]) separated[rows[i]] = found = true;
    return found;
}

}  // namespace

std::vector<char> separated_rows(const Scaled& data, std::span<const double> y) {
    std::vector<char> separated = in_empty_levels(data, y);
    while (drop_combinations(data, y, separated)) {}
    return separated;
}

}  // namespace tissu
