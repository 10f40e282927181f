#include "recommend/known.hpp"

#include <algorithm>

#include <tissu/base/error.hpp>
#include <tissu/base/random.hpp>
#include <tissu/base/text.hpp>
#include <tissu/model/attendance.hpp>

#include "recommend/request.hpp"

namespace tissu {

namespace recommend_detail {

namespace {

/// New rows of the activities that are kept, by old row.
std::vector<Index> kept_rows(const Snapshot& snapshot, Date until) {
    std::vector<Index> row(snapshot.activities.size(), no_index);
    Index next = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const auto& from = snapshot.activities[i].period.from;
        if (!from || *from < until) row[i] = next++;
    }
    return row;
}

/// When an actor joined in: its own date, else that of the activity.
std::optional<Date> joined(const Snapshot& snapshot, const Snapshot::MemberRow& member) {
    return member.period.from ? member.period.from : snapshot.activities[member.activity].period.from;
}

bool is_announced(const Snapshot::MemberRow& member) {
    return member.kind == MemberKind::organiser || member.kind == MemberKind::creator;
}

bool before(const std::optional<Date>& date, Date at) { return !date || *date < at; }

void keep_links(std::vector<Snapshot::Link>& links, const std::vector<Index>& row) {
    std::erase_if(links, [&](const auto& link) { return row[link.from] == no_index; });
    for (auto& link : links) link.from = row[link.from];
}

Snapshot past(const Snapshot& snapshot, Date at, const std::vector<Index>& row) {
    Snapshot known = snapshot;
    known.activities.clear();
    known.activity_of.clear();
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (row[i] == no_index) continue;
        known.activities.push_back(snapshot.activities[i]);
        Index& parent = known.activities.back().parent;
        if (parent != no_index) parent = row[parent];
        known.activity_of.emplace(known.activities.back().code, row[i]);
    }
    std::erase_if(known.members, [&](const auto& member) {
        return row[member.activity] == no_index || (!is_announced(member) && !before(joined(snapshot, member), at));
    });
    for (auto& member : known.members) member.activity = row[member.activity];
    keep_links(known.activity_territories, row);
    keep_links(known.activity_themes, row);
    std::erase_if(known.uses, [&](const auto& use) { return row[use.resource] == no_index || !before(use.date.from, at); });
    for (auto& use : known.uses) use.resource = row[use.resource];
    std::erase_if(known.needs, [&](const auto& need) { return !before(need.date.from, at); });
    std::erase_if(known.affiliations, [&](const auto& one) { return !before(one.period.from, at); });
    return known;
}

std::vector<std::vector<Index>> later_than(const Snapshot& snapshot, const Period& period, const std::vector<Index>& row) {
    std::vector<std::vector<Index>> later(snapshot.actors.size()), earlier(snapshot.actors.size());
    const auto add = [&](Index actor, Index activity, const std::optional<Date>& date) {
        if (row[activity] == no_index) return;
        if (before(date, *period.from)) earlier[actor].push_back(row[activity]);
        else if (*date < *period.until) later[actor].push_back(row[activity]);
    };
    for (const auto& member : snapshot.members)
        if (!is_announced(member) && took_part(snapshot.word(member.status)))
            add(member.actor, member.activity, joined(snapshot, member));
    for (const auto& use : snapshot.uses)
        if (use.actor != no_index) add(use.actor, use.resource, use.date.from);
    for (std::size_t actor = 0; actor < later.size(); ++actor) {
        std::sort(later[actor].begin(), later[actor].end());
        std::sort(earlier[actor].begin(), earlier[actor].end());
        later[actor].erase(std::unique(later[actor].begin(), later[actor].end()), later[actor].end());
        std::vector<Index> fresh;
        std::set_difference(later[actor].begin(), later[actor].end(), earlier[actor].begin(), earlier[actor].end(),
                            std::back_inserter(fresh));
        later[actor] = std::move(fresh);
    }
    return later;
}

}  // namespace

Foreseen foreseen(const Snapshot& snapshot, const TimeSplit& split) {
    if (!(split.at < split.until))
        throw Error(Errc::invalid_argument,
                    "expected a period that ends after " + to_text(split.at) + ", found " + to_text(split.until));
    for (const std::string& kind : split.kinds)
        if (kind_number(kind) >= 3)
            throw Error(Errc::invalid_argument,
                        "expected a kind of resource, event, partnership, found \"" + shortened(kind) + "\"");
    const std::vector<Index> row = kept_rows(snapshot, split.until);
    return {past(snapshot, split.at, row), later_than(snapshot, Period{split.at, split.until}, row)};
}

std::vector<Index> drawn_actors(const Foreseen& foreseen, const TimeSplit& split) {
    std::vector<Index> actors;
    for (Index actor = 0; actor < foreseen.later.size(); ++actor)
        if (!foreseen.later[actor].empty()) actors.push_back(actor);
    Random random(split.seed, 0);
    random.shuffle(std::span<Index>(actors));
    if (actors.size() > split.most_actors) actors.resize(split.most_actors);
    std::sort(actors.begin(), actors.end());
    return actors;
}

}  // namespace recommend_detail

Snapshot known_at(const Snapshot& snapshot, Date at, Date until) {
    return recommend_detail::past(snapshot, at, recommend_detail::kept_rows(snapshot, until));
}

}  // namespace tissu
