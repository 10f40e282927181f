#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>

#include <tissu/analysis/gravity.hpp>
#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include "analysis/cholesky.hpp"
#include "analysis/ppml_parts.hpp"
#include "graph/checks.hpp"

namespace tissu {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr std::array<std::string_view, 4> kinds{"hc0", "cluster", "two-way", "dyadic"};

void check(const PpmlInput& input) {
    const auto wrong = [](const std::string& what) { throw Error(Errc::invalid_argument, "ppml: " + what); };
    const std::size_t n = input.y.size();
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
        if (!(input.y[i] >= 0) || !std::isfinite(input.y[i]))
            wrong("expected y of 0 or more, found " + shown(input.y[i]) + " in row " + std::to_string(i));
        sum += input.y[i];
    }
    if (sum == 0) wrong("expected some y above 0, found none in " + std::to_string(n) + " rows");
    if (!input.offset.empty() && input.offset.size() != n)
        wrong("expected an offset for each of " + std::to_string(n) + " rows, found " +
              std::to_string(input.offset.size()));
    const std::size_t wanted = input.errors == ErrorKind::hc0       ? 0
                               : input.errors == ErrorKind::cluster ? 1
                                                                    : 2;
    if (input.groups.size() < wanted)
        wrong("expected " + std::to_string(wanted) + " groups of rows for errors " +
              std::string(kinds[static_cast<std::size_t>(input.errors)]) + ", found " +
              std::to_string(input.groups.size()));
    for (const auto& groups : input.groups)
        if (groups.size() != n)
            wrong("expected a group for each of " + std::to_string(n) + " rows, found " +
                  std::to_string(groups.size()));
}

/// Reweighted least squares with the effects solved out of every step.
class Steps {
public:
    Steps(const PpmlInput& input, const Scaled& data, std::vector<std::size_t> rows)
        : input_(input), data_(data), rows_(std::move(rows)), dependent(data.width, 0) {
        double sum = 0;
        for (const std::size_t i : rows_) sum += input.y[i];
        const double mean = sum / static_cast<double>(rows_.size());
        for (const std::size_t i : rows_) eta_.push_back(std::log((input.y[i] + mean) / 2));
        settle(eta_);
    }

    void run(const Progress& progress) {
        constexpr int most = 200;
        for (iterations = 1; iterations <= most; ++iterations) {
            progress.report(static_cast<double>(iterations) / most);
            solve();
            std::vector<double> next = linear_part();
            const double before = deviance;
            // The first point is no point of the model: it is not compared with.
            for (int halved = 0; halved < 30; ++halved) {
                settle(next);
                if (iterations == 1 || deviance <= before * (1 + 1e-9)) break;
                for (std::size_t i = 0; i < next.size(); ++i) next[i] = (next[i] + eta_[i]) / 2;
            }
            eta_ = std::move(next);
            if (std::abs(before - deviance) <= 1e-11 * (std::abs(deviance) + 0.1) && iterations > 1) {
                solve();
                return;
            }
        }
        throw Error(Errc::invalid_data, "ppml: expected steps that settle, found none in 200");
    }

    /// Scores of the regressors, effects solved out: row by row.
    [[nodiscard]] std::vector<double> scores() const {
        std::vector<double> result(rows_.size() * data_.width);
        for (std::size_t i = 0; i < rows_.size(); ++i)
            for (std::size_t k = 0; k < data_.width; ++k)
                result[i * data_.width + k] = left_[i * data_.width + k] * (input_.y[rows_[i]] - mu_[i]);
        return result;
    }

    [[nodiscard]] const Cholesky& curvature() const { return *curvature_; }
    [[nodiscard]] const std::vector<double>& mu() const noexcept { return mu_; }
    [[nodiscard]] const std::vector<std::size_t>& rows() const noexcept { return rows_; }
    /// How the intercept moves with the regressors: the mean of each, weighted; and the sum of weights.
    [[nodiscard]] const std::vector<double>& shares() const noexcept { return shares_; }

    std::vector<double> estimate, effect;
    double deviance = 0;
    int iterations = 0;

private:
    [[nodiscard]] double offset(std::size_t i) const {
        return input_.offset.empty() ? 0 : input_.offset[rows_[i]];
    }

