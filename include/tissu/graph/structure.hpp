#pragma once
/// \file
/// How a graph is arranged: cores and peripheries, rich clubs, who is tied like whom, who is tied to their like.

#include <cstdint>
#include <span>
#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/graph/csr.hpp>

namespace tissu {

/// For each degree k that leaves at least two rows: the rows of a higher degree and the ties among them. Loops are not used.
struct RichClub {
    std::vector<std::int64_t> degree, rows, ties;
};

/// Of a symmetric relation; k from 0 to the largest that leaves two rows.
/// Cost    O(rows + size).  Throws  Error{invalid_argument} if the relation is not square.
/// Source  V. Colizza, A. Flammini, M. Serrano, A. Vespignani, Nature Physics 2, 2006, doi:10.1038/nphys209.
[[nodiscard]] RichClub rich_club(const Csr& ties);

struct CorePeriphery {
    std::vector<char> core;  ///< by row: 1 in the core
    double correlation;      ///< with the pattern of a full core and an empty periphery, over those pairs; NaN if undefined
};

/// The division of a symmetric relation nearest to a core where all are tied and a periphery where none are; ties between
/// the two do not count. The rows of highest degree, equal degrees by row; exact. Loops and weights are not used.
/// Cost    O(rows log rows + size).  Throws  Error{invalid_argument} if the relation is not square.
/// Source  S. Borgatti, M. Everett, Social Networks 21, 2000, doi:10.1016/S0378-8733(99)00019-2; S. Lip, A fast algorithm
///         for the discrete core/periphery bipartitioning problem, 2011, arXiv:1102.5511.
[[nodiscard]] CorePeriphery core_periphery(const Csr& ties);

/// Assortativity by groups: (sum_g e_gg - sum_g a_g b_g) / (1 - sum_g a_g b_g), e_gh the share of arcs from g to h.
/// Rows without a group (no_index) and loops are left out; weights are not used. NaN if all are of one group, or no tie.
/// Cost    O(rows + size).
/// Throws  Error{invalid_argument} if the relation is not square or the groups are not as many as rows.
/// Source  M. Newman, Phys. Rev. E 67, 2003, doi:10.1103/PhysRevE.67.026126.
[[nodiscard]] double assortativity(const Csr& ties, std::span<const Index> groups);

/// Assortativity by numbers: the correlation over arcs of the value `out` of the source and the value `in` of the
/// target. Rows with NaN are left out. Otherwise as above.
[[nodiscard]] double assortativity(const Csr& ties, std::span<const double> out, std::span<const double> in);

/// By what two rows are compared: their ties to and from all others, and with each other.
enum class Likeness : unsigned char {
    euclidean,    ///< root of the sum of squared differences: 0 for equivalent rows
    correlation,  ///< of the two profiles: 1 for rows equivalent but for a scale; NaN if one is constant
    jaccard,      ///< common contacts over contacts of either: 1 for equivalent rows; NaN without contacts
    hamming,      ///< how many ties one has and the other has not, whatever they weigh: 0 for equivalent rows
};

/// Every pair of rows a < b, in order: (0, 1), (0, 2), …  A profile has an entry for each third row, of the ties to it and,
/// if not `symmetric`, from it, then those between the two. Loops are not used.
/// Cost    O(rows² + sum of degrees times rows) time, 8 bytes a pair.
/// Throws  Error{invalid_argument} if the relation is not square; Error{unsupported} for more than 20,000 rows;
///         Error{cancelled}.
/// Source  F. Lorrain, H. White, J. Math. Sociol. 1, 1971, doi:10.1080/0022250X.1971.9989788; R. Burt, Social Forces 55(1),
///         1976, doi:10.2307/2577097; R. Breiger, S. Boorman, P. Arabie, J. Math. Psychol. 12, 1975.
[[nodiscard]] std::vector<double> structural_equivalence(const Csr& ties, bool symmetric, Likeness likeness,
                                                         unsigned threads = 0, const Progress& progress = {});

}  // namespace tissu
