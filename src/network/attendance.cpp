#include "network/attendance.hpp"

#include <algorithm>

#include <tissu/model/attendance.hpp>

namespace tissu {
namespace {

/// Whom a membership counts for: the organisation that sent a person, if the lens looks at organisations.
Index actor_of(const Snapshot& snapshot, const Snapshot::MemberRow& member, const Lens& lens) {
    const bool person = snapshot.word(snapshot.actors[member.actor].kind) == "person";
    return lens.nodes == "organisation" && person ? member.on_behalf_of : member.actor;
}

Index seat_of(const Snapshot& snapshot, const Snapshot::MemberRow& member) {
    const auto seat = [&](Index actor) {
        return actor == no_index ? no_index : snapshot.actors[actor].territory;
    };
    return seat(member.on_behalf_of) != no_index ? seat(member.on_behalf_of) : seat(member.actor);
}

bool seen(const Snapshot& snapshot, const Selection& selection, const Snapshot::MemberRow& member,
          Index actor) {
    if (actor == no_index || selection.left_out(member.actor) || selection.left_out(member.on_behalf_of))
        return false;
    if (!selection.in_period(member.period)) return false;
    return selection.actors() ? selection.has_actor(actor) : selection.inside(seat_of(snapshot, member));
}

bool leads(const Snapshot& snapshot, const Snapshot::MemberRow& member) {
    return member.kind == MemberKind::organiser || value_of(snapshot.word(member.role)) == "lead";
}

/// Puts the memberships of one actor together.
std::vector<Attendance> merged(std::vector<Attendance> members) {
    std::stable_sort(members.begin(), members.end(),
                     [](const Attendance& a, const Attendance& b) { return a.actor < b.actor; });
    std::vector<Attendance> result;
    for (Attendance& member : members) {
        if (result.empty() || result.back().actor != member.actor)
            result.push_back({member.actor, {}, false});
        Attendance& whole = result.back();
        whole.lead = whole.lead || member.lead;
        for (const Index place : member.places)
            if (std::find(whole.places.begin(), whole.places.end(), place) == whole.places.end())
                whole.places.push_back(place);
    }
    return result;
}

}  // namespace

Attendances attendances(const Snapshot& snapshot, const Selection& selection, const Lens& lens,
                        Index activity) {
    Attendances result;
    for (const auto& member : rows_of(snapshot.members, &Snapshot::MemberRow::activity, activity)) {
        const Index actor = actor_of(snapshot, member, lens);
        if (!seen(snapshot, selection, member, actor)) continue;
        if (!took_part(snapshot.word(member.status))) {
            ++result.away;
            continue;
        }
        const Index place = member.territory != no_index ? member.territory : seat_of(snapshot, member);
        result.members.push_back({actor, {}, leads(snapshot, member)});
        if (place != no_index) result.members.back().places.push_back(place);
    }
    result.members = merged(std::move(result.members));
    return result;
}

std::size_t lead_of(const std::vector<Attendance>& members) {
    const auto is_lead = [](const Attendance& member) { return member.lead; };
    if (std::count_if(members.begin(), members.end(), is_lead) != 1) return members.size();
    return static_cast<std::size_t>(std::find_if(members.begin(), members.end(), is_lead) - members.begin());
}

}  // namespace tissu
