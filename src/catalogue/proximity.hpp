#pragma once
/// \file
/// How near to one another the words of a query stand in an item.

#include <span>
#include <vector>

#include "catalogue/query.hpp"

namespace tissu::catalogue {

/// Adds to the scores of `items` what the nearness of neighbouring words of the query is worth:
///
///     bonus = 0.3 sum over neighbours (q, r) of min(idf(q), idf(r)) t (k1 + 1) / (t + norm),
///     t     = sum over pairs of places of 1 / (1 + off)^2,  off = | distance - distance in the query |
///
/// for places at most 16 words apart and off at most 8; half for the other order. Source: Y. Rasolofo, J. Savoy, Term Proximity Scoring for Keyword-Based Retrieval
/// Systems, ECIR 2003, doi:10.1007/3-540-36618-0_15.
void add_proximity(const Inverted& index, const std::vector<QueryWord>& words, std::span<Scored> items);

}  // namespace tissu::catalogue
