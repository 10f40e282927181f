#include "io/values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

#include <tissu/base/text.hpp>

#include "io/blanks.hpp"
#include "io/text_file.hpp"

namespace tissu::io {
namespace {

constexpr double exact_limit = 9007199254740992.0;  // 2^53

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

Outcome expected(std::string_view what, std::string_view found) {
    return {"expected " + std::string(what) + ", found " + shortened(found), {}};
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

// Takes out `mark` where it separates groups of three digits; nothing if it stands elsewhere.
std::optional<std::string> ungrouped(std::string_view whole, char mark) {
    std::string digits;
    std::size_t group = 0;
    bool first = true;
    for (std::size_t i = 0; i <= whole.size(); ++i) {
        if (i < whole.size() && whole[i] != mark) {
            digits.push_back(whole[i]);
            if (is_digit(whole[i])) ++group;
            continue;
        }
        if (first ? (group == 0 || group > 3) && i < whole.size() : group != 3) return std::nullopt;
        first = false;
        group = 0;
    }
    return digits;
}

struct Plain {
    std::string digits;
    std::string note;
};

// Decimal point, no groups.
std::optional<Plain> plain_form(std::string_view text) {
    std::string work(text);
    for (const std::string_view blank : {"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"})
        work = replaced(std::move(work), blank, " ");
    Plain plain;
    const std::size_t point = work.rfind('.');
    const std::size_t comma = work.rfind(',');
    char decimal = comma != std::string::npos ? ',' : '.';
    char group = ' ';
    if (point != std::string::npos && comma != std::string::npos) {
        decimal = point > comma ? '.' : ',';
        group = point > comma ? ',' : '.';
    }
    if (std::count(work.begin(), work.end(), decimal) > 1) return std::nullopt;
    const std::size_t end = std::min(work.find(decimal), work.size());
    const std::string_view whole = std::string_view(work).substr(0, end);
    if (whole.find(group) != std::string_view::npos) {
        const auto digits = ungrouped(whole, group);
        if (!digits) return std::nullopt;
        plain.digits = *digits;
        plain.note = "separators between thousands are left out";
    } else {
        plain.digits = whole;
    }
    if (end < work.size()) plain.digits += "." + work.substr(end + 1);
    if (decimal == ',') plain.note = "a decimal comma is read as a point" + (plain.note.empty() ? "" : ", " + plain.note);
    return plain;
}

bool number_grammar(std::string_view text) noexcept {
    std::size_t i = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
    std::size_t digits = 0;
    for (; i < text.size() && is_digit(text[i]); ++i) ++digits;
    if (i < text.size() && text[i] == '.')
        for (++i; i < text.size() && is_digit(text[i]); ++i) ++digits;
    if (digits == 0) return false;
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
        if (i == text.size()) return false;
        while (i < text.size() && is_digit(text[i])) ++i;
    }
    return i == text.size();
}

// `31/05/2018` as `2018-05-31`; also with points or hyphens.
std::string iso_of(std::string_view text) {
    if (text.size() != 10) return {};
    const char mark = text[2];
    if ((mark != '/' && mark != '.' && mark != '-') || text[5] != mark) return {};
    return std::string(text.substr(6, 4)) + "-" + std::string(text.substr(3, 2)) + "-" +
           std::string(text.substr(0, 2));
}

// How many bytes a `\\` in a list makes literal: `|`, `\\` or a blank; 0 if it is only itself.
std::size_t escaped_size(std::string_view rest) noexcept {
    return rest.starts_with('|') || rest.starts_with('\\') ? 1 : blank_size(rest);
}

}  // namespace

Outcome read_number(std::string_view text, double& number) {
    text = trimmed(text);
    number = std::numeric_limits<double>::quiet_NaN();
    if (text.empty()) return {};
    const auto plain = plain_form(text);
    if (!plain || !number_grammar(plain->digits)) return expected("a number", text);
    std::string_view digits = plain->digits;
    if (digits.front() == '+') digits.remove_prefix(1);
    double value = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (failure != std::errc() || end != digits.data() + digits.size() || !std::isfinite(value))
        return expected("a number that can be held", text);
    if (std::abs(value) >= exact_limit && digits.find_first_of(".eE") == std::string_view::npos) {
        long long whole = 0;
        const auto exact = std::from_chars(digits.data(), digits.data() + digits.size(), whole);
        if (exact.ec == std::errc() && std::abs(value) < 9.2e18 && static_cast<long long>(value) != whole)
            return expected("a whole number that can be held exactly", text);
    }
    number = value;
    return {{}, plain->note};
}

Outcome read_date(std::string_view text, PartialDate& date) {
    text = trimmed(text);
    date = {};
    if (text.empty()) return {};
    if (const auto read = parse_date(text)) return date = *read, Outcome{};
    if (const auto read = parse_date(iso_of(text)); read && read->known())
        return date = *read, Outcome{{}, "dates are read as day/month/year"};
    if (text.size() > 11 && (text[10] == 'T' || text[10] == ' ') && is_digit(text[11]))
        if (const auto read = parse_date(text.substr(0, 10)))
            return date = *read, Outcome{{}, "the time of day is left out"};
    return expected("a date (year, year-month or year-month-day)", text);
}

Outcome read_code(std::string_view text, Code& code) {
    text = trimmed(text);
    code = Code();
    if (text.empty()) return {};
    if (!Code::valid(text)) return expected("a code written scheme:value", text);
    code = Code(std::string(text));
    return {};
}

std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> items;
    std::string item;
    std::size_t keep_from = std::string::npos;  // escaped characters are not taken for blanks around the item
    std::size_t keep_to = 0;
    const auto close = [&] {
        const std::size_t start = std::min(keep_from, item.size() - trimmed_start(item).size());
        const std::size_t end = std::max(keep_to, trimmed_end(item).size());
        if (start < end) items.push_back(item.substr(start, end - start));
        item.clear();
        keep_from = std::string::npos;
        keep_to = 0;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t escaped = text[i] == '\\' ? escaped_size(text.substr(i + 1)) : 0;
        if (escaped > 0) {
            keep_from = std::min(keep_from, item.size());
            item.append(text.substr(i + 1, escaped));
            keep_to = item.size();
            i += escaped;
        } else if (text[i] == '|') {
            close();
        } else {
            item.push_back(text[i]);
        }
    }
    close();
    return items;
}

