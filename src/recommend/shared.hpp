#pragma once
/// \file
/// What actors who did the same also did, and whom contacts know.

#include "recommend/request.hpp"

namespace tissu::recommend_detail {

/// By item, activities then actors; what may not be recommended is left out. Empty without an actor.
[[nodiscard]] std::vector<Shared> shared_by(const Recommender::Data& data, const Request& request,
                                            const RecommendOptions& options, const Admission& admission,
                                            Scratch& scratch);

}  // namespace tissu::recommend_detail
