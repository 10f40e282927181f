#pragma once
/// \file
/// What the files of posts and of city contracts look like.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace tissu::io {

[[nodiscard]] bool is_posts(const std::filesystem::path& path);
[[nodiscard]] bool is_contracts(const std::filesystem::path& path);

/// The value of a key: a text without blanks around it, or a whole number as text; else empty.
[[nodiscard]] std::string text_of(const nlohmann::json& object, const char* key);

/// How long the code of a contract ("CV", three to `most` digits) at `text[at]` is; 0: there is none.
[[nodiscard]] std::size_t contract_length(std::string_view text, std::size_t at, std::size_t most) noexcept;

/// The codes of a cell, glued ("CV380CV384") or apart; none if anything else is in it.
[[nodiscard]] std::vector<std::string> contracts_in(std::string_view cell);

/// Posts of FONJEP have a letter and four to six digits.
[[nodiscard]] bool is_fonjep_post(std::string_view id) noexcept;

/// The lines on which `word` is found, once for each time.
[[nodiscard]] std::vector<std::int64_t> lines_with(const std::filesystem::path& path, std::string_view word);

}  // namespace tissu::io
