#pragma once
/// \file
/// A CSV file with a header: rows by column name, and what is said about them.

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/csv.hpp"
#include "io/report.hpp"

namespace tissu::io {

inline constexpr std::size_t no_column = std::numeric_limits<std::size_t>::max();

/// One row at a time. Every row read is counted in one table of the report, and is kept unless
/// `reject` is called. Blanks around an unquoted cell are not part of it.
class Sheet {
public:
    /// Opens a file and reads its header. Throws Error{invalid_data} for a header with a name twice.
    /// A file without header has no columns and no rows: said in the report.
    Sheet(const std::filesystem::path& path, std::string name, std::string_view table, Report& report);
    ~Sheet();
    Sheet(const Sheet&) = delete;
    Sheet& operator=(const Sheet&) = delete;

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] const std::vector<std::string>& header() const noexcept { return header_; }
    [[nodiscard]] char separator() const noexcept { return parser_.separator(); }
    [[nodiscard]] const FileFacts& facts() const noexcept { return facts_; }

    /// The column of a name (case and blanks do not count), or `no_column`.
    [[nodiscard]] std::size_t find(std::string_view column) const;

    /// As `find`, but throws Error{invalid_data} that names the near matches.
    [[nodiscard]] std::size_t require(std::string_view column) const;

    /// Goes to the next row that is not blank and could be cut; the others are said in the report.
    bool next();

    [[nodiscard]] std::int64_t line() const noexcept { return record_.line; }
    [[nodiscard]] std::uint32_t file() const noexcept { return file_row_; }

    /// A cell of the row; empty for `no_column`.
    [[nodiscard]] std::string_view text(std::size_t column) const;

    /// Leaves the row out. Only the first reason counts as a row.
    void reject(std::size_t column, std::string rule);
    void repaired(std::size_t column, std::string rule);
    void note(std::size_t column, std::string rule);

    /// Something that may be true of many rows: said once for the file, at the first of them, with their number.
    void tally(std::size_t column, const std::string& rule, Action action = Action::noted);

    /// The row that is rejected would have been the record `id`.
    void left_out(const Code& id);

    [[nodiscard]] bool rejected() const noexcept { return rejected_; }
    [[nodiscard]] bool was_repaired() const noexcept { return repaired_; }

private:
    void read_header();
    bool next_record();
    void close_row();
    void trim_cells();
    void say_bad_lines();
    void say(std::size_t column, std::string rule, Action action);

    struct Tally {
        std::int64_t line = 0;
        std::string value;
        Action action = Action::noted;
        std::int64_t rows = 0;
    };

    Report& report_;
    std::string name_;
    std::string table_;
    FileFacts facts_;
    TextFile file_;
    CsvParser parser_;
    CsvRecord record_;
    std::vector<CsvRecord> after_header_;  ///< read to find the header; the last comes next
    std::vector<std::string> header_;
    std::map<std::string, std::size_t, std::less<>> columns_;
    std::map<std::pair<std::size_t, std::string>, Tally> tallies_;
    std::uint32_t file_row_ = 0;
    std::uint64_t advanced_ = 0;
    std::int64_t rows_ = 0;
    bool rejected_ = false;
    bool repaired_ = false;
    std::int64_t bad_lines_ = 0;
};

/// The names in the first line of a file, folded; none if it is not text or has no line.
[[nodiscard]] std::vector<std::string> header_of(const std::filesystem::path& path);

}  // namespace tissu::io
