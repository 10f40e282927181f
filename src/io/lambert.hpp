#pragma once
/// \file
/// Lambert-93 (EPSG:2154) to degrees.

#include <tissu/base/geometry.hpp>

namespace tissu::io {

/// True for coordinates in metres that lie in metropolitan France in Lambert-93.
[[nodiscard]] constexpr bool looks_like_lambert93(double x, double y) noexcept {
    return x > 0 && x < 1'300'000 && y > 6'000'000 && y < 7'200'000;
}

/// The inverse of the Lambert conformal conic projection with two standard parallels, on the ellipsoid GRS 80
/// (IGN, note NTG 71, algorithm 4). Within a millimetre; RGF93 and WGS 84 agree to a metre and are taken as one.
[[nodiscard]] LonLat from_lambert93(double x, double y);

}  // namespace tissu::io
