#include "io/geojson.hpp"

#include <fstream>

#include <algorithm>
#include <array>

#include <tissu/base/error.hpp>
#include <tissu/base/identifier.hpp>
#include <tissu/base/text.hpp>

#include "io/cells.hpp"
#include "io/commune_list.hpp"
#include "io/json_file.hpp"

namespace tissu::io {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t longest_outline = std::size_t{1} << 20;  // what a cell of the data package may hold

/// Kinds whose codes are of France only.
bool is_french(std::string_view kind) {
    static constexpr std::array<std::string_view, 10> kinds{
        "commune", "arm", "comd", "coma", "qpv", "epci", "ept", "departement", "region", "arrondissement"};
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

std::vector<fs::path> files_of(const fs::path& path) {
    std::error_code failure;
    if (!fs::is_directory(path, failure)) return {path};
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(path, failure))
        if (entry.is_regular_file(failure) && is_geojson(entry.path())) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

void GeoJson::reject(std::int64_t line, const std::string& column, const std::string& value, const std::string& rule) {
    ++report_.count(Territory::table).rejected;
    report_.issue(file_, line, column, value, rule, Action::rejected);
}

void GeoJson::member(const std::string& key, const json& value) {
    if (key == "name" && value.is_string()) hint_ += " " + folded(value.get<std::string>());
    if (key != "crs" || value.is_null()) return;
    const std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace);
    const auto names = [&](const char* word) { return text.find(word) != std::string::npos; };
    if (names("2154") || names("Lambert-93") || names("LAMB93")) {
        if (!lines_.empty() && reference_ == Reference::degrees)
            throw Error(Errc::invalid_data, file_ + ": expected the member crs before the features, found it after them");
        reference_ = Reference::lambert93;
    } else if (!names("CRS84") && !names("4326") && !names("4171")) {
        throw Error(Errc::unsupported, file_ + ": expected coordinates in WGS 84 (CRS84, EPSG:4326) or Lambert-93 (EPSG:2154), found " +
                                           shortened(text, 120) + "; convert the file first");
    }
}

void GeoJson::mention_commune(const Code& code, const std::string& name, std::int64_t line) {
    if (lines_.contains(code) || !communes_.insert(code).second) return;
    Territory commune;
    commune.id = code;
    commune.name = name.empty() ? std::string(code.value()) : name;
    commune.file = report_.file_row(file_);
    commune.line = line;
    commune.mention = true;
    report_.import.batch.territories.push_back(std::move(commune));
    ++report_.count(Territory::table).read;
}

// In one commune as a whole; of several the shares are not known and taken as equal.
void GeoJson::place(Territory& territory, const Identity& identity, std::int64_t line) {
    const auto communes = communes_of(identity.commune);
    for (const identifier::Mended& one : communes) {
        const Code commune("commune", one.text);
        mention_commune(commune, communes.size() == 1 ? identity.commune_name : std::string(), line);
        if (communes.size() == 1) {
            territory.parts_of = {commune};
            return;
        }
        Part part;
        part.territory = territory.id;
        part.part_of = commune;
        part.share = 1.0 / static_cast<double>(communes.size());
        part.attributes = {{"share_basis", "equal"}};
        part.file = territory.file;
        part.line = line;
        report_.import.batch.parts.push_back(std::move(part));
        ++report_.count(Part::table).read;
    }
    if (communes.size() > 1)
        said_->tally(line, "properties", territory.id.text(),
                     "lies in several communes: the file has no shares, equal ones are taken");
}

void GeoJson::tell_of_shape(const Territory& territory, const Shape& shape, std::int64_t line) {
    for (const std::string& note : shape.notes)
        report_.issue(file_, line, "geometry", territory.id.text(), note, Action::noted);
    if (!shape.closed_a_ring) return;
    report_.issue(file_, line, "geometry", territory.id.text(), "expected rings that end where they start, found an open one: closed",
                  Action::repaired);
    ++report_.count(Outline::table).repaired;
}

void GeoJson::add_outline(const Territory& territory, const Identity& identity, const Shape& shape, std::int64_t line) {
    RowCount& count = report_.count(Outline::table);
    ++count.read;
    Outline outline;
    outline.territory = territory.id;
    outline.geography = identity.geography;
    outline.geometry = to_wkt(shape.area);
    outline.file = report_.file_row(file_);
    outline.line = line;
    const auto refuse = [&](const std::string& rule) {
        ++count.rejected;
        report_.issue(file_, line, "geometry", territory.id.text(), rule, Action::rejected);
    };
    if (outline.geometry.size() > longest_outline)
        return refuse("expected an outline of at most 1 MiB, found one of " + std::to_string(outline.geometry.size()) +
                      " bytes: simplify it");
    if (!outlines_.insert({territory.id, outline.geography}).second)
        return refuse("expected one outline of " + territory.id.text() + ", found another");
    tell_of_shape(territory, shape, line);
    report_.import.batch.outlines.push_back(std::move(outline));
}

void GeoJson::feature(const json& feature, std::int64_t line) {
    ++report_.count(Territory::table).read;
    const auto type = feature.is_object() ? feature.find("type") : feature.end();
    if (!feature.is_object() || type == feature.end() || *type != "Feature")
        return reject(line, "type", "", "expected a Feature, found another value");
    const Identity identity = identity_of(feature, hint_);
    const std::string id = identity.kind + ":" + identity.code;
    if (identity.kind.empty() || !Code::valid(id))
        return reject(line, "properties", identity.code,
                      "expected a code whose kind is known (properties id \"kind:code\", kind and code, code_qp, insee_com, "
                      "code …), found " + (identity.code.empty() ? "none" : shortened(identity.code)));
    Territory territory;
    territory.id = Code(id);
    const auto known = lines_.find(territory.id);
    const bool again = known != lines_.end();
    if (again && outlines_.contains({territory.id, identity.geography}))
        return reject(line, "properties", id, "expected " + id + " once, found it again (first on line " +
                                                  std::to_string(known->second) + ")");
    Shape shape;
    const auto geometry = feature.find("geometry");
    const bool placed = geometry != feature.end() && !geometry->is_null();
    if (placed) shape = shape_of(*geometry, reference_, is_french(identity.kind));
    if (!shape.problem.empty()) return reject(line, "geometry", id, shape.problem);
    if (again) {  // its outline in another geography
        if (shape.area.empty()) return reject(line, "properties", id, "expected " + id + " once, found it again");
        --report_.count(Territory::table).read;
        return add_outline(territory, identity, shape, line);
    }
    if (!placed) said_->tally(line, "geometry", id, "expected a geometry, found none");
    if (placed && reference_ == Reference::lambert93 && !std::exchange(told_reference_, true))
        report_.issue(file_, 0, "crs", "EPSG:2154", "expected degrees (WGS 84), found Lambert-93: converted", Action::repaired);
    territory.mention = is_french(identity.kind) && identity.kind != "qpv";  // official lists name these
    territory.name = identity.name.empty() ? identity.code : identity.name;
    if (identity.kind == "commune" && territory.name.find_first_of(";|\n") != std::string::npos) {
        said_->tally(line, "properties", territory.name, "expected the name of one commune, found several: its code is taken");
        territory.name = identity.code;
    }
    if (identity.name.empty()) said_->tally(line, "properties", id, "expected a name, found none: its code is taken");
    if (!read_number(identity.population, territory.population).error.empty())
        report_.issue(file_, line, "population", identity.population, "expected a number, found another text: left out", Action::noted);
    territory.attributes = identity.others;
    territory.file = report_.file_row(file_);
    territory.line = line;
    place(territory, identity, line);
    if (shape.is_point) {
        territory.lon = shape.point.lon;
        territory.lat = shape.point.lat;
    }
    if (!shape.area.empty()) add_outline(territory, identity, shape, line);
    if (shape.is_point) tell_of_shape(territory, shape, line);
    lines_.emplace(territory.id, line);
    report_.import.batch.territories.push_back(std::move(territory));
}

void GeoJson::read_file(const fs::path& path, const std::string& name) {
    file_ = name;
    Findings said(report_, name);
    said_ = &said;
    hint_ = folded(name);
    reference_ = Reference::degrees;
    told_reference_ = false;
    const json rest = for_each_feature(
        path, name, report_, [this](const json& value, std::int64_t line) { feature(value, line); },
        [this](const std::string& key, const json& value) { member(key, value); });
    const auto type = rest.is_object() ? rest.find("type") : rest.end();
    if (rest.is_object() && type != rest.end() && *type == "Feature") return feature(rest, 1);
    if (!rest.is_object() || type == rest.end() || *type != "FeatureCollection" || !rest.contains("features"))
        throw Error(Errc::invalid_data, name + ": expected a FeatureCollection with features, or a Feature, found another value");
}

void read_geojson(const fs::path& path, Report& report) {
    GeoJson reader(report);
    std::error_code failure;
    const std::vector<fs::path> files = files_of(path);
    if (files.empty()) throw Error(Errc::invalid_data, "expected GeoJSON files, found none in " + path.string());
    report.published_by(path.filename().string(), {});
    for (const fs::path& file : files) report.expect(fs::file_size(file, failure));
    for (const fs::path& file : files) reader.read_file(file, file.filename().string());
}

bool is_geojson(const fs::path& path) {
    std::error_code failure;
    if (fs::is_directory(path, failure)) {
        const auto files = fs::directory_iterator(path, failure);
        return std::any_of(begin(files), end(files), [](const auto& entry) {
            std::error_code ignored;
            return entry.is_regular_file(ignored) && is_geojson(entry.path());
        });
    }
    if (!fs::is_regular_file(path, failure)) return false;
    std::ifstream file(path, std::ios::binary);
    std::string start(4096, '\0');
    file.read(start.data(), static_cast<std::streamsize>(start.size()));
    start.resize(static_cast<std::size_t>(file.gcount()));
    std::erase_if(start, [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
    if (start.starts_with("\xEF\xBB\xBF")) start.erase(0, 3);
    return start.starts_with("{") && (start.find("\"type\":\"FeatureCollection\"") != std::string::npos ||
                                      start.find("\"type\":\"Feature\"") != std::string::npos);
}

}  // namespace tissu::io
