#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/backbone_parts.hpp"
#include "analysis/describe.hpp"
#include "analysis/grouped.hpp"

namespace tissu {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

struct Tie {
    Index a, b;
    double weight;
};

/// Ties without loops, and what leaves and reaches each node (undirected: the same).
struct Sums {
    std::vector<Tie> ties;
    std::vector<double> out, in;
    std::vector<double> out_degree, in_degree;
    double total = 0;
};

Sums sums_of(const Network& network) {
    Sums sums;
    for (auto* side : {&sums.out, &sums.in, &sums.out_degree, &sums.in_degree})
        side->assign(network.size(), 0);
    for_each_tie(network, [&](Index a, Index b, double weight) {
        if (a == b || weight == 0) return;
        sums.ties.push_back({a, b, weight});
        for (const bool back : {false, true}) {
            if (back && network.directed()) break;
            const Index from = back ? b : a, to = back ? a : b;
            sums.out[from] += weight;
            sums.in[to] += weight;
            sums.out_degree[from] += 1;
            sums.in_degree[to] += 1;
            sums.total += weight;
        }
    });
    return sums;
}

double disparity_p(double weight, double strength, double degree) {
    return degree > 1 ? std::pow(1 - weight / strength, degree - 1) : 1;
}

/// The weights of what leaves and reaches each node, ascending.
struct Weights {
    std::vector<std::vector<double>> out, in;
};

Weights sorted_weights(const Network& network, const Sums& sums) {
    Weights weights{std::vector<std::vector<double>>(network.size()), std::vector<std::vector<double>>(network.size())};
    for (const Tie& tie : sums.ties) {
        weights.out[tie.a].push_back(tie.weight);
        weights.in[tie.b].push_back(tie.weight);
        if (network.directed()) continue;
        weights.out[tie.b].push_back(tie.weight);
        weights.in[tie.a].push_back(tie.weight);
    }
    for (auto* side : {&weights.out, &weights.in})
        for (auto& of : *side) std::sort(of.begin(), of.end());
    return weights;
}

double heavier_share(const std::vector<double>& sorted, double weight) {
    const auto heavier = sorted.end() - std::upper_bound(sorted.begin(), sorted.end(), weight);
    return static_cast<double>(heavier) / static_cast<double>(sorted.size());
}

/// P(X >= w), X binomial: terms from w upwards while they matter, or what lies below taken from 1 where that is shorter.
double binomial_over(double draws, double chance, double w) {
    if (w <= 0 || chance >= 1) return 1;
    if (chance <= 0) return 0;
    const double odds = chance / (1 - chance);
    const bool above = w > draws * chance;
    double k = above ? w : w - 1;
    double term = std::exp(std::lgamma(draws + 1) - std::lgamma(k + 1) - std::lgamma(draws - k + 1) + k * std::log(chance) +
                           (draws - k) * std::log1p(-chance));
    double sum = 0;
    while (k >= 0 && k <= draws && term > sum * 1e-17) {
        sum += term;
        term *= above ? (draws - k) / (k + 1) * odds : k / (draws - k + 1) / odds;
        k += above ? 1 : -1;
    }
    return above ? std::min(sum, 1.0) : std::max(0.0, 1 - sum);
}

struct Score {
    double score, sd;
};

/// The method of Coscia and Neffke, names as in the paper.
Score noise_score(double weight, double n_i, double n_j, double n) {
    const double prior = n_i * n_j / (n * n);
    const double prior_variance = n_i * n_j * (n - n_i) * (n - n_j) / (n * n * n * n * (n - 1));
    const double kappa = n / (n_i * n_j);
    const double alpha = prior * prior / prior_variance * (1 - prior) - prior;
    const double beta = prior / prior_variance * (1 - prior * prior) - (1 - prior);
    const double chance = (alpha + weight) / (alpha + beta + n);
    const double variance = chance * (1 - chance) * n;
    const double d = 1 / (n_i * n_j) - n * (n_i + n_j) / (n_i * n_j * n_i * n_j);
    const double slope = 2 * (kappa + weight * d) / std::pow(kappa * weight + 1, 2);
    return {(kappa * weight - 1) / (kappa * weight + 1), std::sqrt(variance) * std::abs(slope)};
}

/// The pairs, their columns in `extra`, and the network of those with a p within the threshold.
Backbone weighted_backbone(const Network& network, const Sums& sums, const std::vector<double>& p,
                           std::vector<Column> extra, double best, std::string sentence,
                           const BackboneOptions& options) {
    std::vector<Tested> tests;
    for (const double value : p) tests.push_back({value, 1});
    const auto size = static_cast<double>(p.size());
    const Cut level = cut(std::move(tests), size, options.alpha, options.correction);
    Strings a, b;
    std::vector<double> weight, kept;
    std::vector<std::int64_t> sign;
    std::vector<Index> from, to;
    std::vector<char> reached(network.size(), 0);
    for (std::size_t k = 0; k < p.size(); ++k) {
        const Tie& tie = sums.ties[k];
        a.push_back(network.nodes().ids[tie.a]);
        b.push_back(network.nodes().ids[tie.b]);
        weight.push_back(tie.weight);
        sign.push_back(p[k] <= level.threshold);
        if (!sign.back()) continue;
        from.push_back(tie.a);
        to.push_back(tie.b);
        kept.push_back(tie.weight);
        reached[tie.a] = reached[tie.b] = 1;
    }
    const std::string note = note_of(network, sentence + level_sentence(options, size) + ".");
    std::vector<Column> columns{Column("a", "id", std::move(a)), Column("b", "id", std::move(b)),
                                Column("weight", "weight", std::move(weight))};
    for (Column& column : extra) columns.push_back(std::move(column));
    columns.emplace_back("sign", "1", std::move(sign));
    const auto nodes = static_cast<double>(std::count(reached.begin(), reached.end(), 1));
    Table power = power_table({{"over", size, level, best, nodes}}).with_note(note);
    const Index n = network.size();
    Csr ties = build_csr(n, n, from, to, kept, !network.directed());
    return {Table(std::move(columns), note),
            std::move(power),
            Network(network.nodes(), std::move(ties), network.directed(), note),
            undefined,
            undefined,
            note};
}

}  // namespace

