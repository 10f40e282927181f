#pragma once
/// \file
/// Puts a batch into a store, or finds out what that would do, within a transaction that the caller began.

#include <tissu/base/progress.hpp>
#include <tissu/store/store.hpp>

#include <store/sqlite.hpp>

namespace tissu::sql {

struct ApplyMode {
    bool write = true;   ///< false: only look
    bool strict = false; ///< throws Error{invalid_data} at the first row that is left out
};

/// The store's revision: that of its last batch.
[[nodiscard]] std::int64_t revision_of(const Connection& connection);

/// Table by table in the order of Batch::tables: rules of the single record, duplicates, references, cycles, writing.
[[nodiscard]] ApplyReport apply_batch(Connection& connection, const Batch& batch, ApplyMode mode,
                                      const Progress& progress);

}  // namespace tissu::sql
