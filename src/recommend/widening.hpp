#pragma once
/// \file
/// How far to look for each kind of items, and which of them are taken.

#include <array>
#include <string_view>
#include <vector>

#include "recommend/proximity.hpp"

namespace tissu::recommend_detail {

inline constexpr std::size_t n_kinds = 4;  ///< partnership, event, resource, actor

[[nodiscard]] std::size_t kind_number(const Snapshot& snapshot, Index item) noexcept;
[[nodiscard]] std::size_t kind_number(std::string_view name) noexcept;  ///< n_kinds: none
[[nodiscard]] std::string_view kind_name(std::size_t kind) noexcept;

/// An item that could be shown.
struct Candidate {
    Index item;
    Near theme, place;
    double score = 0;
};

/// The items that may be shown and have to do with the theme, if one is asked; ascending.
[[nodiscard]] std::vector<Candidate> candidates(const Catalogue& catalogue, const Request& request,
                                                const Admission& admission);

/// What was decided for one kind.
struct Widening {
    std::size_t seats = 0;            ///< how many items of this kind are shown
    std::vector<std::int64_t> count;  ///< by step: fitting items in it or in a step before; last: anywhere
    std::size_t last = 0;             ///< the step that was needed
    bool beside = false;              ///< themes beside the asked one are needed too
};

/// Seats are dealt to the kinds in turn, as long as they have items to put there.
[[nodiscard]] std::array<Widening, n_kinds> widenings(const Snapshot& snapshot,
                                                      const std::vector<Candidate>& all,
                                                      const Request& request,
                                                      const RecommendOptions& options);

/// Whether the widening of its kind takes the item in.
[[nodiscard]] bool is_taken(const Candidate& candidate, const Widening& widening, const Request& request,
                            bool widen);

}  // namespace tissu::recommend_detail
