#pragma once
/// \file
/// Burt's measures of how free an actor is to play its contacts against each other, or held by them.

#include <cstdint>
#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/graph/csr.hpp>

namespace tissu {

/// By row. Rows without contacts: 0 contacts, NaN elsewhere.
struct StructuralHoles {
    std::vector<std::int64_t> contacts;  ///< other rows tied in either direction
    std::vector<double> constraint;
    std::vector<double> hierarchy;       ///< how far constraint comes from one contact: 0 alike, 1 one contact
    std::vector<double> effective_size;  ///< contacts less their redundancy
    std::vector<double> efficiency;      ///< effective size / contacts
};

/// With a_ij the weights of both directions added, loops left out, and p_ij = a_ij / sum_k a_ik:
///
///     constraint_i     = sum over contacts j of c_ij,  c_ij = (p_ij + sum_q p_iq p_qj)^2
///     effective size_i = sum over contacts j of 1 - sum_q p_iq a_jq / max_k a_jk
///     hierarchy_i      = sum_j s_j ln s_j / (N ln N),  s_j = c_ij N / constraint_i,  N contacts
///
/// Only direct contacts j are summed, as in igraph and NetworkX. `symmetric` says that the relation holds every entry
/// from both ends: it is then read as it is, for only proportions count.
///
/// Cost    O(sum over ties of the smaller degree of their ends) time, 16 bytes an entry (28 more if directed or with loops) and 16 rows a thread.
/// Throws  Error{invalid_argument} for weights < 0 or a relation that is not square; Error{cancelled}.
/// Source  R. S. Burt, Structural Holes, 1992; S. Borgatti, Connections 20(1), 1997, 35-38;
///         R. S. Burt, American Journal of Sociology 110(2), 2004, doi:10.1086/421787.
[[nodiscard]] StructuralHoles structural_holes(const Csr& ties, bool symmetric = false, unsigned threads = 0,
                                               const Progress& progress = {});

}  // namespace tissu
