#include "recommend/shared.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace tissu::recommend_detail {

namespace {

constexpr std::size_t history_length = 50, most_contacts = 200;

/// The actor's last activities, latest first, ties by row.
std::vector<Index> last_activities(const Catalogue& catalogue, Index actor) {
    const auto history = catalogue.history().targets(actor);
    std::vector<Index> result(history.begin(), history.end());
    std::stable_sort(result.begin(), result.end(), [&](Index a, Index b) {
        const auto &first = catalogue.snapshot().activities[a].period.from,
                   &second = catalogue.snapshot().activities[b].period.from;
        return first && (!second || *first > *second);
    });
    if (result.size() > history_length) result.resize(history_length);
    return result;
}

using Sums = std::unordered_map<Index, Shared>;

Shared& entry(Sums& sums, Index item) { return sums.try_emplace(item, Shared{item, 0, 0}).first->second; }

/// What the actor did itself is no evidence for what it did.
void leave_out_own(const Catalogue& catalogue, Index actor, Alike::Entry& alike) {
    const double own = weight_of_actor(catalogue.history().degree(actor));
    if (own == 0) return;
    alike.count -= 1;
    alike.sum -= own;
}

void add_alike(const Recommender::Data& data, Index actor, Index own, const Admission& admission, bool seen,
               Sums& sums) {
    const Csr& audience = data.catalogue.audience();
    for (Alike::Entry alike : data.alike().of(own)) {
        if (!admission.admits(alike.item)) continue;
        if (seen && admission.did(alike.item)) leave_out_own(data.catalogue, actor, alike);
        if (alike.count < least_support) continue;
        Shared& shared = entry(sums, alike.item);
        shared.value += alike.sum / std::sqrt(static_cast<double>(audience.degree(own) * audience.degree(alike.item)));
        shared.count = std::max(shared.count, alike.count);
    }
}

/// Whom the actor met in its last activities; the 200 who did least, ties by row.
std::vector<Index> contacts(const Catalogue& catalogue, Index actor, std::span<const Index> last) {
    std::vector<Index> result;
    for (const Index activity : last)
        if (catalogue.audience().degree(activity) <= most_links)
            for (const Index other : catalogue.audience().targets(activity))
                if (other != actor && catalogue.history().degree(other) <= most_links) result.push_back(other);
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    if (result.size() > most_contacts) {
        std::stable_sort(result.begin(), result.end(), [&](Index a, Index b) {
            return catalogue.history().degree(a) < catalogue.history().degree(b);
        });
        result.resize(most_contacts);
        std::sort(result.begin(), result.end());
    }
    return result;
}

/// For every actor that may be shown, how many contacts took part in something with it.
void add_contacts(const Recommender::Data& data, Index asked, std::span<const Index> last, const Admission& admission,
                  Scratch& scratch, Sums& sums) {
    const Catalogue& catalogue = data.catalogue;
    const auto found = contacts(catalogue, asked, last);
    std::fill(scratch.contact.begin(), scratch.contact.end(), no_index);
    for (const Index contact : found)
        for (const Index activity : catalogue.history().targets(contact)) {
            if (catalogue.audience().degree(activity) > most_links) continue;
            for (const Index actor : catalogue.audience().targets(activity)) {
                if (actor == contact || scratch.contact[actor] == contact || !admission.admits(data.activities + actor))
                    continue;
                scratch.contact[actor] = contact;
                entry(sums, data.activities + actor).count += 1;
            }
        }
}

/// In the order of items, activities and actors each divided by their largest.
std::vector<Shared> scaled(Sums sums, Index activities) {
    double most[2] = {0, 0};
    std::vector<Shared> result;
    for (auto& [item, shared] : sums) {
        if (item >= activities && shared.count < least_support) continue;
        if (item >= activities) shared.value = std::log1p(shared.count);
        most[item >= activities] = std::max(most[item >= activities], shared.value);
        result.push_back(shared);
    }
    for (Shared& shared : result) shared.value /= most[shared.item >= activities];
    std::sort(result.begin(), result.end(), [](const Shared& a, const Shared& b) { return a.item < b.item; });
    return result;
}

}  // namespace

std::vector<Shared> shared_by(const Recommender::Data& data, const Request& request, const RecommendOptions& options,
                              const Admission& admission, Scratch& scratch) {
    if (request.actor == no_index) return {};
    const auto last = last_activities(data.catalogue, request.actor);
    Sums sums;
    if (request.kinds[0] || request.kinds[1] || request.kinds[2])
        for (const Index own : last) add_alike(data, request.actor, own, admission, options.seen, sums);
    if (request.kinds[3]) add_contacts(data, request.actor, last, admission, scratch, sums);
    return scaled(std::move(sums), data.activities);
}

}  // namespace tissu::recommend_detail
