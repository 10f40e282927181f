#pragma once
/// \file
/// Where facts come from: the batches applied, their files, and the sources.

#include <map>
#include <utility>

#include <tissu/store/store.hpp>

#include <store/sqlite.hpp>

namespace tissu::sql {

/// The entry of one batch in the ledger. Without `write` it gives numbers that are in no store.
class Ledger {
public:
    Ledger(const Connection& connection, const Batch& batch, bool write);

    /// The counts of a batch of that hash, if it was applied before.
    [[nodiscard]] static bool known(const Connection& connection, const std::string& hash, std::vector<RowCount>& rows);

    void begin(const std::string& hash);
    void end(const ApplyReport& report);

    /// The row of `source` for a record: its own words, or else the batch's. NULL if there are none.
    [[nodiscard]] Cell source(const Fact& fact);

    /// The row of `file`.
    [[nodiscard]] std::int64_t file(const Fact& fact);

private:
    const Connection& connection_;
    const Batch& batch_;
    bool write_;
    std::int64_t id_ = 0;
    std::int64_t made_up_ = 0;
    std::map<std::pair<std::string, std::string>, std::int64_t> sources_;
    std::vector<std::int64_t> files_;
};

}  // namespace tissu::sql
