#pragma once
/// \file
/// What counts as a blank around a value: space, tab, no-break and thin spaces, and a stray byte order mark.

#include <array>
#include <string_view>

namespace tissu::io {

/// The bytes of the blank that `text` starts with, or 0.
[[nodiscard]] inline std::size_t blank_size(std::string_view text) noexcept {
    constexpr std::array<std::string_view, 6> blanks = {
        " ", "\t", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xEF\xBB\xBF"};
    for (const std::string_view blank : blanks)
        if (text.starts_with(blank)) return blank.size();
    return 0;
}

[[nodiscard]] inline std::string_view trimmed_start(std::string_view text) noexcept {
    for (std::size_t size = blank_size(text); size > 0; size = blank_size(text)) text.remove_prefix(size);
    return text;
}

[[nodiscard]] inline std::string_view trimmed_end(std::string_view text) noexcept {
    for (bool changed = true; changed;) {
        changed = false;
        for (const std::size_t size : {std::size_t{1}, std::size_t{2}, std::size_t{3}}) {
            if (text.size() < size || blank_size(text.substr(text.size() - size)) != size) continue;
            text.remove_suffix(size);
            changed = true;
        }
    }
    return text;
}

[[nodiscard]] inline std::string_view trimmed(std::string_view text) noexcept {
    return trimmed_end(trimmed_start(text));
}

}  // namespace tissu::io
