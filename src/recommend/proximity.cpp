#include "recommend/proximity.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace tissu::recommend_detail {

namespace {

constexpr double below = 0.9;         ///< a step down, from the asked theme or place
constexpr double around = 0.85;       ///< a step of widening, to what covers the place
constexpr double beside = 0.6;        ///< a step of widening, to a place that both lie in
constexpr double least_place = 0.05;  ///< the same country, or unknown
constexpr double touching = 0.8, out_of_reach = 200;  ///< by distance: at 0 km, and km that leave nothing
constexpr double earth_radius = 6371.0088;

/// Steps from `from` up to `to`; nothing if it does not lie there.
std::optional<double> steps_up(const Csr& closure, Index from, Index to) {
    const auto targets = closure.targets(from);
    const auto at = std::lower_bound(targets.begin(), targets.end(), to);
    if (at == targets.end() || *at != to) return std::nullopt;
    return closure.weight(from, static_cast<std::size_t>(at - targets.begin()));
}

/// `base` to the power of a whole number of steps.
double power(double base, double steps) {
    double result = 1;
    for (int step = 0; step < static_cast<int>(steps); ++step) result *= base;
    return result;
}

void take_better(Near& best, const Near& other) {
    if (other.value > best.value) best = other;
}

/// Nearness to one theme after the other.
class Themes {
public:
    explicit Themes(const Recommender::Data& data)
        : data_(data), broader_(data.catalogue.broader()), mark_(data.depth.size()) {}

    void take(std::vector<Near>& best, Index asked, double weight, Relation same) {
        for (const Index wider : broader_.targets(asked)) mark_[wider] = data_.depth[wider];
        for (Index theme = 0; theme < best.size(); ++theme) {
            Near near = near_to(asked, theme);
            near.value *= weight;
            if (near.relation == Relation::same) near.relation = same;
            take_better(best[theme], near);
        }
        for (const Index wider : broader_.targets(asked)) mark_[wider] = 0;
    }

private:
    /// Wu and Palmer: at most what one step down counts, so that no detour is nearer than the way itself.
    Near near_to(Index asked, Index theme) const {
        if (theme == asked) return {1, Relation::same, theme, 0, missing};
        double common = 0;
        const auto targets = broader_.targets(theme);
        for (std::size_t i = 0; i < targets.size(); ++i) {
            if (targets[i] == asked)
                return {power(below, broader_.weight(theme, i)), Relation::within, theme, 0, missing};
            common = std::max(common, mark_[targets[i]]);
        }
        if (common == 0) return {};
        const double value = std::min(below, 2 * common / (data_.depth[asked] + data_.depth[theme]));
        if (mark_[theme] > 0) return {value, Relation::around, theme, 0, missing};
        return {value * value, Relation::beside, theme, 0, missing};
    }

    const Recommender::Data& data_;
    const Csr& broader_;
    std::vector<double> mark_;  ///< depth of what is wider than the asked theme, else 0
};

}  // namespace

std::vector<Near> near_themes(const Recommender::Data& data, const Request& request) {
    std::vector<Near> best(request.themes.empty() ? 0 : data.depth.size());
    Themes themes(data);
    for (const AskedTheme& asked : request.themes) {
        themes.take(best, asked.theme, asked.weight, request.theme_asked ? Relation::same : Relation::own);
        const auto matches = data.matches.targets(asked.theme);
        for (std::size_t i = 0; i < matches.size(); ++i)
            themes.take(best, matches[i], asked.weight * data.matches.weight(asked.theme, i), Relation::match);
    }
    return best;
}

double kilometres_between(const Recommender::Data& data, Index a, Index b) {
    double chord = 0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double gap = data.position[a][axis] - data.position[b][axis];
        chord += gap * gap;
    }
    const double half = std::sqrt(chord) / 2;
    return 2 * earth_radius * std::asin(half > 1 ? 1 : half);
}

std::size_t Places::step_of(Index place) const {
    return static_cast<std::size_t>(std::find(request_.places.begin(), request_.places.end(), place) -
                                    request_.places.begin());
}

Near Places::compute(Index place) const {
    const Csr& wider = data_.catalogue.wider();
    if (place == request_.territory) return {1, Relation::same, place, 0, missing};
    if (const auto steps = steps_up(wider, place, request_.territory))
        return {power(below, *steps), Relation::within, place, 0, missing};
    const std::size_t own = step_of(place);
    if (own < request_.places.size())
        return {std::max(least_place, power(around, static_cast<double>(own))), Relation::around, place,
                own, missing};
    std::size_t step = request_.places.size();
    for (const Index outer : wider.targets(place)) step = std::min(step, step_of(outer));
    const double far = kilometres_between(data_, request_.territory, place);
    Near near{0, Relation::beside, no_index, step, far};
    if (step < request_.places.size()) {
        near.what = request_.places[step];
        near.value = power(beside, static_cast<double>(step));
    }
    if (!std::isnan(far))
        near.value = (near.value + touching * std::max(0.0, 1 - std::log1p(far) / std::log1p(out_of_reach))) / 2;
    near.value = std::max(near.value, least_place);
    return near;
}

const Near& Places::near(Index place) {
    if (scratch_.place_round[place] != scratch_.round) {
        scratch_.place_round[place] = scratch_.round;
        scratch_.place[place] = compute(place);
    }
    return scratch_.place[place];
}

Near Places::nearest(Index item) {
    const Recommender::Data::Facts& facts = data_.facts[item];
    if (facts.place != no_index) return near(facts.place);
    const auto places = data_.catalogue.territories().targets(item);
    const std::size_t anywhere = request_.places.size();
    if (places.empty()) {
        if (item >= data_.activities) return {least_place, Relation::none, no_index, anywhere, missing};
        const double value = power(around, static_cast<double>(anywhere));
        return {std::max(least_place, value), Relation::unplaced, no_index, anywhere, missing};
    }
    Near best;
    std::size_t narrowest = anywhere;
    for (const Index place : places) {
        const Near& one = near(place);
        narrowest = std::min(narrowest, one.step);
        take_better(best, one);
    }
    best.step = narrowest;
    return best;
}

}  // namespace tissu::recommend_detail
