#include <tissu/territory/atlas.hpp>
#include <tissu/territory/history.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>

#include <tissu/base/error.hpp>
#include <tissu/base/parallel.hpp>
#include <tissu/base/text.hpp>

#include <territory/layer.hpp>

namespace tissu {
namespace {

constexpr std::size_t chunk_size = 65'536;

enum class Status : std::uint8_t { missing, outside, uncertain, inside };
constexpr std::array<const char*, 4> status_names{"missing", "outside", "uncertain", "inside"};

void check_points(std::span<const double> lon, std::span<const double> lat) {
    if (lon.size() != lat.size())
        throw Error(Errc::invalid_argument, "expected as many latitudes as longitudes, found " +
                                                std::to_string(lat.size()) + " and " + std::to_string(lon.size()));
    for (std::size_t i = 0; i < lon.size(); ++i) {
        if (!(std::abs(lon[i]) > 180) && !(std::abs(lat[i]) > 90)) continue;
        const bool swapped = std::abs(lat[i]) <= 180 && std::abs(lon[i]) <= 90;
        throw Error(Errc::invalid_argument, "expected degrees east and north, found " + std::to_string(lon[i]) + ", " +
                                                std::to_string(lat[i]) + " at point " + std::to_string(i) +
                                                (swapped ? "; are the two in the other order?"
                                                         : "; are they in metres (Lambert-93)?"));
    }
}

/// The points of one cell of a grid over `box` together: their edges are in the processor's cache when the next one asks.
std::vector<std::uint32_t> by_cell(const std::vector<std::uint32_t>& points, std::span<const double> lon,
                                   std::span<const double> lat, const Box& box) {
    constexpr std::uint32_t across = 64;
    const double per_lon = across / std::max(1e-9, box.east - box.west), per_lat = across / std::max(1e-9, box.north - box.south);
    const auto step = [](double at) { return at > 0 ? static_cast<std::uint32_t>(std::min(at, across - 1.0)) : 0U; };
    std::vector<std::uint32_t> cells(points.size()), next(across * across + 1, 0), order(points.size());
    for (std::size_t k = 0; k < points.size(); ++k) {
        cells[k] = step((lat[points[k]] - box.south) * per_lat) * across + step((lon[points[k]] - box.west) * per_lon);
        ++next[cells[k] + 1];
    }
    std::partial_sum(next.begin(), next.end(), next.begin());
    for (std::size_t k = 0; k < points.size(); ++k) order[next[cells[k]]++] = points[k];
    return order;
}

/// Metres of the stretch that two edges have in common.
double common_metres(const Side& a, const Side& b) {
    if (orientation(a.from, a.to, b.from) != 0 || orientation(a.from, a.to, b.to) != 0) return 0;
    const double dx = a.to.lon - a.from.lon, dy = a.to.lat - a.from.lat, length = dx * dx + dy * dy;
    if (!(length > 0)) return 0;
    const auto along = [&](const LonLat& p) { return ((p.lon - a.from.lon) * dx + (p.lat - a.from.lat) * dy) / length; };
    auto [low, high] = std::minmax({along(b.from), along(b.to)});
    low = std::max(low, 0.0);
    high = std::min(high, 1.0);
    if (!(high > low)) return 0;
    const auto at = [&](double t) { return LonLat{a.from.lon + t * dx, a.from.lat + t * dy}; };
    return metres_between(at(low), at(high));
}

Table listed(const Snapshot& snapshot, std::vector<std::pair<double, Index>> rows, const char* column, std::string note) {
    Strings ids, names, kinds;
    std::vector<double> values;
    for (const auto& [value, row] : rows) {
        const auto& territory = snapshot.territories[row];
        ids.push_back(territory.code);
        names.push_back(territory.name);
        kinds.push_back(snapshot.word(territory.kind));
        values.push_back(std::abs(value) / 1000);
    }
    return Table({Column("id", "id", std::move(ids)), Column("name", "", std::move(names)),
                  Column("kind", "", std::move(kinds)), Column(column, "km", std::move(values))}, std::move(note));
}

void sort_rows(const Snapshot& snapshot, std::vector<std::pair<double, Index>>& rows) {
    std::sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
        if (a.first != b.first) return a.first < b.first;
        return snapshot.territories[a.second].code < snapshot.territories[b.second].code;
    });
}

