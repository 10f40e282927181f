#pragma once
/// \file
/// What a text is about and where it is set, with the words that decided.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <tissu/base/date.hpp>
#include <tissu/base/table.hpp>
#include <tissu/catalogue/catalogue.hpp>

namespace tissu {

/// The concepts of a scheme that a text is about, best first, ties by code.
///
/// Columns  theme, score (0 to 1), reason (the words that decided, the label they are of, and items like the text),
///          label.
/// Score    1 - (1 - L) (1 - V / 2). L = e / (e + log(1 + concepts)), where e is the best over the labels of m² / t,
///          t the sum of idf of the label's words and m of those in the text, and 0.15 of the idf of further words of
///          the definition; idf = log(1 + concepts / concepts with the word). V is the share of the 20 items most like
///          the text that are about the concept, by score.
/// With the scheme "territory": places whose names stand in the text, the longest first where they overlap. Columns
/// territory, score, reason, label. A name of one word counts when it is written with a capital, or is all there is.
/// Several places of one name share its score by population; one that lies in another place named gets all of it.
///
/// Cost     O(labels of the scheme + a search). Throws Error{not_found} for a scheme without concepts.
[[nodiscard]] Table classify(const Catalogue& catalogue, std::string_view text, std::string_view scheme = "theme",
                             std::int64_t limit = 5);

/// Which events are wanted.
struct UpcomingOptions {
    std::string theme;          ///< about it or something below; empty: any
    std::string near;           ///< code or name of a territory; empty: anywhere
    std::optional<double> km;   ///< with `near`: this far from it; else in it, below it, or in what it lies in
    bool or_online = true;      ///< also what can be followed from afar (DIST, HYB), wherever it is
    Date at{};                  ///< the day it is: what is over then is left out
    std::int64_t limit = 50;
};

/// Events that are not over, soonest first, ties by id. Columns id, title, type, start, end (last day), mode, territory,
/// km (to the nearest of its places; missing if unknown or without `near`). A place without coordinates lies in the
/// middle of what lies in it. Throws Error{not_found} for an unknown theme or territory, Error{invalid_argument} for
/// `km` below 0 or without `near`.
[[nodiscard]] Table upcoming(const Catalogue& catalogue, const UpcomingOptions& options);

}  // namespace tissu
