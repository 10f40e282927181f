#pragma once
/// \file
/// The index of the outlines of one kind and geography: which polygon has a point, which edge is nearest.

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include <tissu/base/geometry.hpp>
#include <tissu/base/id.hpp>

namespace tissu {

struct Box {
    double west = std::numeric_limits<double>::infinity(), south = west, east = -west, north = -west;

    void add(const LonLat& p);
    void add(const Box& other);
    [[nodiscard]] bool has(const LonLat& p) const {
        return p.lon >= west && p.lon <= east && p.lat >= south && p.lat <= north;
    }
    [[nodiscard]] bool meets(const Box& other) const {
        return west <= other.east && other.west <= east && south <= other.north && other.south <= north;
    }
};

/// An edge of an outline.
struct Side {
    LonLat from, to;
};

/// Metres per degree at a latitude, on the ellipsoid WGS 84.
struct Scale {
    explicit Scale(double lat);
    double east, north;
    /// Square metres, the square of the distance.
    [[nodiscard]] double squared(const LonLat& p, const Side& side) const;
};

/// Sides in a packed tree of boxes, eight to a node, in the order they are given.
class SideTree {
public:
    static constexpr std::uint32_t fan = 8;

    explicit SideTree(std::vector<Side> sides = {});

    struct Nearest {
        std::uint32_t side = 0;
        double squared = std::numeric_limits<double>::infinity();
    };

    /// The nearest side at most `limit` square metres away (the square of a distance); of several the one with the lowest
    /// number; infinity if there is none.
    [[nodiscard]] Nearest nearest(const LonLat& p, const Scale& scale, double limit) const;

    /// Calls `visit(side, number)` for the sides whose boxes meet `box`, and perhaps some more.
    template <class Visit>
    void for_each_near(const Box& box, Visit&& visit) const;

private:
    /// Eight boxes in degrees from `origin_`, widened by the rounding of floats.
    struct Node {
        std::array<float, fan> west, south, east, north;
    };

    std::vector<Side> sides_;
    LonLat origin_;
    float slack_ = 0;                        ///< degrees: what a float may be wrong by
    std::vector<std::vector<Node>> levels_;  ///< boxes of sides, then of nodes
};

/// Immutable. Polygons are cut into horizontal slabs that hold the edges which cross them; the edges of each polygon,
/// and those of all in Morton order, are in trees of boxes.
class Layer {
public:
    explicit Layer(const std::vector<std::pair<Index, const Area*>>& outlines);

    struct Covering {
        Index territory = no_index;
        std::uint32_t shape = 0;
        std::size_t slab = 0;  ///< of the shape, at the height of the point
    };

    /// The first territory whose outline covers `p`; `no_index`: none.
    [[nodiscard]] Covering covering(const LonLat& p) const;

    /// The nearest edge of all outlines, at most `limit` square metres away.
    [[nodiscard]] SideTree::Nearest nearest(const LonLat& p, const Scale& scale, double limit) const {
        return tree_.nearest(p, scale, limit);
    }

    /// Square metres to the nearest edge of the polygon that covers `p`.
    [[nodiscard]] double squared_to_edge(const Covering& covering, const LonLat& p, const Scale& scale) const;

    [[nodiscard]] Index owner(std::uint32_t side) const { return owners_[side]; }
    [[nodiscard]] const Box& box() const { return box_; }

    /// Calls `visit(side, owner)` for the edges whose boxes meet `box`, and perhaps some more.
    template <class Visit>
    void for_each_side(const Box& box, Visit&& visit) const {
        tree_.for_each_near(box, [&](const Side& side, std::size_t number) { visit(side, owners_[number]); });
    }

    /// Where no outline is nearer than a distance: bits of a raster over the box of the layer.
    class Vicinity {
    public:
        Vicinity(const Layer& layer, double metres);
        /// False: no outline at most `metres` away.
        [[nodiscard]] bool may_have(const LonLat& p) const {
            if (!box_.has(p)) return false;
            const auto x = static_cast<std::size_t>((p.lon - box_.west) * per_lon_);
            const auto y = static_cast<std::size_t>((p.lat - box_.south) * per_lat_);
            return cells_[std::min(y, across - 1) * across + std::min(x, across - 1)] != 0;
        }

    private:
        static constexpr std::size_t across = 512;
        Box box_;
        double per_lon_ = 0, per_lat_ = 0;
        std::vector<unsigned char> cells_;
    };

private:
    struct Shape {
        Index territory;
        Box box;
        double slabs_per_degree;
        std::uint32_t first_slab, slabs;
        SideTree tree;
    };

    void add_shape(Index territory, const Polygon& polygon);
    void build_grid();
    void build_tree(const std::vector<Side>& sides);
    [[nodiscard]] std::size_t slab_of(const Shape& shape, const LonLat& p) const;
    [[nodiscard]] bool covers(std::size_t slab, const LonLat& p) const;
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> cell(const LonLat& p) const;

    Box box_;
    std::vector<Shape> shapes_;  ///< polygons, by territory
    std::vector<std::uint32_t> slab_begin_{0};
    std::vector<Side> slab_sides_;
    std::uint32_t across_ = 1;
    std::vector<std::uint32_t> cell_begin_, cell_shapes_;
    std::vector<Index> owners_;  ///< of the sides of the tree
    SideTree tree_;
};

template <class Visit>
void SideTree::for_each_near(const Box& box, Visit&& visit) const {
    if (sides_.empty()) return;
    const auto west = static_cast<float>(box.west - origin_.lon) - slack_, east = static_cast<float>(box.east - origin_.lon) + slack_;
    const auto south = static_cast<float>(box.south - origin_.lat) - slack_, north = static_cast<float>(box.north - origin_.lat) + slack_;
    std::vector<std::pair<std::size_t, std::size_t>> open{{levels_.size() - 1, 0}};
    while (!open.empty()) {
        const auto [level, at] = open.back();
        open.pop_back();
        const Node& node = levels_[level][at];
        for (std::size_t i = 0; i < fan; ++i) {
            if (node.west[i] > east || node.east[i] < west || node.south[i] > north || node.north[i] < south) continue;
            if (level > 0) {
                open.emplace_back(level - 1, at * fan + i);
            } else {
                visit(sides_[at * fan + i], at * fan + i);
            }
        }
    }
}

}  // namespace tissu
