#include <territory/layer.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace tissu {
namespace {

template <class Visit>
void for_each_side_of(const Polygon& polygon, Visit&& visit) {
    for (const Ring& ring : polygon)
        for (std::size_t i = 0; i < ring.size(); ++i)
            visit(Side{ring[i], ring[i + 1 == ring.size() ? 0 : i + 1]});
}

/// The bits of a number with a zero between each two.
std::uint64_t spread(std::uint32_t value) {
    std::uint64_t x = value;
    x = (x | (x << 16)) & 0x0000FFFF0000FFFFULL;
    x = (x | (x << 8)) & 0x00FF00FF00FF00FFULL;
    x = (x | (x << 4)) & 0x0F0F0F0F0F0F0F0FULL;
    x = (x | (x << 2)) & 0x3333333333333333ULL;
    return (x | (x << 1)) & 0x5555555555555555ULL;
}

std::uint32_t step(double value, double low, double high, std::uint32_t steps) {
    if (!(high > low)) return 0;
    const double at = (value - low) / (high - low) * steps;
    return at <= 0 ? 0 : std::min(static_cast<std::uint32_t>(at), steps - 1);
}

/// 1 if the ray from `p` to the east crosses the edge, -1 if `p` lies on it, else 0.
int crossing(const Side& side, const LonLat& p) {
    const bool up = side.from.lat <= side.to.lat;
    const LonLat& low = up ? side.from : side.to;
    const LonLat& high = up ? side.to : side.from;
    if (p.lat < low.lat || p.lat > high.lat) return 0;
    const double west = std::min(low.lon, high.lon), east = std::max(low.lon, high.lon);
    if (p.lon > east) return 0;
    if (low.lat == high.lat) return p.lon >= west ? -1 : 0;
    if (p.lon < west) return p.lat < high.lat ? 1 : 0;
    const int turn = orientation(low, high, p);
    if (turn == 0) return -1;
    return turn > 0 && p.lat < high.lat ? 1 : 0;
}

}  // namespace

void Box::add(const LonLat& p) {
    west = std::min(west, p.lon);
    east = std::max(east, p.lon);
    south = std::min(south, p.lat);
    north = std::max(north, p.lat);
}

void Box::add(const Box& other) {
    add(LonLat{other.west, other.south});
    add(LonLat{other.east, other.north});
}

Scale::Scale(double lat) {
    constexpr double degree = std::numbers::pi / 180, axis = 6'378'137.0, flatness = 1 / 298.257223563;
    constexpr double e2 = flatness * (2 - flatness);
    const double s = std::sin(lat * degree), root = std::sqrt(1 - e2 * s * s);
    east = degree * axis / root * std::cos(lat * degree);
    north = degree * axis * (1 - e2) / (root * root * root);
}

double Scale::squared(const LonLat& p, const Side& side) const {
    const double ax = (side.from.lon - p.lon) * east, ay = (side.from.lat - p.lat) * north;
    const double dx = (side.to.lon - side.from.lon) * east, dy = (side.to.lat - side.from.lat) * north;
    const double length = dx * dx + dy * dy;
    const double t = length > 0 ? std::clamp(-(ax * dx + ay * dy) / length, 0.0, 1.0) : 0.0;
    const double x = ax + t * dx, y = ay + t * dy;
    return x * x + y * y;
}

Layer::Layer(const std::vector<std::pair<Index, const Area*>>& outlines) {
    std::vector<Side> sides;
    for (const auto& [territory, area] : outlines) {
        for (const Polygon& polygon : *area) {
            add_shape(territory, polygon);
            for_each_side_of(polygon, [&](const Side& side) { sides.push_back(side); });
            owners_.resize(sides.size(), territory);
        }
    }
    build_grid();
    build_tree(sides);
}

void Layer::add_shape(Index territory, const Polygon& polygon) {
    Shape shape{territory, {}, 0, static_cast<std::uint32_t>(slab_begin_.size() - 1), 1, SideTree()};
    std::vector<Side> sides;
    for_each_side_of(polygon, [&](const Side& side) {
        shape.box.add(side.from);
        sides.push_back(side);
    });
    const double height = shape.box.north - shape.box.south;
    shape.slabs = static_cast<std::uint32_t>(std::clamp<std::size_t>(sides.size() / 2, 1, 1U << 16));
    shape.slabs_per_degree = height > 0 ? shape.slabs / height : 0;
    const auto slab = [&](double lat) {
        return std::min(static_cast<std::uint32_t>((lat - shape.box.south) * shape.slabs_per_degree), shape.slabs - 1);
    };
    std::vector<std::uint32_t> count(shape.slabs, 0);
    const auto each = [&](auto&& visit) {
        for (const Side& side : sides) {
            const auto [low, high] = std::minmax(side.from.lat, side.to.lat);
            for (std::uint32_t s = slab(low); s <= slab(high); ++s) visit(s, side);
        }
    };
    each([&](std::uint32_t s, const Side&) { ++count[s]; });
    std::vector<std::uint32_t> next(shape.slabs);
    for (std::uint32_t s = 0; s < shape.slabs; ++s) {
        next[s] = slab_begin_.back();
        slab_begin_.push_back(slab_begin_.back() + count[s]);
    }
    slab_sides_.resize(slab_begin_.back());
    each([&](std::uint32_t s, const Side& side) { slab_sides_[next[s]++] = side; });
    box_.add(shape.box);
    shape.tree = SideTree(std::move(sides));
    shapes_.push_back(std::move(shape));
}

