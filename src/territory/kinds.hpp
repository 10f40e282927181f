#pragma once
/// \file
/// Which kind of territory is meant first when a code or a name could be several.

#include <algorithm>
#include <array>
#include <string_view>

namespace tissu {

/// 0 for communes; the more particular and the rarer, the higher. Kinds that are not listed stand
/// between the official levels and the parts of communes.
[[nodiscard]] inline int rank_of_kind(std::string_view kind) noexcept {
    constexpr std::array<std::string_view, 8> first = {"commune", "city", "epci", "ept", "departement", "region", "qpv", "arm"};
    constexpr std::array<std::string_view, 3> last = {"arrondissement", "comd", "coma"};
    if (const auto found = std::find(first.begin(), first.end(), kind); found != first.end())
        return static_cast<int>(found - first.begin());
    const auto found = std::find(last.begin(), last.end(), kind);
    return found == last.end() ? 8 : static_cast<int>(9 + (found - last.begin()));
}

}  // namespace tissu
