// Territories as GeoJSON (RFC 7946): one feature per outline, per point, or per territory that has neither.

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include <tissu/base/error.hpp>
#include <tissu/base/geometry.hpp>
#include <tissu/base/text.hpp>
#include <tissu/io/import.hpp>

#include "io/whole_file.hpp"

namespace tissu {
namespace {

using json = nlohmann::ordered_json;

bool turns_left(const Ring& ring) {
    double area = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const LonLat& p = ring[i];
        const LonLat& q = ring[i + 1 == ring.size() ? 0 : i + 1];
        area += (p.lon - ring[0].lon) * (q.lat - ring[0].lat) - (q.lon - ring[0].lon) * (p.lat - ring[0].lat);
    }
    return area > 0;
}

json coordinates_of(const LonLat& p) { return json::array({p.lon, p.lat}); }

/// Outer rings turn left, holes right.
json coordinates_of(const Polygon& polygon) {
    json rings = json::array();
    for (const Ring& ring : polygon) {
        Ring turned = ring;
        if (turns_left(ring) != (&ring == &polygon.front())) std::reverse(turned.begin() + 1, turned.end());
        json points = json::array();
        for (const LonLat& p : turned) points.push_back(coordinates_of(p));
        points.push_back(coordinates_of(turned.front()));
        rings.push_back(std::move(points));
    }
    return rings;
}

json geometry_of(const Area& area) {
    if (area.size() == 1) return {{"type", "Polygon"}, {"coordinates", coordinates_of(area.front())}};
    json polygons = json::array();
    for (const Polygon& polygon : area) polygons.push_back(coordinates_of(polygon));
    return {{"type", "MultiPolygon"}, {"coordinates", std::move(polygons)}};
}

json feature_of(const Territory& territory, const Outline* outline) {
    json properties;
    for (const auto& [name, value] : territory.attributes) properties[name] = value;
    properties["id"] = territory.id.text();
    properties["name"] = territory.name;
    properties["kind"] = std::string(territory.id.scheme());
    if (!std::isnan(territory.population)) properties["population"] = territory.population;
    if (outline != nullptr && !outline->geography.empty()) properties["geography"] = outline->geography;
    json geometry;
    if (outline != nullptr) {
        geometry = geometry_of(parse_wkt(outline->geometry));
    } else if (!std::isnan(territory.lon) && !std::isnan(territory.lat)) {
        geometry = {{"type", "Point"}, {"coordinates", coordinates_of(LonLat{territory.lon, territory.lat})}};
    }
    return {{"type", "Feature"}, {"id", territory.id.text()}, {"properties", std::move(properties)}, {"geometry", std::move(geometry)}};
}

}  // namespace

void write_geojson(const Batch& batch, const std::filesystem::path& path, const Progress& progress) {
    std::unordered_map<std::string, std::vector<const Outline*>> outlines;
    for (const Outline& outline : batch.outlines) outlines[outline.territory.text()].push_back(&outline);
    io::WholeFile file(path);
    file.write("{\"type\": \"FeatureCollection\", \"features\": [");
    bool first = true;
    const auto write = [&](const Territory& territory, const Outline* outline) {
        file.write((std::exchange(first, false) ? "\n" : ",\n") +
                   feature_of(territory, outline).dump(-1, ' ', false, json::error_handler_t::replace));
    };
    std::size_t done = 0;
    for (const Territory& territory : batch.territories) {
        const auto own = outlines.find(territory.id.text());
        if (own == outlines.end()) write(territory, nullptr);
        if (own != outlines.end())
            for (const Outline* outline : own->second) write(territory, outline);
        if (++done % 1024 == 0) progress.report(static_cast<double>(done) / static_cast<double>(batch.territories.size()));
    }
    file.write("\n]}\n");
    file.publish();
    progress.report(1.0);
}

}  // namespace tissu
