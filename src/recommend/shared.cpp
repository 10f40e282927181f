#include "recommend/shared.hpp"

#include <algorithm>
#include <cmath>

namespace tissu::recommend_detail {

namespace {

constexpr std::int64_t least_support = 3;      ///< fewer actors would tell what single ones did
constexpr std::int64_t most_activities = 200;  ///< who is everywhere says nothing about likeness
constexpr std::size_t history_length = 50;

/// The actor's last activities, latest first, ties by row.
std::vector<Index> last_activities(const Catalogue& catalogue, Index actor) {
    const auto history = catalogue.history().targets(actor);
    std::vector<Index> result(history.begin(), history.end());
    std::stable_sort(result.begin(), result.end(), [&](Index a, Index b) {
        const auto &first = catalogue.period_of(a).from, &second = catalogue.period_of(b).from;
        return first && (!second || *first > *second);
    });
    if (result.size() > history_length) result.resize(history_length);
    return result;
}

bool tells(const Catalogue& catalogue, Index actor) {
    return catalogue.history().degree(actor) <= most_activities;
}

/// Adds, for every activity that shares enough actors with `own`, what they say.
void add_alike(const Catalogue& catalogue, Index asked, Index own, std::vector<Shared>& shared,
               std::vector<Shared>& here) {
    std::vector<Index> touched;
    for (const Index actor : catalogue.audience().targets(own)) {
        if (actor == asked || !tells(catalogue, actor)) continue;
        const auto history = catalogue.history().targets(actor);
        const double weight = std::pow(static_cast<double>(history.size()), -0.75);
        for (const Index other : history) {
            if (here[other].count == 0) touched.push_back(other);
            here[other].count += 1;
            here[other].value += weight;
        }
    }
    const auto size = [&](Index activity) {
        return static_cast<double>(catalogue.audience().degree(activity));
    };
    for (const Index other : touched) {
        if (other != own && here[other].count >= static_cast<double>(least_support)) {
            shared[other].value += here[other].value / std::sqrt(size(own) * size(other));
            shared[other].count = std::max(shared[other].count, here[other].count);
        }
        here[other] = {};
    }
}

/// For every actor not met, how many contacts took part in something with it.
void count_contacts(const Catalogue& catalogue, Index asked, const std::vector<bool>& met,
                    std::vector<Shared>& shared) {
    const auto n = static_cast<Index>(catalogue.snapshot().activities.size());
    std::vector<Index> last(catalogue.snapshot().actors.size(), no_index);
    for (Index contact = 0; contact < met.size(); ++contact) {
        if (!met[contact] || contact == asked || !tells(catalogue, contact)) continue;
        for (const Index activity : catalogue.history().targets(contact))
            for (const Index actor : catalogue.audience().targets(activity)) {
                if (met[actor] || last[actor] == contact) continue;
                last[actor] = contact;
                shared[n + actor].count += 1;
            }
    }
    for (Index item = n; item < shared.size(); ++item) {
        if (shared[item].count < static_cast<double>(least_support)) shared[item].count = 0;
        shared[item].value = std::log1p(shared[item].count);
    }
}

void scale(std::vector<Shared>& shared, std::size_t begin, std::size_t end) {
    double most = 0;
    for (std::size_t item = begin; item < end; ++item) most = std::max(most, shared[item].value);
    for (std::size_t item = begin; most > 0 && item < end; ++item) shared[item].value /= most;
}

}  // namespace

std::vector<Shared> shared_by(const Catalogue& catalogue, const Request& request,
                              const Admission& admission) {
    std::vector<Shared> shared(request.actor == no_index ? 0 : catalogue.items());
    if (shared.empty()) return shared;
    const std::size_t n = catalogue.snapshot().activities.size();
    std::vector<Shared> here(n);
    for (const Index own : last_activities(catalogue, request.actor))
        add_alike(catalogue, request.actor, own, shared, here);
    count_contacts(catalogue, request.actor, admission.met(), shared);
    scale(shared, 0, n);
    scale(shared, n, shared.size());
    return shared;
}

}  // namespace tissu::recommend_detail
