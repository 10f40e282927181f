#include <tissu/territory/lattice.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <unordered_set>

#include <tissu/base/error.hpp>

namespace tissu {
namespace {

/// One link seen from the end that is walked from.
struct Step {
    Index to;
    double share;
};

/// Shares whose sum is nearer to 1 than this are the whole.
constexpr double rounding = 1e-9;

void check_row(const Snapshot& snapshot, Index territory) {
    if (territory >= snapshot.territories.size())
        throw Error(Errc::invalid_argument, "expected a territory below " +
                                                std::to_string(snapshot.territories.size()) + ", found row " +
                                                std::to_string(territory));
}

bool whole_and_open(const Snapshot::PartRow& part) { return part.share >= 1 && !part.period.until; }

/// A territory lies wholly in one territory of a kind: the later link takes the place of the earlier.
bool replaced(const Snapshot& snapshot, const Snapshot::PartRow& part, std::optional<Date> at) {
    if (!whole_and_open(part)) return false;
    const Index kind = snapshot.territories[part.part_of].kind;
    for (const auto& other : rows_of(snapshot.parts, &Snapshot::PartRow::territory, part.territory)) {
        const bool later = other.period.from && (!part.period.from || *other.period.from > *part.period.from);
        if (later && (!at || *other.period.from <= *at) && whole_and_open(other) && other.part_of != part.part_of &&
            snapshot.territories[other.part_of].kind == kind)
            return true;
    }
    return false;
}

bool counts(const Snapshot& snapshot, const Snapshot::PartRow& part, std::optional<Date> at) {
    return part.share > 0 && (!at || part.period.contains(*at)) && !replaced(snapshot, part, at);
}

/// Puts the links that end at the same territory together. Order: by row.
std::vector<Step> merged(std::vector<Step> steps) {
    std::stable_sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.to < b.to; });
    std::vector<Step> result;
    for (const Step& step : steps) {
        if (result.empty() || result.back().to != step.to) result.push_back({step.to, 0});
        result.back().share = std::min(1.0, result.back().share + step.share);
    }
    return result;
}

/// Layer by layer from `start`; `next(territory)` gives its steps, `visit(layer)` says whether to go on.
template <class Next, class Visit>
void walk(Index start, const Next& next, const Visit& visit) {
    std::unordered_set<Index> seen{start};
    std::vector<Step> layer{{start, 1.0}};
    while (!layer.empty() && visit(layer)) {
        std::vector<Step> steps;
        for (const Step& from : layer)
            for (const Step& step : next(from.to))
                if (!seen.contains(step.to)) steps.push_back({step.to, from.share * step.share});
        layer = merged(std::move(steps));
        for (const Step& step : layer) seen.insert(step.to);
    }
}

std::vector<Step> steps_up(const Snapshot& snapshot, Index territory, std::optional<Date> at) {
    std::vector<Step> steps;
    for (const auto& part : rows_of(snapshot.parts, &Snapshot::PartRow::territory, territory))
        if (counts(snapshot, part, at)) steps.push_back({part.part_of, std::min(part.share, 1.0)});
    return merged(std::move(steps));
}

template <class Next>
std::vector<Placed> all_layers(Index start, const Next& next) {
    std::vector<Placed> result;
    walk(start, next, [&](const std::vector<Step>& layer) {
        for (const Step& step : layer) result.push_back({step.to, step.share});
        return true;
    });
    return result;
}

}  // namespace

std::vector<Placed> ancestors(const Snapshot& snapshot, Index territory, std::optional<Date> at) {
    check_row(snapshot, territory);
    return all_layers(territory, [&](Index row) { return steps_up(snapshot, row, at); });
}

std::vector<Placed> members(const Snapshot& snapshot, Index territory, std::optional<Date> at) {
    check_row(snapshot, territory);
    std::vector<std::vector<Step>> below(snapshot.territories.size());
    for (const auto& part : snapshot.parts)
        if (counts(snapshot, part, at)) below[part.part_of].push_back({part.territory, std::min(part.share, 1.0)});
    for (auto& steps : below) steps = merged(std::move(steps));
    return all_layers(territory, [&](Index row) { return below[row]; });
}

std::vector<Placed> places_of(const Snapshot& snapshot, Index territory, std::string_view kind,
                              std::optional<Date> at) {
    check_row(snapshot, territory);
    std::vector<Placed> places;
    double placed = 0;
    walk(
        territory, [&](Index row) { return steps_up(snapshot, row, at); },
        [&](const std::vector<Step>& layer) {
            for (const Step& step : layer) {
                if (snapshot.word(snapshot.territories[step.to].kind) != kind) continue;
                places.push_back({step.to, step.share});
                placed += step.share;
            }
            return placed < 1 - rounding;
        });
    std::sort(places.begin(), places.end(),
              [](const Placed& a, const Placed& b) { return a.territory < b.territory; });
    return places;
}

std::vector<std::vector<Placed>> places_at(const Snapshot& snapshot, std::string_view kind,
                                           std::optional<Date> at) {
    std::vector<std::vector<Placed>> result;
    result.reserve(snapshot.territories.size());
    for (Index row = 0; row < snapshot.territories.size(); ++row)
        result.push_back(places_of(snapshot, row, kind, at));
    return result;
}

std::vector<std::string> territory_kinds(const Snapshot& snapshot) {
    std::vector<std::string> kinds;
    std::unordered_set<Index> seen;
    for (const auto& territory : snapshot.territories)
        if (seen.insert(territory.kind).second) kinds.push_back(snapshot.word(territory.kind));
    return kinds;
}

double kilometres(double lon_a, double lat_a, double lon_b, double lat_b) noexcept {
    constexpr double radius = 6371.0088;
    constexpr double radian = std::numbers::pi / 180;
    const double sin_lat = std::sin((lat_b - lat_a) * radian / 2);
    const double sin_lon = std::sin((lon_b - lon_a) * radian / 2);
    const double h =
        sin_lat * sin_lat + std::cos(lat_a * radian) * std::cos(lat_b * radian) * sin_lon * sin_lon;
    return 2 * radius * std::asin(std::sqrt(h > 1 ? 1.0 : h));
}

}  // namespace tissu
