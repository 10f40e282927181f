#pragma once
/// \file
/// The column names and the words of cells in files about Interreg projects and their partners.

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "io/columns.hpp"

namespace tissu::io {

[[nodiscard]] const std::vector<Spellings>& keep_spellings();

enum class KeepFile { none, projects, partners };

/// What a file is, by its columns. Never throws for content.
[[nodiscard]] KeepFile keep_file(const std::filesystem::path& path);

/// True for the words that say "the lead partner", or "no" and "a partner". Neither: another text.
[[nodiscard]] bool is_yes(const std::string& text);
[[nodiscard]] bool is_no(const std::string& text);

/// The NUTS 3 code in "FR101", "FR101 - Paris" or "Paris (FR101)", and the rest of the text.
[[nodiscard]] std::pair<std::string, std::string> split_nuts(const std::string& text);

/// Degrees within the limit, or missing.
[[nodiscard]] double number_of_degrees(const std::string& text, double limit);

}  // namespace tissu::io
