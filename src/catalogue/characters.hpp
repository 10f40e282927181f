#pragma once
/// \file
/// Code points of a text, with the byte each begins at.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tissu::catalogue {

/// A text by code point: composed, with one kind of apostrophe (') and of hyphen (-), ligatures opened
/// (`œ` as `oe`), invisible characters gone, malformed bytes as U+FFFD.
struct Characters {
    std::u32string text;
    std::vector<std::uint32_t> begin;  ///< byte of each code point; one more for the end
};

[[nodiscard]] Characters characters_of(std::string_view bytes);

/// The code point at `bytes[at]`, and how many bytes it takes; U+FFFD and 1 if malformed.
struct Decoded {
    char32_t character;
    std::uint32_t length;
};
[[nodiscard]] Decoded decode(std::string_view bytes, std::size_t at) noexcept;

[[nodiscard]] std::string encoded(std::u32string_view text);

[[nodiscard]] bool is_letter(char32_t c) noexcept;  ///< a letter or a combining mark
[[nodiscard]] bool is_digit(char32_t c) noexcept;
[[nodiscard]] bool is_blank(char32_t c) noexcept;  ///< space, no-break space, line end …
[[nodiscard]] bool is_upper(char32_t c) noexcept;
[[nodiscard]] char32_t lowered(char32_t c) noexcept;
[[nodiscard]] std::u32string lowered(std::u32string_view text);

/// A Latin letter without its accent, lower case: a cheap fold for comparing first letters.
[[nodiscard]] char32_t plain_letter(char32_t c) noexcept;

/// True if a character that begins with this byte may be a blank.
[[nodiscard]] constexpr bool may_be_blank(char byte) noexcept {
    const auto value = static_cast<unsigned char>(byte);
    return value <= 0x20 || value == 0x7F || value == 0xC2 || (value >= 0xE1 && value <= 0xE3);
}

/// Calls `visit(begin, end)` for every run of bytes between blanks.
template <class Visit>
void for_each_chunk_of_text(std::string_view text, Visit&& visit) {
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (!may_be_blank(text[at])) {
            ++at;
            continue;
        }
        const Decoded next = decode(text, at);
        if (is_blank(next.character)) {
            if (begin < at) visit(begin, at);
            begin = at + next.length;
        }
        at += next.length;
    }
    if (begin < text.size()) visit(begin, text.size());
}

}  // namespace tissu::catalogue
