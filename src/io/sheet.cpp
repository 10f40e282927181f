#include "io/sheet.hpp"

#include <algorithm>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include "io/blanks.hpp"

namespace tissu::io {
namespace {

constexpr std::int64_t bad_line_limit = 100;
constexpr std::uint64_t head_size = 64 * 1024;

// Other than tab and line breaks.
bool has_control(std::string_view text) noexcept {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
    });
}

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return shortened(text, 300);
}

}  // namespace

Sheet::Sheet(const std::filesystem::path& path, std::string name, std::string_view table, Report& report)
    : report_(report),
      name_(std::move(name)),
      table_(table),
      facts_(report.open(path, name_)),
      file_(path, facts_),
      parser_(file_),
      file_row_(report.file_row(name_)) {
    report_.count(table_);
    read_header();
}

Sheet::~Sheet() {
    close_row();
    for (const auto& [key, tally] : tallies_) {
        const std::string rows = tally.rows == 1 ? " (1 row)" : " (" + std::to_string(tally.rows) + " rows)";
        report_.issue(name_, tally.line, key.first < header_.size() ? header_[key.first] : "", tally.value,
                      key.second + rows, tally.action);
    }
    if (bad_lines_ > bad_line_limit)
        report_.issue(
            name_, 0, "", "",
            "bytes that are not UTF-8 in " + std::to_string(bad_lines_) + " lines: read as Windows-1252",
            Action::repaired);
}

void Sheet::read_header() {
    CsvHeader header = io::read_header(parser_);
    record_ = std::move(header.record);
    after_header_ = {header.after.rbegin(), header.after.rend()};
    if (!record_.problem.empty())
        throw Error(Errc::invalid_data, name_ + ", line " + std::to_string(record_.problem_line) + ": " + record_.problem);
    if (header.titles > 0)
        report_.issue(name_, record_.line, "", "",
                      "expected the column names on line 1, found them here, under titles: those are passed over", Action::noted);
    if (record_.size == 0 || record_.blank()) {
        report_.issue(name_, 1, "", "", "expected a line of column names, found an empty file",
                      Action::noted);
        return;
    }
    for (std::size_t i = 0; i < record_.size; ++i) {
        std::string column(trimmed(record_.cells[i].text));
        if (!column.empty() && !columns_.try_emplace(folded(column), i).second)
            throw Error(Errc::invalid_data, name_ + ", line " + std::to_string(record_.line) +
                                                ": expected each column once, found " + shortened(column) +
                                                " twice");
        header_.push_back(std::move(column));
    }
}

std::size_t Sheet::find(std::string_view column) const {
    const auto found = columns_.find(folded(column));
    return found == columns_.end() ? no_column : found->second;
}

std::size_t Sheet::require(std::string_view column) const {
    const std::size_t found = find(column);
    if (found != no_column) return found;
    std::string message = name_ + ", line 1: expected the column " + std::string(column) + ", found " +
                          (header_.empty() ? "none" : listed(header_));
    const auto near = near_matches(column, header_);
    if (!near.empty()) message += "; did you mean " + shortened(near.front()) + "?";
    throw Error(Errc::invalid_data, message);
}

void Sheet::close_row() {
    if (repaired_ && !rejected_) ++report_.count(table_).repaired;
    repaired_ = rejected_ = false;
}

void Sheet::say_bad_lines() {
    for (const std::int64_t line : file_.take_bad_lines())
        if (++bad_lines_ <= bad_line_limit && line != facts_.bad_line)
            report_.issue(name_, line, "", "", "expected UTF-8, found other bytes: read as Windows-1252",
                          Action::repaired);
}

void Sheet::trim_cells() {
    for (std::size_t i = 0; i < record_.size; ++i) {
        Cell& cell = record_.cells[i];
        if (i < header_.size() && has_control(cell.text))
            tally(i, "expected printable text, found control characters: kept");
        if (cell.quoted || cell.text.empty()) continue;
        const std::string_view kept = trimmed(cell.text);
        if (kept.size() == cell.text.size()) continue;
        std::string without(kept);
        if (i < header_.size()) tally(i, "blanks around the value are not part of it");
        cell.text = std::move(without);
    }
}

bool Sheet::next_record() {
    if (after_header_.empty()) return parser_.next(record_);
    record_ = std::move(after_header_.back());
    after_header_.pop_back();
    return true;
}

bool Sheet::next() {
    if (header_.empty()) return false;
    for (;;) {
        close_row();
        const bool more = next_record();
        if (++rows_ % 1024 == 0 || !more) {
            report_.advance(file_.bytes_read() - advanced_);
            advanced_ = file_.bytes_read();
            say_bad_lines();
        }
        if (!more) return false;
        if (!record_.problem.empty()) {
            ++report_.count(table_).read;
            ++report_.count(table_).rejected;
            const std::size_t cell = record_.problem_cell;
            report_.issue(name_, record_.problem_line, cell < header_.size() ? header_[cell] : "", "",
                          record_.problem, Action::rejected);
            continue;
        }
        const auto end = record_.cells.begin() + static_cast<std::ptrdiff_t>(record_.size);
        trim_cells();
        if (std::all_of(record_.cells.begin(), end, [](const Cell& cell) { return cell.text.empty(); }))
            continue;
        ++report_.count(table_).read;
        const std::string found =
            "expected " + std::to_string(header_.size()) + " cells, found " + std::to_string(record_.size);
        const auto extra =
            record_.cells.begin() + static_cast<std::ptrdiff_t>(std::min(record_.size, header_.size()));
        if (std::any_of(extra, end, [](const Cell& cell) { return !cell.text.empty(); })) {
            say(no_column, found, Action::rejected);
            ++report_.count(table_).rejected;
            continue;
        }
        if (record_.size < header_.size()) note(no_column, found + ": the others are taken as empty");
        return true;
    }
}

std::string_view Sheet::text(std::size_t column) const {
    return column < record_.size ? std::string_view(record_.cells[column].text) : std::string_view();
}

void Sheet::say(std::size_t column, std::string rule, Action action) {
    report_.issue(name_, record_.line, column < header_.size() ? header_[column] : "", text(column),
                  std::move(rule), action);
}

void Sheet::reject(std::size_t column, std::string rule) {
    say(column, std::move(rule), Action::rejected);
    if (!rejected_) ++report_.count(table_).rejected;
    rejected_ = true;
}

void Sheet::repaired(std::size_t column, std::string rule) {
    say(column, std::move(rule), Action::repaired);
    repaired_ = true;
}

void Sheet::note(std::size_t column, std::string rule) { say(column, std::move(rule), Action::noted); }

void Sheet::tally(std::size_t column, const std::string& rule, Action action) {
    Tally& tally = tallies_[{column, rule}];
    if (tally.rows++ == 0) {
        tally.line = record_.line;
        tally.value = text(column);
        tally.action = action;
    }
    repaired_ = repaired_ || action == Action::repaired;
}

void Sheet::left_out(const Code& id) { report_.import.left_out.push_back({table_, id, name_, record_.line}); }

std::vector<std::string> header_of(const std::filesystem::path& path) {
    std::vector<std::string> names;
    try {
        TextFile file(path, inspect(path, head_size));
        CsvParser parser(file);
        const CsvRecord record = read_header(parser).record;
        if (!record.problem.empty()) return names;
        for (std::size_t i = 0; i < record.size; ++i) names.push_back(folded(trimmed(record.cells[i].text)));
    } catch (const Error&) {
        names.clear();
    }
    return names;
}

}  // namespace tissu::io
