#pragma once
/// \file
/// Cuts the text of a CSV file into records and cells, in bounded memory.

#include <cstdint>
#include <string>
#include <vector>

#include "io/text_file.hpp"

namespace tissu::io {

inline constexpr std::size_t cell_limit = std::size_t{1} << 20;    ///< bytes in a cell
inline constexpr std::size_t column_limit = 5000;                  ///< cells in a record
inline constexpr std::size_t record_limit = std::size_t{8} << 20;  ///< bytes in a record

struct Cell {
    std::string text;
    bool quoted = false;
};

/// One record. A record with a `problem` could not be cut; its cells mean nothing.
struct CsvRecord {
    std::int64_t line = 0;    ///< where it starts, from 1
    std::vector<Cell> cells;  ///< the first `size` of these
    std::size_t size = 0;
    std::string problem;            ///< "expected …, found …"
    std::int64_t problem_line = 0;  ///< where the quote opened, or `line`
    std::size_t problem_cell = 0;   ///< counted from 0

    [[nodiscard]] bool blank() const noexcept {
        return problem.empty() && size == 1 && cells[0].text.empty() && !cells[0].quoted;
    }
};

/// RFC 4180 with what spreadsheets really write: any line ending, `"` doubled inside quotes, line
/// breaks in quoted cells, blanks around quotes.
///
/// A quote that never closes, or closes in the middle of a cell, spoils one record: reading goes on
/// with the line after the one where the quote opened.
class CsvParser {
public:
    /// `separator` 0: recognised from the first line (a `sep=;` line, or the most frequent of `; , tab |`);
    /// if it has none, from the first line with two or more.
    explicit CsvParser(TextFile& file, char separator = 0);

    [[nodiscard]] char separator() const noexcept { return separator_; }

    /// False at the end of the file.
    bool next(CsvRecord& record);

private:
    enum class Stop : unsigned char { separator, line, broken };

    [[nodiscard]] int peek();
    bool refill();
    void end_line();
    void recognise();
    Stop plain(Cell& cell, CsvRecord& record);
    Stop quoted(Cell& cell, CsvRecord& record);
    Stop after_cell();
    Stop broken(CsvRecord& record, std::string problem, std::int64_t line);
    bool too_large(const Cell& cell) const noexcept;
    void skip_line();
    void resume_after(std::size_t quote, std::int64_t line);

    TextFile& file_;
    std::string buffer_;
    std::size_t position_ = 0;
    std::size_t mark_ = 0;   ///< where the record starts; nothing before it is needed
    std::size_t quote_ = 0;  ///< where the quote being read opened
    std::int64_t line_ = 1;
    bool ended_ = false;
    char separator_;
};

/// The line of column names, and what was read to find it and comes after it.
struct CsvHeader {
    CsvRecord record;
    std::int64_t titles = 0;        ///< lines above it that were passed over
    std::vector<CsvRecord> after;
};

/// Spreadsheets have titles above the column names: lines with one cell filled, above one with three or more. Those of
/// Insee then have two lines of names, the second in capitals without blanks: that one counts.
[[nodiscard]] CsvHeader read_header(CsvParser& parser);

}  // namespace tissu::io
