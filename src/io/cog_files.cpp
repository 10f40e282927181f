#include "io/cog_files.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include "io/cog.hpp"
#include "io/sheet.hpp"

namespace tissu::io {
namespace {

namespace fs = std::filesystem;

struct Shape {
    CogKind kind;
    std::vector<std::string> columns;  ///< all of them stand in the header
};

// The first that fits: the more particular ones come first.
const std::array<Shape, 7> shapes = {{
    {CogKind::movements, {"mod", "date_eff", "com_av", "com_ap"}},
    {CogKind::communes, {"typecom", "com", "libelle", "comparent"}},
    {CogKind::populations, {"com", "commune", "pmun"}},
    {CogKind::ept, {"codgeo", "ept", "libept"}},
    {CogKind::arrondissements, {"arr", "dep", "cheflieu", "libelle"}},
    {CogKind::departements, {"dep", "reg", "cheflieu", "libelle"}},
    {CogKind::regions, {"reg", "cheflieu", "libelle"}},
}};

constexpr std::array<std::pair<std::string_view, CogKind>, 6> json_names = {{
    {"regions", CogKind::regions},
    {"departements", CogKind::departements},
    {"arrondissements", CogKind::arrondissements},
    {"communes", CogKind::communes},
    {"epci", CogKind::epci},
    {"ept", CogKind::ept},
}};

bool holds(const std::vector<std::string>& header, const std::string& column) {
    return std::find(header.begin(), header.end(), column) != header.end();
}

// 2025 for a name such as epcicom_2025.csv; 0 if there is none, or several.
int year_of(std::string_view name) {
    int year = 0;
    for (std::size_t i = 0; i < name.size();) {
        const std::size_t end = std::min(name.find_first_not_of("0123456789", i), name.size());
        int number = 0;
        if (end - i == 4) std::from_chars(name.data() + i, name.data() + end, number);
        if (number >= 1900 && number < 2100) year = year == 0 || year == number ? number : -1;
        i = end + (end == i ? 1 : 0);
    }
    return std::max(year, 0);
}

// 2025 for a header with the column pmun_2025, else what the name says.
int year_of(const std::vector<std::string>& header, std::string_view name) {
    constexpr std::string_view start = "pmun_";
    for (const std::string& column : header) {
        int year = 0;
        if (!column.starts_with(start)) continue;
        const char* end = column.data() + column.size();
        if (const auto read = std::from_chars(column.data() + start.size(), end, year);
            read.ec == std::errc() && read.ptr == end)
            return year;
    }
    return year_of(name);
}

bool starts_as_list(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    for (char c = 0; file.get(c);)
        if (std::string_view(" \t\r\n\xEF\xBB\xBF").find(c) == std::string_view::npos) return c == '[';
    return false;
}

std::vector<fs::path> entries_of(const fs::path& folder) {
    std::vector<fs::path> entries;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(folder, failure))
        if (entry.is_regular_file(failure)) entries.push_back(entry.path());
    std::sort(entries.begin(), entries.end());
    return entries;
}

bool is_data(const fs::path& path) {
    const std::string extension = folded(path.extension().string());
    return extension == ".csv" || extension == ".json" || extension == ".txt";
}

// The npm package keeps its files in a folder of their own.
fs::path folder_of(const fs::path& path) {
    std::error_code failure;
    return fs::is_regular_file(path / "data" / "communes.json", failure) ? path / "data" : path;
}

}  // namespace

CogFile cog_file(const fs::path& path) {
    CogFile file;
    file.path = path;
    file.name = path.filename().string();
    if (folded(path.extension().string()) == ".json") {
        file.json = true;
        for (const auto& [name, kind] : json_names)
            if (path.stem() == name && starts_as_list(path)) file.kind = kind;
        return file;
    }
    const auto header = header_of(path);
    for (const Shape& shape : shapes) {
        const auto there = [&](const std::string& column) { return holds(header, column); };
        if (!std::all_of(shape.columns.begin(), shape.columns.end(), there)) continue;
        file.kind = shape.kind;
        return file;
    }
    // Nothing in these columns says communes: the name of the file must.
    if (folded(file.name).find("commune") != std::string::npos && holds(header, "code") && holds(header, "lon") && holds(header, "lat") &&
        (holds(header, "nom") || holds(header, "name")))
        file.kind = CogKind::centroids;
    if (is_composition(header)) {
        file.kind = CogKind::epci;
        file.year = year_of(header, file.name);
    }
    return file;
}

std::vector<CogFile> cog_files(const fs::path& path, Report& report) {
    if (!fs::is_directory(path)) return {cog_file(path)};
    std::vector<CogFile> files;
    const auto skipped = [&](const std::string& name, const std::string& why) {
        report.issue(name, 0, "", "", why + ": it is not read", Action::noted);
    };
    for (const fs::path& entry : entries_of(folder_of(path))) {
        if (!is_data(entry)) continue;
        CogFile file = cog_file(entry);
        const auto same = [&](const CogFile& other) { return other.kind == file.kind && other.year == file.year; };
        const auto found = std::find_if(files.begin(), files.end(), same);
        if (file.kind == CogKind::none) {
            skipped(file.name, "expected a file of the geographic code, found another");
        } else if (found == files.end()) {
            files.push_back(std::move(file));
        } else {
            skipped(file.name, "expected one file of each kind, found two (" + found->name + " is read)");
        }
    }
    std::sort(files.begin(), files.end(), [](const CogFile& a, const CogFile& b) {
        return std::pair(a.kind, a.year) < std::pair(b.kind, b.year);
    });
    return files;
}

namespace {

// A file of one of the kinds, or a folder with one and without files of the other kinds.
template <class Fits>
bool holds_files(const fs::path& path, const Fits& fits, bool others_too) {
    std::error_code failure;
    if (fs::is_regular_file(path, failure)) return fits(cog_file(path).kind);
    if (!fs::is_directory(path, failure)) return false;
    bool found = false;
    for (const fs::path& entry : entries_of(folder_of(path))) {
        const CogKind kind = is_data(entry) ? cog_file(entry).kind : CogKind::none;
        found = found || fits(kind);
        if (!others_too && kind != CogKind::none && !fits(kind)) return false;
    }
    return found;
}

}  // namespace

bool is_cog(const fs::path& path) {
    return holds_files(path, [](CogKind kind) { return kind != CogKind::none; }, true);
}

bool is_epci(const fs::path& path) {
    return holds_files(path, [](CogKind kind) { return kind == CogKind::epci; }, false);
}

bool is_ept(const fs::path& path) {
    return holds_files(path, [](CogKind kind) { return kind == CogKind::ept; }, false);
}

}  // namespace tissu::io
