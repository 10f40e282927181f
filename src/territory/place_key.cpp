// How the name of a place is folded for comparison.

#include <algorithm>
#include <array>
#include <utility>

#include <tissu/base/text.hpp>
#include <tissu/territory/names.hpp>

#include "territory/words.hpp"

namespace tissu {
namespace {

template <std::size_t n>
bool one_of(std::string_view word, const std::array<std::string_view, n>& list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

// 13 of 13e, 13eme; 1 of 1er, 01; the word itself otherwise.
std::string_view without_ordinal(std::string_view word) {
    constexpr std::array<std::string_view, 6> endings = {"e", "er", "eme", "ere", "nd", "nde"};
    const std::size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
    if (digits == 0 || (digits < word.size() && !one_of(word.substr(digits), endings))) return word;
    word = word.substr(0, digits);
    return word.substr(std::min(word.find_first_not_of('0'), word.size() - 1));
}

// 13 of xiii, up to the twenty arrondissements of Paris; the word itself otherwise.
std::string_view without_roman(std::string_view word) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 20> numbers = {{
        {"i", "1"}, {"ii", "2"}, {"iii", "3"}, {"iv", "4"}, {"v", "5"}, {"vi", "6"}, {"vii", "7"}, {"viii", "8"}, {"ix", "9"}, {"x", "10"},
        {"xi", "11"}, {"xii", "12"}, {"xiii", "13"}, {"xiv", "14"}, {"xv", "15"}, {"xvi", "16"}, {"xvii", "17"}, {"xviii", "18"},
        {"xix", "19"}, {"xx", "20"}}};
    for (const std::string_view ending : {"eme", "er", "e", ""})
        for (const auto& [roman, number] : numbers)
            if (word.ends_with(ending) && word.substr(0, word.size() - ending.size()) == roman) return number;
    return word;
}

// What is written short: Vigneux s/ Seine, N.-D. de Bondeville.
std::vector<std::string_view> written_out(const std::vector<std::string_view>& words) {
    std::vector<std::string_view> all;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool between = i > 0 && i + 1 < words.size();
        if (between && words[i] == "s") all.push_back("sur");
        else if (between && words[i] == "ss") all.push_back("sous");
        else if (words[i] == "nd" || (words[i] == "n" && i + 1 < words.size() && words[i + 1] == "d"))
            all.push_back("notre"), all.push_back("dame"), i += words[i] == "n" ? 1 : 0;
        else all.push_back(words[i]);
    }
    return all;
}

}  // namespace

std::string place_key_of(std::string_view name_key) {
    constexpr std::array<std::string_view, 4> articles = {"le", "la", "les", "l"};
    constexpr std::array<std::string_view, 4> of_cities = {"arrondissement", "arrondissements", "arrdt", "arr"};
    constexpr std::array<std::string_view, 3> with_arrondissements = {"paris", "lyon", "marseille"};
    auto words = written_out(words_of(name_key));
    const auto cedex = std::find(words.begin(), words.end(), "cedex");
    if (cedex != words.begin()) words.erase(cedex, words.end());
    if (words.size() > 1 && one_of(words.front(), articles)) words.erase(words.begin());
    std::string result;
    result.reserve(name_key.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0 && one_of(words[i], of_cities)) continue;
        if (i > 0) result += ' ';
        result += i == 0 ? words[i] : without_ordinal(i == 1 && one_of(words[0], with_arrondissements) ? without_roman(words[i]) : words[i]);
    }
    return result;
}

std::string place_key(std::string_view text) { return place_key_of(name_key(text)); }

}  // namespace tissu
