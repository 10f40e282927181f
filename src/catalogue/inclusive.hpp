#pragma once
/// \file
/// Inclusive writing: which words stand for several, and for which.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tissu::catalogue {

struct Inclusive {
    std::vector<std::u32string> members;  ///< lower case: masculine, feminine, then their plurals
    std::size_t end;                      ///< first code point after the form
};

/// The inclusive form that begins at `text[begin]`, where a word begins; nothing if there is none.
[[nodiscard]] std::optional<Inclusive> inclusive_at(std::u32string_view text, std::size_t begin);

}  // namespace tissu::catalogue
