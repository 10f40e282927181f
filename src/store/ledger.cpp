#include <store/ledger.hpp>

#include <chrono>
#include <ctime>

#include <store/rows.hpp>

namespace tissu::sql {

namespace {

std::int64_t last_row(const Connection& connection) { return sqlite3_last_insert_rowid(connection.handle()); }

/// 2026-11-24T15:30:00Z
std::string utc_now() {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm parts{};
    if (gmtime_r(&now, &parts) == nullptr) throw Error(Errc::io, "the system's clock could not be read");
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

}  // namespace

Ledger::Ledger(const Connection& connection, const Batch& batch, bool write)
    : connection_(connection), batch_(batch), write_(write), files_(batch.files.size() + 1) {}

bool Ledger::known(const Connection& connection, const std::string& hash, std::vector<RowCount>& rows) {
    Statement batch(connection, "SELECT id FROM batch WHERE hash = ?");
    if (!batch.with(hash).step()) return false;
    Statement counts(connection,
                     "SELECT table_name, read, kept, repaired, rejected FROM batch_count WHERE batch_id = ?");
    counts.with(batch.integer(0));
    while (counts.step())
        rows.push_back({std::string(counts.text(0)), counts.integer(1), counts.integer(2), counts.integer(3),
                        counts.integer(4)});
    return true;
}

void Ledger::begin(const std::string& hash) {
    if (!write_) return;
    Statement(connection_, "INSERT INTO batch (hash, source, source_kind, applied_at, revision) VALUES (?, ?, ?, ?, 0)")
        .with(hash, cell_of(batch_.source), cell_of(batch_.source_kind), utc_now())
        .run();
    id_ = last_row(connection_);
}

void Ledger::end(const ApplyReport& report) {
    if (!write_) return;
    Statement(connection_, "UPDATE batch SET revision = ? WHERE id = ?").with(report.revision, id_).run();
    Statement count(connection_, "INSERT INTO batch_count (batch_id, table_name, read, kept, repaired, rejected) "
                                 "VALUES (?, ?, ?, ?, ?, ?)");
    for (const RowCount& row : report.rows)
        count.with(id_, row.table, row.read, row.kept, row.repaired, row.rejected).run();
}

Cell Ledger::source(const Fact& fact) {
    const std::string& name = fact.source.empty() ? batch_.source : fact.source;
    const std::string& kind = fact.source_kind.empty() ? batch_.source_kind : fact.source_kind;
    if (name.empty() && kind.empty()) return {};
    const auto [found, is_new] = sources_.try_emplace({name, kind}, 0);
    if (!is_new) return found->second;
    Statement find(connection_, "SELECT id FROM source WHERE ifnull(name, '') = ? AND ifnull(kind, '') = ?");
    if (find.with(name, kind).step()) return found->second = find.integer(0);
    if (!write_) return found->second = --made_up_;
    Statement(connection_, "INSERT INTO source (name, kind) VALUES (?, ?)").with(cell_of(name), cell_of(kind)).run();
    return found->second = last_row(connection_);
}

std::int64_t Ledger::file(const Fact& fact) {
    std::int64_t& id = files_.at(fact.file);
    if (id != 0 || !write_) return id;
    const std::string name = fact.file < batch_.files.size() ? batch_.files[fact.file] : std::string();
    Statement(connection_, "INSERT INTO file (batch_id, name) VALUES (?, ?)").with(id_, cell_of(name)).run();
    return id = last_row(connection_);
}

}  // namespace tissu::sql
