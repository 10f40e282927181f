#include "recommend/choice.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tissu::recommend_detail {

namespace {

constexpr std::size_t choice_of = 100;  ///< candidates that diversity may choose from

bool have_common(std::span<const Index> first, std::span<const Index> second) {
    for (std::size_t i = 0, j = 0; i < first.size() && j < second.size();) {
        if (first[i] == second[j]) return true;
        if (first[i] < second[j]) ++i;
        else ++j;
    }
    return false;
}

/// Half for a theme in common, half for a place in common.
double likeness(const Catalogue& catalogue, const Candidate& a, const Candidate& b) {
    const bool theme = have_common(catalogue.themes().targets(a.item), catalogue.themes().targets(b.item));
    const bool place =
        have_common(catalogue.territories().targets(a.item), catalogue.territories().targets(b.item));
    return (theme ? 0.5 : 0) + (place ? 0.5 : 0);
}

void diversify(const Catalogue& catalogue, std::vector<Candidate>& best, std::size_t seats,
               double diversity) {
    std::vector<double> like(best.size(), 0);
    const auto gain = [&](std::size_t i) { return (1 - diversity) * best[i].score - diversity * like[i]; };
    for (std::size_t seat = 0; seat < seats && seat < best.size(); ++seat) {
        std::size_t next = seat;
        for (std::size_t i = seat + 1; i < best.size(); ++i)
            if (gain(i) > gain(next)) next = i;
        std::swap(best[seat], best[next]);
        std::swap(like[seat], like[next]);
        for (std::size_t i = seat + 1; i < best.size(); ++i)
            like[i] = std::max(like[i], likeness(catalogue, best[seat], best[i]));
    }
}

}  // namespace

std::vector<Candidate> chosen(const Catalogue& catalogue, std::vector<Candidate> taken,
                              const std::array<Widening, n_kinds>& widenings, double diversity) {
    const auto better = [&](const Candidate& a, const Candidate& b) {
        return a.score != b.score ? a.score > b.score : catalogue.id_of(a.item) < catalogue.id_of(b.item);
    };
    std::array<std::vector<Candidate>, n_kinds> by_kind;
    for (const Candidate& candidate : taken)
        by_kind[kind_number(catalogue.snapshot(), candidate.item)].push_back(candidate);
    std::vector<Candidate> result;
    for (std::size_t kind = 0; kind < n_kinds; ++kind) {
        auto& best = by_kind[kind];
        const std::size_t seats = std::min(widenings[kind].seats, best.size());
        const std::size_t wanted = std::min(best.size(), diversity > 0 ? std::max(seats, choice_of) : seats);
        std::partial_sort(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(wanted), best.end(),
                          better);
        best.resize(wanted);
        if (diversity > 0) diversify(catalogue, best, seats, diversity);
        result.insert(result.end(), best.begin(), best.begin() + static_cast<std::ptrdiff_t>(seats));
    }
    std::sort(result.begin(), result.end(), better);
    return result;
}

}  // namespace tissu::recommend_detail
