#include "io/open_data.hpp"

#include <algorithm>
#include <fstream>

#include <tissu/base/text.hpp>

namespace tissu::io {

namespace fs = std::filesystem;

std::vector<fs::path> files_in(const fs::path& path, std::initializer_list<std::string_view> endings) {
    std::vector<fs::path> files;
    std::error_code failure;
    if (fs::is_regular_file(path, failure)) return {path};
    if (!fs::is_directory(path, failure)) return files;
    for (const auto& entry : fs::directory_iterator(path, failure)) {
        const std::string name = folded(make_utf8(entry.path().filename().string()));
        const bool fits = std::any_of(endings.begin(), endings.end(),
                                      [&](std::string_view ending) { return name.ends_with(ending); });
        if (fits && entry.is_regular_file(failure)) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string beginning_of(const fs::path& path) {
    std::error_code failure;
    if (!fs::is_regular_file(path, failure)) return {};
    std::ifstream file(path, std::ios::binary);
    std::string text(64 * 1024, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, file.gcount())));
    return text;
}

Findings::~Findings() {
    for (const auto& [key, tally] : tallies_)
        report_.issue(file_, tally.line, key.first, tally.value,
                      key.second + (tally.times == 1 ? " (once)" : " (" + std::to_string(tally.times) + " times)"),
                      tally.action);
}

void Findings::tally(std::int64_t line, std::string_view column, std::string_view value, const std::string& rule,
                     Action action) {
    Tally& tally = tallies_[{std::string(column), rule}];
    if (tally.times++ > 0) return;
    tally.line = line;
    tally.value = value;
    tally.action = action;
}

}  // namespace tissu::io
