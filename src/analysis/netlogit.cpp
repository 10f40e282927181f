#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <tissu/analysis/inference.hpp>
#include <tissu/base/error.hpp>

#include "analysis/cholesky.hpp"
#include "analysis/orders.hpp"
#include "analysis/regression_cells.hpp"

namespace tissu {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// The cells of a matrix, one after the other, where the order of the nodes sends them.
std::vector<double> flattened(const Design& design, const Dense& matrix, const Index* order) {
    std::vector<double> values;
    values.reserve(static_cast<std::size_t>(design.cells()));
    for (Index row = 0; row < design.n; ++row) {
        const double* const source = matrix.data() + static_cast<std::size_t>(order[row]) * design.n;
        for (Index column = design.first(row); column < design.n; ++column)
            if (column != row) values.push_back(source[order[column]]);
    }
    return values;
}

struct Logit {
    std::vector<double> estimate, se;
    double deviance;
};

double deviance_of(double y, double chance) {
    return y > 0 ? -2 * std::log(chance) : -2 * std::log1p(-chance);
}

/// Maximum likelihood by iteratively reweighted least squares, step by step as R's glm: from (y + 1/2) / 2, until the
/// deviance settles to 1e-8; se with the weights of the last step.
Logit logit(const std::vector<double>& y, const std::vector<const std::vector<double>*>& x) {
    const std::size_t k = x.size();
    Logit fit{std::vector<double>(k, 0.0), std::vector<double>(k, undefined), 0};
    std::vector<double> row(k), linear(y.size());
    for (std::size_t i = 0; i < y.size(); ++i) {
        const double chance = (y[i] + 0.5) / 2;
        linear[i] = std::log(chance / (1 - chance));
        fit.deviance += deviance_of(y[i], chance);
    }
    for (int round = 0; round < 25; ++round) {
        std::vector<double> curve(k * k, 0.0), slope(k, 0.0);
        for (std::size_t i = 0; i < y.size(); ++i) {
            const double chance = 1 / (1 + std::exp(-linear[i])), weight = chance * (1 - chance);
            const double pull = weight * linear[i] + (y[i] - chance);
            for (std::size_t j = 0; j < k; ++j) row[j] = (*x[j])[i];
            for (std::size_t a = 0; a < k; ++a) {
                slope[a] += row[a] * pull;
                for (std::size_t b = a; b < k; ++b) curve[a * k + b] += weight * row[a] * row[b];
            }
        }
        const Cholesky factor(std::move(curve), k);
        for (std::size_t j = 0; j < k; ++j) {
            std::vector<double> unit(k, 0.0);
            unit[j] = 1;
            factor.solve(unit);
            fit.se[j] = std::sqrt(unit[j]);
        }
        factor.solve(slope);
        fit.estimate = std::move(slope);
        double deviance = 0;
        for (std::size_t i = 0; i < y.size(); ++i) {
            linear[i] = 0;
            for (std::size_t j = 0; j < k; ++j) linear[i] += fit.estimate[j] * (*x[j])[i];
            linear[i] = std::clamp(linear[i], -30.0, 30.0);
            deviance += deviance_of(y[i], 1 / (1 + std::exp(-linear[i])));
        }
        const bool settled = std::abs(deviance - fit.deviance) < 1e-8 * (std::abs(deviance) + 0.1);
        fit.deviance = deviance;
        if (settled) break;
    }
    return fit;
}

void require_binary(const Design& design, const NodeMatrix& y) {
    for (const double value : design.y)
        if (value != 0 && value != 1)
            throw Error(Errc::invalid_argument, "netlogit: expected cells of 0 and 1 in " + y.name +
                                                    ", found " + std::to_string(value));
}

}  // namespace

Mrqap netlogit(const NodeMatrix& y, std::span<const NodeMatrix> x, MrqapMethod method,
               const PermutationOptions& options, const Progress& progress) {
    const Design design = design_of(y, x, options.directed);
    require_binary(design, y);
    const Orders orders(design.n, options);
    std::vector<std::size_t> all(design.x.size()), chosen;
    for (std::size_t j = 0; j < all.size(); ++j) all[j] = j;
    const Cholesky factor(gram(design, all), all.size());
    for (const std::size_t j : all)
        if (!factor.dependent(j)) chosen.push_back(j);
    std::vector<Index> as_it_is(design.n);
    for (Index i = 0; i < design.n; ++i) as_it_is[i] = i;
    std::vector<std::vector<double>> columns;
    for (const std::size_t j : chosen) columns.push_back(flattened(design, design.x[j], as_it_is.data()));
    std::vector<const std::vector<double>*> as_found;
    for (const auto& column : columns) as_found.push_back(&column);
    const std::vector<double> response = flattened(design, design.y, as_it_is.data());
    const Logit fit = logit(response, as_found);

    std::vector<std::vector<double>> values(chosen.size(), std::vector<double>(orders.count()));
    if (method == MrqapMethod::y) {
        orders.for_each(options.threads, progress, [&](std::size_t begin, std::span<const Index> chunk) {
            for (std::size_t k = 0; k * design.n < chunk.size(); ++k) {
                const Logit moved = logit(flattened(design, design.y, &chunk[k * design.n]), as_found);
                for (std::size_t j = 0; j < chosen.size(); ++j)
                    values[j][begin + k] = moved.estimate[j] / moved.se[j];
            }
        });
    } else {
        for (std::size_t j = 0; j < chosen.size(); ++j) {
            if (method == MrqapMethod::x && chosen[j] == 0) continue;
            std::vector<std::size_t> others;
            for (const std::size_t other : chosen)
                if (other != chosen[j]) others.push_back(other);
            const Dense source = method == MrqapMethod::dsp ? residual(design, design.x[chosen[j]], others)
                                                            : design.x[chosen[j]];
            orders.for_each(options.threads, progress, [&](std::size_t begin, std::span<const Index> chunk) {
                for (std::size_t k = 0; k * design.n < chunk.size(); ++k) {
                    const std::vector<double> moved = flattened(design, source, &chunk[k * design.n]);
                    auto terms = as_found;
                    terms[j] = &moved;
                    const Logit with = logit(response, terms);
                    values[j][begin + k] = with.estimate[j] / with.se[j];
                }
            });
        }
    }
    TermColumns rows;
    std::size_t next = 0;
    for (std::size_t term = 0; term < design.x.size(); ++term) {
        if (next == chosen.size() || chosen[next] != term) {
            rows.add(undefined, undefined, undefined, {undefined, undefined, undefined});
            continue;
        }
        const double z = fit.estimate[next] / fit.se[next];
        const bool fixed = method == MrqapMethod::x && term == 0;
        rows.add(fit.estimate[next], fit.se[next], z,
                 orders.p_of(fixed ? undefined : z, values[next], 1e-9 * (1 + std::abs(z))));
        ++next;
    }
    constexpr std::array<const char*, 3> named{"double semi-partialling", "the response permuted",
                                               "each regressor permuted"};
    const std::string note = "Logistic regression of " + y.name + ", " +
                             named[static_cast<std::size_t>(method)] + "; " + orders.sentence() +
                             ". tissu " TISSU_VERSION ".";
    const auto cells = static_cast<std::int64_t>(response.size());
    return {rows.table(design.names, "z", note),
            undefined,
            fit.deviance,
            2 * static_cast<double>(response.size()) * std::log(2.0),
            fit.deviance + 2 * static_cast<double>(chosen.size()),
            cells,
            cells - static_cast<std::int64_t>(chosen.size()),
            static_cast<std::int64_t>(orders.count()),
            note};
}

}  // namespace tissu
