#pragma once
/// \file
/// How far two spellings are from each other.

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <string_view>
#include <vector>

namespace tissu {

/// A bit for each letter (a to z) and digit that a folded text has.
[[nodiscard]] inline std::uint32_t letters_of(std::string_view text) noexcept {
    std::uint32_t bits = 0;
    for (const char c : text) {
        if (c >= 'a' && c <= 'z') bits |= std::uint32_t{1} << (c - 'a');
        if (c >= '0' && c <= '9') bits |= std::uint32_t{1} << (26 + (c - '0') % 6);
    }
    return bits;
}

/// False if two texts with these letters are certainly more than `most` edits apart.
[[nodiscard]] inline bool may_be_near(std::uint32_t a, std::uint32_t b, std::size_t most) noexcept {
    return static_cast<std::size_t>(std::max(std::popcount(a & ~b), std::popcount(b & ~a))) <= most;
}

/// The Levenshtein distance in bytes, or anything above `most` if it is above. Cost: O(length · most).
[[nodiscard]] inline std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t most) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > most) return most + 1;
    std::vector<std::size_t> row(a.size() + 1);
    for (std::size_t i = 0; i <= a.size(); ++i) row[i] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
        std::size_t corner = row[0], least = row[0] = j;
        for (std::size_t i = 1; i <= a.size(); ++i) {
            const std::size_t substituted = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
            corner = row[i];
            row[i] = std::min({substituted, row[i] + 1, row[i - 1] + 1});
            least = std::min(least, row[i]);
        }
        if (least > most) return most + 1;
    }
    return row.back();
}

/// One word to be compared with many. Cost of a comparison: O(letters), in the bits of a machine word
/// (Myers, doi:10.1145/316542.316550; the whole-word form of Hyyrö 2003).
class Spelling {
public:
    explicit Spelling(std::string_view word) : word_(word) {
        for (std::size_t i = 0; i < std::min<std::size_t>(word.size(), 64); ++i)
            places_[static_cast<unsigned char>(word[i])] |= std::uint64_t{1} << i;
    }

    /// As `edit_distance`.
    [[nodiscard]] std::size_t distance(std::string_view other, std::size_t most) const {
        if (word_.empty() || word_.size() > 64) return edit_distance(word_, other, most);
        const std::uint64_t last = std::uint64_t{1} << (word_.size() - 1);
        std::uint64_t up = ~std::uint64_t{0}, down = 0;
        std::size_t distance = word_.size();
        for (const char c : other) {
            const std::uint64_t equal = places_[static_cast<unsigned char>(c)], vertical = equal | down;
            const std::uint64_t horizontal = (((equal & up) + up) ^ up) | equal;
            std::uint64_t more = down | ~(horizontal | up), less = up & horizontal;
            if ((more & last) != 0) ++distance;
            else if ((less & last) != 0) --distance;
            more = more << 1 | 1, less <<= 1;
            up = less | ~(vertical | more);
            down = more & vertical;
        }
        return distance;
    }

private:
    std::string_view word_;
    std::array<std::uint64_t, 256> places_{};  ///< of each byte in the word, as bits
};

}  // namespace tissu
