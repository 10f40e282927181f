#include <algorithm>
#include <cmath>

#include <tissu/base/error.hpp>
#include <tissu/base/geometry.hpp>
#include <tissu/catalogue/classify.hpp>
#include <tissu/catalogue/theme_meant.hpp>
#include <tissu/catalogue/themes.hpp>

#include "catalogue/data.hpp"

namespace tissu {

using namespace catalogue;

namespace {

struct Point {
    double lon = missing, lat = missing;
    [[nodiscard]] bool known() const { return !std::isnan(lon) && !std::isnan(lat); }
};

/// On a sphere of 6,371 km.
double km_between(const Point& a, const Point& b) {
    const double degree = std::acos(-1.0) / 180;
    const double x = std::sin((b.lat - a.lat) * degree / 2), y = std::sin((b.lon - a.lon) * degree / 2);
    const double h = x * x + std::cos(a.lat * degree) * std::cos(b.lat * degree) * y * y;
    return 2 * 6371.0 * std::asin(std::min(1.0, std::sqrt(h)));
}

class Upcoming {
public:
    Upcoming(const Catalogue& catalogue, const UpcomingOptions& options)
        : data_(catalogue.data()), snapshot_(catalogue.snapshot()), options_(options) {
        if (options.km && options.near.empty()) throw Error(Errc::invalid_argument, "expected km with near, found km alone");
        if (options.km && !(*options.km >= 0)) throw Error(Errc::invalid_argument, "expected km of 0 or more, found " + std::to_string(*options.km));
        if (options.limit < 0) throw Error(Errc::invalid_argument, "expected a limit of 0 or more, found " + std::to_string(options.limit));
        if (!options.near.empty()) {
            near_ = territory_row(snapshot_, options.near);
            here_ = point_of(near_);
        }
        if (options.theme.empty()) return;
        themes_.assign(snapshot_.themes.size(), false);
        for (const Index below : data_.narrower.targets(theme_meant(catalogue, options.theme).row)) themes_[below] = true;
    }

    [[nodiscard]] bool wants(Index item) const {
        const auto& event = snapshot_.activities[item];
        if (event.kind != ActivityKind::event || (!event.period.from && !event.period.until)) return false;
        if (event.period.until ? *event.period.until <= options_.at : *event.period.from < options_.at) return false;
        const auto about = data_.themes.targets(item);
        if (!themes_.empty() && std::none_of(about.begin(), about.end(), [&](Index theme) { return themes_[theme]; })) return false;
        return near_ == no_index || (options_.or_online && is_online(item)) || is_near(item);
    }

    /// To the nearest of its places; missing if that is not known.
    [[nodiscard]] double km_to(Index item) const {
        double best = missing;
        if (near_ == no_index) return best;
        for (const Index place : data_.territories.targets(item)) {
            const Point there = point_of(place);
            const double km = place == near_ ? 0 : here_.known() && there.known() ? km_between(here_, there) : missing;
            if (!std::isnan(km) && !(best <= km)) best = km;
        }
        return best;
    }

private:
    [[nodiscard]] bool is_online(Index item) const {
        const std::string& mode = snapshot_.word(snapshot_.activities[item].mode);
        return mode.ends_with("DIST") || mode.ends_with("HYB");
    }

    [[nodiscard]] bool is_near(Index item) const {
        if (options_.km) return km_to(item) <= *options_.km;
        const auto inside = data_.inside.targets(near_), around = data_.wider.targets(near_);
        const auto places = data_.territories.targets(item);
        return std::any_of(places.begin(), places.end(), [&](Index place) {
            return std::binary_search(inside.begin(), inside.end(), place) || std::binary_search(around.begin(), around.end(), place);
        });
    }

    [[nodiscard]] Point point_of(Index place) const {
        const auto& row = snapshot_.territories[place];
        if (Point own{row.lon, row.lat}; own.known()) return own;
        Point sum{0, 0};
        double count = 0;
        for (const Index below : data_.inside.targets(place)) {
            const Point there{snapshot_.territories[below].lon, snapshot_.territories[below].lat};
            if (!there.known()) continue;
            sum.lon += there.lon;
            sum.lat += there.lat;
            count += 1;
        }
        return count > 0 ? Point{sum.lon / count, sum.lat / count} : Point{};
    }

    const Catalogue::Data& data_;
    const Snapshot& snapshot_;
    const UpcomingOptions& options_;
    Index near_ = no_index;
    Point here_;
    std::vector<bool> themes_;
};

std::string last_day(const Period& period) { return period.until ? to_text(*period.until - std::chrono::days(1)) : std::string(); }

}  // namespace

Table upcoming(const Catalogue& catalogue, const UpcomingOptions& options) {
    const Upcoming upcoming(catalogue, options);
    const Snapshot& snapshot = catalogue.snapshot();
    std::vector<Index> items;
    for (Index item = 0; item < snapshot.activities.size(); ++item)
        if (upcoming.wants(item)) items.push_back(item);
    const auto start = [&](Index item) { return snapshot.activities[item].period.from.value_or(options.at); };
    std::sort(items.begin(), items.end(), [&](Index a, Index b) {
        return start(a) != start(b) ? start(a) < start(b) : snapshot.activities[a].code < snapshot.activities[b].code;
    });
    items.resize(std::min(items.size(), static_cast<std::size_t>(options.limit)));
    Strings ids, titles, types, starts, ends, modes, places;
    std::vector<double> km;
    for (const Index item : items) {
        const auto& event = snapshot.activities[item];
        ids.push_back(event.code);
        titles.push_back(event.title);
        types.push_back(snapshot.word(event.type));
        starts.push_back(event.period.from ? to_text(*event.period.from) : std::string());
        ends.push_back(last_day(event.period));
        modes.push_back(snapshot.word(event.mode));
        std::string where;
        for (const Index place : catalogue.territories().targets(item)) where += (where.empty() ? "" : "|") + snapshot.territories[place].code;
        places.push_back(where);
        km.push_back(upcoming.km_to(item));
    }
    return Table({Column("id", "id", std::move(ids)), Column("title", "", std::move(titles)), Column("type", "", std::move(types)),
                  Column("start", "date", std::move(starts)), Column("end", "date, last day", std::move(ends)), Column("mode", "", std::move(modes)),
                  Column("territory", "ids", std::move(places)), Column("km", "km", std::move(km))},
                 "events not over on " + to_text(options.at));
}

}  // namespace tissu
