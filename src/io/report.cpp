#include "io/report.hpp"

#include <algorithm>

#include <tissu/base/text.hpp>

namespace tissu::io {
namespace {

std::string hexadecimal(unsigned char byte) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    return {'0', 'x', digits[byte >> 4], digits[byte & 15]};
}

std::string encoding_rule(const FileFacts& facts) {
    if (facts.encoding == Encoding::utf16le || facts.encoding == Encoding::utf16be)
        return "expected UTF-8, found UTF-16: decoded";
    const std::string found =
        "expected UTF-8, found another byte at byte " + std::to_string(facts.bad_offset) + " of the file: ";
    if (facts.encoding == Encoding::cp1252) return found + "the file is read as Windows-1252";
    return found + "bytes that are not UTF-8 are read as Windows-1252";
}

}  // namespace

Report::Report(const ReadOptions& options, const Progress& progress) : progress_(progress) {
    import.batch.source = options.source;
    import.batch.source_kind = options.source_kind;
}

void Report::published_by(std::string source, std::string kind) {
    if (import.batch.source.empty()) import.batch.source = std::move(source);
    if (import.batch.source_kind.empty()) import.batch.source_kind = std::move(kind);
}

void Report::advance(std::uint64_t bytes) {
    done_ += bytes;
    progress_.report(total_ == 0 ? 0.0
                                 : std::min(1.0, static_cast<double>(done_) / static_cast<double>(total_)));
}

std::uint32_t Report::file_row(const std::string& file) {
    auto& files = import.batch.files;
    auto found = std::find(files.begin(), files.end(), file);
    if (found == files.end()) found = files.insert(files.end(), file);
    return static_cast<std::uint32_t>(found - files.begin());
}

FileFacts Report::open(const std::filesystem::path& path, const std::string& name) {
    FileFacts facts = inspect(path);
    import.hashes.emplace_back(name, facts.sha256);
    if (facts.bad_line > 0)
        issue(name, facts.bad_line, "", "byte " + hexadecimal(facts.bad_byte), encoding_rule(facts),
              Action::repaired);
    return facts;
}

RowCount& Report::count(std::string_view table) {
    const auto [place, added] = counts_.try_emplace(std::string(table), import.rows.size());
    if (added) import.rows.push_back({std::string(table)});
    return import.rows[place->second];
}

void Report::issue(const std::string& file, std::int64_t line, std::string_view column,
                   std::string_view value, std::string rule, Action action) {
    import.issues.push_back({file, line, std::string(column), shortened(value), std::move(rule), action});
}

Import Report::finish() {
    for (RowCount& row : import.rows) row.kept = row.read - row.rejected;
    std::stable_sort(import.issues.begin(), import.issues.end(), [](const Issue& a, const Issue& b) {
        return a.file != b.file ? a.file < b.file : a.line < b.line;
    });
    return std::move(import);
}

}  // namespace tissu::io
