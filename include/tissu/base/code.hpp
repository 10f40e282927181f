#pragma once
/// \file
/// The public name of a record: a scheme and a value, written `commune:91228`.

#include <compare>
#include <string>
#include <string_view>

namespace tissu {

/// `scheme:value`. The scheme is lower-case ASCII letters, digits, `_` and `-`, and starts with a
/// letter (a few built-in schemes have capitals, such as `LOI2014`: letters of either case are taken).
/// The value is any non-empty UTF-8 text without control characters or `|`, not starting or ending
/// with a blank. A default-made Code is empty and names nothing.
class Code {
public:
    Code() = default;

    /// Reads `text`. Throws Error{invalid_data} that says which rule is broken.
    explicit Code(std::string text);

    /// Joins the two parts. Throws as above.
    Code(std::string_view scheme, std::string_view value);

    /// True if `text` could be read.
    [[nodiscard]] static bool valid(std::string_view text) noexcept;

    [[nodiscard]] std::string_view scheme() const noexcept;
    [[nodiscard]] std::string_view value() const noexcept;
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }

    friend auto operator<=>(const Code&, const Code&) = default;

private:
    std::string text_;
};

}  // namespace tissu
