#include <tissu/graph/pagerank.hpp>

#include <algorithm>
#include <cmath>
#include <string>

#include <tissu/base/error.hpp>
#include <tissu/base/parallel.hpp>

#include "graph/checks.hpp"

namespace tissu {
namespace {

constexpr std::size_t chunk_rows = 8192;

void check(const Csr& ties, const PagerankOptions& options) {
    require_square(ties);
    if (options.weighted) require_weights(ties);
    const auto refuse = [](const std::string& message) { throw Error(Errc::invalid_argument, message); };
    if (!(options.damping >= 0 && options.damping < 1))
        refuse("expected damping in [0, 1), found " + shown(options.damping));
    if (!(options.tolerance > 0)) refuse("expected a tolerance above 0, found " + shown(options.tolerance));
    if (!options.personalization.empty() && options.personalization.size() != ties.rows())
        refuse("expected " + std::to_string(ties.rows()) + " values of personalization, one a node, found " +
               std::to_string(options.personalization.size()));
    for (const double value : options.personalization)
        if (!(value >= 0 && std::isfinite(value)))
            refuse("expected values of personalization of 0 or more, found " + shown(value));
}

/// Where jumps land: sums to 1.
std::vector<double> jump_of(Index rows, const PagerankOptions& options) {
    if (options.personalization.empty()) return std::vector<double>(rows, 1.0 / rows);
    double total = 0;
    for (const double value : options.personalization) total += value;
    if (!(total > 0 && std::isfinite(total)))
        throw Error(Errc::invalid_argument,
                    "expected personalization with a finite sum above 0, found " + shown(total));
    std::vector<double> jump = options.personalization;
    for (double& value : jump) value /= total;
    return jump;
}

/// 1 / the weight that leaves each row; 0 where none does.
std::vector<double> inverse_strength(const Csr& ties, bool weighted) {
    std::vector<double> inverse(ties.rows());
    for (Index row = 0; row < ties.rows(); ++row) {
        double strength = weighted ? 0.0 : static_cast<double>(ties.degree(row));
        if (weighted)
            for (const double weight : ties.weights(row)) strength += weight;
        inverse[row] = strength > 0 ? 1 / strength : 0.0;
    }
    return inverse;
}

/// x = d P' x + jump, unscaled: walkers at rows that nothing leaves stop there. Scaled to a sum of 1 this is the
/// answer, for where those walkers jump is where all jumps land. By row: x and flow, what a row gives to an
/// outgoing tie of weight 1.
struct Walk {
    const Csr& incoming;
    std::vector<double> inverse, jump, x, flow;
    double damping;
    bool weighted;
    unsigned threads;

    /// The flow that arrives at a row.
    [[nodiscard]] double arriving(std::size_t row, const double* from) const {
        const std::int64_t* offsets = incoming.offsets().data();
        const Index* sources = incoming.targets().data();
        const std::int64_t end = offsets[row + 1];
        double sum = 0;
        if (weighted) {
            const double* weights = incoming.weights().data();
            for (std::int64_t entry = offsets[row]; entry < end; ++entry) sum += from[sources[entry]] * weights[entry];
        } else {
            for (std::int64_t entry = offsets[row]; entry < end; ++entry) sum += from[sources[entry]];
        }
        return sum;
    }

