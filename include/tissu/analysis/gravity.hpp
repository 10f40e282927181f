#pragma once
/// \file
/// How much is explained by size, distance and borders: Poisson regression of counts with many zeros (PPML), with
/// effects of territories and errors that allow for pairs sharing an end.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tissu/base/id.hpp>
#include <tissu/base/progress.hpp>
#include <tissu/base/table.hpp>

namespace tissu {

/// One effect per level, added to a row for each of its ends: one end (an origin, a year), or two that share the
/// levels (the territories of an undirected pair).
struct Effect {
    std::string name;
    std::vector<std::string> levels;
    std::vector<std::vector<Index>> ends;  ///< by end, then by row: a level
};

/// What standard errors allow for.
enum class ErrorKind : unsigned char {
    hc0,      ///< each row its own variance (White)
    cluster,  ///< rows of the same group depend on each other
    two_way,  ///< rows that share either group do (Cameron, Gelbach, Miller)
    dyadic,   ///< rows that share a node, at whichever end, do (Aronow, Samii, Assenova)
};

/// "hc0", "cluster", "two-way" or "dyadic". Throws Error{invalid_argument} that lists them.
[[nodiscard]] ErrorKind error_kind_named(std::string_view name);

struct PpmlInput {
    std::vector<double> y;           ///< 0 or more
    std::vector<std::string> names;  ///< of regressors
    std::vector<double> x;           ///< row by row
    std::vector<Effect> effects;     ///< none: an intercept
    std::vector<double> offset;      ///< by row, added to the linear part; empty: 0
    ErrorKind errors = ErrorKind::hc0;
    std::vector<std::vector<Index>> groups;  ///< cluster: one; two_way, dyadic: two, by row
};

struct Ppml {
    Table terms;  ///< term, estimate, se, z, p; regressors that the others determine are NaN
    Table
        effects;  ///< effect, level, estimate; a level that only has separated rows, or is redundant: NaN, 0
    std::vector<double> fitted;      ///< by row; 0 where separated
    std::vector<char> separated;     ///< by row
    std::vector<double> covariance;  ///< of the terms, row by row
    double deviance = 0;
    double pseudo_r_squared = 0;  ///< squared correlation of y and fitted
    std::int64_t rows = 0;        ///< used, those separated left out
    int iterations = 0;
    std::string note;
};

/// Pseudo-maximum likelihood of E[y] = exp(offset + x b + effects): consistent whatever the distribution of y, zeros
/// welcome.
///
/// Rows with y = 0 that some combination of regressors and effects sends to minus infinity (separated: a territory
/// that never cooperates, a dummy that is 1 for zeros only) have no say and are left out first: among the combinations
/// that are 0 wherever y > 0 the one nearest to 1 that is nowhere below 0, again until there is none but 0. Effects are solved out of each step of
/// reweighted least squares exactly; the standard errors are those of the whole model. No small-sample factor.
///
/// dyadic: meat = sum over nodes of S S' less what pairs with two ends count twice, S the sum of scores of a node.
/// A variance that comes out below 0 (two_way, dyadic) gives se NaN.
///
/// Cost    a dozen steps of O(n k^2 + L^3 / 6) for L levels.
/// Throws  Error{invalid_argument} for y below 0 or all 0, lengths that differ, groups missing; Error{unsupported}
///         for more than 6,000 levels; Error{invalid_data} if steps do not settle; Error{cancelled}.
/// Source  Santos Silva, Tenreyro, Rev. Econ. Stat. 88, 2006, doi:10.1162/rest.88.4.641; Correia, Guimaraes, Zylkin,
///         arXiv:1903.01633; Aronow, Samii, Assenova, Political Analysis 23, 2015, doi:10.1093/pan/mpv018; Cameron,
///         Gelbach, Miller, J. Bus. Econ. Stat. 29, 2011, doi:10.1198/jbes.2010.07136.
[[nodiscard]] Ppml ppml(const PpmlInput& input, const Progress& progress = {});

/// Which rows are separated: see `ppml`. 1 for those that are.
[[nodiscard]] std::vector<char> separated_rows(const PpmlInput& input);

}  // namespace tissu
