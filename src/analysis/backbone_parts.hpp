#pragma once
/// \file
/// What the backbones share: thresholds over tests, some of which have the same p, and the power table.

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <tissu/analysis/backbone.hpp>

namespace tissu {

/// `count` tests that have the same p.
struct Tested {
    double p;
    double count;
};

struct Cut {
    double threshold;  ///< p at or below it passes
    double passed;     ///< tests that do
};

/// The threshold for `total` tests; those not in `tests` have p = 1. For fdr the step-up of Benjamini and Hochberg.
[[nodiscard]] Cut cut(std::vector<Tested> tests, double total, double alpha, Correction correction);

/// One line of the power table.
struct Power {
    std::string tail;
    double tests;
    Cut cut;
    double could_pass;
    double nodes;
};

[[nodiscard]] Table power_table(const std::vector<Power>& lines);

/// The pair of rows a < b and what was found for it.
struct TestedPair {
    Index a, b;
    std::int64_t shared;
    double expected, over, under;
};

/// A null model of two rows: what backbone.cpp assembles.
struct TwoModeNull {
    std::vector<TestedPair> pairs;  ///< by a, b; those that share a column, and what else was asked for
    std::array<Cut, 2> cuts;        ///< over, under
    std::array<double, 2> could_pass;
    std::array<double, 2> nodes;
    double rhat, perturbed;
    double tests;  ///< pairs tested
    std::string sentence;
};

[[nodiscard]] TwoModeNull exact_null(const TwoMode& incidence, const Network& shared, BackboneMethod method,
                                     const BackboneOptions& options, const Progress& progress);
[[nodiscard]] TwoModeNull sampled_null(const TwoMode& incidence, const Network& shared,
                                       const BackboneOptions& options, const Progress& progress);

/// disparity or lans: a p at each end.
[[nodiscard]] Backbone both_ends_backbone(const Network& network, BackboneMethod method, const BackboneOptions& options);
[[nodiscard]] Backbone likelihood_backbone(const Network& network, const BackboneOptions& options);
[[nodiscard]] Backbone noise_backbone(const Network& network, const BackboneOptions& options);

/// All pairs of rows: the tests.
inline double pairs_of(const Network& network) {
    const auto n = static_cast<double>(network.size());
    return n * (n - 1) / 2;
}

/// Calls `visit(a, b, shared)` for pairs a < b that share a column.
template <class Visit>
void for_each_pair(const Network& shared, const Visit& visit) {
    for (Index a = 0; a < shared.size(); ++a) {
        const auto targets = shared.ties().targets(a);
        for (std::size_t k = 0; k < targets.size(); ++k)
            if (a < targets[k]) visit(a, targets[k], std::llround(shared.ties().weight(a, k)));
    }
}

/// "; Bonferroni over 153 tests, alpha 0.05"
[[nodiscard]] std::string level_sentence(const BackboneOptions& options, double tests);

}  // namespace tissu
