#include <array>
#include <cmath>
#include <limits>

#include <tissu/analysis/inference.hpp>
#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include "analysis/cholesky.hpp"
#include "analysis/orders.hpp"
#include "analysis/regression_cells.hpp"

namespace tissu {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// A matrix to permute: the value of most cells, and the cells that have another one if these are few.
struct Movable {
    struct Cell {
        Index row, column;
        double excess;
    };
    const Dense* values;
    double base = 0;
    std::vector<Cell> cells;
    bool sparse = false;
};

Movable movable(const Design& design, const Dense& values, double base) {
    Movable result{&values, base, {}, false};
    std::size_t others = 0;
    const auto limit = static_cast<std::size_t>(design.cells() / 10);
    const double tolerance = 1e-12 * (1 + std::abs(base));
    for (Index row = 0; row < design.n; ++row)
        for (Index column = design.first(row); column < design.n; ++column) {
            const double excess = values[static_cast<std::size_t>(row) * design.n + column] - base;
            if (row == column || std::abs(excess) <= tolerance) continue;
            if (++others > limit) {
                result.cells.clear();
                return result;
            }
            result.cells.push_back({row, column, excess});
        }
    result.sparse = true;
    return result;
}

/// Sums of products of a permuted matrix with fixed ones, for each of the orders: order by order, `fixed.size()` sums.
std::vector<double> products(const Design& design, const Movable& moved, std::span<const Dense* const> fixed,
                             std::span<const double> fixed_sums, std::span<const Index> orders) {
    const std::size_t n = design.n, count = orders.size() / n, width = fixed.size();
    std::vector<double> sums(count * width, 0.0);
    if (moved.sparse) {
        for (std::size_t k = 0; k < count; ++k) {
            const Index* const order = &orders[k * n];
            double* const own = &sums[k * width];
            for (std::size_t w = 0; w < width; ++w) own[w] = moved.base * fixed_sums[w];
            for (const auto& cell : moved.cells) {
                const std::size_t at = order[cell.row] * n + order[cell.column];
                for (std::size_t w = 0; w < width; ++w) own[w] += cell.excess * (*fixed[w])[at];
            }
        }
        return sums;
    }
    // A row of the fixed matrices serves all orders before the next is fetched.
    std::vector<double> gathered(n);
    for (Index row = 0; row < n; ++row) {
        const Index first = design.first(row);
        for (std::size_t k = 0; k < count; ++k) {
            const Index* const order = &orders[k * n];
            const double* const source = moved.values->data() + order[row] * n;
            for (std::size_t column = first; column < n; ++column) gathered[column] = source[order[column]];
            for (std::size_t w = 0; w < width; ++w)
                sums[k * width + w] +=
                    dot(gathered.data() + first, fixed[w]->data() + row * n + first, n - first);
        }
    }
    return sums;
}

struct Fit {
    std::vector<std::size_t> chosen;   ///< terms that are not determined by those before them
    std::vector<double> estimate, se;  ///< by term; NaN if left out
    double rss = 0, r_squared = 0;
    std::int64_t df = 0;
};

Fit fit_of(const Design& design) {
    const std::size_t terms = design.x.size();
    std::vector<std::size_t> all(terms);
    for (std::size_t j = 0; j < terms; ++j) all[j] = j;
    const Cholesky factor(gram(design, all), terms);
    Fit fit;
    for (std::size_t j = 0; j < terms; ++j)
        if (!factor.dependent(j)) fit.chosen.push_back(j);
    fit.estimate.assign(terms, undefined);
    fit.se.assign(terms, undefined);
    const Dense left = residual(design, design.y, fit.chosen);
    fit.rss = product(design, left, left);
    const std::array<std::size_t, 1> constant{0};
    const Dense centred = residual(design, design.y, constant);
    fit.r_squared = 1 - fit.rss / product(design, centred, centred);
    fit.df = static_cast<std::int64_t>(design.cells()) - static_cast<std::int64_t>(fit.chosen.size());
    const std::size_t k = fit.chosen.size();
    const Cholesky own(gram(design, fit.chosen), k);
    std::vector<double> estimate(k);
    for (std::size_t j = 0; j < k; ++j) estimate[j] = product(design, design.x[fit.chosen[j]], design.y);
    own.solve(estimate);
    for (std::size_t j = 0; j < k; ++j) {
        std::vector<double> unit(k, 0.0);
        unit[j] = 1;
        own.solve(unit);
        fit.estimate[fit.chosen[j]] = estimate[j];
        fit.se[fit.chosen[j]] = std::sqrt(fit.rss / static_cast<double>(fit.df) * unit[j]);
    }
    return fit;
}

/// t of one regressor with its cells in other orders, the others as they are (Frisch, Waugh, Lovell).
std::vector<double> moved_regressor(const Design& design, const Fit& fit, std::size_t term,
                                    bool residual_only, const Orders& orders, unsigned threads,
                                    const Progress& progress) {
    std::vector<std::size_t> others;
    for (const std::size_t j : fit.chosen)
        if (j != term) others.push_back(j);
    const Dense moved = residual_only ? residual(design, design.x[term], others) : design.x[term];
    const Dense left = residual(design, design.y, others);
    // Where all regressors are 0 the residual is that of the constant: its share of the fit.
    double base = 0;
    if (residual_only) {
        std::vector<double> share(others.size());
        for (std::size_t k = 0; k < others.size(); ++k)
            share[k] = product(design, design.x[others[k]], design.x[term]);
        Cholesky(gram(design, others), others.size()).solve(share);
        base = term == 0 ? 1 : (others.front() == 0 ? -share[0] : 0);
    }
    const Movable movable_cells = movable(design, moved, base);
    const double size = product(design, moved, moved), rest = product(design, left, left);
    std::vector<const Dense*> fixed{&left};
    for (const std::size_t j : others)
        if (j != 0) fixed.push_back(&design.x[j]);
    std::vector<double> fixed_sums;
    for (const Dense* matrix : fixed) fixed_sums.push_back(product(design, *matrix, design.x[0]));
    const bool constant = !others.empty() && others.front() == 0;
    const double sum = product(design, moved, design.x[0]);  // the same in every order
    const Cholesky factor(gram(design, others), others.size());
    std::vector<double> values(orders.count());
    orders.for_each(threads, progress, [&](std::size_t begin, std::span<const Index> chunk) {
        const std::vector<double> sums = products(design, movable_cells, fixed, fixed_sums, chunk);
        for (std::size_t k = 0; k * design.n < chunk.size(); ++k) {
            const double* const own = &sums[k * fixed.size()];
            std::vector<double> with_others;
            if (constant) with_others.push_back(sum);
            with_others.insert(with_others.end(), own + 1, own + fixed.size());
            std::vector<double> share = with_others;
            factor.solve(share);
            double spread = size;
            for (std::size_t j = 0; j < share.size(); ++j) spread -= share[j] * with_others[j];
            const double rss = rest - own[0] * own[0] / spread;
            values[begin + k] = own[0] / std::sqrt(rss / static_cast<double>(fit.df) * spread);
        }
    });
    return values;
}

/// t of every term with the cells of the response in other orders: term by term.
std::vector<std::vector<double>> moved_response(const Design& design, const Fit& fit, const Orders& orders,
                                                unsigned threads, const Progress& progress) {
    const std::size_t terms = fit.chosen.size();
    std::vector<std::vector<double>> values(design.x.size(), std::vector<double>(orders.count(), undefined));
    const Movable moved = movable(design, design.y, 0);
    std::vector<const Dense*> fixed;
    std::vector<double> fixed_sums;
    for (const std::size_t j : fit.chosen) {
        fixed.push_back(&design.x[j]);
        fixed_sums.push_back(product(design, design.x[j], design.x[0]));
    }
    const Cholesky factor(gram(design, fit.chosen), terms);
    std::vector<double> inverse;
    for (std::size_t j = 0; j < terms; ++j) {
        std::vector<double> unit(terms, 0.0);
        unit[j] = 1;
        factor.solve(unit);
        inverse.push_back(unit[j]);
    }
    const double size = product(design, design.y, design.y);
    orders.for_each(threads, progress, [&](std::size_t begin, std::span<const Index> chunk) {
        const std::vector<double> sums = products(design, moved, fixed, fixed_sums, chunk);
        for (std::size_t k = 0; k * design.n < chunk.size(); ++k) {
            std::vector<double> estimate(&sums[k * terms], &sums[k * terms] + terms);
            factor.solve(estimate);
            double rss = size;
            for (std::size_t j = 0; j < terms; ++j) rss -= estimate[j] * sums[k * terms + j];
            for (std::size_t j = 0; j < terms; ++j)
                values[fit.chosen[j]][begin + k] =
                    estimate[j] / std::sqrt(rss / static_cast<double>(fit.df) * inverse[j]);
        }
    });
    return values;
}

}  // namespace

