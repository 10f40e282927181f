#pragma once
/// \file
/// The column names and the words of cells in files about Interreg projects and their partners.

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "io/columns.hpp"
#include "io/countries.hpp"

namespace tissu::io {

[[nodiscard]] const std::vector<Spellings>& keep_spellings();

enum class KeepFile { none, projects, partners };

/// What a file is, by its columns. Never throws for content.
[[nodiscard]] KeepFile keep_file(const std::filesystem::path& path);

/// True for the words that say "the lead partner", or "no" and "a partner". Neither: another text.
[[nodiscard]] bool is_yes(const std::string& text);
[[nodiscard]] bool is_no(const std::string& text);

/// True for the words that stand in an empty cell, such as "N/A" or "n.a.".
[[nodiscard]] bool is_nothing(const std::string& text);

/// The country of "DE", "Germany" or "DE Germany / DEUTSCHLAND", or nullptr.
[[nodiscard]] const Country* country_of_text(const std::string& text);

/// The NUTS code of so many characters in "FR101", "FR101 - Paris", "FR101  / Paris" or "Paris (FR101)",
/// and the rest of the text.
[[nodiscard]] std::pair<std::string, std::string> split_nuts(const std::string& text, std::size_t size = 5);

/// The NUTS 3 code and the name of a region from the two cells that may have them; they may be the same cell.
[[nodiscard]] std::pair<std::string, std::string> nuts3_of(const std::string& text, const std::string& label);

/// Degrees within the limit, or missing.
[[nodiscard]] double number_of_degrees(const std::string& text, double limit);

}  // namespace tissu::io
