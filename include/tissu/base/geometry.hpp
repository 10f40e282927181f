#pragma once
/// \file
/// Outlines on the map: polygons with holes in degrees, read from and written as WKT, and exact questions about them.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tissu {

/// Degrees east and north, WGS 84.
struct LonLat {
    double lon = 0, lat = 0;
    friend bool operator==(const LonLat&, const LonLat&) = default;
};

/// A closed line: the last point is not the first one again.
using Ring = std::vector<LonLat>;

/// The outer ring, then the holes. What counts is the parity of crossings: the direction of a ring has no meaning.
using Polygon = std::vector<Ring>;

/// An area of one or several pieces.
using Area = std::vector<Polygon>;

/// +1 if `c` lies left of the line from `a` to `b`, -1 right of it, 0 on it. Exact for all finite doubles whose
/// products neither overflow nor underflow (degrees do not): a bound on the rounding error, then Shewchuk's
/// expansions, doi:10.1007/PL00009321.
[[nodiscard]] int orientation(const LonLat& a, const LonLat& b, const LonLat& c);

/// True if `p` lies in the area or on its edge. Exact. O(points).
[[nodiscard]] bool covers(const Area& area, const LonLat& p);

/// Square metres on the sphere of the same surface as the Earth, edges straight in the cylindrical equal-area
/// projection (for edges under 10 km the difference is under one in 100,000).
[[nodiscard]] double square_metres(const Area& area);

/// Square metres of what lies in both. Cuts both into horizontal slabs between all corners and crossings, in each of
/// which the common width is linear: no topology that rounding could break. O(slabs × edges in a slab).
[[nodiscard]] double common_square_metres(const Area& a, const Area& b);

/// The centre of mass in the plane of degrees; of an area without surface the mean of its points. Empty: none.
[[nodiscard]] std::optional<LonLat> centre(const Area& area);

/// A place where a polygon crosses or touches itself: two edges of one ring that share a point and do not follow each
/// other, edges that fold back, or edges of two rings that cross (rings may touch). Sweep line, O(n log n),
/// doi:10.1109/SFCS.1976.16. Nothing: none.
[[nodiscard]] std::optional<LonLat> self_crossing(const Polygon& polygon);

/// Metres between two points: haversine on a sphere of 6,371.0088 km, within 0.6 % of the ellipsoid.
[[nodiscard]] double metres_between(const LonLat& a, const LonLat& b);

/// WKT, `MULTIPOLYGON (((…)))` or `POLYGON ((…))`. Closes are implied if missing. Throws Error{invalid_data} with the
/// byte where it stops to be WKT, has a ring of fewer than three points, or a place off the Earth.
[[nodiscard]] Area parse_wkt(std::string_view text);

/// The shortest text that reads back as the same numbers; a single polygon as POLYGON.
[[nodiscard]] std::string to_wkt(const Area& area);

}  // namespace tissu