MrqapMethod mrqap_named(std::string_view name) {
    if (name == "dsp") return MrqapMethod::dsp;
    if (name == "y") return MrqapMethod::y;
    if (name == "x") return MrqapMethod::x;
    throw Error(Errc::invalid_argument, "expected a method (dsp, y, x), found \"" + shortened(name) + "\"");
}

Mrqap mrqap(const NodeMatrix& y, std::span<const NodeMatrix> x, MrqapMethod method,
            const PermutationOptions& options, const Progress& progress) {
    const Design design = design_of(y, x, options.directed);
    const Orders orders(design.n, options);
    const Fit fit = fit_of(design);
    std::vector<std::vector<double>> moved;
    if (method == MrqapMethod::y) moved = moved_response(design, fit, orders, options.threads, progress);
    TermColumns columns;
    for (std::size_t term = 0; term < design.x.size(); ++term) {
        const double t = fit.estimate[term] / fit.se[term];
        const bool fixed = std::isnan(t) || (method == MrqapMethod::x && term == 0);
        std::vector<double> values;
        if (method == MrqapMethod::y) values = std::move(moved[term]);
        else if (!fixed)
            values = moved_regressor(design, fit, term, method == MrqapMethod::dsp, orders, options.threads,
                                     progress);
        columns.add(fit.estimate[term], fit.se[term], t,
                    orders.p_of(fixed ? undefined : t, values, 1e-9 * (1 + std::abs(t))));
    }
    constexpr std::array<const char*, 3> named{"double semi-partialling", "the response permuted",
                                               "each regressor permuted"};
    const std::string note = "MRQAP: linear regression of " + y.name + ", " +
                             named[static_cast<std::size_t>(method)] + "; " + orders.sentence() +
                             ". tissu " TISSU_VERSION ".";
    return {columns.table(design.names, "t", note),
            fit.r_squared,
            undefined,
            undefined,
            undefined,
            static_cast<std::int64_t>(design.cells()),
            fit.df,
            static_cast<std::int64_t>(orders.count()),
            note};
}

}  // namespace tissu
