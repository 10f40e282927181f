#pragma once
/// \file
/// Everything in a store, as a batch or as a snapshot, within a transaction that the caller began.

#include <tissu/base/progress.hpp>
#include <tissu/model/batch.hpp>
#include <tissu/model/snapshot.hpp>

#include <store/sqlite.hpp>

namespace tissu::sql {

[[nodiscard]] Batch read_batch(const Connection& connection, const Progress& progress);
[[nodiscard]] Snapshot read_snapshot(const Connection& connection, const Progress& progress);

}  // namespace tissu::sql
