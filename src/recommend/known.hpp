#pragma once
/// \file
/// The past of a snapshot, and what was done after it.

#include <vector>

#include <tissu/recommend/weights.hpp>

namespace tissu::recommend_detail {

struct Foreseen {
    Snapshot known;
    std::vector<std::vector<Index>> later;  ///< by actor: rows of `known.activities` it did in the period, ascending
};

/// Throws Error{invalid_argument} unless at < until, and for unknown kinds.
[[nodiscard]] Foreseen foreseen(const Snapshot& snapshot, const TimeSplit& split);

/// The actors with something later, at most `most_actors` of them, ascending.
[[nodiscard]] std::vector<Index> drawn_actors(const Foreseen& foreseen, const TimeSplit& split);

}  // namespace tissu::recommend_detail
