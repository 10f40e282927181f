#include <tissu/graph/structure.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include <tissu/base/error.hpp>
#include <tissu/base/parallel.hpp>
#include <tissu/graph/cohesion.hpp>

#include "graph/checks.hpp"

namespace tissu {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

void require_values(const Csr& ties, std::size_t found) {
    require_square(ties);
    if (found != ties.rows())
        throw Error(Errc::invalid_argument, "expected a value for each of " + std::to_string(ties.rows()) +
                                                " rows, found " + std::to_string(found));
}

/// Sums of two variables over observations; enough for their correlation.
struct Moments {
    double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;

    void add(double a, double b, double times = 1) {
        n += times;
        x += times * a;
        y += times * b;
        xx += times * a * a;
        yy += times * b * b;
        xy += times * a * b;
    }
    [[nodiscard]] double correlation() const {
        const double spread = (n * xx - x * x) * (n * yy - y * y);
        return spread > 1e-12 * n * n * xx * yy ? (n * xy - x * y) / std::sqrt(spread) : undefined;
    }
};

/// What a row has of its own and in common with a second, over all thirds.
struct Profiles {
    double a = 0, b = 0, aa = 0, bb = 0, ab = 0;  // sums, sums of squares and of products
    double only_a = 0, only_b = 0, both = 0;      // contacts
};

/// Compares rows with one row that lies open in `dense`.
class Comparison {
public:
    Comparison(const Csr& ties, Index row) : ties_(ties), row_(row), dense_(ties.rows()), tied_(ties.rows()) {
        for (std::size_t i = 0; i < ties.targets(row).size(); ++i) {
            const Index target = ties.targets(row)[i];
            if (target == row) continue;
            dense_[target] = ties.weight(row, i);
            tied_[target] = 1;
            sum_ += dense_[target];
            squares_ += dense_[target] * dense_[target];
            ++count_;
        }
    }

    /// Adds what both have to thirds; the dyad itself is left out.
    void add(Index other, Profiles& p) const {
        double sum = 0, squares = 0, products = 0, count = 0, both = 0;
        for (std::size_t i = 0; i < ties_.targets(other).size(); ++i) {
            const Index third = ties_.targets(other)[i];
            if (third == other || third == row_) continue;
            const double weight = ties_.weight(other, i);
            sum += weight;
            squares += weight * weight;
            products += weight * dense_[third];
            count += 1;
            both += tied_[third];
        }
        const double direct = dense_[other];
        p.a += sum_ - direct;
        p.aa += squares_ - direct * direct;
        p.b += sum;
        p.bb += squares;
        p.ab += products;
        p.both += both;
        p.only_a += static_cast<double>(count_) - tied_[other] - both;
        p.only_b += count - both;
    }
    [[nodiscard]] double direct(Index other) const { return dense_[other]; }

private:
    const Csr& ties_;
    Index row_;
    std::vector<double> dense_;
    std::vector<unsigned char> tied_;
    double sum_ = 0, squares_ = 0;
    std::int64_t count_ = 0;
};

double compared(const Profiles& p, double to, double from, bool symmetric, double rows, Likeness likeness) {
    if (likeness == Likeness::jaccard) {
        const double either = p.both + p.only_a + p.only_b;
        return either > 0 ? p.both / either : undefined;
    }
    if (likeness == Likeness::hamming) return p.only_a + p.only_b + (symmetric || (to != 0) == (from != 0) ? 0 : 2);
    const double turned = symmetric ? 0 : (to - from) * (to - from);  // a to b against b to a
    if (likeness == Likeness::euclidean) {
        // Each directed profile holds the dyad's two arcs: a has (to, from), b has (from, to).
        return std::sqrt(std::max(0.0, p.aa + p.bb - 2 * p.ab + 2 * turned));
    }
    Moments m;
    m.n = (rows - 2) * (symmetric ? 1 : 2);
    m.x = p.a, m.y = p.b, m.xx = p.aa, m.yy = p.bb, m.xy = p.ab;
    if (!symmetric) {
        m.add(to, from);
        m.add(from, to);
    }
    return m.n > 0 ? m.correlation() : undefined;
}

}  // namespace

RichClub rich_club(const Csr& ties) {
    require_square(ties);
    const auto degree = neighbour_counts(ties);
    const std::int64_t most = degree.empty() ? 0 : *std::max_element(degree.begin(), degree.end());
    std::vector<std::int64_t> rows(static_cast<std::size_t>(most) + 2), edges(rows.size());
    for (Index row = 0; row < ties.rows(); ++row) {
        ++rows[static_cast<std::size_t>(degree[row])];
        for (const Index target : ties.targets(row))
            if (target > row) ++edges[static_cast<std::size_t>(std::min(degree[row], degree[target]))];
    }
    for (std::size_t k = rows.size() - 1; k-- > 0;) {
        rows[k] += rows[k + 1];
        edges[k] += edges[k + 1];
    }
    RichClub club;
    for (std::size_t k = 0; k + 1 < rows.size() && rows[k + 1] >= 2; ++k) {
        club.degree.push_back(static_cast<std::int64_t>(k));
        club.rows.push_back(rows[k + 1]);
        club.ties.push_back(edges[k + 1]);
    }
    return club;
}

