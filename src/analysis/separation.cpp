#include <algorithm>
#include <cmath>
#include <numeric>

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

/// An orthonormal basis of the columns (Gram and Schmidt, twice), row by row; `width` becomes its size.
std::vector<double> orthonormal(std::vector<std::vector<double>> columns, std::size_t& width) {
    std::vector<std::vector<double>> basis;
    for (auto& column : columns) {
        const double before =
            std::sqrt(std::inner_product(column.begin(), column.end(), column.begin(), 0.0));
        for (int pass = 0; pass < 2; ++pass)
            for (const auto& other : basis) {
                const double share = std::inner_product(column.begin(), column.end(), other.begin(), 0.0);
                for (std::size_t i = 0; i < column.size(); ++i) column[i] -= share * other[i];
            }
        const double after = std::sqrt(std::inner_product(column.begin(), column.end(), column.begin(), 0.0));
        if (after <= 1e-9 * before || after == 0) continue;
        for (double& value : column) value /= after;
        basis.push_back(std::move(column));
    }
    width = basis.size();
    std::vector<double> rows;
    for (std::size_t i = 0; width > 0 && i < basis[0].size(); ++i)
        for (const auto& column : basis) rows.push_back(column[i]);
    return rows;
}

/// The point of the cone {U c >= 0} nearest to U'1: that to which the iterative rectifier of Correia, Guimaraes and
/// Zylkin tends, here by non-negative least squares (Lawson, Hanson) and so in finitely many steps. It is 0 only if
/// the cone has no other point.
class NearestOfCone {
public:
    NearestOfCone(const std::vector<double>& u, std::size_t width)
        : u_(u), width_(width), rows_(u.size() / width), pressure_(rows_, 0.0) {}

    /// The rows in which U c is above 0.
    [[nodiscard]] std::vector<char> support() {
        for (std::size_t round = 0; round < 10 * (rows_ + width_); ++round) {
            const std::vector<double> c = point();
            std::size_t lowest = 0;
            double highest = 0;
            std::vector<double> fitted(rows_);
            for (std::size_t i = 0; i < rows_; ++i) {
                fitted[i] = std::inner_product(c.begin(), c.end(), row(i), 0.0);
                if (fitted[i] < fitted[lowest]) lowest = i;
                highest = std::max(highest, fitted[i]);
            }
            if (highest <= zero) break;
            if (fitted[lowest] >= -zero * highest / 10) {
                std::vector<char> above(rows_);
                for (std::size_t i = 0; i < rows_; ++i) above[i] = fitted[i] > zero * highest;
                return above;
            }
            if (std::find(pressed_.begin(), pressed_.end(), lowest) != pressed_.end())
                break;  // rounding: no better point
            press(lowest);
        }
        return std::vector<char>(rows_, 0);
    }

private:
    [[nodiscard]] const double* row(std::size_t i) const { return u_.data() + i * width_; }

    /// U'(1 + pressure).
    [[nodiscard]] std::vector<double> point() const {
        std::vector<double> c(width_, 0.0);
        for (std::size_t i = 0; i < rows_; ++i)
            for (std::size_t k = 0; k < width_; ++k) c[k] += row(i)[k] * (1 + pressure_[i]);
        return c;
    }

    /// What holds the pressed rows at 0 exactly, whatever its sign.
    [[nodiscard]] std::vector<double> balanced() const {
        const std::size_t p = pressed_.size();
        std::vector<double> sums(p * p), ones(width_, 0.0), wanted(p);
        for (std::size_t i = 0; i < rows_; ++i)
            for (std::size_t k = 0; k < width_; ++k) ones[k] += row(i)[k];
        for (std::size_t a = 0; a < p; ++a) {
            for (std::size_t b = a; b < p; ++b)
                sums[a * p + b] =
                    std::inner_product(row(pressed_[a]), row(pressed_[a]) + width_, row(pressed_[b]), 0.0);
            wanted[a] = -std::inner_product(ones.begin(), ones.end(), row(pressed_[a]), 0.0);
        }
        Cholesky(std::move(sums), p, 1e-12).solve(wanted);
        return wanted;
    }

    void press(std::size_t added) {
        pressed_.push_back(added);
        while (!pressed_.empty()) {
            const std::vector<double> wanted = balanced();
            double share = 1;
            for (std::size_t a = 0; a < wanted.size(); ++a) {
                const double now = pressure_[pressed_[a]];
                if (wanted[a] <= 0) share = std::min(share, now / (now - wanted[a]));
            }
            for (std::size_t a = 0; a < wanted.size(); ++a)
                pressure_[pressed_[a]] += share * (wanted[a] - pressure_[pressed_[a]]);
            if (share == 1) return;
            std::erase_if(pressed_, [&](std::size_t i) {
                if (pressure_[i] > 1e-14) return false;
                pressure_[i] = 0;
                return true;
            });
        }
    }

    const std::vector<double>& u_;
    std::size_t width_, rows_;
    std::vector<double> pressure_;      ///< by row, 0 or more
    std::vector<std::size_t> pressed_;  ///< rows where it is above 0
};

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
    std::size_t width = 0;
    const std::vector<double> u = orthonormal(std::move(columns), width);
    if (width == 0) return false;
    const std::vector<char> above = NearestOfCone(u, width).support();
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
