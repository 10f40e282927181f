#include <tissu/analysis/backbone.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include "analysis/backbone_parts.hpp"
#include "analysis/describe.hpp"

namespace tissu {
namespace {

constexpr std::array<std::string_view, 7> methods{"disparity", "svn", "sdsm", "fdsm", "noise", "lans", "mlf"};

bool of_weights(BackboneMethod method) {
    return method != BackboneMethod::svn && method != BackboneMethod::sdsm && method != BackboneMethod::fdsm;
}

constexpr std::array<std::string_view, 3> corrections{"none", "bonferroni", "fdr"};

template <std::size_t n>
std::size_t named(const std::array<std::string_view, n>& words, std::string_view name, const char* what) {
    std::string known;
    for (std::size_t i = 0; i < n; ++i) {
        if (words[i] == name) return i;
        known += (i ? ", " : "") + std::string(words[i]);
    }
    throw Error(Errc::invalid_argument,
                "expected " + std::string(what) + " (" + known + "), found \"" + shortened(name) + "\"");
}

void check(const BackboneOptions& options) {
    if (!(options.alpha > 0 && options.alpha < 1))
        throw Error(Errc::invalid_argument,
                    "expected alpha above 0 and below 1, found " + shown(options.alpha));
    if (options.trials < 1)
        throw Error(Errc::invalid_argument,
                    "expected one trial or more, found " + std::to_string(options.trials));
}

Backbone assembled(const TwoMode& incidence, const TwoModeNull& null, const BackboneOptions& options) {
    const Nodes& rows = incidence.rows;
    Strings a, b;
    std::vector<std::int64_t> sign;
    std::vector<double> weight, expected, over, under, kept;
    std::vector<Index> from, to;
    for (const TestedPair& pair : null.pairs) {
        a.push_back(rows.ids[pair.a]);
        b.push_back(rows.ids[pair.b]);
        weight.push_back(static_cast<double>(pair.shared));
        expected.push_back(pair.expected);
        over.push_back(pair.over);
        under.push_back(pair.under);
        const bool passes = pair.over <= null.cuts[0].threshold;
        sign.push_back(passes ? 1 : pair.under <= null.cuts[1].threshold ? -1 : 0);
        if (!passes) continue;
        from.push_back(pair.a);
        to.push_back(pair.b);
        kept.push_back(weight.back());
    }
    const double tests = null.tests;
    const std::string note =
        null.sentence + level_sentence(options, tests) +
        "; each tail on its own. tissu " TISSU_VERSION ".\nTwo-mode network: " + incidence.note;
    Table pairs(
        {Column("a", "id", std::move(a)), Column("b", "id", std::move(b)),
         Column("weight", "shared columns", std::move(weight)),
         Column("expected", "shared columns", std::move(expected)), Column("p_over", "1", std::move(over)),
         Column("p_under", "1", std::move(under)), Column("sign", "1", std::move(sign))},
        note);
    Table power = power_table({{"over", tests, null.cuts[0], null.could_pass[0], null.nodes[0]},
                               {"under", tests, null.cuts[1], null.could_pass[1], null.nodes[1]}})
                      .with_note(note);
    Csr ties =
        build_csr(static_cast<Index>(rows.size()), static_cast<Index>(rows.size()), from, to, kept, true);
    return {std::move(pairs), std::move(power), Network(rows, std::move(ties), false, note),
            null.rhat,        null.perturbed,   note};
}

}  // namespace

BackboneMethod backbone_named(std::string_view name) {
    return static_cast<BackboneMethod>(named(methods, name, "a method"));
}

Correction correction_named(std::string_view name) {
    return static_cast<Correction>(named(corrections, name, "a correction"));
}

Cut cut(std::vector<Tested> tests, double total, double alpha, Correction correction) {
    constexpr double rounding = 1 + 1e-12;  // a p that is the threshold but for its last digits passes
    std::sort(tests.begin(), tests.end(), [](const Tested& x, const Tested& y) { return x.p < y.p; });
    const double share = alpha * rounding / std::max(total, 1.0);
    double threshold = correction == Correction::none ? alpha * rounding : share;
    if (correction == Correction::fdr) {
        double below = 0;
        for (const Tested& test : tests) {
            below += test.count;
            if (test.p <= share * below) threshold = share * below;
        }
    }
    double passed = 0;
    for (const Tested& test : tests)
        if (test.p <= threshold) passed += test.count;
    return {threshold, passed};
}

Table power_table(const std::vector<Power>& lines) {
    Strings tails;
    std::vector<double> tests, thresholds, could, passed, nodes;
    for (const Power& line : lines) {
        tails.push_back(line.tail);
        tests.push_back(line.tests);
        thresholds.push_back(line.cut.threshold);
        could.push_back(line.could_pass);
        passed.push_back(line.cut.passed);
        nodes.push_back(line.nodes);
    }
    return Table({Column("tail", "", std::move(tails)), Column("tests", "pairs", std::move(tests)),
                  Column("threshold", "1", std::move(thresholds)),
                  Column("could_pass", "pairs", std::move(could)),
                  Column("passed", "pairs", std::move(passed)), Column("nodes", "nodes", std::move(nodes))});
}

std::string level_sentence(const BackboneOptions& options, double tests) {
    const std::string level = "alpha " + shown(options.alpha);
    if (options.correction == Correction::none) return "; " + level + " for each test, no correction";
    return "; " + level + (options.correction == Correction::fdr ? ", Benjamini-Hochberg" : ", Bonferroni") +
           " over " + shown(tests) + " tests";
}

Backbone backbone(std::shared_ptr<const TwoMode> incidence, BackboneMethod method,
                  const BackboneOptions& options, const Progress& progress) {
    check(options);
    if (options.eligible && method != BackboneMethod::svn && method != BackboneMethod::sdsm)
        throw Error(Errc::invalid_argument, "backbone: expected an opportunity set with svn or sdsm only, found one with " +
                                                std::string(methods[static_cast<std::size_t>(method)]));
    if (options.eligible && options.eligible->rows() != incidence->rows.size())
        throw Error(Errc::invalid_argument, "backbone: expected an opportunity set of " +
                                                std::to_string(incidence->rows.size()) + " rows, found " +
                                                std::to_string(options.eligible->rows()));
    if (of_weights(method))
        return backbone(project(std::move(incidence), Projection::count, {}, progress), method, options,
                        progress);
    const Network shared = project(incidence, Projection::count, {0, false, options.threads}, progress);
    const TwoModeNull null = method == BackboneMethod::fdsm
                                 ? sampled_null(*incidence, shared, options, progress)
                                 : exact_null(*incidence, shared, method, options, progress);
    return assembled(*incidence, null, options);
}

Backbone backbone(const Network& network, BackboneMethod method, const BackboneOptions& options,
                  const Progress& progress) {
    check(options);
    if (of_weights(method)) {
        if (options.eligible)
            throw Error(Errc::invalid_argument, "backbone: expected an opportunity set with svn or sdsm only, found one with " +
                                                    std::string(methods[static_cast<std::size_t>(method)]));
        require_weights(network, "backbone");
        if (method == BackboneMethod::noise) return noise_backbone(network, options);
        if (method == BackboneMethod::mlf) return likelihood_backbone(network, options);
        return both_ends_backbone(network, method, options);
    }
    if (!network.origin())
        throw Error(Errc::invalid_argument,
                    "backbone: " + std::string(methods[static_cast<std::size_t>(method)]) +
                        " expected a network made from a two-mode network, found one made "
                        "from edges");
    return backbone(network.origin(), method, options, progress);
}

}  // namespace tissu