std::string join_list(const std::vector<std::string>& items) {
    std::string text;
    for (const std::string& item : items) {
        if (item.empty()) continue;
        if (!text.empty()) text.push_back('|');
        const std::size_t start = item.size() - trimmed_start(item).size();
        const std::size_t end = trimmed_end(item).size();
        for (std::size_t i = 0; i < item.size(); ++i) {
            const bool blank = (i < start || i >= end) && blank_size(std::string_view(item).substr(i)) > 0;
            if (item[i] == '|' || item[i] == '\\' || blank) text.push_back('\\');
            text.push_back(item[i]);
        }
    }
    return text;
}

bool looks_like_formula(std::string_view text) noexcept {
    if (number_grammar(text)) return false;
    constexpr std::array<std::string_view, 4> full_width = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
                                                            "\xEF\xBC\xA0"};
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    constexpr std::string_view no_break = "\xC2\xA0";
    while (!text.empty()) {
        if (text.front() == ' ' || text.front() == '"' || text.front() == '\'') text.remove_prefix(1);
        else if (text.starts_with(mark)) text.remove_prefix(mark.size());
        else if (text.starts_with(no_break)) text.remove_prefix(no_break.size());
        else break;
    }
    if (text.empty() || number_grammar(text)) return false;
    return std::string_view("=+-@\t\r\n|%").find(text.front()) != std::string_view::npos ||
           std::any_of(full_width.begin(), full_width.end(),
                       [&](std::string_view form) { return text.starts_with(form); });
}

std::string guarded(std::string_view text) {
    return looks_like_formula(text) ? "'" + std::string(text) : std::string(text);
}

std::string_view unguarded(std::string_view text) noexcept {
    return text.starts_with('\'') && looks_like_formula(text.substr(1)) ? text.substr(1) : text;
}

std::string to_text(double number) {
    if (!std::isfinite(number)) return {};
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    return std::string(digits.data(), end);
}

bool decode_escapes(std::string& text) {
    bool found = false;
    for (std::size_t at = text.find("<U+"); at != std::string::npos; at = text.find("<U+", at + 1)) {
        const std::size_t end = text.find('>', at);
        if (end == std::string::npos || end < at + 7 || end > at + 11) continue;
        std::uint32_t code_point = 0;
        const auto read = std::from_chars(text.data() + at + 3, text.data() + end, code_point, 16);
        if (read.ec != std::errc() || read.ptr != text.data() + end) continue;
        std::string character;
        append_utf8(character, code_point);
        text.replace(at, end - at + 1, character);
        found = true;
    }
    return found;
}

}  // namespace tissu::io
