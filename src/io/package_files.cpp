#include "io/package_files.hpp"

#include <algorithm>
#include <array>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include "io/cells.hpp"
#include "io/json_file.hpp"
#include "io/sheet.hpp"

namespace tissu::io {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view descriptor_name = "datapackage.json";

std::vector<TableShape> make_shapes() {
    std::vector<TableShape> shapes;
    Batch batch;
    Batch::tables(batch, [&](auto& records) {
        using R = typename std::remove_reference_t<decltype(records)>::value_type;
        TableShape shape{R::table, {}, {}};
        R record;
        R::fields(record, [&](const Field& field, auto&) {
            shape.columns.emplace_back(field.name);
            if (must_have_value(field.role)) shape.required.emplace_back(field.name);
        });
        shape.columns.emplace_back("source");
        shape.columns.emplace_back("source_kind");
        shapes.push_back(std::move(shape));
    });
    return shapes;
}

Error leaves_folder(const std::string& path) {
    return Error(Errc::invalid_data, std::string(descriptor_name) +
                                         ": expected a path inside the folder, found " + shortened(path));
}

// A relative path that stays inside `folder`, also through symbolic links.
fs::path inside(const fs::path& folder, const std::string& text) {
    const fs::path relative(text);
    const bool odd =
        text.empty() || text.find('\\') != std::string::npos || text.find(':') != std::string::npos;
    if (odd || relative.is_absolute() || std::find(relative.begin(), relative.end(), "..") != relative.end())
        throw leaves_folder(text);
    std::error_code failure;
    const fs::path root = fs::weakly_canonical(folder, failure);
    const fs::path whole = fs::weakly_canonical(folder / relative, failure);
    if (failure || std::mismatch(root.begin(), root.end(), whole.begin(), whole.end()).first != root.end())
        throw leaves_folder(text);
    return folder / relative;
}

void take_publisher(const nlohmann::json& descriptor, Report& report) {
    const auto text = [](const nlohmann::json& object, const char* key) {
        const auto found = object.is_object() ? object.find(key) : object.end();
        return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    const auto sources = descriptor.find("sources");
    if (sources == descriptor.end() || !sources->is_array()) return;
    report.source_given();
    if (!sources->empty())
        report.published_by(text(sources->front(), "title"), text(sources->front(), "kind"));
}

std::vector<TableFile> described(const fs::path& folder, Report& report) {
    const std::string name(descriptor_name);
    const nlohmann::json descriptor = read_json(folder / name, name, report);
    const auto resources = descriptor.is_object() ? descriptor.find("resources") : descriptor.end();
    if (resources == descriptor.end() || !resources->is_array())
        throw Error(Errc::invalid_data, name + ": expected a list named resources, found none");
    take_publisher(descriptor, report);
    std::vector<TableFile> files;
    for (const auto& resource : *resources) {
        const bool whole = resource.is_object() && resource.contains("name") &&
                           resource["name"].is_string() && resource.contains("path") &&
                           resource["path"].is_string();
        if (!whole)
            throw Error(Errc::invalid_data,
                        name + ": expected a name and one path in each resource, found none");
        const auto path = resource["path"].get<std::string>();
        const TableShape* table = table_named(resource["name"].get<std::string>());
        if (table != nullptr) files.push_back({table, inside(folder, path), path});
        else
            report.issue(name, 1, "resources", resource["name"].get<std::string>(),
                         "expected the name of a table, found another: the file is not read", Action::noted);
    }
    return files;
}

}  // namespace

const std::vector<TableShape>& table_shapes() {
    static const std::vector<TableShape> shapes = make_shapes();
    return shapes;
}

const TableShape* table_named(std::string_view name) {
    for (const TableShape& shape : table_shapes())
        if (shape.name == name) return &shape;
    return nullptr;
}

bool fits(const TableShape& table, const std::vector<std::string>& header) {
    return std::all_of(table.required.begin(), table.required.end(), [&](const std::string& column) {
        return std::find(header.begin(), header.end(), column) != header.end();
    });
}

std::vector<TableFile> package_files(const fs::path& folder, Report& report) {
    std::vector<TableFile> files;
    std::error_code failure;
    if (fs::exists(folder / descriptor_name, failure)) files = described(folder, report);
    std::vector<fs::path> entries;
    for (const auto& entry : fs::directory_iterator(folder, failure)) entries.push_back(entry.path());
    if (failure) throw Error(Errc::io, "could not list the folder " + folder.string());
    std::sort(entries.begin(), entries.end());
    const bool by_name = files.empty();
    for (const fs::path& path : entries) {
        if (folded(path.extension().string()) != ".csv") continue;
        const std::string name = path.filename().string();
        const auto known = [&](const TableFile& file) { return file.path.filename() == path.filename(); };
        if (std::any_of(files.begin(), files.end(), known)) continue;
        const TableShape* table = by_name ? table_named(folded(path.stem().string())) : nullptr;
        if (table != nullptr) files.push_back({table, inside(folder, name), name});
        else
            report.issue(name, 0, "", "",
                         "expected a file named after a table, found another: it is not read", Action::noted);
    }
    std::stable_sort(files.begin(), files.end(),
                     [](const TableFile& a, const TableFile& b) { return a.table < b.table; });
    return files;
}

}  // namespace tissu::io
