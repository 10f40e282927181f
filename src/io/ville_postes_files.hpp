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

/// The lines on which `word` is found, once for each time.
[[nodiscard]] std::vector<std::int64_t> lines_with(const std::filesystem::path& path, std::string_view word);

}  // namespace tissu::io
