#include <tissu/base/name_match.hpp>
#include <tissu/base/text.hpp>

#include <algorithm>
#include <array>

namespace tissu {
namespace {

std::vector<std::string_view> words_of(std::string_view key) {
    std::vector<std::string_view> words;
    while (!key.empty()) {
        const std::size_t end = std::min(key.find(' '), key.size());
        if (end > 0) words.push_back(key.substr(0, end));
        key.remove_prefix(std::min(end + 1, key.size()));
    }
    return words;
}

bool has_words(std::string_view key, const std::vector<std::string_view>& query) {
    const auto words = words_of(key);
    for (std::size_t i = 0; i < query.size(); ++i) {
        const bool last = i + 1 == query.size();
        const bool found = std::any_of(words.begin(), words.end(), [&](std::string_view word) {
            return last ? word.starts_with(query[i]) : word == query[i];
        });
        if (!found) return false;
    }
    return !query.empty();
}

}  // namespace

std::string_view name_of(Match match) noexcept {
    static constexpr std::array<std::string_view, 6> names{"code", "name", "prefix", "word", "near", "none"};
    return names[static_cast<std::size_t>(match)];
}

NameQuery::NameQuery(std::string_view text) : code_(folded(text)), key_(name_key(text)), words_(words_of(key_)) {}

Match NameQuery::match_code(std::string_view code) const {
    if (code_.empty()) return Match::none;
    const std::string text = folded(code);
    return text == code_ || std::string_view(text).substr(text.find(':') + 1) == code_ ? Match::code : Match::none;
}

Match NameQuery::match_name(std::string_view name) const {
    if (key_.empty()) return Match::none;
    const std::string key = name_key(name);
    if (key == key_) return Match::name;
    if (key.starts_with(key_)) return Match::prefix;
    return has_words(key, words_) ? Match::word : Match::none;
}

}  // namespace tissu
