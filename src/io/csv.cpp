#include "io/csv.hpp"

#include <algorithm>
#include <array>

namespace tissu::io {
namespace {

constexpr int nothing = -1;
constexpr std::array<char, 4> separators = {';', ',', '\t', '|'};

bool is_line_end(int c) noexcept { return c == '\n' || c == '\r' || c == nothing; }

}  // namespace

CsvParser::CsvParser(TextFile& file, char separator) : file_(file), separator_(separator) {
    if (separator_ == 0) recognise();
}

int CsvParser::peek() {
    if (position_ < buffer_.size() || refill()) return static_cast<unsigned char>(buffer_[position_]);
    return nothing;
}

bool CsvParser::refill() {
    buffer_.erase(0, mark_);
    position_ -= mark_;
    quote_ -= std::min(quote_, mark_);
    mark_ = 0;
    while (!ended_ && position_ >= buffer_.size()) ended_ = !file_.read_more(buffer_);
    return position_ < buffer_.size();
}

// The separator that is most frequent outside quotes in the first line; if it has none, in the first with two or more.
void CsvParser::recognise() {
    separator_ = ',';
    if (peek() == nothing) return;
    if (buffer_.starts_with("sep=") && buffer_.size() > 5 && is_line_end(buffer_[5])) {
        separator_ = buffer_[4];
        position_ = 5;
        end_line();
        return;
    }
    std::array<std::size_t, separators.size()> counts{};
    bool inside = false, first = true;
    for (const char c : buffer_) {
        if (c == '"') inside = !inside;
        if (inside) continue;
        if (is_line_end(c)) {
            const auto best = std::max_element(counts.begin(), counts.end());
            if (*best > (first ? 0U : 1U)) break;
            first = false;
            counts.fill(0);
        }
        for (std::size_t i = 0; i < separators.size(); ++i)
            if (c == separators[i]) ++counts[i];
    }
    const auto best = std::max_element(counts.begin(), counts.end());
    if (*best > 0) separator_ = separators[static_cast<std::size_t>(best - counts.begin())];
}

void CsvParser::end_line() {
    const int c = peek();
    if (c == nothing) return;
    ++position_;
    ++line_;
    if (c == '\r' && peek() == '\n') ++position_;
}

bool CsvParser::too_large(const Cell& cell) const noexcept {
    return cell.text.size() > cell_limit || position_ - mark_ > record_limit;
}

CsvParser::Stop CsvParser::after_cell() {
    if (peek() == static_cast<unsigned char>(separator_)) {
        ++position_;
        return Stop::separator;
    }
    end_line();
    return Stop::line;
}

CsvParser::Stop CsvParser::broken(CsvRecord& record, std::string problem, std::int64_t line) {
    record.problem = std::move(problem);
    record.problem_line = line;
    record.problem_cell = record.size - 1;
    return Stop::broken;
}

CsvParser::Stop CsvParser::plain(Cell& cell, CsvRecord& record) {
    const int end = static_cast<unsigned char>(separator_);
    bool zero = false;
    for (int c = peek(); !is_line_end(c) && c != end; c = peek()) {
        zero = zero || c == 0;
        cell.text.push_back(static_cast<char>(c));
        ++position_;
        if (too_large(cell)) {
            skip_line();
            return broken(record, "expected a cell of at most 1 MiB, found a longer one", record.line);
        }
        if (c == '"' &&
            cell.text.find_first_not_of(" \t") == cell.text.size() - 1) {  // blanks before a quote
            cell.text.clear();
            --position_;
            return quoted(cell, record);
        }
    }
    if (zero) {
        skip_line();
        return broken(record, "expected text, found a NUL character", record.line);
    }
    return after_cell();
}

CsvParser::Stop CsvParser::quoted(Cell& cell, CsvRecord& record) {
    const std::int64_t opened = line_;
    quote_ = position_++;
    cell.quoted = true;
    std::string problem;
    for (;;) {
        const int c = peek();
        if (c == nothing) problem = "expected a closing quote, found the end of the file";
        if (c == 0) problem = "expected text, found a NUL character";
        if (too_large(cell)) problem = "expected a closing quote within 1 MiB, found none";
        if (!problem.empty()) break;
        ++position_;
        if (c == '"') {
            if (peek() != '"') break;
            ++position_;
        }
        if (c == '\r' || c == '\n') ++line_;
        cell.text.push_back(static_cast<char>(c));
        if (c == '\r' && peek() == '\n') {
            cell.text.push_back('\n');
            ++position_;
        }
    }
    if (problem.empty()) {
        while (peek() == ' ') ++position_;
        if (is_line_end(peek()) || peek() == static_cast<unsigned char>(separator_)) return after_cell();
        problem = "expected a separator after the closing quote, found other text";
    }
    resume_after(quote_, opened);
    return broken(record, std::move(problem), opened);
}

// Goes on with the line after the one where the quote opened.
void CsvParser::resume_after(std::size_t quote, std::int64_t line) {
    const std::size_t end = buffer_.find_first_of("\r\n", quote);
    line_ = line;
    if (end == std::string::npos) return skip_line();
    position_ = end;
    end_line();
}

// Leaves the rest of the line without keeping it.
void CsvParser::skip_line() {
    while (!is_line_end(peek())) {
        ++position_;
        if (position_ - mark_ > cell_limit) mark_ = position_;
    }
    end_line();
}

bool CsvParser::next(CsvRecord& record) {
    mark_ = position_;
    record.line = line_;
    record.size = 0;
    record.problem.clear();
    if (peek() == nothing) return false;
    for (;;) {
        if (record.size == record.cells.size()) record.cells.emplace_back();
        Cell& cell = record.cells[record.size++];
        cell.text.clear();
        cell.quoted = false;
        const Stop stop = peek() == '"' ? quoted(cell, record) : plain(cell, record);
        if (stop != Stop::separator) return true;
        if (record.size == column_limit) {
            skip_line();
            broken(record, "expected at most 5,000 cells, found more", record.line);
            return true;
        }
    }
}

namespace {

constexpr std::size_t title_limit = 12;

std::size_t filled(const CsvRecord& record) {
    return static_cast<std::size_t>(std::count_if(record.cells.begin(), record.cells.begin() + static_cast<std::ptrdiff_t>(record.size), [](const Cell& cell) {
        return cell.text.find_first_not_of(" \t") != std::string::npos;
    }));
}

// CODGEO, LIB_EPCI: names in capitals without blanks.
bool is_in_capitals(const CsvRecord& record) {
    return std::all_of(record.cells.begin(), record.cells.begin() + static_cast<std::ptrdiff_t>(record.size), [](const Cell& cell) {
        return std::all_of(cell.text.begin(), cell.text.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }) &&
               (cell.text.empty() || (cell.text[0] >= 'A' && cell.text[0] <= 'Z'));
    });
}

}  // namespace

CsvHeader read_header(CsvParser& parser) {
    CsvHeader header;
    std::vector<CsvRecord> read;
    for (CsvRecord record; read.size() < title_limit && parser.next(record);) {
        if (read.empty() && record.problem.empty() && filled(record) == 0) continue;
        read.push_back(record);
        if (!record.problem.empty() || filled(record) > 1) break;
    }
    if (read.empty()) return header;
    const bool has_titles = read.size() > 1 && filled(read.front()) == 1 && read.back().problem.empty() && filled(read.back()) > 2;
    if (!has_titles) {
        header.record = std::move(read.front());
        header.after.assign(std::make_move_iterator(read.begin() + 1), std::make_move_iterator(read.end()));
        return header;
    }
    header.titles = read.back().line - read.front().line;
    header.record = std::move(read.back());
    CsvRecord next;
    if (!parser.next(next)) return header;
    if (next.problem.empty() && filled(next) == filled(header.record) && is_in_capitals(next) && !is_in_capitals(header.record))
        header.record = std::move(next);
    else
        header.after.push_back(std::move(next));
    return header;
}

}  // namespace tissu::io
