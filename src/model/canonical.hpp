#pragma once
/// \file
/// One way to write a record as bytes: equal bytes exactly if the content is equal, wherever it was read.

#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tissu/model/record.hpp>

namespace tissu::canonical {

inline void append_number(std::string& out, std::uint64_t value) {
    for (int shift = 0; shift < 64; shift += 8) out.push_back(static_cast<char>((value >> shift) & 0xff));
}

/// Length first, so that no value can run into the next.
inline void append_text(std::string& out, std::string_view text) {
    append_number(out, text.size());
    out.append(text);
}

inline bool given(const std::string& value) { return !value.empty(); }
inline bool given(const Code& value) { return !value.empty(); }
inline bool given(double value) { return !std::isnan(value); }
inline bool given(const PartialDate& value) { return value.known(); }
template <class Item>
bool given(const std::vector<Item>& value) {
    return !value.empty();
}

inline void append(std::string& out, const std::string& value) { append_text(out, value); }
inline void append(std::string& out, const Code& value) { append_text(out, value.text()); }
inline void append(std::string& out, const PartialDate& value) { append_text(out, to_text(value)); }
inline void append(std::string& out, double value) {
    append_number(out, std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value));  // one zero
}
template <class Item>
void append(std::string& out, const std::vector<Item>& values) {
    append_number(out, values.size());
    for (const Item& value : values) append(out, value);
}

/// The fields that have a value, by name, then the attributes in their order. Not the source.
template <Record R>
void append_record(std::string& out, const R& record) {
    R::fields(record, [&out](const Field& field, const auto& value) {
        if (!given(value)) return;
        append_text(out, field.name);
        append(out, value);
    });
    append_number(out, record.attributes.size());
    for (const auto& [name, value] : record.attributes) {
        append_text(out, name);
        append_text(out, value);
    }
}

}  // namespace tissu::canonical