    /// Means and deviance at a linear part.
    void settle(const std::vector<double>& eta) {
        mu_.resize(rows_.size());
        deviance = 0;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const double y = input_.y[rows_[i]];
            mu_[i] = std::exp(std::clamp(eta[i], -300.0, 300.0));
            deviance += 2 * ((y > 0 ? y * std::log(y / mu_[i]) : 0) - (y - mu_[i]));
        }
    }

    /// Takes from each column of `columns` (row by row, `width` of them) its weighted fit on the levels; the
    /// coefficients of the fit, level by level for each column.
    std::vector<double> solve_out(const Cholesky& levels, std::vector<double>& columns,
                                  std::size_t width) const {
        const std::size_t count = data_.levels;
        std::vector<double> share(width * count, 0.0);
        for (std::size_t i = 0; i < rows_.size(); ++i)
            for (const std::size_t level : data_.levels_of(rows_[i]))
                for (std::size_t k = 0; k < width; ++k)
                    share[k * count + level] += mu_[i] * columns[i * width + k];
        for (std::size_t k = 0; k < width; ++k) levels.solve(std::span(share).subspan(k * count, count));
        for (std::size_t i = 0; i < rows_.size(); ++i)
            for (const std::size_t level : data_.levels_of(rows_[i]))
                for (std::size_t k = 0; k < width; ++k) columns[i * width + k] -= share[k * count + level];
        return share;
    }

    [[nodiscard]] Cholesky levels_factor() const {
        const std::size_t count = data_.levels;
        std::vector<double> sums(count * count, 0.0);
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const auto levels = data_.levels_of(rows_[i]);
            for (const std::size_t a : levels)
                for (const std::size_t b : levels)
                    if (a <= b) sums[a * count + b] += mu_[i];
        }
        return Cholesky(std::move(sums), count, 1e-11);
    }

    void solve() {
        const std::size_t width = data_.width;
        const Cholesky levels = levels_factor();
        left_.resize(rows_.size() * width);
        std::vector<double> whole(width, 0.0), response(rows_.size());
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const double* const x = data_.regressors(rows_[i]);
            for (std::size_t k = 0; k < width; ++k) {
                left_[i * width + k] = x[k];
                whole[k] += mu_[i] * x[k] * x[k];
            }
            response[i] = eta_[i] - offset(i) + (input_.y[rows_[i]] - mu_[i]) / mu_[i];
        }
        shares_ = solve_out(levels, left_, width);
        const std::vector<double> level_means = solve_out(levels, response, 1);
        std::vector<double> sums(width * width, 0.0), slope(width, 0.0);
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const double* const x = left_.data() + i * width;
            for (std::size_t a = 0; a < width; ++a) {
                const double weighted = mu_[i] * x[a];
                slope[a] += weighted * response[i];
                for (std::size_t b = a; b < width; ++b) sums[a * width + b] += weighted * x[b];
            }
        }
        // What the effects explain of a regressor, all but rounding, leaves nothing to estimate from.
        for (std::size_t a = 0; a < width; ++a)
            if (dependent[a] || sums[a * width + a] <= 1e-10 * whole[a]) {
                dependent[a] = 1;
                for (std::size_t b = 0; b < width; ++b) sums[std::min(a, b) * width + std::max(a, b)] = 0;
            }
        curvature_ = std::make_unique<Cholesky>(std::move(sums), width, 1e-9);
        for (std::size_t a = 0; a < width; ++a) dependent[a] = curvature_->dependent(a);
        curvature_->solve(slope);
        estimate = std::move(slope);
        effect = level_means;
        for (std::size_t k = 0; k < width; ++k)
            for (std::size_t level = 0; level < data_.levels; ++level)
                effect[level] -= shares_[k * data_.levels + level] * estimate[k];
    }

    [[nodiscard]] std::vector<double> linear_part() const {
        std::vector<double> eta(rows_.size());
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            eta[i] = offset(i);
            for (const std::size_t level : data_.levels_of(rows_[i])) eta[i] += effect[level];
            for (std::size_t k = 0; k < data_.width; ++k)
                eta[i] += estimate[k] * data_.regressors(rows_[i])[k];
        }
        return eta;
    }

    const PpmlInput& input_;
    const Scaled& data_;
    std::vector<std::size_t> rows_;
    std::vector<double> eta_, mu_, left_, shares_;
    std::unique_ptr<Cholesky> curvature_;

public:
    std::vector<char> dependent;  ///< by regressor: the others, or the effects, determine it
};

