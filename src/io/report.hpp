#pragma once
/// \file
/// What a reader gathers while it reads: records, findings, counts, progress.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include <tissu/io/import.hpp>

#include "io/text_file.hpp"

namespace tissu::io {

/// Wraps the Import that a reader fills.
class Report {
public:
    Report(const ReadOptions& options, const Progress& progress);

    Import import;

    /// Who says so, unless the caller gave a name: the publisher, and a concept of `source_kind`.
    void published_by(std::string source, std::string kind);

    /// The input itself tells its source, be it none: no name is made up.
    void source_given() noexcept { source_given_ = true; }
    [[nodiscard]] bool source_is_given() const noexcept { return source_given_; }

    /// How many bytes there are to read in all; for the progress.
    void expect(std::uint64_t bytes) { total_ += bytes; }
    void advance(std::uint64_t bytes);

    /// The row of `file` in Batch::files.
    std::uint32_t file_row(const std::string& file);

    /// Looks at a file, notes its hash, and says how its bytes were taken.
    FileFacts open(const std::filesystem::path& path, const std::string& name);

    RowCount& count(std::string_view table);
    void issue(const std::string& file, std::int64_t line, std::string_view column, std::string_view value,
               std::string rule, Action action);

    /// Sets `kept` in every table; gives the result away.
    Import finish();

private:
    const Progress& progress_;
    std::uint64_t total_ = 0;
    std::uint64_t done_ = 0;
    bool source_given_ = false;
    std::map<std::string, std::size_t, std::less<>> counts_;
};

/// The format readers. `path` is a file or a folder.
void read_package(const std::filesystem::path& path, Report& report);
void read_csv(const std::filesystem::path& path, Report& report);
void read_cog(const std::filesystem::path& path, Report& report);
void read_epci(const std::filesystem::path& path, Report& report);
void read_ept(const std::filesystem::path& path, Report& report);
void read_geojson(const std::filesystem::path& path, Report& report);
void read_qpv(const std::filesystem::path& path, Report& report);
void read_urbact(const std::filesystem::path& path, Report& report);

/// True if the content is in that format. Never throws for content.
[[nodiscard]] bool is_package(const std::filesystem::path& path);
[[nodiscard]] bool is_csv(const std::filesystem::path& path);
[[nodiscard]] bool is_cog(const std::filesystem::path& path);
[[nodiscard]] bool is_epci(const std::filesystem::path& path);
[[nodiscard]] bool is_ept(const std::filesystem::path& path);
[[nodiscard]] bool is_geojson(const std::filesystem::path& path);
[[nodiscard]] bool is_qpv(const std::filesystem::path& path);
[[nodiscard]] bool is_urbact(const std::filesystem::path& path);

}  // namespace tissu::io
