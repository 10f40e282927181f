#include "recommend/score.hpp"

#include <algorithm>
#include <cmath>

namespace tissu::recommend_detail {

namespace {

std::size_t row(Signal signal) { return static_cast<std::size_t>(signal); }

/// Years between its end and the moment that is asked about: the beginning of the period asked, else that of the last
/// activity. NaN: undated.
double years_since(const Search& search, Index item) {
    const double years = search.data.years[item];
    return std::isnan(years) ? years : std::max(0.0, years - search.years_back);
}

}  // namespace

double trust(std::int64_t activities) {
    const auto n = static_cast<double>(activities);
    return n / (n + 5);
}

SignalWeights::Row values(const Search& search, const Candidate& candidate) {
    const Recommender::Data::Facts& facts = search.data.facts[candidate.item];
    SignalWeights::Row values{};
    values[row(Signal::theme)] = candidate.theme_value;
    values[row(Signal::territory)] = candidate.place.value;
    values[row(Signal::shared)] = candidate.shared;
    values[row(Signal::recent)] =
        search.years_back > 0 ? recent_value(years_since(search, candidate.item)) : facts.recent;
    values[row(Signal::used)] = facts.used;
    return values;
}

Scorer::Scorer(const Search& search) : search_(search) {
    const Request& request = search.request;
    for (std::size_t kind = 0; kind < n_kinds; ++kind) {
        SignalWeights::Row& weights = weights_[kind];
        weights = search.options.weights.of[kind];
        if (request.themes.empty()) weights[row(Signal::theme)] = 0;
        if (request.territory == no_index) weights[row(Signal::territory)] = 0;
        weights[row(Signal::shared)] *=
            request.actor == no_index ? 0 : trust(search.data.catalogue.history().degree(request.actor));
        double sum = 0;
        for (const double weight : weights) sum += weight;
        for (double& weight : weights) weight = sum > 0 ? weight / sum : 0;
    }
}

double Scorer::score(const Candidate& candidate) const {
    const SignalWeights::Row value = values(search_, candidate);
    const SignalWeights::Row& weights = weights_[search_.data.kind[candidate.item]];
    double sum = 0;
    for (std::size_t signal = 0; signal < n_signals; ++signal) sum += value[signal] * weights[signal];
    return sum;
}

void Scorer::describe(Reason& reason, const Candidate& candidate) const {
    const Snapshot& snapshot = search_.data.catalogue.snapshot();
    if (reason.signal == Signal::theme) {
        if (candidate.theme == no_index) return;
        const Near& theme = search_.themes[candidate.theme];
        reason.relation = theme.relation;
        const auto& concept_row = snapshot.themes[theme.what];
        reason.about_fr = concept_row.label_fr;
        reason.about_en = concept_row.label_en.empty() ? concept_row.label_fr : concept_row.label_en;
    } else if (reason.signal == Signal::territory) {
        const Near& place = candidate.place;
        reason.relation = place.relation;
        reason.kilometres = place.kilometres;
        if (place.what != no_index) reason.about_fr = reason.about_en = snapshot.territories[place.what].name;
    } else if (reason.signal == Signal::recent) {
        reason.count = std::fmax(0.0, years_since(search_, candidate.item));
    } else if (reason.signal == Signal::used) {
        reason.count = search_.data.catalogue.popularity()[candidate.item];
    } else {
        reason.count = candidate.shared_count;
    }
}

std::vector<Reason> Scorer::reasons(const Candidate& candidate) const {
    const SignalWeights::Row value = values(search_, candidate);
    const SignalWeights::Row& weights = weights_[search_.data.kind[candidate.item]];
    std::vector<Reason> result;
    for (const Signal signal :
         {Signal::theme, Signal::territory, Signal::shared, Signal::recent, Signal::used}) {
        if (weights[row(signal)] == 0) continue;
        Reason reason;
        reason.signal = signal;
        reason.value = value[row(signal)];
        reason.weight = weights[row(signal)];
        describe(reason, candidate);
        result.push_back(std::move(reason));
    }
    std::stable_sort(result.begin(), result.end(),
                     [](const Reason& a, const Reason& b) { return a.contribution() > b.contribution(); });
    return result;
}

}  // namespace tissu::recommend_detail
