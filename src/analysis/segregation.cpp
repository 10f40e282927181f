#include <tissu/analysis/segregation.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <tuple>

#include <tissu/base/parallel.hpp>
#include <tissu/base/random.hpp>

#include "analysis/describe.hpp"
#include "analysis/grouped.hpp"

namespace tissu {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

struct Tie {
    Index a, b;
    double weight;
};

/// Ties between different nodes that have a group; nodes renumbered.
struct Labelled {
    std::vector<Tie> ties;
    std::vector<Index> group;
    std::vector<std::vector<Index>> together;  ///< nodes whose labels are dealt out among them; empty: all
    std::vector<std::int64_t> sizes;
    std::vector<double> strength;
    double weight = 0, squares = 0;  ///< W, and Q over pairs of nodes
};

Labelled labelled(const Network& network, const Groups& groups, bool weighted, const std::vector<Index>& strata = {}) {
    Labelled result;
    std::vector<Index> number(network.size(), no_index);
    for (Index node = 0; node < network.size(); ++node) {
        if (groups.of[node] == no_index) continue;
        number[node] = static_cast<Index>(result.group.size());
        result.group.push_back(groups.of[node]);
    }
    if (!strata.empty())
        for (auto& nodes : dealt_together(groups, strata)) {
            for (Index& node : nodes) node = number[node];
            result.together.push_back(std::move(nodes));
        }
    for_each_tie(network, [&](Index from, Index to, double weight) {
        if (from != to && number[from] != no_index && number[to] != no_index)
            result.ties.push_back({std::min(number[from], number[to]), std::max(number[from], number[to]),
                                   weighted ? weight : 1});
    });
    // The two arcs of a pair are one tie of their weight.
    std::sort(result.ties.begin(), result.ties.end(),
              [](const Tie& x, const Tie& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
    std::vector<Tie> pairs;
    for (const Tie& tie : result.ties) {
        if (!pairs.empty() && pairs.back().a == tie.a && pairs.back().b == tie.b)
            pairs.back().weight += tie.weight;
        else pairs.push_back(tie);
    }
    result.ties = std::move(pairs);
    result.sizes = group_sizes(groups);
    result.strength.assign(result.group.size(), 0);
    for (const Tie& tie : result.ties) {
        result.weight += tie.weight;
        result.squares += tie.weight * tie.weight;
        result.strength[tie.a] += tie.weight;
        result.strength[tie.b] += tie.weight;
    }
    return result;
}

/// No branch on chance: half of the guesses would be wrong.
double internal_weight(const std::vector<Tie>& ties, const std::vector<Index>& group) {
    double even = 0, odd = 0;  // two chains of additions, always the same two
    std::size_t k = 0;
    for (; k + 1 < ties.size(); k += 2) {
        even += static_cast<double>(group[ties[k].a] == group[ties[k].b]) * ties[k].weight;
        odd += static_cast<double>(group[ties[k + 1].a] == group[ties[k + 1].b]) * ties[k + 1].weight;
    }
    if (k < ties.size() && group[ties[k].a] == group[ties[k].b]) even += ties[k].weight;
    return even + odd;
}

/// n (n - 1) … (n - k + 1)
double falling(double n, int k) {
    double product = 1;
    for (int i = 0; i < k; ++i) product *= std::max(0.0, n - i);
    return product;
}

struct Moments {
    double mean, sd;  ///< of the internal weight
};

Moments moments(const Labelled& net) {
    const auto n = static_cast<double>(net.group.size());
    double sum2 = 0, sum3 = 0, sum4 = 0, squares2 = 0, strengths = 0;
    for (const std::int64_t size : net.sizes) {
        const auto n_g = static_cast<double>(size);
        sum2 += falling(n_g, 2);
        sum3 += falling(n_g, 3);
        sum4 += falling(n_g, 4);
        squares2 += falling(n_g, 2) * falling(n_g, 2);
    }
    for (const double s : net.strength) strengths += s * s;
    const auto chance = [n](double cases, int k) { return cases > 0 ? cases / falling(n, k) : 0; };
    const double p2 = chance(sum2, 2);
    const double p3 = chance(sum3, 3);
    const double p4 = chance(sum4 + sum2 * sum2 - squares2, 4);
    const double w = net.weight, q = net.squares, a = strengths - 2 * q;
    const double variance = q * p2 + a * p3 + (w * w - q - a) * p4 - w * p2 * (w * p2);
    // A difference of like numbers: below its rounding error it is 0.
    return {w * p2, variance > 1e-12 * w * w ? std::sqrt(variance) : 0};
}

double index_of(double internal, double external) {
    return internal + external > 0 ? (external - internal) / (internal + external) : undefined;
}

/// How often random labels give at most, and at least, the internal weight seen.
struct Tails {
    std::int64_t at_most = 0, at_least = 0;
    double sum = 0, squares = 0;  ///< of the internal weight less that seen
};

Tails permuted(const Labelled& net, double internal, const EIOptions& options, const Progress& progress) {
    constexpr std::size_t chunk_size = 64;
    const double rounding = 1e-9 * std::max(1.0, net.weight);
    const auto n = static_cast<std::size_t>(options.permutations);
    std::vector<Tails> chunks(chunk_count(n, chunk_size));
    for_each_chunk(n, chunk_size, options.threads,
                   [&](std::size_t chunk, std::size_t begin, std::size_t end) {
                       Random random(options.seed, chunk);
                       std::vector<Index> group = net.group;
                       for (std::size_t i = begin; i < end; ++i) {
                           if (net.together.empty()) random.shuffle(std::span<Index>(group));
                           else deal(group, net.together, random);
                           const double drawn = internal_weight(net.ties, group);
                           chunks[chunk].at_most += drawn <= internal + rounding;
                           chunks[chunk].at_least += drawn >= internal - rounding;
                           chunks[chunk].sum += drawn - internal;
                           chunks[chunk].squares += (drawn - internal) * (drawn - internal);
                       }
                       progress.report(static_cast<double>(end) / static_cast<double>(n));
                   });
    Tails sum;
    for (const Tails& tails : chunks) {
        sum.at_most += tails.at_most;
        sum.at_least += tails.at_least;
        sum.sum += tails.sum;
        sum.squares += tails.squares;
    }
    return sum;
}

/// The indices with as many ties inside, and between, as the group sizes allow.
std::pair<double, double> attainable(const Labelled& net, double ties_per_pair) {
    const auto n = static_cast<double>(net.group.size());
    double inside = 0;
    for (const std::int64_t size : net.sizes)
        inside += falling(static_cast<double>(size), 2) / 2 * ties_per_pair;
    const double between = falling(n, 2) / 2 * ties_per_pair - inside;
    const double most_inside = std::min(net.weight, inside), most_between = std::min(net.weight, between);
    return {index_of(most_inside, net.weight - most_inside),
            index_of(net.weight - most_between, most_between)};
}

double over(double value, double bound) { return value == 0 ? 0 : value / bound; }

struct Sides {
    std::vector<double> internal, external, index;

    explicit Sides(std::size_t n) : internal(n, 0.0), external(n, 0.0) {}
    void finish() {
        for (std::size_t i = 0; i < internal.size(); ++i) index.push_back(index_of(internal[i], external[i]));
    }
};

}  // namespace

EIIndex e_i_index(const Network& network, const Groups& groups, const EIOptions& options,
                  const Progress& progress) {
    check_groups(network, groups);
    if (options.permutations < 0)
        throw Error(Errc::invalid_argument,
                    "expected permutations from 0, found " + std::to_string(options.permutations));
    if (!options.strata.empty() && options.permutations == 0)
        throw Error(Errc::invalid_argument, "expected 1 permutation or more with strata, found 0");
    const Labelled net = labelled(network, groups, options.weighted, options.strata);
    EIIndex result{};
    result.internal = internal_weight(net.ties, net.group);
    result.external = net.weight - result.internal;
    result.value = index_of(result.internal, result.external);
    Moments by_chance = moments(net);
    const bool any = net.weight > 0;
    Tails tails;
    if (options.permutations > 0 && any) tails = permuted(net, result.internal, options, progress);
    if (!options.strata.empty() && any) {
        const double mean = tails.sum / static_cast<double>(options.permutations);
        const double variance = tails.squares / static_cast<double>(options.permutations) - mean * mean;
        by_chance = {result.internal + mean, std::sqrt(std::max(0.0, variance))};
    }
    result.expected = any ? 1 - 2 * by_chance.mean / net.weight : undefined;
    result.sd = any ? 2 * by_chance.sd / net.weight : undefined;
    result.z = result.sd > 0 ? (result.value - result.expected) / result.sd : undefined;
    result.p_low = result.p_high = result.p = undefined;
    if (options.permutations > 0 && any) {
        const auto share = [&](std::int64_t b) {
            return static_cast<double>(b + 1) / static_cast<double>(options.permutations + 1);
        };
        result.p_low = share(tails.at_least);  // more inside is a lower index
        result.p_high = share(tails.at_most);
        result.p = std::min(1.0, 2 * std::min(result.p_low, result.p_high));
    }
    result.lowest = result.highest = result.rescaled = undefined;
    if (!options.weighted) {
        std::tie(result.lowest, result.highest) = attainable(net, network.directed() ? 2 : 1);
        result.rescaled =
            result.value >= 0 ? over(result.value, result.highest) : over(result.value, -result.lowest);
    }
    std::string said = "E-I index of " + std::to_string(groups.count()) + " groups" +
                       (options.weighted ? ", weighted" : "") + ungrouped_note(groups) +
                       (options.strata.empty() ? "; moments over all label permutations"
                                               : "; labels stay within their stratum, moments of the draws");
    if (options.permutations > 0)
        said += "; p from " + std::to_string(options.permutations) + " permutations, seed " +
                std::to_string(options.seed);
    result.note = note_of(network, said + ".");
    return result;
}

Table e_i_by_node(const Network& network, const Groups& groups, bool weighted) {
    check_groups(network, groups);
    Sides sides(network.size());
    for_each_tie(network, [&](Index from, Index to, double weight) {
        const Index a = groups.of[from], b = groups.of[to];
        if (from == to || a == no_index || b == no_index) return;
        for (const Index end : {from, to})
            (a == b ? sides.internal : sides.external)[end] += weighted ? weight : 1;
    });
    sides.finish();
    return Table({Column("node", "id", std::span<const std::string>(network.nodes().ids)),
                  Column("internal", weighted ? "weight" : "ties", std::move(sides.internal)),
                  Column("external", weighted ? "weight" : "ties", std::move(sides.external)),
                  Column("e_i", "1", std::move(sides.index))},
                 note_of(network, "E-I index by node" + ungrouped_note(groups) + "."));
}

Table e_i_by_group(const Network& network, const Groups& groups, bool weighted) {
    check_groups(network, groups);
    Sides sides(groups.count());
    for_each_tie(network, [&](Index from, Index to, double weight) {
        const Index a = groups.of[from], b = groups.of[to];
        if (from == to || a == no_index || b == no_index) return;
        const double tie = weighted ? weight : 1;
        (a == b ? sides.internal : sides.external)[a] += tie;
        if (a != b) sides.external[b] += tie;
    });
    sides.finish();
    return Table({Column("group", "group", std::span<const std::string>(groups.names)),
                  Column("nodes", "nodes", group_sizes(groups)),
                  Column("internal", weighted ? "weight" : "ties", std::move(sides.internal)),
                  Column("external", weighted ? "weight" : "ties", std::move(sides.external)),
                  Column("e_i", "1", std::move(sides.index))},
                 note_of(network, "E-I index by group" + ungrouped_note(groups) + "."));
}

}  // namespace tissu
