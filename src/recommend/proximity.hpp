#pragma once
/// \file
/// How near themes and places are to the ones asked.

#include "recommend/request.hpp"

namespace tissu::recommend_detail {

/// Nearness of every theme, by row. Empty if none was asked.
[[nodiscard]] std::vector<Near> near_themes(const Recommender::Data& data, const Request& request);

/// Nearness of places, each computed once in a request.
class Places {
public:
    Places(const Recommender::Data& data, const Request& request, Scratch& scratch)
        : data_(data), request_(request), scratch_(scratch) {}

    /// The nearest place of an item; its `step` is the narrowest over all its places.
    [[nodiscard]] Near nearest(Index item);

private:
    const Near& near(Index place);
    [[nodiscard]] Near compute(Index place) const;
    [[nodiscard]] std::size_t step_of(Index place) const;

    const Recommender::Data& data_;
    const Request& request_;
    Scratch& scratch_;
};

/// Kilometres between two rows of `data.position`; NaN if one is unknown.
[[nodiscard]] double kilometres_between(const Recommender::Data& data, Index a, Index b);

/// `around` or `unplaced`: relevant without any widening.
[[nodiscard]] inline bool covers(const Near& near) {
    return near.relation == Relation::around || near.relation == Relation::unplaced;
}

}  // namespace tissu::recommend_detail
