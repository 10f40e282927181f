#pragma once
/// \file
/// Writes the rows of one table of a batch: new ones in, known ones brought up to date.

#include <unordered_map>
#include <unordered_set>

#include <store/applying.hpp>
#include <store/validation.hpp>

namespace tissu::sql {

/// Writes the rows of one table: new ones in, known ones brought up to date.
template <Record R>
class Writer {
public:
    Writer(Applying& applying, Work<R>& work)
        : a_(applying), work_(work), insert_(a_.connection, table_sql<R>.insert),
          update_(a_.connection, table_sql<R>.update), find_(a_.connection, table_sql<R>.find),
          load_(a_.connection, table_sql<R>.load) {}

    void put(std::size_t row);

private:
    struct List {
        Statement insert, erase, load;
    };

    [[nodiscard]] std::int64_t known_id(const R& record, const Row& cells, const Row& key, std::int64_t same);
    [[nodiscard]] bool may_be_known(const R& record);
    [[nodiscard]] Row loaded(std::int64_t id);
    void save(Statement& statement, const Row& cells, std::int64_t id);
    void update(std::size_t row, std::int64_t id, const Row& given);
    bool put_lists(std::size_t row, std::int64_t id, bool is_new);
    [[nodiscard]] std::vector<std::int64_t> items(std::size_t row, const Field& field, const std::vector<Code>& codes);
    [[nodiscard]] List& list(const Field& field);

    Applying& a_;
    Work<R>& work_;
    Statement insert_, update_, find_, load_;
    std::unordered_map<std::string_view, List> lists_;
};

template <Record R>
typename Writer<R>::List& Writer<R>::list(const Field& field) {
    const auto found = lists_.find(field.name);
    if (found != lists_.end()) return found->second;
    const ListSql sql = list_sql<R>(field.name);
    return lists_
        .emplace(field.name, List{Statement(a_.connection, sql.insert), Statement(a_.connection, sql.erase),
                                  Statement(a_.connection, sql.load)})
        .first->second;
}

/// False if the key names a record that is new itself: then there is no need to look.
template <Record R>
bool Writer<R>::may_be_known(const R& record) {
    bool known = true;
    R::fields(record, [&](const Field& field, const auto& value) {
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, Code>) {
            if (field.refers.empty() || value.empty() || (field.role != Role::key && field.role != Role::part_of_key))
                return;
            const Reference reference = a_.directory.resolve(field, value);
            known = known && a_.directory.in_store(reference.target, reference.id);
        }
    });
    return known;
}

template <Record R>
std::int64_t Writer<R>::known_id(const R& record, const Row& cells, const Row& key, std::int64_t same) {
    if (!may_be_known(record)) return 0;
    if (anonymous(record)) {
        Statement equal(a_.connection, find_anonymous_feedback);
        return equal.with(cells[0], cells[2], cells[3], cells[4], cells[5], same).step() ? equal.integer(0) : 0;
    }
    find_.reset();
    for (std::size_t i = 0; i < key.size(); ++i) find_.bind(static_cast<int>(i + 1), key[i]);
    const std::int64_t id = find_.step() ? find_.integer(0) : 0;
    find_.reset();
    return id;
}

template <Record R>
Row Writer<R>::loaded(std::int64_t id) {
    Row cells;
    if (!load_.with(id).step()) throw Error(Errc::io, a_.connection.name() + ": the store is damaged: a record is missing");
    for (int column = 0; column < load_.columns(); ++column) cells.push_back(load_.cell(column));
    load_.reset();
    return cells;
}

template <Record R>
void Writer<R>::save(Statement& statement, const Row& cells, std::int64_t id) {
    statement.reset();
    int index = 0;
    for (const Cell& cell : cells) statement.bind(++index, cell);
    statement.bind(++index, id == 0 ? Cell() : Cell(id));
    statement.run();
}

