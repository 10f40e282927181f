#pragma once
/// \file
/// One additive score; its parts are the reasons.

#include <array>
#include <optional>

#include "recommend/proximity.hpp"
#include "recommend/shared.hpp"

namespace tissu::recommend_detail {

class Scorer {
public:
    Scorer(const Catalogue& catalogue, const Request& request, const Admission& admission);

    /// The sum of `reasons`.
    [[nodiscard]] double score(Index item, const Near& theme, const Near& place) const;

    /// Largest contribution first; ties in the order of Signal.
    [[nodiscard]] std::vector<Reason> reasons(Index item, const Near& theme, const Near& place) const;

private:
    struct Recent {
        double value = 0, years = 0;
    };
    using Values = std::array<double, 5>;  ///< by Signal

    [[nodiscard]] Values values(Index item, const Near& theme, const Near& place) const;
    [[nodiscard]] std::optional<double> years_since(Index activity) const;
    [[nodiscard]] Recent recent(Index item) const;
    void set_weights(const Request& request);
    void describe(Reason& reason, Index item, const Near& theme, const Near& place) const;

    const Catalogue& catalogue_;
    Values weights_{};
    std::vector<Shared> shared_;
    std::array<double, 2> most_used_{};  ///< of activities, of actors: log(1 + n)
    std::optional<Date> now_;            ///< when the last activity began
};

}  // namespace tissu::recommend_detail
