#include <tissu/graph/pagerank.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include <tissu/base/error.hpp>
#include <tissu/base/parallel.hpp>

#include "graph/checks.hpp"
#include "graph/slices.hpp"

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
/// positive, and D a good preconditioner. r is the residual of the equation of Walk. Vectors are by place of Slices.
class SymmetricSolver {
public:
    SymmetricSolver(const Walk& walk, const Progress& progress)
        : walk_(walk), slices_(walk.incoming, walk.weighted, progress), rows_(walk.x.size()), inverse_(rows_), z_(rows_ + 1),
          r_(rows_), p_(rows_ + 1), q_(rows_) {
        const auto& order = slices_.order();
        double total = 0;
        for (const double value : walk.inverse) total += value > 0 ? 1 / value : 0.0;
        for (std::size_t i = 0; i < rows_; ++i) {
            const double inverse = walk.inverse[order[i]];
            const double jump = walk.jump[order[i]];
            inverse_[i] = inverse > 0 ? inverse : 1.0;
            // Start from a walk that forgets: each row the jump, and the rest by strength.
            z_[i] = inverse > 0 ? jump * inverse + walk.damping / (1 - walk.damping) / total : jump;
            sum_of_x_ += jump / (inverse > 0 ? 1 - walk.damping : 1.0);
            r_[i] = jump;
        }
    }

    /// Until the residual is below the tolerance, or for so many steps. Puts x and flow into `walk`.
    void solve(Walk& walk, double tolerance, std::size_t steps, const Progress& progress) {
        const double enough = tolerance / 4 * (1 - walk_.damping) * sum_of_x_;  // the sweep that follows sees some more
        double rz = start();
        for (std::size_t step = 0; step < steps && rz > 0; ++step) {
            const double curvature = apply();
            if (!(curvature > 0)) break;
            const auto [next, size] = advance(rz / curvature);
            if (size <= enough) break;
            const double beta = next / rz;
            rz = next;
            each([&](std::size_t begin, std::size_t end) {
                for (std::size_t i = begin; i < end; ++i) p_.data()[i] = r_.data()[i] * inverse_.data()[i] + beta * p_.data()[i];
            });
            progress.report(static_cast<double>(step + 1) / static_cast<double>(steps));
        }
        for (std::size_t i = 0; i < rows_; ++i) {
            const Index row = slices_.order()[i];
            walk.x[row] = z_[i] / inverse_[i];
            walk.flow[row] = walk.inverse[row] > 0 ? z_[i] : 0.0;  // else nothing leaves it
        }
    }

private:
    template <class Rows>
    void each(const Rows& rows) {
        for_each_chunk(rows_, chunk_rows, walk_.threads, [&](std::size_t, std::size_t begin, std::size_t end) { rows(begin, end); });
    }

    /// r = jump - (D - d A) z, p = r / D; the product of both.
    double start() {
        return sum_over(rows_, walk_.threads, [&](std::size_t begin, std::size_t end) {
            slices_.multiply(begin, end, z_.data(), q_.data());
            double sum = 0;
            for (std::size_t i = begin; i < end; ++i) {
                r_[i] += walk_.damping * q_[i] - z_[i] / inverse_[i];
                p_[i] = r_[i] * inverse_[i];
                sum += r_[i] * p_[i];
            }
            return sum;
        });
    }

    /// q = (D - d A) p; its product with p.
    double apply() {
        return sum_over(rows_, walk_.threads, [&](std::size_t begin, std::size_t end) {
            slices_.multiply(begin, end, p_.data(), q_.data());
            double sum = 0;
            for (std::size_t i = begin; i < end; ++i) {
                const double here = p_.data()[i];
                const double value = here / inverse_.data()[i] - walk_.damping * q_.data()[i];
                q_.data()[i] = value;
                sum += here * value;
            }
            return sum;
        });
    }

    /// A step along p: the new r D^-1 r, and the sum of |r|.
    std::pair<double, double> advance(double alpha) {
        std::vector<double> sizes(chunk_count(rows_, chunk_rows));
        const double next = sum_over(rows_, walk_.threads, [&](std::size_t begin, std::size_t end) {
            double sum = 0;
            double size = 0;
            for (std::size_t i = begin; i < end; ++i) {
                z_.data()[i] += alpha * p_.data()[i];
                const double rest = r_.data()[i] - alpha * q_.data()[i];
                r_.data()[i] = rest;
                size += std::abs(rest);
                sum += rest * rest * inverse_.data()[i];
            }
            sizes[begin / chunk_rows] = size;
            return sum;
        });
        double size = 0;
        for (const double part : sizes) size += part;
        return {next, size};
    }

    const Walk& walk_;
    Slices slices_;
    std::size_t rows_;
    std::vector<double> inverse_, z_, r_, p_, q_;
    double sum_of_x_ = 0;  // of the solution
};

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
    if (!directed) SymmetricSolver(walk, progress).solve(walk, options.tolerance, steps, progress);
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
