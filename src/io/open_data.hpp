#pragma once
/// \file
/// The readers of published files that are neither packages nor the geographic code.

#include <filesystem>

#include "io/report.hpp"

namespace tissu::io {

void read_ville_postes(const std::filesystem::path& path, Report& report);
void read_subventions(const std::filesystem::path& path, Report& report);
void read_keep(const std::filesystem::path& path, Report& report);
void read_data_inclusion(const std::filesystem::path& path, Report& report);
void read_skos(const std::filesystem::path& path, Report& report);

/// True if the content is in that format. Never throws for content.
[[nodiscard]] bool is_ville_postes(const std::filesystem::path& path);
[[nodiscard]] bool is_subventions(const std::filesystem::path& path);
[[nodiscard]] bool is_keep(const std::filesystem::path& path);
[[nodiscard]] bool is_data_inclusion(const std::filesystem::path& path);
[[nodiscard]] bool is_skos(const std::filesystem::path& path);

/// The regular files of a folder whose names end in one of `endings` (lower case), by name; a file is itself.
[[nodiscard]] std::vector<std::filesystem::path> files_in(const std::filesystem::path& path,
                                                          std::initializer_list<std::string_view> endings);

/// The first 64 KiB of a file; empty if it cannot be read.
[[nodiscard]] std::string beginning_of(const std::filesystem::path& path);

/// For findings of a file that is no table: the same one is said once, with its number.
class Findings {
public:
    Findings(Report& report, std::string file) : report_(report), file_(std::move(file)) {}
    ~Findings();
    Findings(const Findings&) = delete;
    Findings& operator=(const Findings&) = delete;

    void tally(std::int64_t line, std::string_view column, std::string_view value, const std::string& rule,
               Action action = Action::noted);
    void say(std::int64_t line, std::string_view column, std::string_view value, std::string rule, Action action) {
        report_.issue(file_, line, column, value, std::move(rule), action);
    }
    [[nodiscard]] const std::string& file() const noexcept { return file_; }

private:
    struct Tally {
        std::int64_t line = 0, times = 0;
        std::string value;
        Action action = Action::noted;
    };

    Report& report_;
    std::string file_;
    std::map<std::pair<std::string, std::string>, Tally> tallies_;
};

}  // namespace tissu::io
