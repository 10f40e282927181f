#pragma once
/// \file
/// Bad rows are data, not exceptions: what was wrong, where, and what was done about it.

#include <cstdint>
#include <string>
#include <vector>

#include <tissu/base/table.hpp>

namespace tissu {

/// What was done with a row that broke a rule.
enum class Action : unsigned char {
    noted,     ///< kept as it is
    repaired,  ///< kept, with one value changed; only when a single reading exists
    rejected,  ///< left out
};

/// One finding. Lines and columns are those a person sees in an editor: lines from 1.
struct Issue {
    std::string file;
    std::int64_t line = 0;  ///< where the record starts, from 1; 0: the file as a whole
    std::string column;
    std::string value;      ///< as found, cut to 60 bytes
    std::string rule;       ///< "expected …, found …"
    Action action = Action::noted;
};

/// How many rows a table had and what became of them: read = kept + rejected, repaired of the kept.
struct RowCount {
    std::string table;
    std::int64_t read = 0;
    std::int64_t kept = 0;
    std::int64_t repaired = 0;
    std::int64_t rejected = 0;
};

/// Columns file, line, column, value, rule, action.
[[nodiscard]] Table table_of(const std::vector<Issue>& issues);

/// Columns table, read, kept, repaired, rejected.
[[nodiscard]] Table table_of(const std::vector<RowCount>& rows);

}  // namespace tissu
