#include "analysis/degree_classes.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include <tissu/analysis/backbone.hpp>

#include "analysis/cholesky.hpp"

namespace tissu {
namespace {

/// What is left of the classes when full and empty ones, whose chances are 1 and 0, are taken away.
struct Active {
    std::vector<std::size_t> rows, columns;
    std::vector<double> row_degree, column_degree;  ///< by class, without the ones taken away
};

Active peeled(const DegreeClasses& rows, const DegreeClasses& columns, std::vector<double>& chances) {
    Active left;
    for (std::size_t a = 0; a < rows.size(); ++a) left.rows.push_back(a);
    for (std::size_t b = 0; b < columns.size(); ++b) left.columns.push_back(b);
    left.row_degree.assign(rows.degrees.begin(), rows.degrees.end());
    left.column_degree.assign(columns.degrees.begin(), columns.degrees.end());
    const auto take = [&](std::vector<std::size_t>& own, std::vector<double>& own_degree,
                          const DegreeClasses& own_classes, const std::vector<std::size_t>& others,
                          std::vector<double>& other_degree, const DegreeClasses& other_classes,
                          bool is_row) {
        double size = 0;
        for (const std::size_t b : others) size += static_cast<double>(other_classes.counts[b]);
        const auto settled = [&](std::size_t a) { return own_degree[a] <= 0 || own_degree[a] >= size; };
        for (const std::size_t a : own) {
            if (!settled(a)) continue;
            const bool full = own_degree[a] > 0;
            for (const std::size_t b : others) {
                chances[is_row ? a * columns.size() + b : b * columns.size() + a] = full;
                if (full) other_degree[b] -= static_cast<double>(own_classes.counts[a]);
            }
        }
        return std::erase_if(own, settled) > 0;
    };
    while (take(left.rows, left.row_degree, rows, left.columns, left.column_degree, columns, true) ||
           take(left.columns, left.column_degree, columns, left.rows, left.row_degree, rows, false)) {}
    return left;
}

/// Newton's method on the logarithms of x and y, for the classes that are left.
class Newton {
public:
    Newton(const DegreeClasses& rows, const DegreeClasses& columns, const Active& left)
        : rows_(left.rows.size()), n_(left.rows.size() + left.columns.size()) {
        double memberships = 0;
        for (const std::size_t a : left.rows) {
            degree_.push_back(left.row_degree[a]);
            count_.push_back(static_cast<double>(rows.counts[a]));
            memberships += degree_.back() * count_.back();
        }
        for (const std::size_t b : left.columns) {
            degree_.push_back(left.column_degree[b]);
            count_.push_back(static_cast<double>(columns.counts[b]));
        }
        for (const double degree : degree_) value_.push_back(std::log(degree) - std::log(memberships) / 2);
    }

    void solve() {
        double likelihood = likelihood_of(value_);
        for (int round = 0; round < 200; ++round) {
            std::vector<double> step = direction();
            if (error_ < 1e-13) return;
            double share = 1;
            for (; share > 1e-9; share /= 2) {
                std::vector<double> tried = value_;
                for (std::size_t i = 0; i < n_; ++i) tried[i] += share * std::clamp(step[i], -5.0, 5.0);
                const double found = likelihood_of(tried);
                if (found < likelihood - 1e-12 * std::abs(likelihood)) continue;
                value_ = std::move(tried);
                likelihood = found;
                break;
            }
            if (share <= 1e-9) return;
        }
    }

    [[nodiscard]] double chance(std::size_t a, std::size_t b) const { return chance_of(value_, a, b); }

private:
    [[nodiscard]] double chance_of(const std::vector<double>& value, std::size_t a, std::size_t b) const {
        return 1 / (1 + std::exp(-(value[a] + value[rows_ + b])));
    }

