#pragma once
/// \file
/// The parts of a score in words.

#include <string>

#include <tissu/recommend/recommend.hpp>

namespace tissu::recommend_detail {

/// A few words; empty for a reason that contributes nothing.
[[nodiscard]] std::string words_of(const Reason& reason, std::string_view item_kind, bool french);

/// The parts that contribute, largest first, joined by "; ". With `shares`: each with its share of the score.
[[nodiscard]] std::string words_of(const Recommended& item, bool french, bool shares);

}  // namespace tissu::recommend_detail
