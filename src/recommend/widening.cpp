#include "recommend/widening.hpp"

#include <algorithm>
#include <optional>

namespace tissu::recommend_detail {

namespace {

constexpr double beside_theme = 0.5;  ///< themes beside the asked one that near may still be shown
constexpr std::array<std::string_view, n_kinds> names{"partnership", "event", "resource", "actor"};

/// Its theme is the asked one, lies below or above it, or matches it.
bool fits(const Candidate& candidate, const Request& request) {
    return request.themes.empty() ||
           (candidate.theme.relation != Relation::none && candidate.theme.relation != Relation::beside);
}

bool lies_inside(const Candidate& candidate) {
    return candidate.place.relation == Relation::same || candidate.place.relation == Relation::within;
}

void deal_seats(std::array<Widening, n_kinds>& widenings, const std::array<std::size_t, n_kinds>& available,
                const RecommendOptions& options) {
    auto seats = static_cast<std::size_t>(options.limit);
    for (bool dealt = true; dealt && seats > 0;) {
        dealt = false;
        for (const std::string& name : options.kinds) {
            const std::size_t kind = kind_number(name);
            if (seats == 0 || widenings[kind].seats == available[kind]) continue;
            ++widenings[kind].seats;
            --seats;
            dealt = true;
        }
    }
}

/// The first step with enough fitting items. More to choose from if the choice is to be diverse.
void widen(Widening& widening, double diversity) {
    const double wanted = static_cast<double>(widening.seats) * (1 + 9 * diversity);
    const auto enough = [&] { return static_cast<double>(widening.count[widening.last]) >= wanted; };
    while (widening.last + 1 < widening.count.size() && !enough()) ++widening.last;
    widening.beside = !enough();
}

}  // namespace

std::size_t kind_number(const Snapshot& snapshot, Index item) noexcept {
    return item < snapshot.activities.size() ? static_cast<std::size_t>(snapshot.activities[item].kind) : 3;
}

std::size_t kind_number(std::string_view name) noexcept {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

std::string_view kind_name(std::size_t kind) noexcept { return names[kind]; }

std::vector<Candidate> candidates(const Catalogue& catalogue, const Request& request,
                                  const Admission& admission) {
    const std::vector<Near> themes = near_themes(catalogue, request);
    std::optional<Places> places;
    if (request.territory != no_index) places.emplace(catalogue, request);
    std::vector<Candidate> result;
    for (Index item = 0; item < catalogue.items(); ++item) {
        if (!admission.admits(item)) continue;
        Candidate candidate{item, {}, {}, 0};
        if (!themes.empty()) candidate.theme = nearest_theme(catalogue, themes, item);
        if (!fits(candidate, request) && candidate.theme.value < beside_theme) continue;
        if (places) candidate.place = places->nearest(item);
        result.push_back(candidate);
    }
    return result;
}

std::array<Widening, n_kinds> widenings(const Snapshot& snapshot, const std::vector<Candidate>& all,
                                        const Request& request, const RecommendOptions& options) {
    const bool strict = request.territory != no_index && !options.widen;
    std::array<Widening, n_kinds> result;
    std::array<std::size_t, n_kinds> available{};
    for (Widening& widening : result) widening.count.assign(request.places.size() + 1, 0);
    for (const Candidate& candidate : all) {
        const std::size_t kind = kind_number(snapshot, candidate.item);
        if (fits(candidate, request)) ++result[kind].count[candidate.place.step];
        if (!strict || (lies_inside(candidate) && fits(candidate, request))) ++available[kind];
    }
    deal_seats(result, available, options);
    for (Widening& widening : result) {
        for (std::size_t step = 1; step < widening.count.size(); ++step)
            widening.count[step] += widening.count[step - 1];
        if (!strict) widen(widening, options.diversity);
    }
    return result;
}

bool is_taken(const Candidate& candidate, const Widening& widening, const Request& request, bool widen) {
    if (widening.seats == 0) return false;
    if (!fits(candidate, request) && !widening.beside) return false;
    if (request.territory == no_index) return true;
    return widen ? candidate.place.step <= widening.last || covers(candidate.place) : lies_inside(candidate);
}

}  // namespace tissu::recommend_detail
