#include "io/schema.hpp"

#include <algorithm>

#include <tissu/io/import.hpp>

#include "io/cells.hpp"

namespace tissu {
namespace io {
namespace {

using Json = nlohmann::ordered_json;

std::string about_type(const std::string&) { return {}; }
std::string about_type(const Code&) { return "a code, written scheme:value"; }
std::string about_type(double) { return {}; }
std::string about_type(const PartialDate&) { return "year, year-month or year-month-day"; }
std::string about_type(const std::vector<std::string>&) { return "a list separated by |"; }
std::string about_type(const std::vector<Code>&) { return "a list of codes separated by |"; }

std::string pattern_of(const Code&) { return "[A-Za-z][A-Za-z0-9_-]*:.+"; }
std::string pattern_of(const PartialDate&) { return "\\d{4}(-\\d{2}(-\\d{2})?)?"; }
template <class T>
std::string pattern_of(const T&) {
    return {};
}

template <class T>
Json field_schema(const Field& field, const T& value) {
    Json schema = {{"name", field.name}, {"type", std::is_same_v<T, double> ? "number" : "string"}};
    std::string about = about_type(value);
    if (!field.about.empty()) about = std::string(field.about) + (about.empty() ? "" : "; " + about);
    if (!about.empty()) schema["description"] = about;
    Json constraints = Json::object();
    if (must_have_value(field.role)) constraints["required"] = true;
    if (!pattern_of(value).empty()) constraints["pattern"] = pattern_of(value);
    if (!constraints.empty()) schema["constraints"] = constraints;
    return schema;
}

// A single code that refers to a table whose key is `id`.
template <class T>
void add_foreign_key(Json& keys, const Field& field, const T&) {
    if constexpr (std::is_same_v<T, Code>) {
        if (field.refers.empty() || field.refers == "any" || field.refers == "activities") return;
        keys.push_back(
            {{"fields", field.name}, {"reference", {{"resource", field.refers}, {"fields", "id"}}}});
    }
}

template <Record R>
Json resource_schema(const Resource& resource) {
    Json fields = Json::array();
    Json key = Json::array();
    Json foreign = Json::array();
    R record;
    R::fields(record, [&](const Field& field, const auto& value) {
        fields.push_back(field_schema(field, value));
        if (names_record(field.role)) key.push_back(field.name);
        add_foreign_key(foreign, field, value);
    });
    fields.push_back({{"name", "source"}, {"type", "string"}, {"description", "who says so"}});
    fields.push_back({{"name", "source_kind"}, {"type", "string"}, {"description", "code of source_kind"}});
    for (const std::string& column : resource.more_columns)
        fields.push_back({{"name", column}, {"type", "string"}, {"description", "attribute"}});
    Json schema = {{"fields", fields}, {"primaryKey", key}, {"missingValues", {""}}};
    if (!foreign.empty()) schema["foreignKeys"] = foreign;
    return {{"name", R::table},
            {"path", std::string(R::table) + ".csv"},
            {"profile", "tabular-data-resource"},
            {"encoding", "utf-8"},
            {"dialect", {{"delimiter", ","}, {"quoteChar", "\""}, {"doubleQuote", true}}},
            {"schema", schema}};
}

}  // namespace

Json descriptor_of(const std::vector<Resource>& resources) {
    Json list = Json::array();
    const Batch batch;
    Batch::tables(batch, [&](const auto& records) {
        using R = typename std::remove_cvref_t<decltype(records)>::value_type;
        const auto same = [](const Resource& resource) { return resource.table == R::table; };
        const auto found = std::find_if(resources.begin(), resources.end(), same);
        if (resources.empty()) list.push_back(resource_schema<R>({std::string(R::table), {}}));
        if (found != resources.end()) list.push_back(resource_schema<R>(*found));
    });
    return {{"profile", "tabular-data-package"}, {"name", "tissu-package"}, {"resources", list}};
}

}  // namespace io

std::string package_schema() { return io::descriptor_of({}).dump(2) + "\n"; }

}  // namespace tissu
