#pragma once
/// \file
/// A table as an Arrow stream of one batch.

#include <tissu/base/table.hpp>

#include "arrow.hpp"

namespace tissu::python {

/// Fills `out`. Integers, reals and text share the table's memory (text as large_utf8); dates are
/// copied to date32, unknown ones as nulls. Units are field metadata `unit`, the note is schema metadata `note`.
void export_schema(const Table& table, ArrowSchema& out);
void export_stream(Table table, ArrowArrayStream& out);

}  // namespace tissu::python
