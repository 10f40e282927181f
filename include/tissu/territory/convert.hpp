#pragma once
/// \file
/// Brings amounts that are coded by territory to another date or another level, without losing any.

#include <optional>
#include <string>

#include <tissu/territory/history.hpp>

namespace tissu {

struct Conversion {
    std::optional<Date> from;  ///< the geography of the codes; none: see History::resolve
    Date to = end_of_time;     ///< the geography wanted
    std::string code_kind;     ///< of codes without a scheme; empty: see History::row_of
    std::string kind;          ///< the level wanted; empty: that of each code
};

/// The sums of `values` (integers or reals) over the territories of the level and date wanted.
///
/// A code goes where `History::resolve` leads, then up the lattice of the day `to`. Where that does not
/// reach the level (an EPCI to a département, an EPCI whose composition changed) it goes by way of the
/// communes that it had on day `from`: as a whole if they all end in one place, else in proportion to
/// their inhabitants. Every value is cut into whole units (integers) or cents (reals in cents; others
/// as they are) by largest remainder, ties in order of territories: the sums of `values` and of the
/// result are the same. What cannot be placed stands at the end of the table, under the code as given, with
/// the reason. Missing values count as nothing; the note says how many.
///
/// Columns id, name, the name of `values`, reason (empty: placed). Order: by row, then unplaced codes
/// in order of first appearance. Cost: O(values + territories).
[[nodiscard]] Table converted(const History& history, const Strings& codes, const Column& values,
                              const Conversion& conversion);

/// The territories of the kind `of` that exist on both days and lie elsewhere at the level `kind`:
/// columns id, name, from, from_name, to, to_name. Those without a place on one of the days are counted in
/// the note. Cost: O(territories of the kind).
[[nodiscard]] Table changed(const History& history, const std::string& kind, Date from, Date to,
                            const std::string& of = "commune");

}  // namespace tissu
