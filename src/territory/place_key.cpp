// How the name of a place is folded for comparison.

#include <algorithm>
#include <array>

#include <tissu/base/text.hpp>
#include <tissu/territory/names.hpp>

#include "territory/words.hpp"

namespace tissu {
namespace {

template <std::size_t n>
bool one_of(std::string_view word, const std::array<std::string_view, n>& list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

// 13 of 13e, 13eme; 1 of 1er; the word itself otherwise.
std::string_view without_ordinal(std::string_view word) {
    constexpr std::array<std::string_view, 6> endings = {"e", "er", "eme", "ere", "nd", "nde"};
    const std::size_t digits = word.find_first_not_of("0123456789");
    return digits != std::string_view::npos && digits > 0 && one_of(word.substr(digits), endings) ? word.substr(0, digits) : word;
}

}  // namespace

std::string place_key_of(std::string_view name_key) {
    constexpr std::array<std::string_view, 4> articles = {"le", "la", "les", "l"};
    constexpr std::array<std::string_view, 4> of_cities = {"arrondissement", "arrondissements", "arrdt", "arr"};
    auto words = words_of(name_key);
    const auto cedex = std::find(words.begin(), words.end(), "cedex");
    if (cedex != words.begin()) words.erase(cedex, words.end());
    if (words.size() > 1 && one_of(words.front(), articles)) words.erase(words.begin());
    std::string result;
    result.reserve(name_key.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0 && one_of(words[i], of_cities)) continue;
        if (i > 0) result += ' ';
        result += i == 0 ? words[i] : without_ordinal(words[i]);
    }
    return result;
}

std::string place_key(std::string_view text) { return place_key_of(name_key(text)); }

}  // namespace tissu
