#include <tissu/base/geometry.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>

namespace tissu {
namespace {

constexpr double degree = std::numbers::pi / 180;
constexpr double mean_radius = 6'371'008.8;
constexpr double surface_radius = 6'371'007.2;

/// A sum of doubles kept exactly, smallest first.
class ExactSum {
public:
    void add_product(double a, double b) {
        const double product = a * b;
        add(std::fma(a, b, -product));
        add(product);
    }

    [[nodiscard]] int sign() const {
        for (std::size_t i = size_; i-- > 0;)
            if (parts_[i] != 0) return parts_[i] > 0 ? 1 : -1;
        return 0;
    }

private:
    void add(double value) {
        for (std::size_t i = 0; i < size_; ++i) {
            const double sum = value + parts_[i];
            const double virtual_part = sum - value;
            parts_[i] = (value - (sum - virtual_part)) + (parts_[i] - virtual_part);
            value = sum;
        }
        parts_[size_++] = value;
    }

    std::array<double, 12> parts_{};
    std::size_t size_ = 0;
};

int exact_orientation(const LonLat& a, const LonLat& b, const LonLat& c) {
    ExactSum sum;  // the determinant |1 a; 1 b; 1 c|, product by product
    sum.add_product(a.lon, b.lat);
    sum.add_product(-a.lat, b.lon);
    sum.add_product(b.lon, c.lat);
    sum.add_product(-b.lat, c.lon);
    sum.add_product(c.lon, a.lat);
    sum.add_product(-c.lat, a.lon);
    return sum.sign();
}

/// 1 if the edge is crossed by the ray from `p` to the east, -1 if `p` lies on it, else 0.
int crossing(const LonLat& from, const LonLat& to, const LonLat& p) {
    const bool up = from.lat <= to.lat;
    const LonLat& low = up ? from : to;
    const LonLat& high = up ? to : from;
    if (p.lat < low.lat || p.lat > high.lat) return 0;
    if (low.lat == high.lat)
        return p.lon >= std::min(low.lon, high.lon) && p.lon <= std::max(low.lon, high.lon) ? -1 : 0;
    const int side = orientation(low, high, p);
    if (side == 0) return -1;
    return side > 0 && p.lat < high.lat ? 1 : 0;
}

/// Twice the area in the plane, and the moments about `origin`.
struct Moments {
    double area = 0, lon = 0, lat = 0;
};

Moments moments_of(const Ring& ring, const LonLat& origin) {
    Moments sum;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const LonLat& p = ring[i];
        const LonLat& q = ring[i + 1 == ring.size() ? 0 : i + 1];
        const double px = p.lon - origin.lon, py = p.lat - origin.lat;
        const double qx = q.lon - origin.lon, qy = q.lat - origin.lat;
        const double cross = px * qy - qx * py;
        sum.area += cross;
        sum.lon += cross * (px + qx);
        sum.lat += cross * (py + qy);
    }
    const double sign = sum.area < 0 ? -1 : 1;
    return {sign * sum.area, sign * sum.lon, sign * sum.lat};
}

/// An edge in the equal-area plane, from low to high.
struct Edge {
    double x0, y0, x1, y1;
    int owner;
    [[nodiscard]] double at(double y) const { return x0 + (x1 - x0) * ((y - y0) / (y1 - y0)); }
};

void append_edges(const Area& area, int owner, std::vector<Edge>& edges) {
    for (const Polygon& polygon : area) {
        for (const Ring& ring : polygon) {
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const LonLat& p = ring[i];
                const LonLat& q = ring[i + 1 == ring.size() ? 0 : i + 1];
                const double py = std::sin(p.lat * degree), qy = std::sin(q.lat * degree);
                if (py < qy) edges.push_back({p.lon * degree, py, q.lon * degree, qy, owner});
                if (qy < py) edges.push_back({q.lon * degree, qy, p.lon * degree, py, owner});
            }
        }
    }
}

/// How much of the line at height `y` lies in both owners. `active`: the edges that it cuts.
double common_width(const std::vector<Edge>& edges, const std::vector<std::size_t>& active, double y) {
    std::vector<std::pair<double, int>> cuts;
    for (const std::size_t e : active)
        if (edges[e].y0 <= y && y < edges[e].y1) cuts.emplace_back(edges[e].at(y), edges[e].owner);
    std::sort(cuts.begin(), cuts.end());
    double width = 0, since = 0;
    std::array<bool, 2> inside{};
    for (const auto& [x, owner] : cuts) {
        if (inside[0] && inside[1]) width += x - since;
        inside[static_cast<std::size_t>(owner)] = !inside[static_cast<std::size_t>(owner)];
        since = x;
    }
    return width;
}

