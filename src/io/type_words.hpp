#pragma once
/// \file
/// The codes that the column `type` of a table is meant to hold: others are kept, but said.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <tissu/model/batch.hpp>

#include "io/sheet.hpp"

namespace tissu::io {

/// Of one table of the data package. The codes are those of the library and of the themes that the package brings.
class TypeWords {
public:
    /// Tables with a type.
    template <Record R>
    static constexpr bool known = requires(R record) { record.type; };

    TypeWords(std::string_view table, const Batch& batch);

    /// Says that a word is no code, once for each of the first words and once for all others.
    void look(Sheet& sheet, std::size_t column, const std::string& word);

private:
    void add(const Theme& one);
    [[nodiscard]] std::string rule_of(const std::string& word) const;

    std::vector<std::string_view> schemes_;           ///< whose codes are taken; the first is the table's own
    std::set<std::string, std::less<>> codes_;        ///< with and without the scheme
    std::map<std::string, std::string> near_;         ///< words of the scheme, and codes they mean
    std::map<std::string, std::string> said_;         ///< rules of the first words
};

}  // namespace tissu::io
