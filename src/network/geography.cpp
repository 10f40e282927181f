#include "network/geography.hpp"

#include <algorithm>

namespace tissu {
namespace {

/// A day after the end of every link that has one.
constexpr Date end_of_time = std::chrono::year(9999) / 12 / 31;

std::vector<Placed> whole(std::vector<Placed> places) {
    double sum = 0;
    for (const Placed& place : places) sum += place.share;
    for (Placed& place : places) place.share = places.size() == 1 ? 1.0 : place.share / sum;
    return places;
}

}  // namespace

Geography::Geography(const Snapshot& snapshot, std::string level)
    : snapshot_(snapshot), level_(std::move(level)) {
    dated_ = std::any_of(snapshot.parts.begin(), snapshot.parts.end(),
                         [](const Snapshot::PartRow& part) { return !part.period.open(); });
}

const std::vector<Placed>& Geography::places(Index territory, std::optional<Date> at) {
    const Date day = dated_ ? at.value_or(end_of_time) : end_of_time;
    const auto days = static_cast<std::uint32_t>(day.time_since_epoch().count());
    const auto [entry, fresh] = known_.try_emplace(std::uint64_t{territory} << 32 | days);
    if (fresh) {
        if (dated_) entry->second = places_of(snapshot_, territory, level_, day);
        if (entry->second.empty()) entry->second = places_of(snapshot_, territory, level_);
        entry->second = whole(std::move(entry->second));
    }
    return entry->second;
}

Index Geography::main_place(Index territory, std::optional<Date> at) {
    const auto& found = places(territory, at);
    const auto largest = std::max_element(found.begin(), found.end(),
                                          [](const Placed& a, const Placed& b) { return a.share < b.share; });
    return largest == found.end() ? no_index : largest->territory;
}

}  // namespace tissu
