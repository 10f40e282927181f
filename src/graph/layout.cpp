#include <tissu/graph/layout.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

#include <tissu/base/parallel.hpp>
#include <tissu/base/random.hpp>
#include <tissu/graph/components.hpp>

#include "graph/checks.hpp"
#include "graph/quadtree.hpp"

namespace tissu {
namespace {

constexpr std::size_t chunk = 256;
constexpr double pace = 0.5;   // of the way to where a row's forces would bring it
constexpr double pull = 0.05;  // of the middle: keeps loose branches from drifting away

/// The rows of each component, the largest component first.
std::vector<std::vector<Index>> rows_by_part(const Csr& ties) {
    const Parts parts = weak_components(ties, true);
    std::vector<std::vector<Index>> rows(parts.size.size());
    for (Index row = 0; row < ties.rows(); ++row) rows[parts.of[row]].push_back(row);
    return rows;
}

double mean_weight(const Csr& ties) {
    double sum = 0;
    for (const double weight : ties.weights()) sum += weight;
    return sum > 0 ? sum / static_cast<double>(ties.size()) : 1.0;
}

std::uint32_t iterations_for(std::size_t rows, const LayoutOptions& options) {
    if (options.iterations > 0) return options.iterations;
    return static_cast<std::uint32_t>(std::clamp(1.2e6 / static_cast<double>(rows), 100.0, 400.0));
}

/// Lays out one component after the other. Positions are about (0, 0).
class Forces {
public:
    Forces(const Csr& ties, const LayoutOptions& options, Positions& at)
        : ties_(ties), options_(options), at_(at), unit_(1 / mean_weight(ties)), mass_(ties.rows(), 1.0) {
        for (Index row = 0; row < ties.rows(); ++row)
            for (std::size_t i = 0; i < ties.targets(row).size(); ++i)
                if (ties.targets(row)[i] != row) mass_[row] += ties.weight(row, i) * unit_;
    }

    void spread(const std::vector<Index>& rows, Random& random, const Progress& progress, double from, double share) {
        double whole = 0;
        for (const Index row : rows) whole += mass_[row];
        const double radius = std::sqrt(whole);  // where repulsion and attraction balance
        scatter(rows, random, radius);
        if (rows.size() > 1) {
            const std::uint32_t steps = iterations_for(rows.size(), options_);
            for (std::uint32_t step = 0; step < steps; ++step) {
                const double left = 1 - static_cast<double>(step) / steps;
                move(rows, radius * 0.2 * left * left);
                progress.report(from + share * (1 - left));
            }
        }
        fit(rows);
    }

private:
    /// Points drawn evenly from a disc.
    void scatter(const std::vector<Index>& rows, Random& random, double radius) {
        for (const Index row : rows) {
            double x = 1;
            double y = 1;
            while (x * x + y * y > 1) {
                x = 2 * random.uniform() - 1;
                y = 2 * random.uniform() - 1;
            }
            at_.x[row] = x * radius;
            at_.y[row] = y * radius;
        }
    }

    /// One step of every row, from where all stood before it; none longer than `longest`.
    void move(const std::vector<Index>& rows, double longest) {
        std::vector<Body> bodies(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) bodies[i] = {at_.x[rows[i]], at_.y[rows[i]], mass_[rows[i]]};
        const Quadtree tree(std::move(bodies));
        std::vector<Body> moved(rows.size());
        for_each_chunk(rows.size(), chunk, options_.threads, [&](std::size_t, std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) moved[i] = step_of(rows[i], tree, longest);
        });
        for (std::size_t i = 0; i < rows.size(); ++i) {
            at_.x[rows[i]] += moved[i].x;
            at_.y[rows[i]] += moved[i].y;
        }
    }

    Body step_of(Index row, const Quadtree& tree, double longest) const {
        const double x = at_.x[row];
        const double y = at_.y[row];
        Body step = tree.push_at(x, y);
        double to_x = 0;
        double to_y = 0;
        for (std::size_t i = 0; i < ties_.targets(row).size(); ++i) {
            const Index other = ties_.targets(row)[i];
            const double weight = ties_.weight(row, i) * unit_;
            to_x += weight * (at_.x[other] - x);
            to_y += weight * (at_.y[other] - y);
        }
        step.x = pace * (step.x + to_x / mass_[row] - pull * x);
        step.y = pace * (step.y + to_y / mass_[row] - pull * y);
        const double length = std::hypot(step.x, step.y);
        if (length > longest) {
            step.x *= longest / length;
            step.y *= longest / length;
        }
        return step;
    }

    /// Moves the middle to (0, 0) and scales to a disc of radius sqrt(rows).
    void fit(const std::vector<Index>& rows) {
        const double n = static_cast<double>(rows.size());
        double x = 0;
        double y = 0;
        for (const Index row : rows) {
            x += at_.x[row] / n;
            y += at_.y[row] / n;
        }
        double widest = 0;
        for (const Index row : rows) {
            at_.x[row] -= x;
            at_.y[row] -= y;
            widest = std::max(widest, std::hypot(at_.x[row], at_.y[row]));
        }
        const double scale = rows.size() > 1 && widest > 0 ? std::sqrt(n) / widest : 0.0;
        for (const Index row : rows) {
            at_.x[row] *= scale;
            at_.y[row] *= scale;
        }
    }

    const Csr& ties_;
    const LayoutOptions& options_;
    Positions& at_;
    double unit_;
    std::vector<double> mass_;
};

/// The radius that a component is given: what it fills, and half a unit of space.
double room_of(const std::vector<Index>& rows) {
    return (rows.size() > 1 ? std::sqrt(static_cast<double>(rows.size())) : 0.0) + 0.5;
}

/// Puts all but the first component in rings around it, each ring as wide as its first, largest one.
void arrange(const std::vector<std::vector<Index>>& parts, Positions& at) {
    if (parts.empty()) return;
    double inner = room_of(parts.front());
    for (std::size_t part = 1; part < parts.size();) {
        const double width = room_of(parts[part]);
        const double radius = inner + width;
        double angle = 0;
        for (; part < parts.size(); ++part) {
            const double half = std::asin(std::min(1.0, room_of(parts[part]) / radius));
            if (angle > 0 && angle + 2 * half > 2 * std::numbers::pi) break;
            for (const Index row : parts[part]) {
                at.x[row] += radius * std::cos(angle + half);
                at.y[row] += radius * std::sin(angle + half);
            }
            angle += 2 * half;
        }
        inner = radius + width;
    }
}

}  // namespace

Positions layout(const Csr& ties, const LayoutOptions& options, const Progress& progress) {
    require_square(ties);
    require_weights(ties);
    const Csr both = symmetrised(ties);
    const auto parts = rows_by_part(both);
    Positions at{std::vector<double>(ties.rows()), std::vector<double>(ties.rows())};
    Forces forces(both, options, at);
    Random random(options.seed);
    double done = 0;
    for (const auto& rows : parts) {
        const double share = static_cast<double>(rows.size()) / ties.rows();
        forces.spread(rows, random, progress, done, share);
        done += share;
    }
    arrange(parts, at);
    return at;
}

}  // namespace tissu
