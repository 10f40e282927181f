#pragma once
// Small snapshots of actors and activities for the tests.

#include "../territory/places.hpp"

namespace tissu::test {

inline Index actor(Snapshot& snapshot, const std::string& code, const std::string& kind,
                   Index seat = no_index) {
    Snapshot::ActorRow row;
    row.code = code;
    row.name = "the " + code;
    row.kind = word(snapshot, kind);
    row.territory = seat;
    snapshot.actors.push_back(row);
    const auto at = static_cast<Index>(snapshot.actors.size() - 1);
    snapshot.actor_of[code] = at;
    return at;
}

inline Index activity(Snapshot& snapshot, ActivityKind kind, const std::string& code, Period period = {},
                      const std::string& type = "") {
    Snapshot::ActivityRow row;
    row.kind = kind;
    row.code = code;
    row.title = code;
    row.type = word(snapshot, type);
    row.period = period;
    snapshot.activities.push_back(row);
    const auto at = static_cast<Index>(snapshot.activities.size() - 1);
    snapshot.activity_of[code] = at;
    return at;
}

/// Call in order of activity.
inline Snapshot::MemberRow& member(Snapshot& snapshot, Index activity, Index actor,
                                   const std::string& role = "") {
    Snapshot::MemberRow row{};
    row.activity = activity;
    row.actor = actor;
    row.kind = MemberKind::partner;
    row.role = word(snapshot, role);
    snapshot.members.push_back(row);
    return snapshot.members.back();
}

inline Snapshot::MemberRow& participant(Snapshot& snapshot, Index activity, Index actor,
                                        const std::string& status = "") {
    auto& row = member(snapshot, activity, actor);
    row.kind = MemberKind::participant;
    row.status = word(snapshot, status);
    return row;
}

inline Index theme(Snapshot& snapshot, const std::string& code, std::vector<Index> broader = {}) {
    Snapshot::ThemeRow row;
    row.code = code;
    row.label_fr = "le thème " + code;
    row.scheme = word(snapshot, code.substr(0, code.find(':')));
    row.broader = std::move(broader);
    snapshot.themes.push_back(row);
    const auto at = static_cast<Index>(snapshot.themes.size() - 1);
    snapshot.theme_of[code] = at;
    return at;
}

}  // namespace tissu::test
