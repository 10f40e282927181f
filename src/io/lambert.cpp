#include "io/lambert.hpp"

#include <cmath>
#include <numbers>

namespace tissu::io {
namespace {

constexpr double eccentricity = 0.08181919112;   // GRS 80
constexpr double exponent = 0.7256077650;        // n
constexpr double constant = 11'754'255.426;      // C, metres
constexpr double origin_x = 700'000.0;           // of the cone's apex
constexpr double origin_y = 12'655'612.050;
constexpr double meridian = 3.0;                 // degrees east

}  // namespace

LonLat from_lambert93(double x, double y) {
    const double dx = x - origin_x, dy = origin_y - y;
    const double gamma = std::atan2(dx, dy);
    const double isometric = std::log(constant / std::hypot(dx, dy)) / exponent;
    double lat = 2 * std::atan(std::exp(isometric)) - std::numbers::pi / 2;
    for (int round = 0; round < 12; ++round) {
        const double s = eccentricity * std::sin(lat);
        lat = 2 * std::atan(std::pow((1 + s) / (1 - s), eccentricity / 2) * std::exp(isometric)) - std::numbers::pi / 2;
    }
    constexpr double degree = std::numbers::pi / 180;
    return {meridian + gamma / exponent / degree, lat / degree};
}

}  // namespace tissu::io
