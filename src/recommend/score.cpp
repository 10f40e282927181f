#include "recommend/score.hpp"

#include <algorithm>
#include <cmath>

namespace tissu::recommend_detail {

namespace {

constexpr double theme_weight = 0.50, territory_weight = 0.35, recent_weight = 0.10, used_weight = 0.05;
constexpr double years_that_halve = 3, days_a_year = 365.25;

std::size_t row(Signal signal) { return static_cast<std::size_t>(signal); }

}  // namespace

Scorer::Scorer(const Catalogue& catalogue, const Request& request, const Admission& admission)
    : catalogue_(catalogue), shared_(shared_by(catalogue, request, admission)) {
    set_weights(request);
    const std::size_t n = catalogue.snapshot().activities.size();
    const auto used = catalogue.popularity();
    for (std::size_t item = 0; item < used.size(); ++item)
        most_used_[item >= n] = std::max(most_used_[item >= n], used[item]);
    for (double& most : most_used_) most = std::log1p(most);
    for (const auto& activity : catalogue.snapshot().activities)
        if (activity.period.from && (!now_ || *activity.period.from > *now_)) now_ = activity.period.from;
}

void Scorer::set_weights(const Request& request) {
    weights_[row(Signal::theme)] = request.themes.empty() ? 0 : theme_weight;
    weights_[row(Signal::territory)] = request.territory == no_index ? 0 : territory_weight;
    weights_[row(Signal::recent)] = recent_weight;
    weights_[row(Signal::used)] = used_weight;
    double sum = 0;
    for (const double weight : weights_) sum += weight;
    double warm = 0;
    if (request.actor != no_index) {
        const auto n = static_cast<double>(catalogue_.history().degree(request.actor));
        warm = n / (n + 5);
    }
    for (double& weight : weights_) weight *= (1 - 0.7 * warm) / sum;
    weights_[row(Signal::shared)] = warm;
}

/// Since the end of an activity; 0 if it is not over; nothing if it has no date.
std::optional<double> Scorer::years_since(Index activity) const {
    const Period& period = catalogue_.period_of(activity);
    if (!now_ || period.open()) return std::nullopt;
    if (!period.until || *period.until > *now_) return 0;
    return static_cast<double>((*now_ - *period.until).count()) / days_a_year;
}

/// An actor is as recent as the last thing it did.
Scorer::Recent Scorer::recent(Index item) const {
    const auto n = static_cast<Index>(catalogue_.snapshot().activities.size());
    std::optional<double> years;
    if (item < n) years = years_since(item);
    else
        for (const Index activity : catalogue_.history().targets(item - n))
            if (const auto other = years_since(activity); other && (!years || *other < *years)) years = other;
    if (!years) return {};
    return {std::exp2(-*years / years_that_halve), *years};
}

Scorer::Values Scorer::values(Index item, const Near& theme, const Near& place) const {
    Values values{};
    values[row(Signal::theme)] = theme.value;
    values[row(Signal::territory)] = place.value;
    if (!shared_.empty()) values[row(Signal::shared)] = shared_[item].value;
    values[row(Signal::recent)] = recent(item).value;
    const double most = most_used_[item >= catalogue_.snapshot().activities.size()];
    if (most > 0) values[row(Signal::used)] = std::log1p(catalogue_.popularity()[item]) / most;
    return values;
}

double Scorer::score(Index item, const Near& theme, const Near& place) const {
    const Values value = values(item, theme, place);
    double sum = 0;
    for (std::size_t signal = 0; signal < value.size(); ++signal) sum += value[signal] * weights_[signal];
    return sum;
}

void Scorer::describe(Reason& reason, Index item, const Near& theme, const Near& place) const {
    const Snapshot& snapshot = catalogue_.snapshot();
    if (reason.signal == Signal::theme) {
        reason.relation = theme.relation;
        if (theme.what == no_index) return;
        const auto& concept_row = snapshot.themes[theme.what];
        reason.about_fr = concept_row.label_fr;
        reason.about_en = concept_row.label_en.empty() ? concept_row.label_fr : concept_row.label_en;
    } else if (reason.signal == Signal::territory) {
        reason.relation = place.relation;
        reason.kilometres = place.kilometres;
        if (place.what != no_index) reason.about_fr = reason.about_en = snapshot.territories[place.what].name;
    } else if (reason.signal == Signal::recent) {
        reason.count = recent(item).years;
    } else if (reason.signal == Signal::used) {
        reason.count = catalogue_.popularity()[item];
    } else if (!shared_.empty()) {
        reason.count = shared_[item].count;
    }
}

std::vector<Reason> Scorer::reasons(Index item, const Near& theme, const Near& place) const {
    const Values value = values(item, theme, place);
    std::vector<Reason> result;
    for (const Signal signal :
         {Signal::theme, Signal::territory, Signal::shared, Signal::recent, Signal::used}) {
        if (weights_[row(signal)] == 0) continue;
        Reason reason;
        reason.signal = signal;
        reason.value = value[row(signal)];
        reason.weight = weights_[row(signal)];
        describe(reason, item, theme, place);
        result.push_back(std::move(reason));
    }
    std::stable_sort(result.begin(), result.end(),
                     [](const Reason& a, const Reason& b) { return a.contribution() > b.contribution(); });
    return result;
}

}  // namespace tissu::recommend_detail
