#pragma once
/// \file
/// Which rows of a batch can be taken in: rules of the single record, duplicates, names, references.

#include <unordered_map>

#include <store/applying.hpp>
#include <store/validation.hpp>

namespace tissu::sql {

template <Record R>
void validate(Applying& a, Work<R>& work) {
    for (std::size_t row = 0; row < work.records.size(); ++row) {
        const R& record = work.records[row];
        if (record.file >= a.batch.files.size() && record.file != 0)
            throw Error(Errc::invalid_argument, std::string(R::table) + ": expected a row of Batch::files, found " +
                                                    std::to_string(record.file) + " of " +
                                                    std::to_string(a.batch.files.size()));
        for (auto& finding : validation::validate(record))
            reject(a, work, row, finding.column, std::move(finding.value), std::move(finding.rule));
    }
}

template <Record R>
std::string key_of(const R& record) {
    std::string key;
    R::fields(record, [&key](const Field& field, const auto& value) {
        if (field.role == Role::key || field.role == Role::part_of_key) canonical::append(key, value);
    });
    return key;
}

template <Record R>
std::string content_of(const R& record) {
    std::string content;
    canonical::append_record(content, record);
    return content;
}

/// The first field of the key that is a code: what names the record in a message.
template <Record R>
std::pair<std::string_view, std::string> name_in_message(const R& record) {
    std::pair<std::string_view, std::string> name;
    R::fields(record, [&name](const Field& field, const auto& value) {
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, Code>) {
            if (name.first.empty() && field.role == Role::key) name = {field.name, shortened(value.text())};
        }
    });
    return name;
}

template <Record R>
void reject_duplicates(Applying& a, Work<R>& work) {
    std::unordered_map<std::string, std::size_t> first;
    std::unordered_map<std::string, std::int64_t> nameless;
    for (std::size_t row = 0; row < work.records.size(); ++row) {
        if (!work.alive[row]) continue;
        const R& record = work.records[row];
        if (anonymous(record)) {
            work.same[row] = nameless[content_of(record)]++;
            continue;
        }
        const auto [found, is_new] = first.try_emplace(key_of(record), row);
        if (is_new) continue;
        const R& earlier = work.records[found->second];
        const std::string where = a.place(earlier);
        const char* content = content_of(earlier) == content_of(record) ? "the same" : "other";
        auto [column, value] = name_in_message(record);
        a.note(record, column, std::move(value),
               std::string("expected each key once, found it again with ") + content + " content" +
                   (where.empty() ? "" : " (first: " + where + ")"),
               Action::rejected, true);
        work.alive[row] = 0;  // not through `reject`: the name stands for the first of the two
    }
}

/// Gives new records their ids, so that references may point forward.
template <Record R>
void name(Applying& a, Work<R>& work) {
    if constexpr (is_named<R>) {
        for (std::size_t row = 0; row < work.records.size(); ++row) {
            if (!work.alive[row]) continue;
            const std::string& code = work.records[row].id.text();
            const Named& known = a.directory.find(target_of(R::table), code);
            if (known.merged) {
                a.note(work.records[row], "id", shortened(code),
                       "expected an actor of its own, found one that was merged into " +
                           a.directory.code_of(target_of(R::table), known.id) + ": that one is left as it is",
                       Action::rejected, false);
                work.alive[row] = 0;
            } else if (known.id == 0) {
                a.directory.add(R::table, code);
            } else if (known.activity != activity_word(R::table)) {
                reject(a, work, row, "id", shortened(code),
                       "expected an id that no other activity has, found that of a " + std::string(known.activity));
            }
        }
    }
}

[[nodiscard]] std::string why_missing(Applying& a, const Field& field, const Code& code);

template <Record R>
bool references_hold(Applying& a, Work<R>& work, std::size_t row) {
    bool all = true;
    for_each_reference(work.records[row], [&](const Field& field, const Code& code) {
        if (a.directory.resolve(field, code).id != 0) return;
        reject(a, work, row, field.name, shortened(code.text()), why_missing(a, field, code));
        all = false;
    });
    return all;
}

/// Rejects rows with references that lead nowhere, and those that refer to rejected rows of the same table.
template <Record R>
void check_references(Applying& a, Work<R>& work) {
    std::vector<std::size_t> rejected;
    for (std::size_t row = 0; row < work.records.size(); ++row)
        if (work.alive[row] && !references_hold(a, work, row)) rejected.push_back(row);
    if constexpr (is_named<R>) {
        if (rejected.empty()) return;
        std::unordered_map<std::string, std::vector<std::size_t>> waiting;  // rows by the codes that they refer to
        for (std::size_t row = 0; row < work.records.size(); ++row)
            for_each_reference(work.records[row], [&](const Field& field, const Code& code) {
                if (field.refers == R::table) waiting[code.text()].push_back(row);
            });
        while (!rejected.empty()) {
            const auto found = waiting.find(work.records[rejected.back()].id.text());
            rejected.pop_back();
            if (found == waiting.end()) continue;
            for (const std::size_t row : found->second)
                if (work.alive[row] && !references_hold(a, work, row)) rejected.push_back(row);
        }
    }
}

}  // namespace tissu::sql