/// Heights within (low, high) at which active edges cross.
void append_crossings(const std::vector<Edge>& edges, const std::vector<std::size_t>& active, double low, double high,
                      std::vector<double>& heights) {
    std::vector<std::pair<double, std::size_t>> order;
    for (const std::size_t e : active) order.emplace_back(edges[e].at(low), e);
    std::sort(order.begin(), order.end());
    for (std::size_t i = 1; i < order.size(); ++i) {
        const Edge& b = edges[order[i].second];
        const double b_high = b.at(high);
        for (std::size_t j = i; j-- > 0;) {  // those that were left of b and end up right of it
            const Edge& a = edges[order[j].second];
            const double gap_low = order[i].first - order[j].first, gap_high = a.at(high) - b_high;
            if (gap_high <= 0 || gap_low < 0 || gap_low + gap_high <= 0) continue;
            const double y = low + (high - low) * (gap_low / (gap_low + gap_high));
            if (y > low && y < high) heights.push_back(y);
        }
    }
}

}  // namespace

int orientation(const LonLat& a, const LonLat& b, const LonLat& c) {
    const double left = (a.lon - c.lon) * (b.lat - c.lat);
    const double right = (a.lat - c.lat) * (b.lon - c.lon);
    const double determinant = left - right;
    constexpr double bound = 3.3306690738754716e-16;  // (3 + 16 ε) ε
    if (std::abs(determinant) > bound * (std::abs(left) + std::abs(right))) return determinant > 0 ? 1 : -1;
    return exact_orientation(a, b, c);
}

bool covers(const Area& area, const LonLat& p) {
    for (const Polygon& polygon : area) {
        bool inside = false;
        for (const Ring& ring : polygon) {
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const int crossed = crossing(ring[i], ring[i + 1 == ring.size() ? 0 : i + 1], p);
                if (crossed < 0) return true;
                if (crossed > 0) inside = !inside;
            }
        }
        if (inside) return true;
    }
    return false;
}

double square_metres(const Area& area) { return common_square_metres(area, area); }

double common_square_metres(const Area& a, const Area& b) {
    std::vector<Edge> edges;
    append_edges(a, 0, edges);
    append_edges(b, 1, edges);
    std::sort(edges.begin(), edges.end(), [](const Edge& p, const Edge& q) { return p.y0 < q.y0; });
    std::vector<double> heights;
    for (const Edge& edge : edges) heights.insert(heights.end(), {edge.y0, edge.y1});
    std::sort(heights.begin(), heights.end());
    heights.erase(std::unique(heights.begin(), heights.end()), heights.end());
    double surface = 0;
    std::vector<std::size_t> active;
    std::size_t next = 0;
    for (std::size_t i = 0; i + 1 < heights.size(); ++i) {
        const double low = heights[i], high = heights[i + 1];
        std::erase_if(active, [&](std::size_t e) { return edges[e].y1 <= low; });
        while (next < edges.size() && edges[next].y0 <= low) active.push_back(next++);
        std::vector<double> cuts{low, high};
        append_crossings(edges, active, low, high, cuts);
        std::sort(cuts.begin(), cuts.end());
        for (std::size_t c = 0; c + 1 < cuts.size(); ++c)
            surface += (cuts[c + 1] - cuts[c]) * common_width(edges, active, (cuts[c] + cuts[c + 1]) / 2);
    }
    return surface * surface_radius * surface_radius;
}

std::optional<LonLat> centre(const Area& area) {
    if (area.empty() || area.front().empty() || area.front().front().empty()) return std::nullopt;
    const LonLat origin = area.front().front().front();
    Moments sum;
    LonLat mean;
    double points = 0;
    for (const Polygon& polygon : area) {
        for (const Ring& ring : polygon) {
            const double sign = &ring == &polygon.front() ? 1 : -1;
            const Moments ring_sum = moments_of(ring, origin);
            sum.area += sign * ring_sum.area;
            sum.lon += sign * ring_sum.lon;
            sum.lat += sign * ring_sum.lat;
            for (const LonLat& p : ring) {
                mean.lon += p.lon - origin.lon;
                mean.lat += p.lat - origin.lat;
            }
            points += static_cast<double>(ring.size());
        }
    }
    if (sum.area > 0) return LonLat{origin.lon + sum.lon / (3 * sum.area), origin.lat + sum.lat / (3 * sum.area)};
    return LonLat{origin.lon + mean.lon / points, origin.lat + mean.lat / points};
}

double metres_between(const LonLat& a, const LonLat& b) {
    const double up = std::sin((b.lat - a.lat) * degree / 2), across = std::sin((b.lon - a.lon) * degree / 2);
    const double h = up * up + std::cos(a.lat * degree) * std::cos(b.lat * degree) * across * across;
    return 2 * mean_radius * std::asin(std::min(1.0, std::sqrt(h)));
}

}  // namespace tissu
