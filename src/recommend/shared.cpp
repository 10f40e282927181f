#include "recommend/shared.hpp"

#include <algorithm>
#include <cmath>

namespace tissu::recommend_detail {

namespace {

constexpr std::size_t history_length = 50;

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

Shared& entry(Scratch& scratch, Index item) {
    Scratch::Slot& slot = scratch.sum_slots[item];
    if (slot.round != scratch.round) {
        slot = {scratch.round, static_cast<Index>(scratch.sums.size())};
        scratch.sums.push_back({item, 0, 0});
    }
    return scratch.sums[slot.row];
}

/// What the actor did itself is no evidence for what it did.
void leave_out_own(const Catalogue& catalogue, Index actor, Alike::Entry& alike) {
    const double own = weight_of_actor(catalogue.history().degree(actor));
    if (own == 0) return;
    alike.count -= 1;
    alike.sum -= own;
}

void add_alike(const Recommender::Data& data, Index actor, Index own, const Admission& admission, bool seen,
               Scratch& scratch) {
    const Csr& audience = data.catalogue.audience();
    for (Alike::Entry alike : data.alike().of(own)) {
        if (seen && admission.did(alike.item)) leave_out_own(data.catalogue, actor, alike);
        if (alike.count < least_support) continue;
        Shared& shared = entry(scratch, alike.item);
        shared.value += alike.sum / std::sqrt(static_cast<double>(audience.degree(own) * audience.degree(alike.item)));
        shared.count = std::max(shared.count, alike.count);
    }
}

/// For every actor, how many contacts of the one asked for are its contacts too.
void add_contacts(const Recommender::Data& data, Index asked, Scratch& scratch) {
    for (const Index contact : data.contacts().of(asked))
        for (const Index actor : data.contacts().of(contact))
            if (actor != asked) entry(scratch, data.activities + actor).count += 1;
}

/// Those that may be shown, activities and actors each divided by their largest.
std::vector<Shared> scaled(const Scratch& scratch, const Admission& admission, Index activities) {
    double most[2] = {0, 0};
    std::vector<Shared> result;
    for (Shared shared : scratch.sums) {
        if ((shared.item >= activities && shared.count < least_support) || !admission.admits(shared.item)) continue;
        if (shared.item >= activities) shared.value = std::log1p(shared.count);
        most[shared.item >= activities] = std::max(most[shared.item >= activities], shared.value);
        result.push_back(shared);
    }
    for (Shared& shared : result) shared.value /= most[shared.item >= activities];
    return result;
}

}  // namespace

std::vector<Shared> shared_by(const Recommender::Data& data, const Request& request, const RecommendOptions& options,
                              const Admission& admission, Scratch& scratch) {
    if (request.actor == no_index) return {};
    const auto last = last_activities(data.catalogue, request.actor);
    if (request.kinds[0] || request.kinds[1] || request.kinds[2])
        for (const Index own : last) add_alike(data, request.actor, own, admission, options.seen, scratch);
    if (request.kinds[3]) add_contacts(data, request.actor, scratch);
    return scaled(scratch, admission, data.activities);
}

}  // namespace tissu::recommend_detail
