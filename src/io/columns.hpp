#pragma once
/// \file
/// Columns of a sheet by any of the spellings they are published under.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "io/sheet.hpp"

namespace tissu::io {

/// A field and the headers that stand for it, each as letters and digits only (`spelling_of`).
struct Spellings {
    std::string_view field;
    std::vector<std::string_view> headers;
};

/// A header without case, accents, blanks and signs: "Nom de l'attribuant" is `nomdelattribuant`.
[[nodiscard]] std::string spelling_of(std::string_view header);

/// The columns of one sheet.
class Columns {
public:
    Columns(const Sheet& sheet, const std::vector<Spellings>& spellings);

    /// The column of a field, or `no_column`.
    [[nodiscard]] std::size_t at(std::string_view field) const;
    [[nodiscard]] bool has(std::string_view field) const { return at(field) != no_column; }

    /// Columns that stand for no field, in file order; those without a name are left out.
    [[nodiscard]] const std::vector<std::size_t>& others() const noexcept { return others_; }

private:
    std::map<std::string, std::size_t, std::less<>> columns_;
    std::vector<std::size_t> others_;
};

/// The fields that a header (names as `header_of` gives them) has.
[[nodiscard]] std::set<std::string, std::less<>> fields_of(const std::vector<std::string>& header,
                                                           const std::vector<Spellings>& spellings);

}  // namespace tissu::io
