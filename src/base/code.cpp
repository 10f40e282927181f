#include <tissu/base/code.hpp>
#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

namespace tissu {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_scheme_character(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-'; }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// What is wrong with `text`; nothing if it is a code.
const char* fault(std::string_view text) noexcept {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0) return "no scheme before a colon";
    if (!is_letter(text[0])) return "a scheme that does not start with a letter";
    for (char c : text.substr(0, colon))
        if (!is_scheme_character(c)) return "a scheme with other characters than letters, digits, _ and -";
    const auto value = text.substr(colon + 1);
    if (value.empty()) return "no value after the colon";
    if (value.front() == ' ' || value.back() == ' ') return "a value that starts or ends with a blank";
    for (char c : value)
        if (is_control(c) || c == '|') return "a value with a control character or |";
    return is_utf8(value) ? nullptr : "a value that is not UTF-8";
}

}  // namespace

Code::Code(std::string text) : text_(std::move(text)) {
    if (const char* what = fault(text_))
        throw Error(Errc::invalid_data,
                    "expected a code written scheme:value, found " + std::string(what) + " in '" + shortened(text_) + "'");
}

Code::Code(std::string_view scheme, std::string_view value)
    : Code(std::string(scheme) + ':' + std::string(value)) {}

bool Code::valid(std::string_view text) noexcept { return fault(text) == nullptr; }

std::string_view Code::scheme() const noexcept {
    return std::string_view(text_).substr(0, text_.empty() ? 0 : text_.find(':'));
}

std::string_view Code::value() const noexcept {
    return text_.empty() ? std::string_view() : std::string_view(text_).substr(text_.find(':') + 1);
}

}  // namespace tissu
