#pragma once
/// \file
/// The cases of tests/data/io: <format>/<case>/input is read, <format>/<case>/expected is what it must give.

#include <algorithm>
#include <vector>

#include <tissu/base/error.hpp>

#include "files.hpp"

namespace files {

struct Case {
    std::string format;
    std::string name;
    fs::path folder;

    /// The folder `input`, or the file in it for a format of single files.
    [[nodiscard]] fs::path input() const {
        if (format != "csv") return folder / "input";
        return fs::directory_iterator(folder / "input")->path();
    }
};

inline std::vector<Case> cases() {
    std::vector<Case> all;
    for (const auto& format : fs::directory_iterator("tests/data/io"))
        for (const auto& entry : fs::directory_iterator(format.path()))
            all.push_back(
                {format.path().filename().string(), entry.path().filename().string(), entry.path()});
    std::sort(all.begin(), all.end(), [](const Case& a, const Case& b) { return a.folder < b.folder; });
    return all;
}

/// All that was said, as text.
inline std::string report_text(const tissu::Import& import) {
    constexpr const char* actions[] = {"noted", "repaired", "rejected"};
    std::string text = "source " + import.batch.source + " (" + import.batch.source_kind + ")\n";
    for (const tissu::RowCount& row : import.rows)
        text += row.table + ": read " + std::to_string(row.read) + ", kept " + std::to_string(row.kept) +
                ", repaired " + std::to_string(row.repaired) + ", rejected " + std::to_string(row.rejected) +
                "\n";
    for (const tissu::Issue& issue : import.issues)
        text += issue.file + ":" + std::to_string(issue.line) + " [" + issue.column + "] " + issue.value +
                " | " + issue.rule + " | " + actions[static_cast<int>(issue.action)] + "\n";
    return text;
}

/// What every import must be, however bad the input: counts add up, every issue has its place.
inline std::string broken_promise(const tissu::Import& import) {
    std::int64_t rejected = 0;
    std::int64_t said = 0;
    for (const tissu::RowCount& row : import.rows) {
        if (row.read != row.kept + row.rejected || row.kept < 0 || row.rejected < 0 ||
            row.repaired > row.kept)
            return "counts of " + row.table;
        rejected += row.rejected;
    }
    std::string wrong;
    tissu::Batch::tables(import.batch, [&](const auto& records) {
        using R = typename std::remove_cvref_t<decltype(records)>::value_type;
        if (rows_of(import, R::table).kept != static_cast<std::int64_t>(records.size()))
            wrong = "rows kept of " + std::string(R::table) + ": counted " +
                    std::to_string(rows_of(import, R::table).kept) + ", there are " + std::to_string(records.size());
        for (const R& record : records)
            if (record.line < 1 || record.file == 0 || record.file >= import.batch.files.size())
                wrong = "place of a record";
    });
    for (const tissu::Issue& issue : import.issues) {
        const bool whole_file = issue.line == 0 && issue.action != tissu::Action::rejected;
        if (issue.file.empty() || issue.rule.empty() || (issue.line < 1 && !whole_file))
            wrong = "place of an issue: " + issue.rule;
        if (issue.action == tissu::Action::rejected) ++said;
    }
    return said < rejected ? "rows rejected without a word" : wrong;
}

/// Reads whatever there is: an Error is as good as an import, anything else is not.
inline std::string broken_promise(const fs::path& path, const std::string& format) {
    try {
        return broken_promise(tissu::read(path, {format, {}, {}}));
    } catch (const tissu::Error& error) {
        return std::string(error.what()).empty() ? "an error without a message" : "";
    }
}

}  // namespace files
