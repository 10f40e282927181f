#include "graph/quadtree.hpp"

#include <algorithm>

namespace tissu {
namespace {

constexpr std::uint32_t leaf_size = 8;
constexpr int deepest = 40;  // bodies at one place cannot be parted

void add_push(Body& push, double dx, double dy, double mass) noexcept {
    const double square = dx * dx + dy * dy;
    if (!(square > 0)) return;
    push.x += mass * dx / square;
    push.y += mass * dy / square;
}

}  // namespace

Quadtree::Quadtree(std::vector<Body> bodies) : bodies_(std::move(bodies)) {
    if (bodies_.empty()) return;
    const auto [left, right] = std::ranges::minmax(bodies_, {}, &Body::x);
    const auto [bottom, top] = std::ranges::minmax(bodies_, {}, &Body::y);
    const double width = std::max(right.x - left.x, top.y - bottom.y);
    squares_.reserve(bodies_.size());
    add_square(0, static_cast<std::uint32_t>(bodies_.size()), left.x, bottom.y, width, 0);
}

void Quadtree::add_square(std::uint32_t begin, std::uint32_t end, double left, double bottom, double width,
                          int depth) {
    Square square;
    square.width = width;
    square.begin = begin;
    square.end = end;
    square.leaf = end - begin <= leaf_size || depth == deepest;
    for (std::uint32_t i = begin; i < end; ++i) {
        square.mass += bodies_[i].mass;
        square.x += bodies_[i].mass * bodies_[i].x;
        square.y += bodies_[i].mass * bodies_[i].y;
    }
    square.x /= square.mass;
    square.y /= square.mass;
    const std::size_t place = squares_.size();
    squares_.push_back(square);
    if (!square.leaf) {
        const double half = width / 2;
        const auto first = bodies_.begin();
        const auto west = [middle = left + half](const Body& body) { return body.x < middle; };
        const auto south = [middle = bottom + half](const Body& body) { return body.y < middle; };
        const auto cut = std::partition(first + begin, first + end, west);
        const auto low = std::partition(first + begin, cut, south);
        const auto high = std::partition(cut, first + end, south);
        const auto add = [&](auto from, auto to, double x, double y) {
            if (from != to)
                add_square(static_cast<std::uint32_t>(from - first), static_cast<std::uint32_t>(to - first), x, y, half,
                           depth + 1);
        };
        add(first + begin, low, left, bottom);
        add(low, cut, left, bottom + half);
        add(cut, high, left + half, bottom);
        add(high, first + end, left + half, bottom + half);
    }
    squares_[place].next = static_cast<std::uint32_t>(squares_.size());
}

Body Quadtree::push_at(double x, double y) const noexcept {
    Body push{0, 0, 0};
    for (std::size_t i = 0; i < squares_.size();) {
        const Square& square = squares_[i];
        const double dx = x - square.x;
        const double dy = y - square.y;
        if (square.width * square.width < dx * dx + dy * dy) {
            add_push(push, dx, dy, square.mass);
            i = square.next;
        } else if (square.leaf) {
            for (std::uint32_t k = square.begin; k < square.end; ++k)
                add_push(push, x - bodies_[k].x, y - bodies_[k].y, bodies_[k].mass);
            i = square.next;
        } else {
            ++i;
        }
    }
    return push;
}

}  // namespace tissu
