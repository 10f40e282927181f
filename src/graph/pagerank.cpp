#include <tissu/graph/pagerank.hpp>

#include <algorithm>
#include <cmath>
#include <string>

#include <tissu/base/error.hpp>
#include <tissu/base/parallel.hpp>

#include "graph/checks.hpp"

namespace tissu {
namespace {

constexpr std::size_t chunk_rows = 4096;

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

struct Partial {
    double change = 0;
    double stuck = 0;  // rank of rows that nothing leaves
};

/// Power iteration, each row pulling from the rows that point to it.
class Walk {
public:
    Walk(const Csr& incoming, std::vector<double> inverse, std::vector<double> jump, const PagerankOptions& options)
        : incoming_(incoming), inverse_(std::move(inverse)), jump_(std::move(jump)), rank_(jump_),
          flow_(jump_.size()), partial_(chunk_count(jump_.size(), chunk_rows)), damping_(options.damping),
          weighted_(options.weighted && incoming.weighted()), threads_(options.threads) {
        for (std::size_t row = 0; row < rank_.size(); ++row) {
            flow_[row] = rank_[row] * inverse_[row];
            if (inverse_[row] == 0) stuck_ += rank_[row];
        }
    }

    /// One step; the sum of absolute changes.
    double step() {
        const double jumping = damping_ * stuck_ + (1 - damping_);
        for_each_chunk(rank_.size(), chunk_rows, threads_, [&](std::size_t chunk, std::size_t begin, std::size_t end) {
            partial_[chunk] = weighted_ ? pull<true>(begin, end, jumping) : pull<false>(begin, end, jumping);
        });
        double change = 0;
        stuck_ = 0;
        for (const Partial& part : partial_) {
            change += part.change;
            stuck_ += part.stuck;
        }
        for (std::size_t row = 0; row < rank_.size(); ++row) flow_[row] = rank_[row] * inverse_[row];
        return change;
    }

    std::vector<double> result() { return std::move(rank_); }

private:
    template <bool weighted>
    Partial pull(std::size_t begin, std::size_t end, double jumping) {
        const std::int64_t* offsets = incoming_.offsets().data();
        const Index* sources = incoming_.targets().data();
        const double* weights = incoming_.weights().data();
        const double* flow = flow_.data();
        Partial part;
        for (std::size_t row = begin; row < end; ++row) {
            double sum = 0;
            for (std::int64_t entry = offsets[row]; entry < offsets[row + 1]; ++entry) {
                if constexpr (weighted) sum += flow[sources[entry]] * weights[entry];
                else sum += flow[sources[entry]];
            }
            const double rank = damping_ * sum + jumping * jump_[row];
            part.change += std::abs(rank - rank_[row]);
            rank_[row] = rank;
            if (inverse_[row] == 0) part.stuck += rank;
        }
        return part;
    }

    const Csr& incoming_;
    std::vector<double> inverse_, jump_, rank_;
    std::vector<double> flow_;  // what each row gives to an outgoing tie of weight 1
    std::vector<Partial> partial_;
    double damping_;
    double stuck_ = 0;
    bool weighted_;
    unsigned threads_;
};

/// Steps after which the error is below the tolerance whatever the graph: it starts at 2 at most and
/// shrinks by the damping.
std::size_t most_steps(const PagerankOptions& options) {
    if (options.damping == 0 || options.tolerance >= 2) return 1;
    return static_cast<std::size_t>(std::ceil(std::log(options.tolerance / 2) / std::log(options.damping))) + 1;
}

}  // namespace

std::vector<double> pagerank(const Csr& ties, bool directed, const PagerankOptions& options,
                             const Progress& progress) {
    check(ties, options);
    if (ties.rows() == 0) return {};
    const Csr turned = directed ? transposed(ties) : Csr();
    Walk walk(directed ? turned : ties, inverse_strength(ties, options.weighted && ties.weighted()),
              jump_of(ties.rows(), options), options);
    const std::size_t steps = most_steps(options);
    const double enough = options.tolerance * (1 - options.damping) / std::max(options.damping, 1e-300);
    for (std::size_t i = 0; i < steps; ++i) {
        if (walk.step() <= enough) break;
        progress.report(static_cast<double>(i + 1) / static_cast<double>(steps));
    }
    return walk.result();
}

}  // namespace tissu
