#pragma once
/// \file
/// Points with masses in nested squares: far points act together from their centre of mass.

#include <cstdint>
#include <vector>

#include <tissu/base/id.hpp>

namespace tissu {

struct Body {
    double x, y, mass;
};

/// The squares in the order of a walk downwards; `next` is the square after all that lie inside this one.
class Quadtree {
public:
    /// Keeps its own copy of the bodies, those of a square side by side. O(n log n).
    explicit Quadtree(std::vector<Body> bodies);

    /// Sum over the other bodies of mass times direction away from them over distance, at (x, y). A square
    /// narrower than its distance counts as one body. Bodies at the very same place give nothing.
    [[nodiscard]] Body push_at(double x, double y) const noexcept;

private:
    struct Square {
        double x = 0, y = 0, mass = 0;  // centre of mass
        double width = 0;
        std::uint32_t begin = 0, end = 0;  // its bodies
        std::uint32_t next = 0;
        bool leaf = true;
    };

    void add_square(std::uint32_t begin, std::uint32_t end, double left, double bottom, double width, int depth);

    std::vector<Body> bodies_;
    std::vector<Square> squares_;
};

}  // namespace tissu