/// The covariance of the estimates (and, without effects, of the intercept in front) in the units of the user.
std::vector<double> covariance(const PpmlInput& input, const Scaled& data, const Steps& steps) {
    const std::size_t width = data.width, total = width + data.constant;
    double weight = 0;
    for (const double mu : steps.mu()) weight += mu;
    // Each row's pull on the estimates; the intercept takes what the regressors' means leave.
    std::vector<double> pull(steps.rows().size() * total), own(width);
    const std::vector<double> scores = steps.scores();
    for (std::size_t i = 0; i < steps.rows().size(); ++i) {
        std::copy_n(scores.data() + i * width, width, own.begin());
        steps.curvature().solve(own);
        double* const row = pull.data() + i * total;
        double intercept = (input.y[steps.rows()[i]] - steps.mu()[i]) / weight;
        for (std::size_t k = 0; k < width; ++k) {
            row[k + data.constant] = own[k] / data.sd[k];
            if (data.constant)
                intercept -= own[k] * (steps.shares()[k * data.levels] + data.mean[k] / data.sd[k]);
        }
        if (data.constant) row[0] = intercept;
    }
    return meat(pull, total, input.errors, input.groups, steps.rows());
}

Table terms_table(const PpmlInput& input, const Scaled& data, const Steps& steps,
                  const std::vector<double>& variance, const std::string& note) {
    const std::size_t total = data.width + data.constant;
    std::vector<std::string> names;
    std::vector<double> estimates, errors, z, p;
    const auto add = [&](const std::string& name, double estimate, double square) {
        names.push_back(name);
        estimates.push_back(estimate);
        errors.push_back(square >= 0 ? std::sqrt(square) : undefined);
        z.push_back(estimate / errors.back());
        p.push_back(std::erfc(std::abs(z.back()) / std::sqrt(2.0)));
    };
    if (data.constant) {
        double intercept = steps.effect[0];
        for (std::size_t k = 0; k < data.width; ++k)
            intercept -= steps.estimate[k] * data.mean[k] / data.sd[k];
        add("(intercept)", intercept, variance[0]);
    }
    for (std::size_t k = 0; k < data.width; ++k) {
        const std::size_t at = k + data.constant;
        if (steps.dependent[k]) add(input.names[k], undefined, undefined);
        else add(input.names[k], steps.estimate[k] / data.sd[k], variance[at * total + at]);
    }
    return Table({Column("term", "", std::span<const std::string>(names)),
                  Column("estimate", "1", std::move(estimates)), Column("se", "1", std::move(errors)),
                  Column("z", "1", std::move(z)), Column("p", "1", std::move(p))},
                 note);
}

/// The effects in the units of the user; the means of the regressors go to the first effect, once for each end.
Table effects_table(const PpmlInput& input, const Scaled& data, const Steps& steps) {
    std::vector<char> seen(data.levels, 0);
    for (const std::size_t row : steps.rows())
        for (const std::size_t level : data.levels_of(row)) seen[level] = 1;
    double shift = 0;
    for (std::size_t k = 0; k < data.width; ++k) shift += steps.estimate[k] * data.mean[k] / data.sd[k];
    Strings effects, levels;
    std::vector<double> estimates;
    std::size_t at = 0;
    for (std::size_t e = 0; e < input.effects.size(); ++e)
        for (const std::string& level : input.effects[e].levels) {
            effects.push_back(input.effects[e].name);
            levels.push_back(level);
            const double own = e == 0 ? shift / static_cast<double>(input.effects[e].ends.size()) : 0;
            estimates.push_back(seen[at] ? steps.effect[at] - own : undefined);
            ++at;
        }
    return Table({Column("effect", "", std::move(effects)), Column("level", "", std::move(levels)),
                  Column("estimate", "1", std::move(estimates))});
}

double squared_correlation(const std::vector<double>& a, const std::vector<double>& b) {
    const auto n = static_cast<double>(a.size());
    const double mean_a = std::accumulate(a.begin(), a.end(), 0.0) / n,
                 mean_b = std::accumulate(b.begin(), b.end(), 0.0) / n;
    double aa = 0, bb = 0, ab = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        aa += (a[i] - mean_a) * (a[i] - mean_a);
        bb += (b[i] - mean_b) * (b[i] - mean_b);
        ab += (a[i] - mean_a) * (b[i] - mean_b);
    }
    return ab * ab / (aa * bb);
}

}  // namespace

