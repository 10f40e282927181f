// Told from other JSON by the keys of the first records.

#include "io/ville_postes_files.hpp"

#include <algorithm>
#include <fstream>

#include "io/blanks.hpp"
#include "io/open_data.hpp"

namespace tissu::io {
namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

}  // namespace

using nlohmann::json;

bool is_posts(const std::filesystem::path& path) {
    const std::string text = beginning_of(path);
    return text.find("\"id_poste\"") != std::string::npos && text.find("\"code_tiers\"") != std::string::npos;
}

bool is_contracts(const std::filesystem::path& path) {
    const std::string text = beginning_of(path);
    return text.find("\"code_cv\"") != std::string::npos && text.find("\"lib_cv\"") != std::string::npos;
}

// A text, or a whole number as text.
std::string text_of(const json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end()) return {};
    if (found->is_string()) return std::string(trimmed(found->get_ref<const std::string&>()));
    if (found->is_number_integer()) return found->dump();
    return {};
}

// The lines on which the features of a file start to name their contract.
std::vector<std::int64_t> lines_with(const std::filesystem::path& path, std::string_view word) {
    std::vector<std::int64_t> lines;
    std::ifstream file(path, std::ios::binary);
    std::int64_t line = 0;
    for (std::string text; std::getline(file, text);) {
        ++line;
        for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + word.size()))
            lines.push_back(line);
    }
    return lines;
}

bool is_ville_postes(const std::filesystem::path& path) {
    const std::vector<std::filesystem::path> files = files_in(path, {".json", ".geojson"});
    return std::any_of(files.begin(), files.end(), [](const std::filesystem::path& file) { return is_posts(file) || is_contracts(file); });
}

std::size_t contract_length(std::string_view text, std::size_t at, std::size_t most) noexcept {
    if (!text.substr(at).starts_with("CV")) return 0;
    std::size_t digits = 0;
    while (digits < most && at + 2 + digits < text.size() && is_digit(text[at + 2 + digits])) ++digits;
    return digits < 3 ? 0 : 2 + digits;
}

std::vector<std::string> contracts_in(std::string_view cell) {
    std::vector<std::string> codes;
    for (std::size_t at = 0; at < cell.size();) {
        const std::size_t length = contract_length(cell, at, 3);
        if (length == 0) return {};
        codes.emplace_back(cell.substr(at, length));
        at = std::min(cell.size(), cell.find_first_not_of(" ,;/+-", at + length));
    }
    return codes;
}

bool is_fonjep_post(std::string_view id) noexcept {
    return id.size() >= 5 && id.size() <= 7 && id[0] >= 'A' && id[0] <= 'Z' &&
           std::all_of(id.begin() + 1, id.end(), is_digit);
}

}  // namespace tissu::io