/// The ids of a list, each once.
template <Record R>
std::vector<std::int64_t> Writer<R>::items(std::size_t row, const Field& field, const std::vector<Code>& codes) {
    std::vector<std::int64_t> ids;
    std::unordered_set<std::int64_t> seen;
    for (const Code& code : codes) {
        if (field.refers == R::table && work_.cut.contains({row, code})) continue;
        const std::int64_t id = a_.directory.resolve(field, code).id;
        if (seen.insert(id).second) {
            ids.push_back(id);
            continue;
        }
        a_.note(work_.records[row], field.name, shortened(code.text()), "expected each item once, found it again",
                Action::repaired, false);
        work_.repaired[row] = 1;
    }
    return ids;
}

/// Replaces the lists that the record gives. True if that changed anything.
template <Record R>
bool Writer<R>::put_lists(std::size_t row, std::int64_t id, bool is_new) {
    bool changed = false;
    if (work_.records[row].mention && !is_new) return changed;
    R::fields(work_.records[row], [&](const Field& field, const auto& value) {
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::vector<Code>>) {
            if (field.refers.empty() || value.empty()) return;
            const std::vector<std::int64_t> given = items(row, field, value);
            if (given.empty()) return;
            List& sql = list(field);
            if (!is_new) {
                std::vector<std::int64_t> old;
                for (sql.load.with(id); sql.load.step();) old.push_back(sql.load.integer(0));
                sql.load.reset();
                if (old == given) return;
                if (a_.mode.write) sql.erase.with(id).run();
            }
            changed = true;
            if (!a_.mode.write) return;
            for (std::size_t i = 0; i < given.size(); ++i)
                sql.insert.with(id, given[i], static_cast<std::int64_t>(i)).run();
        }
    });
    return changed;
}

template <Record R>
void Writer<R>::update(std::size_t row, std::int64_t id, const Row& given) {
    const Row old = loaded(id);
    std::optional<Row> cells = merged(old, given);
    if (cells) {
        const R whole = decode<R>(*cells, [](Target target, std::int64_t number) {
            return "id:" + std::to_string(static_cast<int>(target)) + "." + std::to_string(number);
        });
        const auto findings = validation::validate(whole);
        for (const auto& finding : findings)
            reject(a_, work_, row, finding.column, finding.value,
                      finding.rule + ", together with what the store has of this record");
        if (!findings.empty()) return;
    }
    const bool lists_changed = put_lists(row, id, false);
    if (lists_changed && !cells) {  // the record as a whole is now this batch's
        cells = old;
        (*cells)[old.size() - 2] = given[old.size() - 2];
        (*cells)[old.size() - 1] = given[old.size() - 1];
    }
    if (!cells) return;
    a_.changed = true;
    if (a_.mode.write) save(update_, *cells, id);
}

template <Record R>
void Writer<R>::put(std::size_t row) {
    const R& record = work_.records[row];
    Row cells, key;
    encode(record, [this, row](const Field& field, const Code& code) {
        const bool cut = field.refers == R::table && work_.cut.contains({row, code});
        return cut ? Reference() : a_.directory.resolve(field, code);
    }, cells, key);
    cells.push_back(cell_of(record.attributes));
    cells.push_back(a_.ledger.source(record));
    cells.push_back(Cell(a_.ledger.file(record)));
    cells.push_back(Cell(record.line));
    std::int64_t id = 0;
    bool is_new = false;
    if constexpr (is_named<R>) {
        const Named& named = a_.directory.find(target_of(R::table), record.id.text());
        id = named.id;
        is_new = named.is_new;
    } else {
        id = known_id(record, cells, key, work_.same[row]);
        is_new = id == 0;
    }
    if (!is_new) return update(row, id, record.mention ? gaps_only(loaded(id), std::move(cells)) : cells);
    a_.changed = true;
    if (a_.mode.write) save(insert_, cells, id);
    put_lists(row, id, true);
}

}  // namespace tissu::sql
