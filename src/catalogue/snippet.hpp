#pragma once
/// \file
/// The piece of a text that shows best why it was found.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <tissu/catalogue/text.hpp>

namespace tissu::catalogue {

/// Finds words of a query in texts.
class Snippets {
public:
    /// `terms`: exact forms and stems, marked as in the index.
    explicit Snippets(std::vector<std::string> terms);

    /// About 200 characters of `text` around the most words of the query, the first such place; the
    /// beginning if there is none. Blanks are one space; "…" where it was cut.
    [[nodiscard]] std::string of(std::string_view text, Language language) const;

private:
    struct Chunk;
    [[nodiscard]] bool may_match(std::string_view chunk) const;
    [[nodiscard]] bool may_go_on(std::string_view chunk, std::size_t at, char32_t written, char32_t first) const;
    [[nodiscard]] std::string first_match(std::string_view chunk, Language language) const;

    std::unordered_set<std::string> terms_;
    std::unordered_set<char32_t> first_letters_;
    std::unordered_set<std::uint64_t> first_two_;
};

}  // namespace tissu::catalogue
