// The coordinates of a geometry: numbers, order of axes, reference system, rings.

#include <cmath>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include "io/geojson.hpp"
#include "io/lambert.hpp"
#include "io/values.hpp"

namespace tissu::io {
namespace {

using nlohmann::json;

std::string place_text(const LonLat& p) { return to_text(p.lon) + ", " + to_text(p.lat); }

/// Metropolitan France with its coasts, written north first.
bool is_france_swapped(const LonLat& p) { return p.lon > 41 && p.lon < 51.6 && p.lat > -5.6 && p.lat < 9.9; }

[[noreturn]] void fail(const std::string& text) { throw Error(Errc::invalid_data, text); }

class Coordinates {
public:
    Coordinates(Reference reference, bool french, Shape& shape) : reference_(reference), french_(french), shape_(shape) {}

    LonLat position(const json& value) {
        if (!value.is_array() || value.size() < 2 || !value[0].is_number() || !value[1].is_number())
            fail("expected a position of two numbers, found " + shortened(value.dump()));
        if (value.size() > 2) note("a third coordinate is left out");
        const double x = value[0].get<double>(), y = value[1].get<double>();
        if (!std::isfinite(x) || !std::isfinite(y)) fail("expected finite numbers, found others");
        const LonLat p = reference_ == Reference::lambert93 ? from_lambert93(x, y) : LonLat{x, y};
        check(p);
        return p;
    }

    Polygon polygon(const json& value) {
        if (!value.is_array() || value.empty()) fail("expected the rings of a polygon, found " + shortened(value.dump()));
        Polygon polygon;
        for (const json& item : value) polygon.push_back(ring(item));
        if (const auto crossing = self_crossing(polygon))
            note("expected an outline that does not cross or touch itself, found one that does at " + place_text(*crossing));
        for (std::size_t i = 1; i < polygon.size(); ++i)
            if (!covers({{polygon.front()}}, polygon[i].front()))
                note("expected holes inside the outer ring, found one outside at " + place_text(polygon[i].front()));
        return polygon;
    }

private:
    Ring ring(const json& value) {
        if (!value.is_array()) fail("expected a ring, found " + shortened(value.dump()));
        Ring ring;
        for (const json& item : value) ring.push_back(position(item));
        if (ring.size() > 1 && ring.front() == ring.back()) {
            ring.pop_back();
        } else if (ring.size() > 2) {
            shape_.closed_a_ring = true;
        }
        if (ring.size() < 3)
            fail("expected a closed ring of four positions or more, found " + std::to_string(value.size()));
        return ring;
    }

    void check(const LonLat& p) const {
        if (std::abs(p.lon) > 180 || std::abs(p.lat) > 90) {
            std::string hint;
            if (looks_like_lambert93(p.lon, p.lat)) {
                hint = ": it looks like Lambert-93 (EPSG:2154); convert it to WGS 84, or name the system in a member "
                       "\"crs\" and it will be converted";
            } else if (std::abs(p.lon) <= 90 && std::abs(p.lat) <= 180) {
                hint = ": are latitude and longitude in the wrong order?";
            }
            fail("expected degrees east and north (WGS 84), found " + place_text(p) + hint);
        }
        if (french_ && is_france_swapped(p))
            fail("expected degrees east, then north, of a place in France, found " + place_text(p) +
                 ": latitude and longitude are in the wrong order");
    }

    void note(std::string text) {
        for (const std::string& said : shape_.notes)
            if (said == text) return;
        shape_.notes.push_back(std::move(text));
    }

    Reference reference_;
    bool french_;
    Shape& shape_;
};

}  // namespace

Shape shape_of(const json& geometry, Reference reference, bool french) {
    Shape shape;
    Coordinates read(reference, french, shape);
    try {
        if (!geometry.is_object()) fail("expected a geometry, found " + shortened(geometry.dump()));
        const auto type = geometry.find("type");
        const std::string word = type != geometry.end() && type->is_string() ? type->get<std::string>() : std::string();
        if (word != "Point" && word != "Polygon" && word != "MultiPolygon")
            fail("expected Point, Polygon or MultiPolygon, found " + (word.empty() ? "none" : shortened(word)));
        const auto coordinates = geometry.find("coordinates");
        if (coordinates == geometry.end() || !coordinates->is_array()) fail("expected coordinates, found none");
        if (word == "Point") {
            shape.is_point = true;
            shape.point = read.position(*coordinates);
        } else if (word == "Polygon") {
            shape.area.push_back(read.polygon(*coordinates));
        } else {
            for (const json& item : *coordinates) shape.area.push_back(read.polygon(item));
            if (shape.area.empty()) fail("expected polygons, found none");
        }
    } catch (const Error& problem) {
        shape.problem = problem.what();
    }
    return shape;
}

}  // namespace tissu::io
