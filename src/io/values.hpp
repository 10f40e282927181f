#pragma once
/// \file
/// Reads one cell as a number, a date, a code or a list; says in words why it cannot.

#include <string>
#include <string_view>
#include <vector>

#include <tissu/base/code.hpp>
#include <tissu/base/date.hpp>

namespace tissu::io {

/// What became of a value: `error` if it cannot be read, else `note` if it was not in the plain form.
struct Outcome {
    std::string error;  ///< "expected …, found …"
    std::string note;   ///< for a tally
};

/// A finite number with decimal point or comma, digits in groups of three separated by blanks
/// (or by the other of point and comma). Empty text: missing (NaN).
/// Whole numbers that a double does not hold exactly are errors.
Outcome read_number(std::string_view text, double& number);

/// `2018`, `2018-05`, `2018-05-31`, also `31/05/2018` (said) and an ISO date with a time (said).
Outcome read_date(std::string_view text, PartialDate& date);

Outcome read_code(std::string_view text, Code& code);

/// Items separated by `|`. Blanks around an item are taken off. `\|`, `\\` and `\` before a blank
/// stand for these characters. Empty items are left out.
[[nodiscard]] std::vector<std::string> split_list(std::string_view text);

/// What `split_list` reads.
[[nodiscard]] std::string join_list(const std::vector<std::string>& items);

/// True if a spreadsheet would take the cell for a formula or a command: after blanks, quotes and
/// apostrophes it starts with one of `= + - @ | %`, a tab or line break, or a full-width form, and is
/// not a plain number.
[[nodiscard]] bool looks_like_formula(std::string_view text) noexcept;

/// `text` with an apostrophe before what looks like a formula; `unguarded` takes it off again.
[[nodiscard]] std::string guarded(std::string_view text);
[[nodiscard]] std::string_view unguarded(std::string_view text) noexcept;

/// Shortest text that gives the same number; empty if missing.
[[nodiscard]] std::string to_text(double number);

/// `<U+00A0>` and the like, as written by R, become the character. True if there were any.
bool decode_escapes(std::string& text);

}  // namespace tissu::io
