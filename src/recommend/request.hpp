#pragma once
/// \file
/// A request for recommendations with its theme, territory and actor looked up.

#include <array>
#include <vector>

#include <tissu/recommend/recommend.hpp>

namespace tissu::recommend_detail {

struct AskedTheme {
    Index theme;
    double weight;  ///< 1, or how often the actor did something about it, against its most frequent theme
};

struct Request {
    std::vector<AskedTheme> themes;  ///< empty: not asked
    bool own_themes = false;         ///< not asked, but taken from what the actor did
    Index territory = no_index;
    Index actor = no_index;
    std::vector<Index> places;  ///< the territory and what it lies in, smallest first
};

/// Throws as `recommend` does.
[[nodiscard]] Request request_of(const Catalogue& catalogue, const RecommendOptions& options);

/// Whether an item may be recommended, whatever its score.
class Admission {
public:
    Admission(const Catalogue& catalogue, const Request& request, const RecommendOptions& options);

    [[nodiscard]] bool admits(Index item) const;

    /// Actors that the one asked for took part in something with, or is affiliated with; by row.
    [[nodiscard]] const std::vector<bool>& met() const noexcept { return met_; }

private:
    void meet();
    [[nodiscard]] bool admits_actor(Index actor) const;

    std::array<bool, 4> kinds_{};  ///< partnership, event, resource, actor

    const Catalogue& catalogue_;
    const Request& request_;
    const RecommendOptions& options_;
    std::vector<bool> met_;
    std::vector<bool> person_;  ///< by actor
};

}  // namespace tissu::recommend_detail
