#pragma once
/// \file
/// The communes that one cell names.

#include <algorithm>
#include <string_view>
#include <vector>

#include <tissu/base/identifier.hpp>

namespace tissu::io {

/// "59350", or several as lists of neighbourhoods have them: "59350, 59507". Each once; empty if any of them is no code.
[[nodiscard]] inline std::vector<identifier::Mended> communes_of(std::string_view text) {
    constexpr std::string_view between = " ,;|/\t\r\n";
    std::vector<identifier::Mended> communes;
    for (std::size_t start = text.find_first_not_of(between); start != std::string_view::npos;) {
        const std::size_t end = std::min(text.find_first_of(between, start), text.size());
        const auto commune = identifier::commune(text.substr(start, end - start));
        if (!commune) return {};
        if (std::find(communes.begin(), communes.end(), *commune) == communes.end()) communes.push_back(*commune);
        start = text.find_first_not_of(between, end);
    }
    return communes;
}

}  // namespace tissu::io