std::string without_place(std::size_t count, std::string_view kind) {
    if (count == 0) return {};
    const std::string number = std::to_string(count);
    return kind.empty() ? "; " + number + " territories have no place" : "; " + number + " of kind " + shortened(kind) + " have no place";
}

Box box_of(const Area& area) {
    Box box;
    for (const Polygon& polygon : area)
        for (const LonLat& p : polygon.front()) box.add(p);
    return box;
}

/// The year that a geography starts with; 0: none.
int year_of(std::string_view geography) {
    int year = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        if (i >= geography.size() || geography[i] < '0' || geography[i] > '9') return 0;
        year = year * 10 + (geography[i] - '0');
    }
    return year;
}

/// True if `b` is to be taken rather than `a`: the last; with a year the last up to it, else the first after it.
bool fits_better(std::string_view a, std::string_view b, int year) {
    const int of_a = year_of(a), of_b = year_of(b);
    if (year == 0 || (of_a == 0 && of_b == 0)) return a < b;
    const auto rank = [year](int of) { return of == 0 ? 0 : of > year ? 1 : 2; };
    if (rank(of_a) != rank(of_b)) return rank(of_a) < rank(of_b);
    return rank(of_a) == 1 ? b < a : a < b;
}

std::string words(const LayerChoice& choice) {
    return "outlines of kind '" + shortened(choice.kind) + "'" +
           (choice.geography.empty() ? "" : " in geography '" + shortened(choice.geography) + "'") +
           (choice.year == 0 ? "" : " of " + std::to_string(choice.year));
}

}  // namespace

Atlas::Atlas(std::shared_ptr<const Snapshot> snapshot) : snapshot_(std::move(snapshot)) {
    areas_.reserve(snapshot_->outlines.size());
    for (const auto& outline : snapshot_->outlines) areas_.push_back(parse_wkt(outline.geometry));
    if (snapshot_->successions.empty()) return;
    history_ = std::make_unique<const History>(snapshot_);
    for (Index row = 0; row < snapshot_->territories.size(); ++row) gone_.push_back(history_->gone(row) ? 1 : 0);
}

Atlas::~Atlas() = default;

bool Atlas::exists(Index territory, Date day) const {
    return history_ ? history_->exists(territory, day) : snapshot_->territories[territory].valid.contains(day);
}

std::vector<std::pair<Index, const Area*>> Atlas::chosen(const LayerChoice& choice) const {
    std::vector<std::pair<Index, const Area*>> found;
    const auto& outlines = snapshot_->outlines;
    std::set<std::string> others;
    for (std::size_t begin = 0, end = 0; begin < outlines.size(); begin = end) {
        const Index territory = outlines[begin].territory;
        const std::string& kind = snapshot_->word(snapshot_->territories[territory].kind);
        std::size_t best = outlines.size();
        for (; end < outlines.size() && outlines[end].territory == territory; ++end) {
            const std::string& geography = snapshot_->word(outlines[end].geography);
            others.insert(kind + (geography.empty() ? "" : " " + geography));
            if (!choice.geography.empty() && geography != choice.geography && !geography.empty()) continue;
            if (best == outlines.size() || fits_better(snapshot_->word(outlines[best].geography), geography, choice.year)) best = end;
        }
        if (kind == choice.kind && best < outlines.size()) found.emplace_back(territory, &areas_[best]);
    }
    if (!found.empty()) return found;
    std::string list;
    for (const std::string& other : others) list += (list.empty() ? "" : ", ") + other;
    throw Error(Errc::not_found, "expected " + words(choice) + ", found none in the store; it has " +
                                     (list.empty() ? "no outlines" : "outlines of " + shortened(list, 200)));
}

