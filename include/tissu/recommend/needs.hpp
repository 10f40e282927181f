#pragma once
/// \file
/// What is asked for beside what is offered.

#include <string>
#include <vector>

#include <tissu/base/date.hpp>
#include <tissu/base/table.hpp>
#include <tissu/model/snapshot.hpp>

namespace tissu {

struct GapOptions {
    std::string by = "theme";  ///< "theme" or "territory"
    std::vector<std::string> kinds = {"event", "resource"};  ///< what counts as an offer; also "partnership"
    std::string theme;      ///< code or label: only needs and offers about it or something below
    std::string territory;  ///< code or name: only what lies in it or below
    std::string level;      ///< by territory: the kind of place to roll up to; empty: the places as they are named
    Period period;          ///< only needs and offers that overlap it
};

/// How the needs are shared out over themes (territories), and how the offers are; the largest gap first, ties by id.
/// A need has one theme, so an offer counts for its first (of those asked for); both count once for each of their places.
/// Shares are of the sum of a column.
///
/// Columns  id, label, needs, offers, needs_share, offers_share, gap (needs_share - offers_share; NaN if there are
///          no needs or no offers at all).
/// Cost     O(needs, offers and their links).
/// Throws   Error{invalid_argument} for another `by` or kind; Error{not_found} for a theme, territory or level that is
///          not in the snapshot.
[[nodiscard]] Table needs_gap(const Snapshot& snapshot, const GapOptions& options = {});

}  // namespace tissu