CorePeriphery core_periphery(const Csr& ties) {
    require_square(ties);
    const auto degree = neighbour_counts(ties);
    std::vector<Index> order(ties.rows());
    std::iota(order.begin(), order.end(), Index{0});
    std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return degree[a] > degree[b]; });
    // Row k more in the core misses k ties there and takes its own out of the periphery (Lip 2011).
    std::size_t size = 0;
    std::int64_t loss = 0;
    std::int64_t least = 0;
    for (std::size_t k = 0; k < order.size(); ++k) {
        loss += static_cast<std::int64_t>(k) - degree[order[k]];
        if (loss < least) {
            least = loss;
            size = k + 1;
        }
    }
    CorePeriphery result{std::vector<char>(ties.rows()), undefined};
    for (std::size_t k = 0; k < size; ++k) result.core[order[k]] = 1;
    double inside = 0;
    double outside = 0;
    for (Index row = 0; row < ties.rows(); ++row) {
        for (const Index target : ties.targets(row)) {
            if (target <= row || result.core[row] != result.core[target]) continue;
            (result.core[row] ? inside : outside) += 1;
        }
    }
    const auto pairs = [](double n) { return n * (n - 1) / 2; };
    const double core_pairs = pairs(static_cast<double>(size));
    const double other_pairs = pairs(static_cast<double>(order.size() - size));
    Moments m;
    m.add(1, 1, inside);
    m.add(0, 1, core_pairs - inside);
    m.add(1, 0, outside);
    m.add(0, 0, other_pairs - outside);
    if (m.n > 0) result.correlation = m.correlation();
    return result;
}

double assortativity(const Csr& ties, std::span<const Index> groups) {
    require_values(ties, groups.size());
    Index count = 0;
    for (const Index group : groups)
        if (group != no_index) count = std::max(count, group + 1);
    std::vector<double> out(count), in(count);
    double inside = 0;
    double total = 0;
    for (Index row = 0; row < ties.rows(); ++row) {
        for (const Index target : ties.targets(row)) {
            if (target == row || groups[row] == no_index || groups[target] == no_index) continue;
            total += 1;
            out[groups[row]] += 1;
            in[groups[target]] += 1;
            if (groups[row] == groups[target]) inside += 1;
        }
    }
    double chance = 0;
    for (Index group = 0; group < count; ++group) chance += out[group] / total * (in[group] / total);
    return total > 0 && chance < 1 ? (inside / total - chance) / (1 - chance) : undefined;
}

double assortativity(const Csr& ties, std::span<const double> out, std::span<const double> in) {
    require_values(ties, out.size());
    require_values(ties, in.size());
    const auto mean_of = [](std::span<const double> values) {  // values near 0: less is lost to rounding
        double sum = 0, n = 0;
        for (const double value : values)
            if (!std::isnan(value)) sum += value, n += 1;
        return n > 0 ? sum / n : 0.0;
    };
    const double mean_out = mean_of(out);
    const double mean_in = mean_of(in);
    Moments m;
    for (Index row = 0; row < ties.rows(); ++row)
        for (const Index target : ties.targets(row))
            if (target != row && !std::isnan(out[row]) && !std::isnan(in[target]))
                m.add(out[row] - mean_out, in[target] - mean_in);
    return m.n > 0 ? m.correlation() : undefined;
}

std::vector<double> structural_equivalence(const Csr& ties, bool symmetric, Likeness likeness, unsigned threads,
                                           const Progress& progress) {
    require_square(ties);
    const std::size_t rows = ties.rows();
    if (rows > 20'000)
        throw Error(Errc::unsupported, "expected at most 20000 nodes, whose pairs are compared, found " +
                                           std::to_string(rows));
    const Csr back = symmetric ? Csr() : transposed(ties);
    std::vector<double> values(rows < 2 ? 0 : rows * (rows - 1) / 2);
    std::atomic<std::size_t> done{0};
    for_each_chunk(rows, 16, threads, [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) {
            const Comparison to(ties, static_cast<Index>(row));
            const Comparison from(symmetric ? ties : back, static_cast<Index>(row));
            std::size_t place = row * (2 * rows - row - 1) / 2;
            for (auto other = static_cast<Index>(row + 1); other < rows; ++other) {
                Profiles p;
                to.add(other, p);
                if (!symmetric) from.add(other, p);
                values[place++] = compared(p, to.direct(other), from.direct(other), symmetric,
                                           static_cast<double>(rows), likeness);
            }
            progress.report(static_cast<double>(++done) / static_cast<double>(rows));
        }
    });
    return values;
}

}  // namespace tissu