std::pair<std::uint32_t, std::uint32_t> Layer::cell(const LonLat& p) const {
    return {step(p.lon, box_.west, box_.east, across_), step(p.lat, box_.south, box_.north, across_)};
}

void Layer::build_grid() {
    across_ = static_cast<std::uint32_t>(std::clamp(4 * std::sqrt(static_cast<double>(shapes_.size())), 1.0, 1024.0));
    const auto each = [&](auto&& visit) {
        for (std::uint32_t i = 0; i < shapes_.size(); ++i) {
            const auto [x0, y0] = cell({shapes_[i].box.west, shapes_[i].box.south});
            const auto [x1, y1] = cell({shapes_[i].box.east, shapes_[i].box.north});
            for (std::uint32_t y = y0; y <= y1; ++y)
                for (std::uint32_t x = x0; x <= x1; ++x) visit(std::size_t{y} * across_ + x, i);
        }
    };
    cell_begin_.assign(std::size_t{across_} * across_ + 1, 0);
    each([&](std::size_t c, std::uint32_t) { ++cell_begin_[c + 1]; });
    std::partial_sum(cell_begin_.begin(), cell_begin_.end(), cell_begin_.begin());
    cell_shapes_.resize(cell_begin_.back());
    std::vector<std::uint32_t> next(cell_begin_.begin(), cell_begin_.end() - 1);
    each([&](std::size_t c, std::uint32_t shape) { cell_shapes_[next[c]++] = shape; });
}

void Layer::build_tree(const std::vector<Side>& sides) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
    for (std::uint32_t i = 0; i < sides.size(); ++i) {
        const LonLat middle{(sides[i].from.lon + sides[i].to.lon) / 2, (sides[i].from.lat + sides[i].to.lat) / 2};
        order.emplace_back(spread(step(middle.lon, box_.west, box_.east, 1U << 20)) |
                               (spread(step(middle.lat, box_.south, box_.north, 1U << 20)) << 1), i);
    }
    std::sort(order.begin(), order.end());
    std::vector<Side> sorted;
    std::vector<Index> owners;
    for (const auto& [key, i] : order) {
        sorted.push_back(sides[i]);
        owners.push_back(owners_[i]);
    }
    owners_ = std::move(owners);
    tree_ = SideTree(std::move(sorted));
}

SideTree::SideTree(std::vector<Side> sides) : sides_(std::move(sides)) {
    if (sides_.empty()) return;
    Box whole;
    for (const Side& side : sides_) {
        whole.add(side.from);
        whole.add(side.to);
    }
    origin_ = {(whole.west + whole.east) / 2, (whole.south + whole.north) / 2};
    slack_ = static_cast<float>(std::max(whole.east - whole.west, whole.north - whole.south)) * 4 * std::numeric_limits<float>::epsilon();
    std::vector<Box> boxes(sides_.size());
    for (std::size_t i = 0; i < sides_.size(); ++i) {
        boxes[i].add(sides_[i].from);
        boxes[i].add(sides_[i].to);
    }
    do {
        constexpr float nowhere = std::numeric_limits<float>::infinity();
        Node empty;
        empty.west.fill(nowhere);
        empty.south.fill(nowhere);
        empty.east.fill(-nowhere);
        empty.north.fill(-nowhere);
        std::vector<Box> above((boxes.size() + fan - 1) / fan);
        std::vector<Node> nodes(above.size(), empty);
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            above[i / fan].add(boxes[i]);
            Node& node = nodes[i / fan];
            node.west[i % fan] = static_cast<float>(boxes[i].west - origin_.lon) - slack_;
            node.south[i % fan] = static_cast<float>(boxes[i].south - origin_.lat) - slack_;
            node.east[i % fan] = static_cast<float>(boxes[i].east - origin_.lon) + slack_;
            node.north[i % fan] = static_cast<float>(boxes[i].north - origin_.lat) + slack_;
        }
        levels_.push_back(std::move(nodes));
        boxes = std::move(above);
    } while (boxes.size() > 1);
}

