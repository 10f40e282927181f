#pragma once
/// \file
/// One additive score; its parts are the reasons.

#include "recommend/gathering.hpp"

namespace tissu::recommend_detail {

/// The values of the signals for a candidate, by Signal.
[[nodiscard]] SignalWeights::Row values(const Search& search, const Candidate& candidate);

/// How much the shared signal of an actor of `activities` is trusted: n / (n + 5).
[[nodiscard]] double trust(std::int64_t activities);

class Scorer {
public:
    explicit Scorer(const Search& search);

    /// The sum of `reasons`.
    [[nodiscard]] double score(const Candidate& candidate) const;

    /// Largest contribution first; ties in the order of Signal.
    [[nodiscard]] std::vector<Reason> reasons(const Candidate& candidate) const;

private:
    void describe(Reason& reason, const Candidate& candidate) const;

    const Search& search_;
    std::array<SignalWeights::Row, n_kinds> weights_{};
};

}  // namespace tissu::recommend_detail
