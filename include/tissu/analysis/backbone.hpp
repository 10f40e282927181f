#pragma once
/// \file
/// Which ties of a network are more than chance would give: backbones, validated links.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <tissu/base/progress.hpp>
#include <tissu/base/table.hpp>
#include <tissu/network/network.hpp>
#include <tissu/network/two_mode.hpp>

namespace tissu {

/// What a tie is compared with.
enum class BackboneMethod : unsigned char {
    disparity,  ///< weights of a node spread evenly at random over its ties (Serrano et al. 2009)
    svn,        ///< memberships of two rows drawn from the columns: hypergeometric (Tumminello et al. 2011)
    sdsm,       ///< memberships independent, degrees kept on average: BiCM, Poisson-binomial (Neal 2014)
    fdsm,       ///< incidences with the same degrees, drawn by curveball (Zweig, Kaufmann 2011)
    noise,      ///< binomial with a Bayesian prior: noise-corrected (Coscia, Neffke 2017)
    lans,       ///< the other ties of the node: local adaptive sparsification (Foti, Hughes, Rockmore 2011)
    mlf,        ///< units of weight fall on pairs by strengths: marginal likelihood filter (Dianati 2016)
};

/// The word for a method, as above. Throws Error{invalid_argument} that lists them.
[[nodiscard]] BackboneMethod backbone_named(std::string_view name);

/// How the level is kept over many tests.
enum class Correction : unsigned char {
    none,        ///< each pair at alpha
    bonferroni,  ///< alpha over the number of tests
    fdr,         ///< Benjamini, Hochberg 1995
};

/// "none", "bonferroni" or "fdr". Throws Error{invalid_argument} that lists them.
[[nodiscard]] Correction correction_named(std::string_view name);

struct BackboneOptions {
    double alpha = 0.05;  ///< above 0, below 1; of each tail on its own
    Correction correction = Correction::bonferroni;
    bool every_pair = false;     ///< rows for pairs that share nothing, too (two-mode methods)
    bool both_ends = false;      ///< disparity: a tie must pass at both ends, not at one
    std::int64_t trials = 1000;  ///< fdsm: incidences drawn
    std::uint64_t seed = 0;      ///< fdsm
    unsigned threads = 0;        ///< 0: all
    /// The opportunity set of svn and sdsm: the pairs of rows that could have met, a symmetric relation; null: all pairs.
    /// Other pairs are no tests, and are not in the backbone.
    std::shared_ptr<const Csr> eligible = {};
};

/// What was tested, what passed, and what ever could have.
struct Backbone {
    Table pairs;  ///< the tested pairs, see `backbone`
    Table power;  ///< by tail: tests, threshold, could_pass (pairs), passed (pairs), nodes (with such a pair)
    Network network;       ///< the ties more than chance, with their weights; all nodes
    double rhat = 0;       ///< fdsm: convergence of the chains, near 1 if they agree; NaN otherwise
    double perturbed = 0;  ///< fdsm: share of the memberships that the chains moved; NaN otherwise
    std::string note;
};

/// The pairs of rows that share more columns than chance (svn, sdsm, fdsm), or fewer.
///
/// X is the number of columns two rows share under the null. p_over = P(X >= c), p_under = P(X <= c), exact for svn
/// and sdsm; fdsm: (b + 1) / (trials + 1). All n (n - 1) / 2 pairs of rows count as tests, those that share nothing
/// too; each tail is held against alpha on its own. Memberships count once, whatever they weigh.
///
/// The BiCM of sdsm gives row i and column k the chance x_i y_k / (1 + x_i y_k), so that expected degrees are those
/// seen; it is solved by degree class (Newton), full and empty rows and columns first.
/// fdsm draws in chains of 5 n trades a draw, all but the first after as much burn-in; `rhat` compares the
/// chains (Gelman, Rubin) on the sum of squared counts.
///
/// Power: a pair could pass if its p is within the threshold when it shares as much as its degrees allow (over), or
/// as little (under). For fdr the threshold is alpha (passed or 1) / tests; could_pass is NaN for fdsm.
///
/// Columns  pairs: a, b (id, a before b), weight (shared columns), expected, p_over, p_under, sign (1 over, -1 under,
///          0 neither). Rows: pairs that share a column, and pairs validated as under-represented.
/// Cost     svn O(pairs), sdsm O(types of pairs x classes of columns x c), fdsm O(trials (m + sum d^2)).
/// Throws   Error{invalid_argument} for another method or an alpha not in (0, 1); Error{unsupported} for fdsm on
///          more than 10,000 rows; Error{cancelled}.
/// Source   Tumminello et al., PLoS ONE 6, 2011, doi:10.1371/journal.pone.0017994; Neal, Social Networks 39, 2014,
///          doi:10.1016/j.socnet.2014.06.001; Saracco et al., Sci. Rep. 5, 2015, doi:10.1038/srep10595; Strona et
///          al., Nat. Commun. 5, 2014, doi:10.1038/ncomms5114.
[[nodiscard]] Backbone backbone(std::shared_ptr<const TwoMode> incidence, BackboneMethod method,
                                const BackboneOptions& options = {}, const Progress& progress = {});

/// The ties that weigh more than chance (disparity, noise); the other methods see what the network was made from.
///
/// disparity: a tie of weight w at a node of strength s and k ties has p = (1 - w / s)^(k - 1), 1 if k = 1. It has
/// two, one at each end (directed: out at the source, in at the target); the smaller counts, or the larger with
/// `both_ends`. noise: score = (kappa w - 1) / (kappa w + 1), kappa = n.. / (n_i. n_.j), with the sd of the
/// posterior; p = 1 - Phi(score / sd), so that alpha 0.0505 is the delta of 1.64 of the paper. An undirected tie
/// counts in both directions, n.. = 2 x total weight, as in the code of the authors (other programs take it once).
/// Ties are the tests. Loops are left out.
///
/// lans: p is the share of the node's ties that are heavier, at each end as in disparity. mlf: p = P(X >= w) for X
/// binomial with T draws and the chance s_a s_b / 2 T^2 (directed out_a in_b / T^2), T the total weight, which must be
/// whole numbers.
///
/// Columns  pairs: a, b, weight, p_source, p_target, p (disparity, lans), score, sd, p (noise) or expected, p (mlf), sign.
/// Throws   Error{invalid_argument} for weights below 0, or a network of edges with a two-mode method.
/// Source   Serrano, Boguna, Vespignani, PNAS 106, 2009, doi:10.1073/pnas.0808904106; Coscia, Neffke, ICDE 2017,
///          doi:10.1109/ICDE.2017.100; Foti, Hughes, Rockmore, PLoS ONE 6(2), 2011, doi:10.1371/journal.pone.0016431;
///          Dianati, Phys. Rev. E 93, 2016, doi:10.1103/PhysRevE.93.012304.
[[nodiscard]] Backbone backbone(const Network& network, BackboneMethod method,
                                const BackboneOptions& options = {}, const Progress& progress = {});

/// The bipartite configuration model of an incidence: the chance that a row of one degree is in a column of another.
///
/// Columns  row_degree, column_degree, rows, columns (numbers of each), probability.
/// Source   Saracco et al., Sci. Rep. 5, 2015, doi:10.1038/srep10595.
[[nodiscard]] Table bicm(const TwoMode& incidence);

}  // namespace tissu
