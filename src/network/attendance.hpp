#pragma once
/// \file
/// Who takes part in an activity, once each, as a lens sees it.

#include <cstdint>
#include <vector>

#include "network/selection.hpp"

namespace tissu {

/// An actor in an activity, whatever its roles.
struct Attendance {
    Index actor;
    std::vector<Index> places;  ///< territories where it acts, distinct; empty: unknown
    bool lead = false;
};

struct Attendances {
    std::vector<Attendance> members;  ///< by actor
    std::int64_t away = 0;            ///< memberships that are no attendance
};

/// The members of an activity inside the lens.
[[nodiscard]] Attendances attendances(const Snapshot& snapshot, const Selection& selection, const Lens& lens,
                                      Index activity);

/// The only lead among the members; else the size of the list.
[[nodiscard]] std::size_t lead_of(const std::vector<Attendance>& members);

}  // namespace tissu