ErrorKind error_kind_named(std::string_view name) {
    for (std::size_t i = 0; i < kinds.size(); ++i)
        if (kinds[i] == name) return static_cast<ErrorKind>(i);
    throw Error(Errc::invalid_argument,
                "expected errors (hc0, cluster, two-way, dyadic), found \"" + shortened(name) + "\"");
}

Scaled scaled(const PpmlInput& input) {
    constexpr std::size_t most_levels = 6000;
    Scaled data;
    data.rows = input.y.size();
    data.width = input.names.size();
    const auto wrong = [](const std::string& what) { throw Error(Errc::invalid_argument, "ppml: " + what); };
    if (input.x.size() != data.rows * data.width)
        wrong("expected " + std::to_string(data.rows * data.width) + " values of regressors, found " +
              std::to_string(input.x.size()));
    data.x = input.x;
    for (std::size_t k = 0; k < data.width; ++k) {
        double sum = 0, squares = 0;
        for (std::size_t i = 0; i < data.rows; ++i) sum += data.x[i * data.width + k];
        const double mean = data.rows ? sum / static_cast<double>(data.rows) : 0;
        if (!std::isfinite(mean)) wrong("expected finite values of " + input.names[k]);
        for (std::size_t i = 0; i < data.rows; ++i) squares += std::pow(data.x[i * data.width + k] - mean, 2);
        const double sd = std::sqrt(squares / static_cast<double>(data.rows));
        data.mean.push_back(mean);
        data.sd.push_back(
            sd > 1e-12 * std::abs(mean) ? sd : 1);  // a constant one is left for the effects to explain
        for (std::size_t i = 0; i < data.rows; ++i) {
            double& value = data.x[i * data.width + k];
            value = (value - mean) / data.sd.back();
        }
    }
    data.constant = input.effects.empty();
    if (data.constant) {
        data.levels = data.ends = 1;
        data.level.assign(data.rows, 0);
        return data;
    }
    for (const Effect& effect : input.effects) data.ends += effect.ends.size();
    data.level.resize(data.rows * data.ends);
    std::size_t at = 0;
    for (const Effect& effect : input.effects) {
        for (const auto& end : effect.ends) {
            if (end.size() != data.rows)
                wrong("expected a level of " + effect.name + " for each of " + std::to_string(data.rows) +
                      " rows, found " + std::to_string(end.size()));
            for (std::size_t i = 0; i < data.rows; ++i) {
                if (end[i] >= effect.levels.size())
                    wrong("expected a level of " + effect.name + " in row " + std::to_string(i));
                data.level[i * data.ends + at] = data.levels + end[i];
            }
            ++at;
        }
        data.levels += effect.levels.size();
    }
    if (data.levels > most_levels)
        throw Error(Errc::unsupported,
                    "ppml: expected up to 6,000 levels of effects, found " + std::to_string(data.levels));
    return data;
}

std::vector<char> separated_rows(const PpmlInput& input) {
    check(input);
    return separated_rows(scaled(input), input.y);
}

Ppml ppml(const PpmlInput& input, const Progress& progress) {
    check(input);
    const Scaled data = scaled(input);
    Ppml result;
    result.separated = separated_rows(data, input.y);
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < data.rows; ++i)
        if (!result.separated[i]) rows.push_back(i);
    Steps steps(input, data, std::move(rows));
    steps.run(progress);
    result.rows = static_cast<std::int64_t>(steps.rows().size());
    result.iterations = steps.iterations;
    result.deviance = steps.deviance;
    result.covariance = covariance(input, data, steps);
    result.fitted.assign(data.rows, 0.0);
    std::vector<double> seen;
    for (std::size_t i = 0; i < steps.rows().size(); ++i) {
        result.fitted[steps.rows()[i]] = steps.mu()[i];
        seen.push_back(input.y[steps.rows()[i]]);
    }
    result.pseudo_r_squared = squared_correlation(seen, steps.mu());
    result.note = "PPML, " + std::to_string(result.rows) + " rows, " +
                  std::to_string(data.rows - steps.rows().size()) + " left out as separated; errors " +
                  std::string(kinds[static_cast<std::size_t>(input.errors)]) +
                  ", no small-sample factor. tissu " TISSU_VERSION ".";
    result.terms = terms_table(input, data, steps, result.covariance, result.note);
    result.effects = effects_table(input, data, steps).with_note(result.note);
    return result;
}

}  // namespace tissu
