#pragma once
/// \file
/// Descriptions of works from elsewhere, brought together with what a store has already.

#include <vector>

#include <tissu/model/batch.hpp>
#include <tissu/model/issue.hpp>

namespace tissu {

/// Gives records of `incoming` that `known` has the ids that they have there: actors by name, concepts by label,
/// places (attribute `coverage`) by code or name, events by code, and works by an identifier in common, else by title,
/// date and creators; two works of `incoming` that are the same become one. A work of another source keeps what was
/// known, with what it lacked, all identifiers, and every source (`source`, and the attribute `also_in`); one of the
/// same source is replaced. Gives what was found, as issues.
std::vector<Issue> bring_together(Batch& incoming, const Batch& known);

}  // namespace tissu
