#pragma once
/// \file
/// How far to look for each kind of items, and which of them are taken.

#include <array>
#include <vector>

#include "recommend/gathering.hpp"

namespace tissu::recommend_detail {

/// What was decided for one kind.
struct Widening {
    std::size_t seats = 0;            ///< how many items of this kind are shown
    std::vector<std::int64_t> count;  ///< by step: fitting items in it or in a step before; last: anywhere
    std::size_t last = 0;             ///< the step that was needed
    bool beside = false;              ///< too little fits: themes beside the asked one are taken too
    bool anything = false;            ///< even those are too few: the list is filled, whatever it is about
};

using Widenings = std::array<Widening, n_kinds>;

/// Seats are dealt to the kinds in turn, as long as they have items to put there: what fits first, then what is near the
/// theme, then anything.
[[nodiscard]] Widenings widenings(const Search& search);

/// Whether the widening of its kind takes the item in.
[[nodiscard]] bool is_taken(const Search& search, const Candidate& candidate, const Widening& widening);

}  // namespace tissu::recommend_detail
