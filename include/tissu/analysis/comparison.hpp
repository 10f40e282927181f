#pragma once
/// \file
/// How much two partitions of the same nodes agree: communities against administrative borders.

#include <cstdint>
#include <string>
#include <vector>

#include <tissu/network/network.hpp>

namespace tissu {

/// Agreement of two partitions. NaN if no node has a group in both.
struct Comparison {
    double ari;             ///< adjusted Rand index: 1 equal, 0 as by chance
    double nmi;             ///< normalised mutual information, arithmetic mean: 2 I / (H_a + H_b)
    double ami;             ///< adjusted mutual information, arithmetic mean
    double vi;              ///< variation of information, nats: H_a + H_b - 2 I
    std::int64_t compared;  ///< nodes with a group in both; the others are left out
    std::string note;
};

/// Compares two partitions. Two partitions of one group each, or of single nodes each, agree (1, 1, 1, 0).
///
/// Cost    O(n + a b + n (a + b)) for a and b groups.
/// Throws  Error{invalid_argument} for partitions of different numbers of nodes.
/// Source  Hubert, Arabie, J. Classification 2, 1985, doi:10.1007/BF01908075; Meila, J. Multivar. Anal. 98,
///         2007, doi:10.1016/j.jmva.2006.11.013; Vinh, Epps, Bailey, JMLR 11, 2010 (expected
///         information for fixed group sizes).
[[nodiscard]] Comparison compare(const Groups& a, const Groups& b);

/// The adjusted Rand index alone, of two partitions in which every node has a group.
[[nodiscard]] double adjusted_rand(const std::vector<Index>& a, const std::vector<Index>& b);

}  // namespace tissu
