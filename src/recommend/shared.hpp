#pragma once
/// \file
/// What actors who did the same also did, and whom contacts know.

#include "recommend/request.hpp"

namespace tissu::recommend_detail {

struct Shared {
    double value = 0;  ///< 0 to 1
    double count = 0;  ///< actors it rests on
};

/// By item. Empty without an actor.
[[nodiscard]] std::vector<Shared> shared_by(const Catalogue& catalogue, const Request& request,
                                            const Admission& admission);

}  // namespace tissu::recommend_detail
