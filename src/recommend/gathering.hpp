#pragma once
/// \file
/// Which items are looked at for a request.

#include "recommend/proximity.hpp"
#include "recommend/shared.hpp"

namespace tissu::recommend_detail {

/// A request on its way: what is known of it, and the items that may answer it.
struct Search {
    const Recommender::Data& data;
    const RecommendOptions& options;
    Request request;
    Scratch& scratch;
    Admission admission;
    std::vector<Near> themes;  ///< by row; empty: none
    double years_back;         ///< from the beginning of the period asked to the last activity; 0: nothing asked

    Search(const Recommender::Data& of, const RecommendOptions& asked, Scratch& memory)
        : data(of), options(asked), request(request_of(of, asked)), scratch(memory),
          admission(of, request, asked, memory), themes(near_themes(of, request)),
          years_back(of.years_before_now(asked.period)) {}

    [[nodiscard]] std::vector<Candidate>& candidates() const { return scratch.candidates; }

    /// Its theme is the asked one, lies below or above it, or matches it; anything if none is asked.
    [[nodiscard]] bool fits(const Candidate& candidate) const;

    /// It fits, or its theme is near the asked one.
    [[nodiscard]] bool relevant(const Candidate& candidate) const;
};

/// Fills the candidates. `everything`: all items that are admitted.
void gather(Search& search, bool everything = false);

}  // namespace tissu::recommend_detail
