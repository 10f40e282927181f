#pragma once
/// \file
/// A record as the cells of one row, and back; and what an update leaves of an old row.

#include <optional>
#include <type_traits>

#include <model/canonical.hpp>
#include <store/json_text.hpp>
#include <store/tables.hpp>

namespace tissu::sql {

/// The cells in the order of `fields` (without lists of references), then attributes, source, file, line.
using Row = std::vector<Cell>;

inline constexpr std::size_t fact_cells = 4;

template <class Value>
inline constexpr bool is_list = std::is_same_v<Value, std::vector<Code>> || std::is_same_v<Value, std::vector<std::string>>;

inline Cell cell_of(const std::string& text) { return text.empty() ? Cell() : Cell(text); }
inline Cell cell_of(double number) { return std::isnan(number) ? Cell() : Cell(number); }
inline Cell cell_of(const PartialDate& date) { return date.known() ? Cell(to_text(date)) : Cell(); }
inline Cell cell_of(const Code& code) { return cell_of(code.text()); }
inline Cell cell_of(const std::vector<std::string>& items) {
    return items.empty() ? Cell() : Cell(json_text::write(items));
}
inline Cell cell_of(const std::vector<Code>& codes) {
    std::vector<std::string> items;
    for (const Code& code : codes) items.push_back(code.text());
    return cell_of(items);
}
inline Cell cell_of(const Attributes& attributes) {
    return attributes.empty() ? Cell() : Cell(json_text::write(attributes));
}

/// What `refers` led to: the id in a table; 0 for none.
struct Reference {
    Target target{};
    std::int64_t id = 0;
};

inline void append_reference(Row& row, const Field& field, const Reference& reference) {
    const auto cell = [&reference] { return reference.id == 0 ? Cell() : Cell(reference.id); };
    if (field.refers != "any") {
        row.push_back(cell());
        return;
    }
    for (std::size_t target = 0; target < target_count; ++target)  // one column per table, in the order of Target
        row.push_back(static_cast<Target>(target) == reference.target ? cell() : Cell());
}

/// The row of `record` but for its last four cells, and the cells of its key. `resolve(field, code)` gives a Reference.
template <Record R, class Resolve>
void encode(const R& record, Resolve&& resolve, Row& row, Row& key) {
    R::fields(record, [&](const Field& field, const auto& value) {
        using Value = std::decay_t<decltype(value)>;
        const std::size_t begin = row.size();
        if constexpr (std::is_same_v<Value, Code>) {
            if (field.refers.empty()) {
                row.push_back(cell_of(value));
            } else {
                append_reference(row, field, value.empty() ? Reference() : resolve(field, value));
            }
        } else {
            if (is_list<Value> && !field.refers.empty()) return;
            row.push_back(cell_of(value));
        }
        if (field.role == Role::key || field.role == Role::part_of_key)
            key.insert(key.end(), row.begin() + static_cast<std::ptrdiff_t>(begin), row.end());
    });
}

inline std::string_view text_of(const Cell& cell) {
    const auto* text = std::get_if<std::string>(&cell);
    return text == nullptr ? std::string_view() : std::string_view(*text);
}

inline void decode_value(const Cell& cell, std::string& value) { value = text_of(cell); }
inline void decode_value(const Cell& cell, double& value) {
    const auto* number = std::get_if<double>(&cell);
    value = number == nullptr ? missing : *number;
}
inline void decode_value(const Cell& cell, PartialDate& value) {
    const auto date = parse_date(text_of(cell));
    if (!date) throw Error(Errc::io, "the store is damaged: expected a date, found '" + std::string(text_of(cell)) + "'");
    value = *date;
}
/// Throws Error{io} if it is not a code.
[[nodiscard]] inline Code stored_code(std::string_view text) {
    if (!Code::valid(text)) throw Error(Errc::io, "the store is damaged: expected a code, found another text");
    return Code(std::string(text));
}
inline void decode_value(const Cell& cell, Code& value) { value = stored_code(text_of(cell)); }
inline void decode_value(const Cell& cell, std::vector<std::string>& value) { value = json_text::read_list(text_of(cell)); }
inline void decode_value(const Cell& cell, std::vector<Code>& value) {
    for (const std::string& item : json_text::read_list(text_of(cell))) value.push_back(stored_code(item));
}

/// The code in the next cell, or the next five for a reference to any table. `code_of(target, id)` names a record.
template <class CodeOf>
Code decode_reference(const Row& row, std::size_t& at, const Field& field, CodeOf&& code_of) {
    if (field.refers != "any") {
        const auto* id = std::get_if<std::int64_t>(&row[at++]);
        return id == nullptr ? Code() : Code(code_of(target_of(field.refers), *id));
    }
    Code code;
    for (std::size_t target = 0; target < target_count; ++target)
        if (const auto* id = std::get_if<std::int64_t>(&row[at++])) code = Code(code_of(static_cast<Target>(target), *id));
    return code;
}

/// The record of a row, without its lists of references, its source and its file.
template <Record R, class CodeOf>
R decode(const Row& row, CodeOf&& code_of) {
    R record;
    std::size_t at = 0;
    R::fields(record, [&](const Field& field, auto& value) {
        using Value = std::decay_t<decltype(value)>;
        if (is_list<Value> && !field.refers.empty()) return;
        if constexpr (std::is_same_v<Value, Code>) {
            if (!field.refers.empty()) {
                value = decode_reference(row, at, field, code_of);
                return;
            }
        }
        decode_value(row[at++], value);
    });
    record.attributes = json_text::read_attributes(text_of(row[at]));
    return record;
}

/// What is given where the old row has nothing; its source stays.
[[nodiscard]] Row gaps_only(const Row& old, Row given);

/// `old` with what `given` has; nothing if that changes nothing. Equal content keeps its old file and line.
[[nodiscard]] std::optional<Row> merged(const Row& old, const Row& given);

}  // namespace tissu::sql