    [[nodiscard]] double likelihood_of(const std::vector<double>& value) const {
        double sum = 0;
        for (std::size_t i = 0; i < n_; ++i) sum += count_[i] * degree_[i] * value[i];
        for (std::size_t a = 0; a < rows_; ++a)
            for (std::size_t b = 0; rows_ + b < n_; ++b) {
                const double s = value[a] + value[rows_ + b];
                sum -= count_[a] * count_[rows_ + b] *
                       (s > 0 ? s + std::log1p(std::exp(-s)) : std::log1p(std::exp(s)));
            }
        return sum;
    }

    std::vector<double> direction() {
        std::vector<double> hessian(n_ * n_, 0.0), gradient(n_);
        for (std::size_t i = 0; i < n_; ++i) gradient[i] = degree_[i];
        for (std::size_t a = 0; a < rows_; ++a)
            for (std::size_t b = rows_; b < n_; ++b) {
                const double p = chance_of(value_, a, b - rows_), curve = count_[a] * count_[b] * p * (1 - p);
                gradient[a] -= count_[b] * p;
                gradient[b] -= count_[a] * p;
                hessian[a * n_ + b] = curve;
                hessian[a * n_ + a] += curve;
                hessian[b * n_ + b] += curve;
            }
        error_ = 0;
        for (std::size_t i = 0; i < n_; ++i) {
            error_ = std::max(error_, std::abs(gradient[i]) / degree_[i]);
            gradient[i] *= count_[i];
        }
        Cholesky(std::move(hessian), n_, 1e-13).solve(gradient);
        return gradient;
    }

    std::size_t rows_, n_;
    std::vector<double> degree_, count_, value_;  ///< of rows, then of columns
    double error_ = 0;                            ///< largest relative error of a degree
};

}  // namespace

DegreeClasses degree_classes(const Csr& relation) {
    std::map<std::int64_t, std::int64_t> counts;
    for (Index row = 0; row < relation.rows(); ++row) ++counts[relation.degree(row)];
    DegreeClasses classes;
    std::map<std::int64_t, Index> number;
    for (const auto& [degree, count] : counts) {
        number[degree] = static_cast<Index>(classes.size());
        classes.degrees.push_back(degree);
        classes.counts.push_back(count);
    }
    for (Index row = 0; row < relation.rows(); ++row) classes.of.push_back(number[relation.degree(row)]);
    return classes;
}

std::vector<double> bicm_chances(const DegreeClasses& rows, const DegreeClasses& columns) {
    std::vector<double> chances(rows.size() * columns.size(), 0.0);
    const Active left = peeled(rows, columns, chances);
    if (left.rows.empty() || left.columns.empty()) return chances;
    Newton model(rows, columns, left);
    model.solve();
    for (std::size_t a = 0; a < left.rows.size(); ++a)
        for (std::size_t b = 0; b < left.columns.size(); ++b)
            chances[left.rows[a] * columns.size() + left.columns[b]] = model.chance(a, b);
    return chances;
}

Table bicm(const TwoMode& incidence) {
    const DegreeClasses rows = degree_classes(incidence.incidence);
    const DegreeClasses columns = degree_classes(transposed(incidence.incidence));
    std::vector<std::int64_t> row_degree, column_degree, row_count, column_count;
    for (std::size_t a = 0; a < rows.size(); ++a)
        for (std::size_t b = 0; b < columns.size(); ++b) {
            row_degree.push_back(rows.degrees[a]);
            column_degree.push_back(columns.degrees[b]);
            row_count.push_back(rows.counts[a]);
            column_count.push_back(columns.counts[b]);
        }
    return Table(
        {Column("row_degree", "columns", std::move(row_degree)),
         Column("column_degree", "rows", std::move(column_degree)),
         Column("rows", "rows", std::move(row_count)), Column("columns", "columns", std::move(column_count)),
         Column("probability", "1", bicm_chances(rows, columns))},
        incidence.note + "; bipartite configuration model");
}

}  // namespace tissu
