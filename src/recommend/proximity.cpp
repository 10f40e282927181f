#include "recommend/proximity.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <tissu/territory/lattice.hpp>

namespace tissu::recommend_detail {

namespace {

constexpr double below = 0.9;         ///< a step down, from the asked theme or place
constexpr double around = 0.85;       ///< a step of widening, to what covers the place
constexpr double beside = 0.6;        ///< a step of widening, to a place that both lie in
constexpr double least_place = 0.05;  ///< the same country, or unknown
constexpr double close_match = 0.9;
constexpr double touching = 0.8, half_distance = 20;  ///< by distance: at 0 km, and km that halve it

double depth_of(const Csr& broader, Index theme) {
    double depth = 0;
    for (const double steps : broader.weights(theme)) depth = std::max(depth, steps);
    return depth + 1;
}

/// Steps from `from` up to `to`; nothing if it does not lie there.
std::optional<double> steps_up(const Csr& closure, Index from, Index to) {
    const auto targets = closure.targets(from);
    const auto at = std::lower_bound(targets.begin(), targets.end(), to);
    if (at == targets.end() || *at != to) return std::nullopt;
    return closure.weight(from, static_cast<std::size_t>(at - targets.begin()));
}

/// Wu and Palmer; at most what one step down counts, so that no detour is nearer than the way itself.
double wu_palmer(const Csr& broader, Index a, Index b) {
    double common = 0;
    const auto first = broader.targets(a), second = broader.targets(b);
    for (std::size_t i = 0, j = 0; i < first.size() && j < second.size();) {
        if (first[i] == second[j]) common = std::max(common, depth_of(broader, first[i]));
        if (first[i] <= second[j]) ++i;
        else ++j;
    }
    return std::min(below, 2 * common / (depth_of(broader, a) + depth_of(broader, b)));
}

Near near_theme(const Csr& broader, Index asked, Index theme) {
    if (theme == asked) return {1, Relation::same, theme, 0, missing};
    if (const auto steps = steps_up(broader, theme, asked))
        return {std::pow(below, *steps), Relation::within, theme, 0, missing};
    const double value = wu_palmer(broader, asked, theme);
    const Relation relation = steps_up(broader, asked, theme) ? Relation::around : Relation::beside;
    return {value, value > 0 ? relation : Relation::none, theme, 0, missing};
}

bool names(const std::vector<std::string>& codes, const std::string& code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// 1 for an exact match in either direction, .9 for a close one, else 0.
double match_of(const Snapshot& snapshot, Index a, Index b) {
    const auto &first = snapshot.themes[a], &second = snapshot.themes[b];
    if (names(first.exact_match, second.code) || names(second.exact_match, first.code)) return 1;
    return names(first.close_match, second.code) || names(second.close_match, first.code) ? close_match : 0;
}

void take_better(Near& best, const Near& other) {
    if (other.value > best.value) best = other;
}

}  // namespace

std::vector<Near> near_themes(const Catalogue& catalogue, const Request& request) {
    const Snapshot& snapshot = catalogue.snapshot();
    std::vector<Near> result(request.themes.empty() ? 0 : snapshot.themes.size());
    const auto take = [&](Index root, double weight, bool matched) {
        for (Index theme = 0; theme < result.size(); ++theme) {
            Near near = near_theme(catalogue.broader(), root, theme);
            near.value *= weight;
            if (near.relation == Relation::same && matched) near.relation = Relation::match;
            if (near.relation == Relation::same && request.own_themes) near.relation = Relation::own;
            take_better(result[theme], near);
        }
    };
    for (const AskedTheme& asked : request.themes) {
        take(asked.theme, asked.weight, false);
        for (Index other = 0; other < snapshot.themes.size(); ++other)
            if (const double match = other == asked.theme ? 0 : match_of(snapshot, asked.theme, other);
                match > 0)
                take(other, asked.weight * match, true);
    }
    return result;
}

Near nearest_theme(const Catalogue& catalogue, const std::vector<Near>& themes, Index item) {
    const auto targets = catalogue.themes().targets(item);
    const bool actor = item >= catalogue.snapshot().activities.size();
    double most = 1;
    for (std::size_t i = 0; actor && i < targets.size(); ++i)
        most = std::max(most, catalogue.themes().weight(item, i));
    Near best;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        if (themes[targets[i]].value <= best.value) continue;
        Near near = themes[targets[i]];
        if (actor) near.value *= std::sqrt(catalogue.themes().weight(item, i) / most);
        take_better(best, near);
    }
    return best;
}

Places::Places(const Catalogue& catalogue, const Request& request)
    : catalogue_(catalogue), request_(request) {
    step_of_.assign(catalogue.snapshot().territories.size(), request.places.size());
    for (std::size_t step = 0; step < request.places.size(); ++step) step_of_[request.places[step]] = step;
    known_.resize(catalogue.snapshot().territories.size());
}

Near Places::compute(Index place) const {
    const auto& asked = catalogue_.snapshot().territories[request_.territory];
    const auto& other = catalogue_.snapshot().territories[place];
    const double far = kilometres(asked.lon, asked.lat, other.lon, other.lat);
    if (place == request_.territory) return {1, Relation::same, place, 0, missing};
    if (const auto steps = steps_up(catalogue_.wider(), place, request_.territory))
        return {std::pow(below, *steps), Relation::within, place, 0, missing};
    const std::size_t own = step_of_[place];
    if (own < request_.places.size())
        return {std::max(least_place, std::pow(around, static_cast<double>(own))), Relation::around, place,
                own, missing};
    std::size_t step = request_.places.size();
    for (const Index wider : catalogue_.wider().targets(place)) step = std::min(step, step_of_[wider]);
    Near near{least_place, Relation::beside, no_index, step, far};
    if (step < request_.places.size()) {
        near.what = request_.places[step];
        near.value = std::max(near.value, std::pow(beside, static_cast<double>(step)));
    }
    if (!std::isnan(far)) near.value = std::max(near.value, touching * std::exp2(-far / half_distance));
    return near;
}

const Near& Places::near(Index place) {
    Near& known = known_[place];
    if (known.relation == Relation::none) known = compute(place);
    return known;
}

Near Places::nearest(Index item) {
    const auto places = catalogue_.territories().targets(item);
    const std::size_t anywhere = request_.places.size();
    if (places.empty()) {
        if (item >= catalogue_.snapshot().activities.size())
            return {least_place, Relation::none, no_index, anywhere, missing};
        const double value = std::pow(around, static_cast<double>(anywhere));
        return {std::max(least_place, value), Relation::unplaced, no_index, anywhere, missing};
    }
    Near best;
    std::size_t narrowest = anywhere;
    for (const Index place : places) {
        narrowest = std::min(narrowest, near(place).step);
        take_better(best, near(place));
    }
    best.step = narrowest;
    return best;
}

}  // namespace tissu::recommend_detail
