#pragma once
/// \file
/// From a row of a sheet to a record, and back to text: shared by the reader and the writer of packages.

#include <cmath>
#include <string>
#include <type_traits>
#include <vector>

#include <tissu/model/record.hpp>

#include "io/values.hpp"

namespace tissu::io {

inline Outcome read_cell(std::string_view text, std::string& value) {
    value = text;
    return {};
}
inline Outcome read_cell(std::string_view text, Code& value) { return read_code(text, value); }
inline Outcome read_cell(std::string_view text, double& value) { return read_number(text, value); }
inline Outcome read_cell(std::string_view text, PartialDate& value) { return read_date(text, value); }
inline Outcome read_cell(std::string_view text, std::vector<std::string>& value) {
    value = split_list(text);
    return {};
}
inline Outcome read_cell(std::string_view text, std::vector<Code>& value) {
    value.clear();
    for (const std::string& item : split_list(text)) {
        Code code;
        const Outcome outcome = read_code(item, code);
        if (!outcome.error.empty()) return outcome;
        value.push_back(std::move(code));
    }
    return {};
}

inline std::string write_cell(const std::string& value) { return guarded(value); }
inline std::string write_cell(const Code& value) { return guarded(value.text()); }
inline std::string write_cell(double value) { return to_text(value); }
inline std::string write_cell(const PartialDate& value) { return tissu::to_text(value); }
inline std::string write_cell(const std::vector<std::string>& value) { return guarded(join_list(value)); }
inline std::string write_cell(const std::vector<Code>& value) {
    std::vector<std::string> items;
    for (const Code& code : value) items.push_back(code.text());
    return guarded(join_list(items));
}

inline bool is_missing(const std::string& value) { return value.empty(); }
inline bool is_missing(const Code& value) { return value.empty(); }
inline bool is_missing(double value) { return std::isnan(value); }
inline bool is_missing(const PartialDate& value) { return !value.known(); }
template <class T>
bool is_missing(const std::vector<T>& value) {
    return value.empty();
}

/// True for columns whose cells are guarded against being taken for formulas.
template <class T>
inline constexpr bool is_text = !std::is_same_v<T, double> && !std::is_same_v<T, PartialDate>;

inline constexpr bool must_have_value(Role role) noexcept {
    return role == Role::required || role == Role::key;
}
inline constexpr bool names_record(Role role) noexcept {
    return role == Role::key || role == Role::part_of_key;
}

/// The names of the columns of a table, in order, without `source` and `source_kind`.
template <Record R>
std::vector<std::string> column_names() {
    std::vector<std::string> names;
    R record;
    R::fields(record, [&](const Field& field, auto&) { names.emplace_back(field.name); });
    return names;
}

}  // namespace tissu::io