std::shared_ptr<const Layer> Atlas::layer(const LayerChoice& choice) const {
    const std::scoped_lock lock(mutex_);
    auto& layer = layers_[{choice.kind, choice.geography, choice.year}];
    if (!layer) layer = std::make_shared<const Layer>(chosen(choice));
    return layer;
}

Table Atlas::locate(std::span<const double> lon, std::span<const double> lat, const LocateRequest& request) const {
    if (!(request.reach_m >= 0))
        throw Error(Errc::invalid_argument, "expected a reach of 0 metres or more, found " + std::to_string(request.reach_m));
    if (!(request.tolerance_m >= 0))
        throw Error(Errc::invalid_argument, "expected a tolerance of 0 metres or more, found " + std::to_string(request.tolerance_m));
    check_points(lon, lat);
    const auto layer = this->layer(request.layer);
    constexpr double unlimited = std::numeric_limits<double>::infinity();
    const double reach = std::max(request.tolerance_m, request.reach_m), limit = reach * reach;
    const Layer::Vicinity vicinity(*layer, std::min(reach, 1e8));
    std::vector<double> metres(lon.size(), missing);
    std::vector<Index> rows(lon.size(), no_index);
    std::vector<Status> status(lon.size(), Status::missing);
    for_each_chunk(lon.size(), chunk_size, request.threads, [&](std::size_t, std::size_t begin, std::size_t end) {
        std::vector<std::uint32_t> points;
        for (std::size_t i = begin; i < end; ++i) {
            if (std::isnan(lon[i]) || std::isnan(lat[i])) continue;
            if (limit == unlimited || vicinity.may_have({lon[i], lat[i]})) {
                points.push_back(static_cast<std::uint32_t>(i));
            } else {
                status[i] = Status::outside;
            }
        }
        for (const std::uint32_t i : by_cell(points, lon, lat, layer->box())) {
            const LonLat p{lon[i], lat[i]};
            const Scale scale(p.lat);
            const Layer::Covering covering = layer->covering(p);
            rows[i] = covering.territory;
            if (rows[i] != no_index) {
                metres[i] = std::sqrt(layer->squared_to_edge(covering, p, scale));
                status[i] = metres[i] < request.tolerance_m ? Status::uncertain : Status::inside;
                continue;
            }
            const SideTree::Nearest nearest = layer->nearest(p, scale, limit);
            if (nearest.squared < unlimited) metres[i] = std::sqrt(nearest.squared);
            status[i] = metres[i] < request.tolerance_m ? Status::uncertain : Status::outside;
            if (status[i] == Status::uncertain) rows[i] = layer->owner(nearest.side);
        }
    });
    Strings ids, states;
    ids.reserve(lon.size(), lon.size() * 16);
    states.reserve(lon.size(), lon.size() * 8);
    for (std::size_t i = 0; i < lon.size(); ++i) {
        ids.push_back(rows[i] == no_index ? std::string_view() : std::string_view(snapshot_->territories[rows[i]].code));
        states.push_back(status_names[static_cast<std::size_t>(status[i])]);
    }
    return Table({Column("status", "", std::move(states)), Column("id", "id", std::move(ids)),
                  Column("metres", "m", std::move(metres))},
                 "points in " + words(request.layer) + ", uncertain under " + std::to_string(request.tolerance_m) +
                     " m from an edge");
}

const Area* Atlas::outline(Index territory) const {
    const auto own = rows_of(snapshot_->outlines, &Snapshot::OutlineRow::territory, territory);
    if (own.empty()) return nullptr;
    const auto last = std::max_element(own.begin(), own.end(), [&](const auto& a, const auto& b) {
        return snapshot_->word(a.geography) < snapshot_->word(b.geography);
    });
    return &areas_[static_cast<std::size_t>(&*last - snapshot_->outlines.data())];
}

std::optional<LonLat> Atlas::place(Index territory) const {
    const auto& row = snapshot_->territories[territory];
    if (!std::isnan(row.lon) && !std::isnan(row.lat)) return LonLat{row.lon, row.lat};
    const Area* area = outline(territory);
    return area == nullptr ? std::nullopt : centre(*area);
}

