#pragma once
/// \file
/// Who on an event's list took part.

#include <algorithm>
#include <array>
#include <string_view>

namespace tissu {

/// False for a status that says that the actor did not come: registered (INS), waiting (ATT), absent
/// (ABS), excused (EXC), cancelled (ANN); with or without the scheme `participation_status:`. Any
/// other word, and none, is attendance.
[[nodiscard]] inline bool took_part(std::string_view status) noexcept {
    constexpr std::array<std::string_view, 5> away{"INS", "ATT", "ABS", "EXC", "ANN"};
    return std::find(away.begin(), away.end(), status.substr(status.find(':') + 1)) == away.end();
}

}  // namespace tissu
