#include "io/columns.hpp"

#include <algorithm>

#include <tissu/base/text.hpp>

namespace tissu::io {
namespace {

std::string_view field_of(const std::string& spelling, const std::vector<Spellings>& spellings) {
    for (const Spellings& one : spellings)
        if (std::find(one.headers.begin(), one.headers.end(), spelling) != one.headers.end()) return one.field;
    return {};
}

}  // namespace

std::string spelling_of(std::string_view header) {
    std::string text;
    for (const char c : folded(header))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) text.push_back(c);
    return text;
}

Columns::Columns(const Sheet& sheet, const std::vector<Spellings>& spellings) {
    for (std::size_t i = 0; i < sheet.header().size(); ++i) {
        const std::string_view field = field_of(spelling_of(sheet.header()[i]), spellings);
        if (!field.empty() && columns_.try_emplace(std::string(field), i).second) continue;
        if (!sheet.header()[i].empty()) others_.push_back(i);
    }
}

std::size_t Columns::at(std::string_view field) const {
    const auto found = columns_.find(field);
    return found == columns_.end() ? no_column : found->second;
}

std::set<std::string, std::less<>> fields_of(const std::vector<std::string>& header,
                                             const std::vector<Spellings>& spellings) {
    std::set<std::string, std::less<>> fields;
    for (const std::string& name : header) {
        const std::string_view field = field_of(spelling_of(name), spellings);
        if (!field.empty()) fields.emplace(field);
    }
    return fields;
}

}  // namespace tissu::io
