#pragma once
/// \file
/// A request for recommendations with its theme, territory and actor looked up, and what it may be answered with.

#include <array>
#include <vector>

#include "recommend/data.hpp"

namespace tissu::recommend_detail {

struct AskedTheme {
    Index theme;
    double weight;  ///< 1, or how often the actor did something about it, against its most frequent theme
};

struct Request {
    std::vector<AskedTheme> themes;  ///< empty: none
    bool theme_asked = false;        ///< else they are what the actor did
    MeantTheme meant;                ///< how the theme asked was read
    Index territory = no_index;
    bool territory_asked = false;    ///< else it is the actor's seat
    Index actor = no_index;
    std::vector<Index> places;  ///< the territory and what it lies in, smallest first
    std::array<bool, n_kinds> kinds{};
};

/// Throws as `Recommender::recommend` does.
[[nodiscard]] Request request_of(const Recommender::Data& data, const RecommendOptions& options);

/// The row of an actor. Throws Error{not_found} with near matches.
[[nodiscard]] Index actor_row(const Snapshot& snapshot, const std::string& code);

/// Row of `recommended_kinds`; their number: none.
[[nodiscard]] std::size_t kind_number(std::string_view name) noexcept;

/// Whether an item may be recommended, whatever its score. Notes in the scratch memory whom the actor has met.
class Admission {
public:
    Admission(const Recommender::Data& data, const Request& request, const RecommendOptions& options, Scratch& scratch);

    [[nodiscard]] bool admits(Index item) const;

    /// Took part in something with the actor, is affiliated with it, or is the actor itself.
    [[nodiscard]] bool met(Index actor) const { return scratch_.actor_round[actor] == scratch_.round; }

    [[nodiscard]] bool did(Index activity) const;

private:
    void meet();
    [[nodiscard]] bool admits_actor(Index actor) const;

    const Recommender::Data& data_;
    const Request& request_;
    const RecommendOptions& options_;
    Scratch& scratch_;
};

}  // namespace tissu::recommend_detail
