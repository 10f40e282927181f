#include "network/describe.hpp"

#include <cmath>
#include <functional>

#include <tissu/territory/lattice.hpp>

#include "network/geography.hpp"

namespace tissu {
namespace {

using Labels = std::vector<std::string>;

/// One label per row of `rows`.
Labels labels(const std::vector<Index>& rows, const std::function<std::string(Index)>& label) {
    Labels result;
    result.reserve(rows.size());
    for (const Index row : rows) result.push_back(label(row));
    return result;
}

std::string year_of(const Period& period) {
    if (!period.from) return "";
    return std::to_string(static_cast<int>(std::chrono::year_month_day(*period.from).year()));
}

/// For each kind of territory, the place of each seat at it; kinds that place nobody are left out, and so
/// are seats of the kind itself if `above` only.
void add_levels(Nodes& nodes, const Snapshot& snapshot, const std::vector<Index>& seats, bool above) {
    for (const std::string& kind : territory_kinds(snapshot)) {
        Geography geography(snapshot, kind);
        bool any = false;
        Labels group = labels(seats, [&](Index seat) -> std::string {
            const Index place = seat == no_index ? no_index : geography.main_place(seat);
            if (place == no_index) return "";
            any = any || !above || place != seat;
            return snapshot.territories[place].code;
        });
        if (any) nodes.groups.emplace(kind, std::move(group));
    }
}

std::string or_else(const std::string& text, const std::string& other) { return text.empty() ? other : text; }

}  // namespace

Nodes describe_actors(const Snapshot& snapshot, const std::vector<Index>& actors) {
    Nodes nodes;
    std::vector<Index> seats;
    for (const Index row : actors) {
        const auto& actor = snapshot.actors[row];
        const bool placed = !std::isnan(actor.lon) && !std::isnan(actor.lat);
        const auto* seat = actor.territory == no_index ? nullptr : &snapshot.territories[actor.territory];
        nodes.ids.push_back(actor.code);
        nodes.labels.push_back(or_else(actor.name, actor.code));
        nodes.lon.push_back(placed || !seat ? actor.lon : seat->lon);
        nodes.lat.push_back(placed || !seat ? actor.lat : seat->lat);
        seats.push_back(actor.territory);
    }
    add_levels(nodes, snapshot, seats, false);
    nodes.groups["kind"] =
        labels(actors, [&](Index row) { return snapshot.word(snapshot.actors[row].kind); });
    nodes.groups["type"] =
        labels(actors, [&](Index row) { return snapshot.word(snapshot.actors[row].type); });
    nodes.groups["territory"] = labels(seats, [&](Index seat) {
        return seat == no_index ? std::string() : snapshot.territories[seat].code;
    });
    return completed(std::move(nodes));
}

Nodes describe_territories(const Snapshot& snapshot, const std::vector<Index>& territories) {
    Nodes nodes;
    for (const Index row : territories) {
        const auto& territory = snapshot.territories[row];
        nodes.ids.push_back(territory.code);
        nodes.labels.push_back(or_else(territory.name, territory.code));
        nodes.lon.push_back(territory.lon);
        nodes.lat.push_back(territory.lat);
        nodes.mass.push_back(territory.population);
    }
    add_levels(nodes, snapshot, territories, true);
    return completed(std::move(nodes));
}

Nodes describe_themes(const Snapshot& snapshot, const std::vector<Index>& themes) {
    Nodes nodes;
    for (const Index row : themes) {
        const auto& theme = snapshot.themes[row];
        nodes.ids.push_back(theme.code);
        nodes.labels.push_back(or_else(theme.label_fr, or_else(theme.label_en, theme.code)));
    }
    nodes.groups["scheme"] =
        labels(themes, [&](Index row) { return snapshot.word(snapshot.themes[row].scheme); });
    nodes.groups["broader"] = labels(themes, [&](Index row) {
        const auto& broader = snapshot.themes[row].broader;
        return broader.empty() ? std::string() : snapshot.themes[broader.front()].code;
    });
    return completed(std::move(nodes));
}

Nodes describe_activities(const Snapshot& snapshot, const std::vector<Index>& activities) {
    static constexpr const char* kinds[] = {"partnership", "event", "resource"};
    Nodes nodes;
    for (const Index row : activities) {
        const auto& activity = snapshot.activities[row];
        nodes.ids.push_back(activity.code);
        nodes.labels.push_back(or_else(activity.title, activity.code));
        nodes.groups["kind"].push_back(kinds[static_cast<std::size_t>(activity.kind)]);
        nodes.groups["type"].push_back(snapshot.word(activity.type));
        nodes.groups["year"].push_back(year_of(activity.period));
    }
    return nodes;
}

void append_affiliation(Nodes& nodes, const Snapshot& snapshot, const Snapshot::AffiliationRow& affiliation) {
    const auto& actor = snapshot.actors[affiliation.actor];
    const auto& in = snapshot.actors[affiliation.in];
    nodes.ids.push_back(actor.code + "|" + in.code);  // no code has a bar
    nodes.labels.push_back(actor.name + " in " + in.name);
    nodes.groups["kind"].push_back("affiliation");
    nodes.groups["type"].push_back(snapshot.word(affiliation.role));
    nodes.groups["year"].push_back(year_of(affiliation.period));
}

}  // namespace tissu
