#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <numeric>

#include <utf8proc.h>

namespace tissu {
namespace {

/// The code point at `text[at]`, and its length; length 0 if malformed.
struct Decoded {
    utf8proc_int32_t point;
    std::size_t length;
};

Decoded decode(std::string_view text, std::size_t at) noexcept {
    utf8proc_int32_t point = -1;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),
                                         static_cast<utf8proc_ssize_t>(text.size() - at), &point);
    return {point, length > 0 ? static_cast<std::size_t>(length) : 0};
}

void append(std::string& text, utf8proc_int32_t point) {
    utf8proc_uint8_t bytes[4];
    const auto length = utf8proc_encode_char(point, bytes);
    text.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

std::string mapped(std::string_view text, int options) {
    utf8proc_uint8_t* result = nullptr;
    const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                     static_cast<utf8proc_ssize_t>(text.size()), &result,
                                     static_cast<utf8proc_option_t>(options));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(result, &std::free);
    if (length < 0) throw Error(Errc::invalid_data, std::string("expected Unicode text: ") + utf8proc_errmsg(length));
    return {reinterpret_cast<const char*>(result), static_cast<std::size_t>(length)};
}

bool is_ascii(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_apostrophe(utf8proc_int32_t c) {
    return c == 0x2018 || c == 0x2019 || c == 0x02bc || c == 0x2032 || c == 0xff07 || c == '`' || c == 0xb4;
}

bool is_hyphen(utf8proc_int32_t c) { return (c >= 0x2010 && c <= 0x2014) || c == 0x2212 || c == 0xad; }

bool is_blank(utf8proc_int32_t c, utf8proc_category_t category) {
    return c == '\t' || c == '\n' || c == '\r' || c == 0x0b || c == 0x0c || category == UTF8PROC_CATEGORY_ZS ||
           category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

bool is_mark_or_invisible(utf8proc_category_t category) {
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME || category == UTF8PROC_CATEGORY_CF ||
           category == UTF8PROC_CATEGORY_CC;
}

/// Blanks become one, and none stays at the ends.
class Spaced {
public:
    void blank() { pending_ = !text_.empty(); }
    void add(utf8proc_int32_t point) {
        if (pending_) text_ += ' ';
        pending_ = false;
        append(text_, point);
    }
    std::string take() { return std::move(text_); }

private:
    std::string text_;
    bool pending_ = false;
};

void fold_point(Spaced& out, utf8proc_int32_t c) {
    const auto category = utf8proc_category(c);
    if (is_blank(c, category)) return out.blank();
    if (is_apostrophe(c)) return out.add('\'');
    if (is_hyphen(c)) return c == 0xad ? void() : out.add('-');
    if (is_mark_or_invisible(category)) return;
    if (c == 0x153) return out.add('o'), out.add('e');
    if (c == 0xe6) return out.add('a'), out.add('e');
    if (c == 0xdf) return out.add('s'), out.add('s');
    out.add(c);
}

std::string fold_ascii(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    bool pending = false;
    for (char c : text) {
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            pending = !out.empty();
            continue;
        }
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) continue;
        if (pending) out += ' ';
        pending = false;
        out += c == '`' ? '\'' : (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
    if ((a.size() > b.size() ? a.size() - b.size() : b.size() - a.size()) > limit) return limit + 1;
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({substituted, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

}  // namespace

bool is_utf8(std::string_view text) noexcept {
    for (std::size_t i = 0; i < text.size();) {
        if (static_cast<unsigned char>(text[i]) < 0x80) {
            ++i;
            continue;
        }
        const std::size_t length = decode(text, i).length;
        if (length == 0) return false;
        i += length;
    }
    return true;
}

std::string make_utf8(std::string_view text) {
    if (is_utf8(text)) return std::string(text);
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = decode(text, i).length;
        if (length == 0)
            result += "\xef\xbf\xbd";
        else
            result += text.substr(i, length);
        i += std::max<std::size_t>(length, 1);
    }
    return result;
}

std::string normalised(std::string_view text) {
    if (is_ascii(text)) return std::string(text);
    return mapped(make_utf8(text), UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string folded(std::string_view text) {
    if (is_ascii(text)) return fold_ascii(text);
    const std::string decomposed = mapped(make_utf8(text), UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);
    Spaced out;
    for (std::size_t i = 0; i < decomposed.size();) {
        const Decoded next = decode(decomposed, i);
        fold_point(out, next.point);
        i += std::max<std::size_t>(next.length, 1);
    }
    return out.take();
}

std::string name_key(std::string_view text) {
    const std::string fold = folded(text);
    std::string key;
    std::string word;
    const auto flush = [&] {
        if (word.empty()) return;
        if (word == "st") word = "saint";
        if (word == "ste") word = "sainte";
        if (!key.empty()) key += ' ';
        key += word;
        word.clear();
    };
    for (std::size_t i = 0; i < fold.size();) {
        const char c = fold[i];
        if (static_cast<unsigned char>(c) < 0x80) {
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) word += c;
            else flush();
            ++i;
            continue;
        }
        const Decoded next = decode(fold, i);
        const auto category = utf8proc_category(next.point);
        if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO)
            append(word, next.point);
        else
            flush();
        i += std::max<std::size_t>(next.length, 1);
    }
    flush();
    return key;
}

std::string shortened(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) return std::string(text);
    std::size_t cut = limit;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xc0) == 0x80) --cut;
    return std::string(text.substr(0, cut)) + "…";
}

std::vector<std::string> near_matches(std::string_view word, std::span<const std::string> candidates, std::size_t limit) {
    const std::string wanted = folded(word.substr(0, 200));
    const std::size_t allowed = std::max<std::size_t>(1, wanted.size() / 3);
    std::vector<std::pair<std::size_t, std::size_t>> found;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const std::size_t distance = edit_distance(wanted, folded(candidates[i]), allowed);
        if (distance <= allowed) found.emplace_back(distance, i);
    }
    std::sort(found.begin(), found.end());
    std::vector<std::string> result;
    for (const auto& [distance, i] : found) {
        if (result.size() == limit) break;
        result.push_back(candidates[i]);
    }
    return result;
}

}  // namespace tissu
