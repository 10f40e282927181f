#include "catalogue/characters.hpp"

#include <utf8proc.h>

namespace tissu::catalogue {

namespace {

utf8proc_category_t category(char32_t c) noexcept {
    return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

/// U+0300 to U+036F: what keyboards and file names of some systems put after the letter.
bool is_accent(char32_t c) noexcept { return c >= 0x300 && c <= 0x36F; }

bool is_invisible(char32_t c) noexcept {
    return c == 0xAD || c == 0xFEFF || (c >= 0x200B && c <= 0x200F) || c == 0x2060;
}

char32_t unified(char32_t c) noexcept {
    switch (c) {
        case U'\u2019':
        case U'\u02BC':
        case U'\u2018':
        case U'\u2032':
        case U'\uFF07':
        case U'`':
        case U'\u00B4': return U'\'';
        case U'\u2010':
        case U'\u2011': return U'-';
        default: return c;
    }
}

/// The one letter that `letter` and `accent` make together, or 0.
char32_t composed(char32_t letter, char32_t accent) noexcept {
    utf8proc_int32_t pair[2] = {static_cast<utf8proc_int32_t>(letter), static_cast<utf8proc_int32_t>(accent)};
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    return utf8proc_normalize_utf32(pair, 2, options) == 1 ? static_cast<char32_t>(pair[0]) : 0;
}

std::u32string_view opened(char32_t c) noexcept {
    switch (c) {
        case U'œ': return U"oe";
        case U'Œ': return U"OE";
        case U'æ': return U"ae";
        case U'Æ': return U"AE";
        default: return {};
    }
}

}  // namespace

Decoded decode(std::string_view bytes, std::size_t at) noexcept {
    const auto first = static_cast<unsigned char>(bytes[at]);
    if (first < 0x80) return {first, 1};
    utf8proc_int32_t character = 0;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(bytes.data() + at),
                                         static_cast<utf8proc_ssize_t>(bytes.size() - at), &character);
    if (length <= 0) return {0xFFFD, 1};
    return {static_cast<char32_t>(character), static_cast<std::uint32_t>(length)};
}

Characters characters_of(std::string_view bytes) {
    Characters result;
    result.text.reserve(bytes.size());
    result.begin.reserve(bytes.size() + 1);
    const auto push = [&](char32_t c, std::size_t at) {
        result.text.push_back(c);
        result.begin.push_back(static_cast<std::uint32_t>(at));
    };
    for (std::size_t at = 0; at < bytes.size();) {
        const Decoded next = decode(bytes, at);
        if (is_accent(next.character) && !result.text.empty()) {
            if (const char32_t letter = composed(result.text.back(), next.character))
                result.text.back() = letter;
            else push(next.character, at);
        } else if (const auto letters = opened(next.character); !letters.empty()) {
            for (const char32_t c : letters) push(c, at);
        } else if (!is_invisible(next.character)) {
            push(unified(next.character), at);
        }
        at += next.length;
    }
    result.begin.push_back(static_cast<std::uint32_t>(bytes.size()));
    return result;
}

std::string encoded(std::u32string_view text) {
    std::string result;
    result.reserve(text.size());
    for (const char32_t c : text) {
        utf8proc_uint8_t bytes[4];
        const auto length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), bytes);
        result.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
    }
    return result;
}

bool is_letter(char32_t c) noexcept {
    if (c < 0x80) return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
    const auto found = category(c);
    return found >= UTF8PROC_CATEGORY_LU && found <= UTF8PROC_CATEGORY_ME;
}

bool is_digit(char32_t c) noexcept {
    if (c < 0x80) return c >= U'0' && c <= U'9';
    const auto found = category(c);
    return found >= UTF8PROC_CATEGORY_ND && found <= UTF8PROC_CATEGORY_NO;
}

bool is_blank(char32_t c) noexcept {
    if (c < 0x80) return c <= U' ' || c == 0x7F;
    if (c == 0x85) return true;
    const auto found = category(c);
    return found >= UTF8PROC_CATEGORY_ZS && found <= UTF8PROC_CATEGORY_ZP;
}

bool is_upper(char32_t c) noexcept {
    if (c < 0x80) return c >= U'A' && c <= U'Z';
    return category(c) == UTF8PROC_CATEGORY_LU;
}

char32_t lowered(char32_t c) noexcept {
    if (c < 0x80) return c >= U'A' && c <= U'Z' ? c + 32 : c;
    return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
}

std::u32string lowered(std::u32string_view text) {
    std::u32string result(text);
    for (char32_t& c : result) c = lowered(c);
    return result;
}

char32_t plain_letter(char32_t c) noexcept {
    c = lowered(c);
    if (c < 0x80) return c;
    utf8proc_int32_t parts[8];
    int boundary = 0;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
    const auto count =
        utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts, 8, options, &boundary);
    return count > 0 && count <= 8 ? static_cast<char32_t>(parts[0]) : c;
}

}  // namespace tissu::catalogue
