#pragma once
/// \file
/// What the steps of applying a batch share: the batch, the names, the ledger and the report.

#include <set>

#include <tissu/base/text.hpp>
#include <tissu/store/store.hpp>

#include <store/apply.hpp>
#include <store/cycles.hpp>
#include <store/directory.hpp>
#include <store/ledger.hpp>

namespace tissu::sql {

/// One batch on its way into one store.
struct Applying {
    Applying(Connection& to, const Batch& what, ApplyMode how, const Progress& listener)
        : connection(to), batch(what), mode(how), progress(listener), directory(to), ledger(to, what, how.write) {}

    Connection& connection;
    const Batch& batch;
    ApplyMode mode;
    const Progress& progress;
    Directory directory;
    Ledger ledger;
    Hierarchy lattice;            ///< of territories: lists and records of parts together
    bool lattice_loaded = false;
    ApplyReport report;
    bool changed = false;

    /// "actors.csv, line 7"
    [[nodiscard]] std::string place(const Fact& fact) const;

    /// Adds to the issues; under `strict`, a finding by which something is `lost` is thrown instead.
    void note(const Fact& fact, std::string_view column, std::string value, std::string rule, Action action, bool lost);
};

/// The work on one table of the batch.
template <Record R>
struct Work {
    explicit Work(const std::vector<R>& all) : records(all), alive(all.size(), 1), repaired(all.size()), same(all.size()) {}

    const std::vector<R>& records;
    std::vector<char> alive;
    std::vector<char> repaired;
    std::vector<std::int64_t> same;  ///< anonymous records: how many of equal content came before
    std::set<std::pair<std::size_t, Code>> cut;  ///< row and upper end of links that would close a cycle
};

/// Without an actor there is nothing that tells one opinion from another: equal ones are counted.
inline bool anonymous(const Feedback& record) { return record.actor.empty(); }
template <Record R>
bool anonymous(const R&) {
    return false;
}

/// Calls `visit(field, code)` for every code that `record` refers to, those of lists one by one.
template <Record R, class Visit>
void for_each_reference(const R& record, Visit&& visit) {
    R::fields(record, [&visit](const Field& field, const auto& value) {
        using Value = std::decay_t<decltype(value)>;
        if (field.refers.empty()) return;
        if constexpr (std::is_same_v<Value, Code>) {
            if (!value.empty()) visit(field, value);
        } else if constexpr (std::is_same_v<Value, std::vector<Code>>) {
            for (const Code& code : value) visit(field, code);
        }
    });
}

template <Record R>
void reject(Applying& a, Work<R>& work, std::size_t row, std::string_view column, std::string value, std::string rule) {
    const R& record = work.records[row];
    a.note(record, column, std::move(value), std::move(rule), Action::rejected, true);
    if (!work.alive[row]) return;
    work.alive[row] = 0;
    if constexpr (is_named<R>) {
        const std::string where = a.place(record);
        a.directory.reject(R::table, record.id.text(), where.empty() ? "rejected" : "rejected (" + where + ")");
    }
}

}  // namespace tissu::sql