    /// What the sum of absolute errors of x may be so that the scaled result keeps the tolerance.
    [[nodiscard]] double allowed(double tolerance) const {
        double total = 0;
        for (const double value : x) total += value;
        return tolerance / 2 * total;
    }
};

/// A sum over rows, in an order that does not depend on threads.
template <class Rows>
double sum_over(std::size_t rows, unsigned threads, const Rows& rows_sum) {
    std::vector<double> parts(chunk_count(rows, chunk_rows));
    for_each_chunk(rows, chunk_rows, threads, [&](std::size_t chunk, std::size_t begin, std::size_t end) {
        parts[chunk] = rows_sum(begin, end);
    });
    double sum = 0;
    for (const double part : parts) sum += part;
    return sum;
}

/// Conjugate gradients for a symmetric relation A with strengths D: (D - d A) flow = jump is symmetric and
/// positive, and D a good preconditioner. r is the residual of the equation of Walk.
void solve_symmetric(Walk& walk, double tolerance, std::size_t steps, const Progress& progress) {
    const std::size_t rows = walk.x.size();
    const double d = walk.damping;
    std::vector<double> strength(rows), r(rows), p(rows), q(rows);
    double* z = walk.flow.data();
    double* inverse = walk.inverse.data();
    for (std::size_t row = 0; row < rows; ++row) strength[row] = inverse[row] > 0 ? 1 / inverse[row] : 1.0;
    // Start from a walk that forgets: each row the jump, and the rest by strength.
    double total = 0;
    for (std::size_t row = 0; row < rows; ++row) total += inverse[row] > 0 ? strength[row] : 0.0;
    for (std::size_t row = 0; row < rows; ++row)
        z[row] = inverse[row] > 0 ? walk.jump[row] / strength[row] + d / (1 - d) / total : walk.jump[row];
    const auto step_size = [&](std::size_t row) { return 1 / strength[row]; };
    double rz = sum_over(rows, walk.threads, [&](std::size_t begin, std::size_t end) {
        double sum = 0;
        for (std::size_t row = begin; row < end; ++row) {
            r[row] = walk.jump[row] - strength[row] * z[row] + d * walk.arriving(row, z);
            p[row] = r[row] * step_size(row);
            sum += r[row] * p[row];
        }
        return sum;
    });
    double sum_of_x = 0;  // of the solution
    for (std::size_t row = 0; row < rows; ++row) sum_of_x += walk.jump[row] / (inverse[row] > 0 ? 1 - d : 1.0);
    const double enough = tolerance / 4 * (1 - d) * sum_of_x;  // the sweep that follows sees at most some more
    for (std::size_t i = 0; i < steps && rz > 0; ++i) {
        const double curvature = sum_over(rows, walk.threads, [&](std::size_t begin, std::size_t end) {
            double sum = 0;
            for (std::size_t row = begin; row < end; ++row) {
                const double here = p.data()[row];
                const double value = strength.data()[row] * here - d * walk.arriving(row, p.data());
                q.data()[row] = value;
                sum += here * value;
            }
            return sum;
        });
        if (!(curvature > 0)) break;
        const double alpha = rz / curvature;
        std::vector<double> sizes(chunk_count(rows, chunk_rows));
        const double next = sum_over(rows, walk.threads, [&](std::size_t begin, std::size_t end) {
            double sum = 0;
            double size = 0;
            for (std::size_t row = begin; row < end; ++row) {
                z[row] += alpha * p.data()[row];
                const double rest = r.data()[row] - alpha * q.data()[row];
                r.data()[row] = rest;
                size += std::abs(rest);
                sum += rest * rest / strength.data()[row];
            }
            sizes[begin / chunk_rows] = size;
            return sum;
        });
        double size = 0;
        for (const double part : sizes) size += part;
        if (size <= enough) break;
        const double beta = next / rz;
        rz = next;
        for_each_chunk(rows, chunk_rows, walk.threads, [&](std::size_t, std::size_t begin, std::size_t end) {
            for (std::size_t row = begin; row < end; ++row)
                p.data()[row] = r.data()[row] / strength.data()[row] + beta * p.data()[row];
        });
        progress.report(static_cast<double>(i + 1) / static_cast<double>(steps));
    }
    for (std::size_t row = 0; row < rows; ++row) walk.x[row] = z[row] * strength[row];
    for (std::size_t row = 0; row < rows; ++row)
        if (inverse[row] == 0) z[row] = 0;  // nothing leaves it
}

/// One sweep of Gauss and Seidel, each row from the newest values; the sum of absolute changes. What is left
/// over, |x - d P' x - jump|, is at most d times that: only changes of later rows are not yet seen.
double sweep(Walk& walk) {
    double change = 0;
    double* x = walk.x.data();
    double* flow = walk.flow.data();
    const double* inverse = walk.inverse.data();
    for (std::size_t row = 0; row < walk.x.size(); ++row) {
        const double value = walk.damping * walk.arriving(row, flow) + walk.jump.data()[row];
        change += std::abs(value - x[row]);
        x[row] = value;
        flow[row] = value * inverse[row];
    }
    return change;
}

/// Sweeps after which the error is below the tolerance whatever the graph.
std::size_t most_steps(const PagerankOptions& options) {
    if (options.damping == 0 || options.tolerance >= 2) return 1;
    const double error = options.tolerance / 4 * (1 - options.damping);
    return static_cast<std::size_t>(std::ceil(std::log(error) / std::log(options.damping))) + 1;
}

}  // namespace

std::vector<double> pagerank(const Csr& ties, bool directed, const PagerankOptions& options,
                             const Progress& progress) {
    check(ties, options);
    if (ties.rows() == 0) return {};
    const Csr turned = directed ? transposed(ties) : Csr();
    auto inverse = inverse_strength(ties, options.weighted && ties.weighted());
    auto jump = jump_of(ties.rows(), options);
    Walk walk{directed ? turned : ties, std::move(inverse), std::move(jump), {}, {}, options.damping,
              options.weighted && ties.weighted(), options.threads};
    walk.x = walk.jump;
    walk.flow.resize(walk.x.size());
    for (std::size_t row = 0; row < walk.x.size(); ++row) walk.flow[row] = walk.x[row] * walk.inverse[row];
    const std::size_t steps = most_steps(options);
    if (!directed) solve_symmetric(walk, options.tolerance, steps, progress);
    for (std::size_t i = 0; i < steps; ++i) {
        const double error = sweep(walk) * options.damping / (1 - options.damping);
        if (error <= walk.allowed(options.tolerance)) break;
        progress.report(static_cast<double>(i + 1) / static_cast<double>(steps));
    }
    double total = 0;
    for (const double value : walk.x) total += value;
    for (double& value : walk.x) value /= total;
    return std::move(walk.x);
}

}  // namespace tissu
