#include <algorithm>

#include <tissu/model/attendance.hpp>

#include "catalogue/data.hpp"

namespace tissu::catalogue {

namespace {

struct Pairs {
    std::vector<Index> from, to;

    void add(Index a, Index b) {
        from.push_back(a);
        to.push_back(b);
    }
    [[nodiscard]] Csr merged(std::size_t rows, std::size_t columns) const {
        return build_csr(static_cast<Index>(rows), static_cast<Index>(columns), from, to, {}, false,
                         Repeated::merge);
    }
};

Index place_of(const Snapshot& snapshot, const Snapshot::MemberRow& member) {
    return member.territory != no_index ? member.territory : snapshot.actors[member.actor].territory;
}

}  // namespace

Csr history_of(const Snapshot& snapshot) {
    Pairs pairs;
    for (const auto& member : snapshot.members)
        if (took_part(snapshot.word(member.status))) pairs.add(member.actor, member.activity);
    for (const auto& use : snapshot.uses)
        if (use.actor != no_index) pairs.add(use.actor, use.resource);
    return pairs.merged(snapshot.actors.size(), snapshot.activities.size());
}

Csr themes_of(const Snapshot& snapshot, const Csr& history) {
    const auto n = static_cast<Index>(snapshot.activities.size());
    Pairs pairs;
    for (const auto& link : snapshot.activity_themes) pairs.add(link.from, link.to);
    for (Index actor = 0; actor < history.rows(); ++actor)
        for (const Index activity : history.targets(actor))
            for (const auto& link : rows_of(snapshot.activity_themes, &Snapshot::Link::from, activity))
                pairs.add(n + actor, link.to);
    for (const auto& link : snapshot.actor_themes) pairs.add(n + link.from, link.to);
    return build_csr(n + history.rows(), static_cast<Index>(snapshot.themes.size()), pairs.from, pairs.to, {},
                     false, Repeated::sum);
}

Csr territories_of(const Snapshot& snapshot) {
    const auto n = static_cast<Index>(snapshot.activities.size());
    std::vector<bool> placed(n, false);
    Pairs pairs;
    for (const auto& link : snapshot.activity_territories) {
        placed[link.from] = true;
        pairs.add(link.from, link.to);
    }
    for (const auto& member : snapshot.members) {
        const Index place = place_of(snapshot, member);
        if (!placed[member.activity] && member.kind != MemberKind::participant && place != no_index)
            pairs.add(member.activity, place);
    }
    for (Index actor = 0; actor < snapshot.actors.size(); ++actor)
        if (snapshot.actors[actor].territory != no_index)
            pairs.add(n + actor, snapshot.actors[actor].territory);
    return pairs.merged(n + snapshot.actors.size(), snapshot.territories.size());
}

std::vector<double> popularity_of(const Snapshot& snapshot, const Csr& history, const Csr& audience) {
    std::vector<double> result;
    for (Index activity = 0; activity < audience.rows(); ++activity)
        result.push_back(static_cast<double>(audience.degree(activity)));
    for (Index actor = 0; actor < history.rows(); ++actor)
        result.push_back(static_cast<double>(history.degree(actor)));
    for (const auto& use : snapshot.uses)
        if (use.count > 0) result[use.resource] += use.actor == no_index ? use.count : use.count - 1;
    for (double& value : result) value = std::max(value, 0.0);
    return result;
}

}  // namespace tissu::catalogue
