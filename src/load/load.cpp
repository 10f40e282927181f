#include <tissu/load/load.hpp>

#include <algorithm>
#include <map>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include "load/harvest.hpp"

namespace tissu {
namespace {

// Reading is the first half of a load, the store the second.
double first_half(double fraction) { return fraction / 2; }
double second_half(double fraction) { return 0.5 + fraction / 2; }

Progress part_of(const Progress& whole, double (*place)(double)) {
    return Progress([&whole, place](double fraction) {
        whole.report(place(fraction));  // throws Error{cancelled} itself
        return true;
    });
}

// What the store left out, the reader had kept.
void merge(LoadReport& report, const ApplyReport& applied) {
    for (const RowCount& row : applied.rows) {
        const auto same = [&](const RowCount& other) { return other.table == row.table; };
        const auto found = std::find_if(report.rows.begin(), report.rows.end(), same);
        if (found == report.rows.end()) continue;
        found->kept -= row.rejected;
        found->rejected += row.rejected;
        found->repaired = std::min(found->repaired, found->kept);
    }
    report.issues.insert(report.issues.end(), applied.issues.begin(), applied.issues.end());
    report.revision = applied.revision;
    report.already_applied = applied.already_applied;
}

/// The store does not know what the reader rejected: it is said in the store's own words.
void explain(std::vector<Issue>& issues, const std::vector<LeftOut>& left_out) {
    std::map<std::string, std::string> places;  // by rule
    for (const LeftOut& one : left_out)
        places.emplace("expected an id of " + one.table + " in the batch or the store, found '" + shortened(one.id.text()) + "'",
                       one.file + ", line " + std::to_string(one.line));
    for (Issue& issue : issues)
        if (const auto found = places.find(issue.rule); found != places.end())
            issue.rule += ", which was rejected (" + found->second + ")";
}

std::string place_of(const Issue& issue) {
    std::string text = issue.file;
    if (issue.line > 0) text += ", line " + std::to_string(issue.line);
    if (!issue.column.empty()) text += ", column " + issue.column;
    return text.empty() ? text : text + ": ";
}

void refuse_rejected(const LoadReport& report) {
    const auto rejected = [](const Issue& issue) { return issue.action == Action::rejected; };
    const auto first = std::find_if(report.issues.begin(), report.issues.end(), rejected);
    if (first == report.issues.end()) return;
    const auto count = std::count_if(report.issues.begin(), report.issues.end(), rejected);
    std::string message = place_of(*first) + first->rule;
    if (count > 1) message += " (and " + std::to_string(count - 1) + " more)";
    throw Error(Errc::invalid_data, message);
}

/// Descriptions of works may be of works that the store has from another source.
Import read_for(const Store& store, const std::filesystem::path& path, const LoadOptions& options, const Progress& progress) {
    Import import = read(path, options.read, part_of(progress, first_half));
    if (import.format != "oai-dc" && import.format != "ris") return import;
    const std::vector<Issue> found = bring_together(import.batch, store.read());
    import.issues.insert(import.issues.end(), found.begin(), found.end());
    return import;
}

LoadReport report_of(Import&& import) {
    LoadReport report;
    report.rows = std::move(import.rows);
    report.issues = std::move(import.issues);
    report.hashes = std::move(import.hashes);
    return report;
}

}  // namespace

bool LoadReport::ok() const noexcept {
    return std::all_of(rows.begin(), rows.end(), [](const RowCount& row) { return row.rejected == 0; });
}

LoadReport load(Store& store, const std::filesystem::path& path, const LoadOptions& options,
                const Progress& progress) {
    Import import = read_for(store, path, options, progress);
    const Batch batch = std::move(import.batch);
    const std::vector<LeftOut> left_out = std::move(import.left_out);
    LoadReport report = report_of(std::move(import));
    if (options.strict) refuse_rejected(report);
    ApplyReport applied = store.apply(batch, options.strict, part_of(progress, second_half));
    explain(applied.issues, left_out);
    merge(report, applied);
    return report;
}

LoadReport check(const Store& store, const std::filesystem::path& path, const LoadOptions& options,
                 const Progress& progress) {
    Import import = read_for(store, path, options, progress);
    const Batch batch = std::move(import.batch);
    const std::vector<LeftOut> left_out = std::move(import.left_out);
    LoadReport report = report_of(std::move(import));
    if (options.strict) refuse_rejected(report);
    ApplyReport applied = store.check(batch, part_of(progress, second_half));
    explain(applied.issues, left_out);
    merge(report, applied);
    if (options.strict) refuse_rejected(report);
    return report;
}

}  // namespace tissu
