#pragma once
/// \file
/// A table from an Arrow stream.

#include <tissu/base/table.hpp>

#include "arrow.hpp"

namespace tissu::python {

/// Reads all batches; the stream is not released. Integers of any width and booleans become
/// integers (reals if there are nulls), floats reals (null: NaN), strings of every layout, dictionaries
/// of strings and nulls text (null: empty), dates and timestamps dates (null: no date; time of day is cut).
/// Throws Error{unsupported} that names the column and its Arrow format; Error{io} if the stream fails.
/// A stream of one array is a table of one column.
[[nodiscard]] Table import_stream(ArrowArrayStream& stream);

/// One array as a column, by the same rules; nothing is released.
[[nodiscard]] Column import_array(const ArrowSchema& schema, const ArrowArray& array);

}  // namespace tissu::python