Backbone both_ends_backbone(const Network& network, BackboneMethod method, const BackboneOptions& options) {
    const Sums sums = sums_of(network);
    const bool lans = method == BackboneMethod::lans;
    const auto weights = lans ? sorted_weights(network, sums) : Weights{};
    std::vector<double> source, target, p;
    for (const Tie& tie : sums.ties) {
        source.push_back(lans ? heavier_share(weights.out[tie.a], tie.weight)
                              : disparity_p(tie.weight, sums.out[tie.a], sums.out_degree[tie.a]));
        target.push_back(lans ? heavier_share(weights.in[tie.b], tie.weight)
                              : disparity_p(tie.weight, sums.in[tie.b], sums.in_degree[tie.b]));
        p.push_back(options.both_ends ? std::max(source.back(), target.back())
                                      : std::min(source.back(), target.back()));
    }
    // A tie could carry any share of a strength, so any tie of a node of two ties or more could pass.
    double could = 0;
    for (const Tie& tie : sums.ties) {
        const bool at_source = lans || sums.out_degree[tie.a] > 1, at_target = lans || sums.in_degree[tie.b] > 1;
        could += options.both_ends ? at_source && at_target : at_source || at_target;
    }
    std::vector<Column> extra{Column("p_source", "1", std::move(source)),
                              Column("p_target", "1", std::move(target)), Column("p", "1", p)};
    return weighted_backbone(network, sums, p, std::move(extra), could,
                             std::string(lans ? "local adaptive sparsification" : "disparity filter") +
                                 ", a tie must pass at " + (options.both_ends ? "both ends" : "one end or the other"),
                             options);
}

Backbone likelihood_backbone(const Network& network, const BackboneOptions& options) {
    const Sums sums = sums_of(network);
    const double units = network.directed() ? sums.total : sums.total / 2;
    for (const Tie& tie : sums.ties)
        if (tie.weight != std::floor(tie.weight))
            throw Error(Errc::invalid_argument, "backbone: mlf expected weights that are whole numbers, found " +
                                                    shown(tie.weight) + " on the tie " + network.nodes().ids[tie.a] + " - " +
                                                    network.nodes().ids[tie.b]);
    std::vector<double> expected, p;
    for (const Tie& tie : sums.ties) {
        const double chance = sums.out[tie.a] * sums.in[tie.b] / (units * units * (network.directed() ? 1 : 2));
        expected.push_back(units * chance);
        p.push_back(binomial_over(units, chance, tie.weight));
    }
    std::vector<Column> extra{Column("expected", "weight", std::move(expected)), Column("p", "1", p)};
    return weighted_backbone(network, sums, p, std::move(extra), undefined, "marginal likelihood filter", options);
}

Backbone noise_backbone(const Network& network, const BackboneOptions& options) {
    const Sums sums = sums_of(network);
    std::vector<double> score, sd, p;
    for (const Tie& tie : sums.ties) {
        const Score found = noise_score(tie.weight, sums.out[tie.a], sums.in[tie.b], sums.total);
        score.push_back(found.score);
        sd.push_back(found.sd);
        const double z = found.score / found.sd;
        p.push_back(std::isnan(z) ? 1 : std::erfc(z / std::sqrt(2.0)) / 2);
    }
    std::vector<Column> extra{Column("score", "1", std::move(score)), Column("sd", "1", std::move(sd)),
                              Column("p", "1", p)};
    return weighted_backbone(network, sums, p, std::move(extra), undefined,
                             network.directed() ? "noise-corrected backbone"
                                                : "noise-corrected backbone, each tie in both directions",
                             options);
}

}  // namespace tissu