Table Atlas::near(const LonLat& point, double km, std::string_view kind, Index except) const {
    if (!(km >= 0)) throw Error(Errc::invalid_argument, "expected a distance of 0 km or more, found " + std::to_string(km));
    std::vector<std::pair<double, Index>> rows;
    std::size_t nowhere = 0;
    for (Index row = 0; row < snapshot_->territories.size(); ++row) {
        if (row == except || gone(row) || (!kind.empty() && snapshot_->word(snapshot_->territories[row].kind) != kind)) continue;
        const auto there = place(row);
        if (!there) {
            ++nowhere;
            continue;
        }
        const double metres = metres_between(point, *there);
        if (metres <= km * 1000) rows.emplace_back(metres, row);
    }
    sort_rows(*snapshot_, rows);
    return listed(*snapshot_, std::move(rows), "km", "great-circle distance between points or centres of outlines" + without_place(nowhere, kind));
}

Table Atlas::neighbours(Index territory, const std::string& geography, std::optional<Date> at) const {
    const LayerChoice choice{snapshot_->word(snapshot_->territories[territory].kind), geography, at ? static_cast<int>(std::chrono::year_month_day(*at).year()) : 0};
    const auto outlines = chosen(choice);
    const auto own = std::find_if(outlines.begin(), outlines.end(), [&](const auto& o) { return o.first == territory; });
    if (own == outlines.end())
        throw Error(Errc::not_found, "expected an outline of " + snapshot_->territories[territory].code + ", found none");
    const auto layer = this->layer(choice);
    const auto counts = [&](Index row) { return at ? exists(row, *at) : !geography.empty() || gone(territory) || !gone(row); };
    std::map<Index, double> border;
    for (const Polygon& polygon : *own->second) {
        for (const Ring& ring : polygon) {
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const Side side{ring[i], ring[i + 1 == ring.size() ? 0 : i + 1]};
                Box box;
                box.add(side.from);
                box.add(side.to);
                layer->for_each_side(box, [&](const Side& other, Index owner) {
                    if (owner == territory) return;
                    const double metres = common_metres(side, other);
                    if (metres > 0) border[owner] += metres;
                });
            }
        }
    }
    std::vector<std::pair<double, Index>> rows;
    for (const auto& [row, metres] : border)
        if (counts(row)) rows.emplace_back(-metres, row);
    sort_rows(*snapshot_, rows);
    return listed(*snapshot_, std::move(rows), "border_km", "common borders of " + words(choice) +
                      (at ? ", of those that exist on " + to_text(*at) : geography.empty() && !gone(territory) ? ", without those that were replaced" : ""));
}

Table Atlas::overlaps(const LayerChoice& from, const LayerChoice& to, double least) const {
    struct Place {
        Box box;
        Index row;
        const Area* area;
    };
    const auto places = [this](const LayerChoice& choice) {
        std::vector<Place> list;
        for (const auto& [row, area] : chosen(choice)) list.push_back({box_of(*area), row, area});
        return list;
    };
    const auto ones = places(from), others = places(to);
    Strings from_ids, to_ids;
    std::vector<double> shares, surfaces;
    for (const Place& one : ones) {
        const double whole = square_metres(*one.area);
        for (const Place& other : others) {
            if (!one.box.meets(other.box)) continue;
            const double common = common_square_metres(*one.area, *other.area);
            const double share = whole > 0 ? std::min(1.0, common / whole) : 0;
            if (!(common > 0) || share < least) continue;
            from_ids.push_back(snapshot_->territories[one.row].code);
            to_ids.push_back(snapshot_->territories[other.row].code);
            shares.push_back(share);
            surfaces.push_back(common);
        }
    }
    return Table({Column("from", "id", std::move(from_ids)), Column("to", "id", std::move(to_ids)),
                  Column("share", "0 to 1, of `from`", std::move(shares)), Column("square_metres", "m²", std::move(surfaces))},
                 "surface of " + words(from) + " that lies in " + words(to));
}

}  // namespace tissu
