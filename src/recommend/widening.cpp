#include "recommend/widening.hpp"

#include <algorithm>

namespace tissu::recommend_detail {

namespace {

bool lies_inside(const Candidate& candidate) {
    return candidate.place.relation == Relation::same || candidate.place.relation == Relation::within;
}

/// Returns how many are left.
std::size_t deal_seats(Widenings& widenings, const std::array<std::size_t, n_kinds>& available,
                       const RecommendOptions& options, std::size_t seats) {
    for (bool dealt = true; dealt && seats > 0;) {
        dealt = false;
        for (const std::string& name : options.kinds) {
            const std::size_t kind = kind_number(name);
            if (seats == 0 || widenings[kind].seats >= available[kind]) continue;
            ++widenings[kind].seats;
            --seats;
            dealt = true;
        }
    }
    return seats;
}

/// The first step with enough fitting items. More to choose from if the choice is to be diverse.
void widen(Widening& widening, const RecommendOptions& options) {
    const double wanted = static_cast<double>(widening.seats) * (1 + 9 * options.diversity);
    const auto enough = [&] { return static_cast<double>(widening.count[widening.last]) >= wanted; };
    while (widening.last + 1 < widening.count.size() && !enough()) ++widening.last;
}

/// Nothing from outside the territory.
bool is_strict(const Search& search) { return search.request.territory != no_index && !search.options.widen; }

}  // namespace

Widenings widenings(const Search& search) {
    const bool strict = is_strict(search);
    Widenings result;
    std::array<std::size_t, n_kinds> fitting{}, relevant{}, all{};
    for (Widening& widening : result) widening.count.assign(search.request.places.size() + 1, 0);
    for (const Candidate& candidate : search.candidates()) {
        const std::size_t kind = search.data.kind[candidate.item];
        const bool fits = search.fits(candidate);
        if (fits) ++result[kind].count[candidate.place.step];
        fitting[kind] += fits && (!strict || lies_inside(candidate));
        relevant[kind] += !strict && search.relevant(candidate);
        all[kind] += !strict && search.request.territory_asked;
    }
    auto seats = static_cast<std::size_t>(search.options.limit);
    for (const auto& available : {fitting, relevant, all}) seats = deal_seats(result, available, search.options, seats);
    for (std::size_t kind = 0; kind < n_kinds; ++kind) {
        Widening& widening = result[kind];
        widening.beside = widening.seats > fitting[kind];
        widening.anything = widening.seats > std::max(fitting[kind], relevant[kind]);
        for (std::size_t step = 1; step < widening.count.size(); ++step)
            widening.count[step] += widening.count[step - 1];
        if (!strict) widen(widening, search.options);
    }
    return result;
}

bool is_taken(const Search& search, const Candidate& candidate, const Widening& widening) {
    if (widening.seats == 0) return false;
    if (!search.relevant(candidate)) return widening.anything;
    if (!widening.beside && !search.fits(candidate)) return false;
    if (is_strict(search)) return lies_inside(candidate);
    if (!search.request.territory_asked) return true;
    return candidate.place.step <= widening.last || covers(candidate.place);
}

}  // namespace tissu::recommend_detail
