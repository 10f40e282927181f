// Shamos and Hoey's sweep: two edges that meet become neighbours before they do.

#include <algorithm>
#include <set>
#include <tuple>

#include <tissu/base/geometry.hpp>

namespace tissu {
namespace {

bool before(const LonLat& a, const LonLat& b) { return std::tie(a.lon, a.lat) < std::tie(b.lon, b.lat); }

/// An edge from its west end to its east end (south to north if vertical).
struct Segment {
    LonLat west, east;
    std::size_t ring, place, ring_size;  ///< `place`: its number in its ring
};

/// South to north, for edges that a sweep line meets together.
struct Below {
    const std::vector<Segment>* segments;

    bool operator()(std::size_t i, std::size_t j) const {
        const Segment& a = (*segments)[i];
        const Segment& b = (*segments)[j];
        int side = 0;  // of b, seen from a
        if (!before(b.west, a.west)) {
            side = orientation(a.west, a.east, b.west);
            if (side == 0) side = orientation(a.west, a.east, b.east);
        } else {
            side = -orientation(b.west, b.east, a.west);
            if (side == 0) side = -orientation(b.west, b.east, a.east);
        }
        return side != 0 ? side > 0 : i < j;
    }
};

bool on(const Segment& s, const LonLat& p) {
    return orientation(s.west, s.east, p) == 0 && !before(p, s.west) && !before(s.east, p);
}

bool follow(const Segment& a, const Segment& b) {
    if (a.ring != b.ring) return false;
    const std::size_t gap = a.place > b.place ? a.place - b.place : b.place - a.place;
    return gap == 1 || gap + 1 == a.ring_size;
}

/// Where the two meet in a way that a simple polygon does not.
std::optional<LonLat> meeting(const Segment& a, const Segment& b) {
    const int b_west = orientation(a.west, a.east, b.west), b_east = orientation(a.west, a.east, b.east);
    const int a_west = orientation(b.west, b.east, a.west), a_east = orientation(b.west, b.east, a.east);
    if (b_west * b_east < 0 && a_west * a_east < 0) {
        const double dx = a.east.lon - a.west.lon, dy = a.east.lat - a.west.lat;
        const double ex = b.east.lon - b.west.lon, ey = b.east.lat - b.west.lat;
        const double t = ((b.west.lon - a.west.lon) * ey - (b.west.lat - a.west.lat) * ex) / (dx * ey - dy * ex);
        return LonLat{a.west.lon + t * dx, a.west.lat + t * dy};
    }
    if (a.ring != b.ring) return std::nullopt;
    const bool may_share_an_end = follow(a, b);
    for (const auto& [point, line] : {std::pair{b.west, a}, {b.east, a}, {a.west, b}, {a.east, b}}) {
        if (!on(line, point)) continue;
        const bool shared = point == line.west || point == line.east;
        if (!may_share_an_end || !shared) return point;
    }
    // edges that follow each other share one end; a second one means that they are the same
    if (a.west == b.west && a.east == b.east && a.ring_size > 2) return a.west;
    return std::nullopt;
}

std::vector<Segment> segments_of(const Polygon& polygon) {
    std::vector<Segment> segments;
    for (std::size_t r = 0; r < polygon.size(); ++r) {
        Ring ring = polygon[r];
        ring.erase(std::unique(ring.begin(), ring.end()), ring.end());
        while (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
        for (std::size_t i = 0; i < ring.size() && ring.size() > 1; ++i) {
            const LonLat& p = ring[i];
            const LonLat& q = ring[i + 1 == ring.size() ? 0 : i + 1];
            segments.push_back(before(p, q) ? Segment{p, q, r, i, ring.size()} : Segment{q, p, r, i, ring.size()});
        }
    }
    return segments;
}

}  // namespace

std::optional<LonLat> self_crossing(const Polygon& polygon) {
    const std::vector<Segment> segments = segments_of(polygon);
    struct Event {
        LonLat at;
        bool ends;
        std::size_t segment;
    };
    std::vector<Event> events;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        events.push_back({segments[i].west, false, i});
        events.push_back({segments[i].east, true, i});
    }
    std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
        return std::tie(a.at.lon, a.at.lat, a.ends, a.segment) < std::tie(b.at.lon, b.at.lat, b.ends, b.segment);
    });
    using Line = std::set<std::size_t, Below>;
    Line line(Below{&segments});
    std::vector<Line::iterator> places(segments.size());
    for (const Event& event : events) {
        if (!event.ends) {
            const auto place = places[event.segment] = line.insert(event.segment).first;
            if (place != line.begin())
                if (const auto found = meeting(segments[*std::prev(place)], segments[event.segment])) return found;
            if (std::next(place) != line.end())
                if (const auto found = meeting(segments[event.segment], segments[*std::next(place)])) return found;
        } else {
            const auto next = line.erase(places[event.segment]);
            if (next != line.end() && next != line.begin())
                if (const auto found = meeting(segments[*std::prev(next)], segments[*next])) return found;
        }
    }
    return std::nullopt;
}

}  // namespace tissu
