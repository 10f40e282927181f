#include <tissu/analysis/two_mode_measures.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <string>
#include <vector>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>
#include <tissu/graph/betweenness.hpp>
#include <tissu/graph/traversal.hpp>

namespace tissu {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

std::string note_of(const TwoMode& incidence, const std::string& measure) {
    return measure + " tissu " TISSU_VERSION "." + (incidence.note.empty() ? "" : "\nNetwork: " + incidence.note);
}

/// Rows, then columns, as the nodes of one symmetric relation.
Csr joined(const Csr& incidence) {
    const Index rows = incidence.rows(), all = rows + incidence.columns();
    std::vector<Index> from, to;
    for (Index row = 0; row < rows; ++row)
        for (const Index column : incidence.targets(row)) {
            from.push_back(row);
            to.push_back(rows + column);
        }
    return build_csr(all, all, from, to, {}, true, Repeated::merge, 1);
}

/// The largest betweenness that one of `own` nodes can have beside `other` nodes of the other side.
double largest_betweenness(double own, double other) {
    if (own < 1 || other < 1) return 0;
    const double s = std::floor((own - 1) / other), t = own - 1 - s * other;
    return (other * other * (s + 1) * (s + 1) + other * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2;
}

Column ids_of(const TwoMode& incidence) {
    Strings ids;
    for (const auto& id : incidence.rows.ids) ids.push_back(id);
    for (const auto& id : incidence.columns.ids) ids.push_back(id);
    return Column("node", "id", std::move(ids));
}

Column sides_of(const TwoMode& incidence) {
    Strings sides;
    for (std::size_t i = 0; i < incidence.rows.size(); ++i) sides.push_back("row");
    for (std::size_t i = 0; i < incidence.columns.size(); ++i) sides.push_back("column");
    return Column("side", "", std::move(sides));
}

double shared_of(double common, double a, double b, Overlap overlap) {
    switch (overlap) {
        case Overlap::dot: return common / (a + b - common);
        case Overlap::min: return common / std::min(a, b);
        case Overlap::max: break;
    }
    return common / std::max(a, b);
}

/// For each node the others it shares a neighbour with, and how many neighbours they share.
class Seconds {
public:
    explicit Seconds(const Csr& ties) : ties_(ties), common_(ties.rows(), 0) {}

    template <class Visit>
    void of(Index node, const Visit& visit) {
        met_.clear();
        for (const Index middle : ties_.targets(node))
            for (const Index other : ties_.targets(middle)) {
                if (other == node) continue;
                if (common_[other]++ == 0) met_.push_back(other);
            }
        for (const Index other : met_) {
            visit(other, common_[other]);
            common_[other] = 0;
        }
    }

private:
    const Csr& ties_;
    std::vector<Index> common_, met_;
};

std::vector<Index> intersection(std::span<const Index> a, std::span<const Index> b) {
    std::vector<Index> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both;
}

bool contains(const std::vector<Index>& sorted, Index value) {
    return std::binary_search(sorted.begin(), sorted.end(), value);
}

/// Pairs (p in a, q in b, p != q) for which `common` has a member other than p and q.
double closed_pairs(const std::vector<Index>& a, const std::vector<Index>& b, const std::vector<Index>& common,
                    double pairs) {
    if (common.empty()) return 0;
    if (common.size() >= 3) return pairs;
    const auto in = [&](const std::vector<Index>& set, Index value) { return contains(set, value) ? 1.0 : 0.0; };
    if (common.size() == 1) {
        const double in_a = in(a, common[0]), in_b = in(b, common[0]);
        const auto rest_a = static_cast<double>(a.size()) - in_a, rest_b = static_cast<double>(b.size()) - in_b;
        auto same = static_cast<double>(intersection(a, b).size()) - in_a * in_b;
        return rest_a * rest_b - same;
    }
    return pairs - in(a, common[0]) * in(b, common[1]) - in(a, common[1]) * in(b, common[0]);
}

}  // namespace

Table two_mode_centrality(const TwoMode& incidence, unsigned threads, const Progress& progress) {
    const Csr ties = joined(incidence.incidence);
    const auto rows = static_cast<double>(incidence.rows.size()), columns = static_cast<double>(incidence.columns.size());
    BetweennessOptions options;
    options.threads = threads;
    std::vector<double> between = betweenness(ties, false, options, progress);
    const Nearness near = nearness(ties, threads, progress);
    std::vector<std::int64_t> ties_of;
    std::vector<double> degree, closeness;
    for (Index node = 0; node < ties.rows(); ++node) {
        const bool row = node < incidence.rows.size();
        const double own = row ? rows : columns, other = row ? columns : rows;
        ties_of.push_back(ties.degree(node));
        degree.push_back(other > 0 ? static_cast<double>(ties.degree(node)) / other : undefined);
        const auto steps = static_cast<double>(near.steps[node]), reached = static_cast<double>(near.reached[node]);
        closeness.push_back(steps > 0 ? (other + 2 * (own - 1)) / steps * (reached / (rows + columns - 1)) : 0);
        const double most = largest_betweenness(own, other);
        between[node] = most > 0 ? between[node] / most : 0;
    }
    return Table({ids_of(incidence), sides_of(incidence), Column("ties", "ties", std::move(ties_of)),
                  Column("degree", "1", std::move(degree)), Column("closeness", "1", std::move(closeness)),
                  Column("betweenness", "1", std::move(between))},
                 note_of(incidence, "Two-mode centralities over their largest values (Borgatti and Everett)."));
}

Overlap overlap_named(std::string_view name) {
    if (name == "dot") return Overlap::dot;
    if (name == "min") return Overlap::min;
    if (name == "max") return Overlap::max;
    throw Error(Errc::invalid_argument, "expected a kind of dot, min, max, found \"" + shortened(name) + "\"");
}

Table two_mode_clustering(const TwoMode& incidence, Overlap overlap, const Progress& progress) {
    const Csr ties = joined(incidence.incidence);
    Seconds seconds(ties);
    std::vector<double> clustering;
    for (Index node = 0; node < ties.rows(); ++node) {
        if (node % 1024 == 0) progress.report(static_cast<double>(node) / ties.rows());
        double sum = 0, count = 0;
        const auto own = static_cast<double>(ties.degree(node));
        seconds.of(node, [&](Index other, Index common) {
            sum += shared_of(common, own, static_cast<double>(ties.degree(other)), overlap);
            ++count;
        });
        clustering.push_back(count > 0 ? sum / count : 0);
    }
    return Table({ids_of(incidence), sides_of(incidence), Column("clustering", "1", std::move(clustering))},
                 note_of(incidence, "Two-mode clustering (Latapy)."));
}

Table two_mode_redundancy(const TwoMode& incidence, const Progress& progress) {
    const Csr ties = joined(incidence.incidence);
    Seconds seconds(ties);
    // A pair of a node's neighbours is redundant if they share at least one node besides it.
    std::vector<double> redundant(ties.rows(), 0);
    for (Index node = 0; node < ties.rows(); ++node) {
        if (node % 1024 == 0) progress.report(static_cast<double>(node) / ties.rows());
        seconds.of(node, [&](Index other, Index common) {
            if (other < node || common < 2) return;
            for (const Index shared : intersection(ties.targets(node), ties.targets(other))) ++redundant[shared];
        });
    }
    std::vector<double> redundancy;
    for (Index node = 0; node < ties.rows(); ++node) {
        const auto k = static_cast<double>(ties.degree(node));
        redundancy.push_back(k > 1 ? 2 * redundant[node] / (k * (k - 1)) : undefined);
    }
    return Table({ids_of(incidence), sides_of(incidence), Column("redundancy", "1", std::move(redundancy))},
                 note_of(incidence, "Redundancy (Latapy)."));
}

double robins_alexander(const TwoMode& incidence) {
    const Csr ties = joined(incidence.incidence);
    Seconds seconds(ties);
    double cycles = 0, paths = 0;
    for (Index row = 0; row < incidence.rows.size(); ++row) {
        seconds.of(row, [&](Index other, Index common) {
            if (other > row) cycles += 0.5 * common * (common - 1.0);
        });
        for (const Index column : ties.targets(row))
            paths += static_cast<double>((ties.degree(row) - 1) * (ties.degree(column) - 1));
    }
    return paths > 0 ? 4 * cycles / paths : undefined;
}

std::pair<Table, double> opsahl_clustering(const TwoMode& incidence, const Progress& progress) {
    const Csr& ties = incidence.incidence;
    const Csr graph = joined(ties);
    Seconds seconds(graph);
    std::vector<double> all, closed, clustering;
    double every = 0, every_closed = 0;
    for (Index middle = 0; middle < ties.rows(); ++middle) {
        progress.report(static_cast<double>(middle) / ties.rows());
        std::vector<Index> others;
        std::vector<std::vector<Index>> shared;
        seconds.of(middle, [&](Index other, Index) {
            others.push_back(other);
            shared.push_back(intersection(ties.targets(middle), ties.targets(other)));
        });
        double paths = 0, shut = 0;
        for (std::size_t i = 0; i < others.size(); ++i)
            for (std::size_t j = i + 1; j < others.size(); ++j) {
                const double pairs = static_cast<double>(shared[i].size() * shared[j].size()) -
                                     static_cast<double>(intersection(shared[i], shared[j]).size());
                if (pairs == 0) continue;
                paths += pairs;
                const auto common = intersection(ties.targets(others[i]), ties.targets(others[j]));
                shut += closed_pairs(shared[i], shared[j], common, pairs);
            }
        all.push_back(paths);
        closed.push_back(shut);
        clustering.push_back(paths > 0 ? shut / paths : undefined);
        every += paths;
        every_closed += shut;
    }
    return {Table({Column("node", "id", std::span<const std::string>(incidence.rows.ids)),
                   Column("paths", "paths", std::move(all)), Column("closed", "paths", std::move(closed)),
                   Column("clustering", "1", std::move(clustering))},
                  note_of(incidence, "Two-mode clustering of rows (Opsahl).")),
            every > 0 ? every_closed / every : undefined};
}

}  // namespace tissu
