#pragma once
/// \file
/// Unicode text: validity, folding for comparison, and near matches for error messages.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tissu {

/// True if `text` is well-formed UTF-8.
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// `text` with every malformed byte replaced by U+FFFD.
[[nodiscard]] std::string make_utf8(std::string_view text);

/// `text` in Unicode normal form C. Malformed bytes are replaced.
[[nodiscard]] std::string normalised(std::string_view text);

/// `text` for comparison: lower case, no accents, `œ` as `oe`, `æ` as `ae`, one kind of apostrophe (')
/// and of hyphen (-), no invisible characters, runs of blanks as one, none at the ends.
[[nodiscard]] std::string folded(std::string_view text);

/// `folded` with everything but letters and digits turned into single blanks: a key for names,
/// so that "Évry-Courcouronnes" and "evry courcouronnes" meet. A leading or inner "st"/"ste" word
/// becomes "saint"/"sainte".
[[nodiscard]] std::string name_key(std::string_view text);

/// `text` cut to at most `limit` bytes at a character, with "…" where it was cut. For messages.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t limit = 60);

/// Up to `limit` of `candidates` that differ little from `word` (folded edit distance at most a
/// third of its length, at least one), nearest first, ties in candidate order.
[[nodiscard]] std::vector<std::string> near_matches(std::string_view word, std::span<const std::string> candidates,
                                                    std::size_t limit = 3);

}  // namespace tissu
