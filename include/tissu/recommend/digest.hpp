#pragma once
/// \file
/// What is new for an actor, or for a theme and a territory.

#include <tissu/recommend/recommend.hpp>

namespace tissu {

/// Resources issued, events and partnerships begun in `begun`, each kind by how well it fits (`Recommender`): the raw
/// material of a letter. `options.limit` is that of each kind; `actor` among the kinds is passed over; an actor's own
/// activities are left out unless `options.seen`.
///
/// Columns  kind, id, title, date, score, scope, reasons (English); the kinds in the order asked, each by score.
/// Throws   as `Recommender::recommend`; Error{invalid_argument} if `begun` has no bound.
[[nodiscard]] Table digest(const Recommender& recommender, const RecommendOptions& options, const Period& begun);

}  // namespace tissu
