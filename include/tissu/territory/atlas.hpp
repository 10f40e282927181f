#pragma once
/// \file
/// Questions of place: in which outline a point lies, how far the edge is, what is near, what has a common border.

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <tissu/base/date.hpp>
#include <tissu/base/geometry.hpp>
#include <tissu/base/table.hpp>
#include <tissu/model/snapshot.hpp>

namespace tissu {

class History;
class Layer;

/// Which outlines: those of a kind of territory in a geography. Without geography the latest of each territory (the
/// last in order of text), or with a year the latest up to that year, else the first after it. An outline that does not
/// say its geography stands for any that its territory lacks.
struct LayerChoice {
    std::string kind;
    std::string geography;
    int year = 0;  ///< 0: none. A geography is of the year that its four first digits are
};

struct LocateRequest {
    LayerChoice layer;
    double tolerance_m = 50;
    double reach_m = 1000;  ///< outside farther than this (and than the tolerance) no edge is looked for
    unsigned threads = 0;  ///< 0: all the machine has; the answer is the same at any number
};

/// The outlines and points of a snapshot. Any number of readers; the index of a layer is built when it is first asked
/// for: O(edges · log edges).
class Atlas {
public:
    /// Parses the outlines. Throws Error{invalid_data} for one that is not WKT (a store takes none in).
    explicit Atlas(std::shared_ptr<const Snapshot> snapshot);
    ~Atlas();
    Atlas(const Atlas&) = delete;
    Atlas& operator=(const Atlas&) = delete;

    [[nodiscard]] const Snapshot& snapshot() const noexcept { return *snapshot_; }

    /// Columns status, id, metres, one row per point, in their order.
    ///
    /// metres: inside, to the nearest edge of the polygon that has the point; else of any outline of the layer; on the
    /// tangent plane of the ellipsoid at the point (error under 0.1 % up to 50 km); never negative; NaN for points
    /// outside all outlines and out of reach. status: `uncertain` if that is less than the tolerance, else
    /// `inside` or `outside`; `missing` if a coordinate is NaN. id: the outline that has the point inside or on its
    /// edge (of several the one that was first in the store); if there is none and it is uncertain, the one whose edge
    /// is nearest; else empty. The test for inside is exact.
    /// Throws Error{not_found} if there is no such outline (with those there are), Error{invalid_argument} for a
    /// point off the Earth or a negative tolerance. Cost: about O(log edges) each; without outlines at hand more.
    [[nodiscard]] Table locate(std::span<const double> lon, std::span<const double> lat, const LocateRequest& request) const;

    /// Where a territory is: its own lon and lat, else the centre of its latest outline.
    [[nodiscard]] std::optional<LonLat> place(Index territory) const;

    /// Columns id, name, kind, km: the territories whose place is at most `km` away, nearest first, equals by id. `kind`
    /// empty: all. Without those that others have taken the place of. `except`: a territory to leave out. The note says
    /// how many have no place. Throws Error{invalid_argument} for a negative distance.
    [[nodiscard]] Table near(const LonLat& point, double km, std::string_view kind, Index except = no_index) const;

    /// Columns id, name, kind, border_km: the territories of the same kind whose outline has a stretch of edge in common
    /// (not only a corner), longest border first. Edges count as common where they lie on one line exactly.
    /// With `at` those that exist on that day, by the outlines of its year (see `LayerChoice`); without it, and without
    /// geography, all but those that others have taken the place of (of one that was itself replaced: all). Throws
    /// Error{not_found} if the territory has no outline there.
    [[nodiscard]] Table neighbours(Index territory, const std::string& geography, std::optional<Date> at = std::nullopt) const;

    /// Columns from, to, share, square_metres: how much of each outline of one layer lies in those of another. Shares
    /// under `least` are left out. By row of `from`, then of `to`.
    [[nodiscard]] Table overlaps(const LayerChoice& from, const LayerChoice& to, double least) const;

    /// The latest outline of a territory; nothing: none.
    [[nodiscard]] const Area* outline(Index territory) const;

private:
    [[nodiscard]] std::shared_ptr<const Layer> layer(const LayerChoice& choice) const;
    [[nodiscard]] bool exists(Index territory, Date day) const;
    [[nodiscard]] bool gone(Index territory) const { return !gone_.empty() && gone_[territory] != 0; }
    [[nodiscard]] std::vector<std::pair<Index, const Area*>> chosen(const LayerChoice& choice) const;

    std::shared_ptr<const Snapshot> snapshot_;
    std::vector<Area> areas_;  ///< of snapshot.outlines
    std::unique_ptr<const History> history_;  ///< none without successions
    std::vector<char> gone_;   ///< of territories that others have taken the place of; empty: none
    mutable std::mutex mutex_;
    mutable std::map<std::tuple<std::string, std::string, int>, std::shared_ptr<const Layer>> layers_;
};

}  // namespace tissu
