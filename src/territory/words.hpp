#pragma once
/// \file
/// The words of a folded name.

#include <algorithm>
#include <string_view>
#include <vector>

namespace tissu {

/// Calls `visit` with each word between single or several blanks.
template <class Visit>
void each_word(std::string_view key, Visit&& visit) {
    while (!key.empty()) {
        const std::size_t end = std::min(key.find(' '), key.size());
        if (end > 0) visit(key.substr(0, end));
        key.remove_prefix(std::min(end + 1, key.size()));
    }
}

[[nodiscard]] inline std::vector<std::string_view> words_of(std::string_view key) {
    std::vector<std::string_view> words;
    each_word(key, [&](std::string_view word) { words.push_back(word); });
    return words;
}

}  // namespace tissu