Layer::Vicinity::Vicinity(const Layer& layer, double metres) : cells_(across * across, 0) {
    const double polar = std::min(89.9, std::max(std::abs(layer.box_.south), std::abs(layer.box_.north)) + metres / 110'000);
    const double lon = 1.001 * metres / Scale(polar).east, lat = 1.001 * metres / Scale(0).north;
    const auto widened = [&](Box box) {
        box.west -= lon;
        box.east += lon;
        box.south -= lat;
        box.north += lat;
        return box;
    };
    box_ = widened(layer.box_);
    per_lon_ = box_.east > box_.west ? across / (box_.east - box_.west) : 0;
    per_lat_ = box_.north > box_.south ? across / (box_.north - box_.south) : 0;
    const auto cell = [](double at) { return std::min(static_cast<std::size_t>(std::max(at, 0.0)), across - 1); };
    for (const Shape& shape : layer.shapes_) {
        const Box box = widened(shape.box);
        const std::size_t x0 = cell((box.west - box_.west) * per_lon_), x1 = cell((box.east - box_.west) * per_lon_);
        const std::size_t y0 = cell((box.south - box_.south) * per_lat_), y1 = cell((box.north - box_.south) * per_lat_);
        for (std::size_t y = y0 - (y0 > 0); y <= std::min(y1 + 1, across - 1); ++y)  // one more for rounding
            for (std::size_t x = x0 - (x0 > 0); x <= std::min(x1 + 1, across - 1); ++x) cells_[y * across + x] = 1;
    }
}

std::size_t Layer::slab_of(const Shape& shape, const LonLat& p) const {
    const auto at = static_cast<std::uint32_t>((p.lat - shape.box.south) * shape.slabs_per_degree);
    return shape.first_slab + std::min(at, shape.slabs - 1);
}

bool Layer::covers(std::size_t slab, const LonLat& p) const {
    bool inside = false;
    for (std::uint32_t i = slab_begin_[slab]; i < slab_begin_[slab + 1]; ++i) {
        const int crossed = crossing(slab_sides_[i], p);
        if (crossed < 0) return true;
        inside ^= crossed > 0;
    }
    return inside;
}

Layer::Covering Layer::covering(const LonLat& p) const {
    if (!box_.has(p)) return {};
    const auto [x, y] = cell(p);
    const std::size_t c = std::size_t{y} * across_ + x;
    for (std::uint32_t i = cell_begin_[c]; i < cell_begin_[c + 1]; ++i) {
        const Shape& shape = shapes_[cell_shapes_[i]];
        if (!shape.box.has(p)) continue;
        const std::size_t slab = slab_of(shape, p);
        if (covers(slab, p)) return {shape.territory, cell_shapes_[i], slab};
    }
    return {};
}

double Layer::squared_to_edge(const Covering& covering, const LonLat& p, const Scale& scale) const {
    double bound = std::numeric_limits<double>::infinity();  // cheap: the edges at hand
    for (std::uint32_t i = slab_begin_[covering.slab]; i < slab_begin_[covering.slab + 1]; ++i)
        bound = std::min(bound, scale.squared(p, slab_sides_[i]));
    return shapes_[covering.shape].tree.nearest(p, scale, bound).squared;
}

SideTree::Nearest SideTree::nearest(const LonLat& p, const Scale& scale, double limit) const {
    constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    constexpr float shrink = 0.9999F;  // more than the rounding of the few operations below
    const auto x = static_cast<float>(p.lon - origin_.lon), y = static_cast<float>(p.lat - origin_.lat);
    const float east = static_cast<float>(scale.east) * shrink, north = static_cast<float>(scale.north) * shrink;
    Nearest best{none, limit};
    struct Open {
        std::uint32_t level, node;
        float squared;
    };
    std::array<Open, 16 * fan> open;  // each level leaves at most `fan` open
    std::size_t size = 0;
    open[size++] = {static_cast<std::uint32_t>(levels_.size() - 1), 0, 0};
    while (size > 0) {
        const Open top = open[--size];
        if (static_cast<double>(top.squared) > best.squared) continue;
        const Node& node = levels_[top.level][top.node];
        std::array<float, fan> squared;
        for (std::size_t i = 0; i < fan; ++i) {
            const float dx = std::max(std::max(node.west[i] - x, x - node.east[i]), 0.0F) * east;
            const float dy = std::max(std::max(node.south[i] - y, y - node.north[i]), 0.0F) * north;
            squared[i] = dx * dx + dy * dy;
        }
        std::size_t first = size;  // the nearest node is looked at first
        for (std::uint32_t i = 0; i < fan; ++i) {
            if (!(static_cast<double>(squared[i]) <= best.squared) || node.east[i] < node.west[i]) continue;
            const std::uint32_t child = top.node * fan + i;
            if (top.level == 0) {
                const double exact = scale.squared(p, sides_[child]);
                if (exact < best.squared || (exact == best.squared && child < best.side)) best = {child, exact};
                continue;
            }
            if (first == size || squared[i] < open[first].squared) first = size;
            open[size++] = {top.level - 1, child, squared[i]};
        }
        if (first < size) std::swap(open[first], open[size - 1]);
    }
    if (best.side == none) best.squared = std::numeric_limits<double>::infinity();
    return best;
}

}  // namespace tissu
