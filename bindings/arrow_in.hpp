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
[[nodiscard]] Table import_stream(ArrowArrayStream& stream);

}  // namespace tissu::python
