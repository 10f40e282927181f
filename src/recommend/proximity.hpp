#pragma once
/// \file
/// How near themes and places are to the ones asked.

#include "recommend/request.hpp"

namespace tissu::recommend_detail {

/// How near one theme or place is, or the best of an item's.
struct Near {
    double value = 0;
    Relation relation = Relation::none;
    Index what = no_index;  ///< the theme; the place, or the common place of two that lie beside each other
    std::size_t step = 0;   ///< of widening: row of Request::places, or their number: anywhere
    double kilometres = missing;
};

/// Nearness of every theme, by row. Empty if none was asked.
[[nodiscard]] std::vector<Near> near_themes(const Catalogue& catalogue, const Request& request);

/// The nearest theme of an item.
[[nodiscard]] Near nearest_theme(const Catalogue& catalogue, const std::vector<Near>& themes, Index item);

/// Nearness of places, each computed once.
class Places {
public:
    Places(const Catalogue& catalogue, const Request& request);

    /// The nearest place of an item; its `step` is the narrowest over all its places.
    [[nodiscard]] Near nearest(Index item);

private:
    const Near& near(Index place);
    [[nodiscard]] Near compute(Index place) const;

    const Catalogue& catalogue_;
    const Request& request_;
    std::vector<std::size_t> step_of_;  ///< by territory: its row in Request::places, or their number
    std::vector<Near> known_;           ///< by territory; Relation::none: not yet computed
};

/// `around` or `unplaced`: relevant without any widening.
[[nodiscard]] inline bool covers(const Near& near) {
    return near.relation == Relation::around || near.relation == Relation::unplaced;
}

}  // namespace tissu::recommend_detail
