#include <tissu/network/lens.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

#include "network/attendance.hpp"
#include "network/describe.hpp"
#include "network/geography.hpp"
#include "network/selection.hpp"

namespace tissu {
namespace {

/// How much of an activity's members a row of the snapshot (an actor, a territory, a theme) holds.
struct Share {
    Index row;
    double weight;
};

/// The entries of the incidence while it grows, by rows of the snapshot.
struct Entries {
    std::vector<Index> rows, columns;
    std::vector<double> weights;
    std::vector<TwoMode::Split> splits;
    std::vector<double> sizes, amounts;
    std::vector<Index> leads;
    std::int64_t away = 0, unplaced = 0;

    [[nodiscard]] Index next() const { return static_cast<Index>(sizes.size()); }

    void end_column(double size, double amount, Index lead) {
        sizes.push_back(size);
        amounts.push_back(amount);
        leads.push_back(lead);
    }
};

/// The amount of an activity, or the sum of what its partners bring.
double amount_of(const Snapshot& snapshot, Index activity) {
    if (const double amount = snapshot.activities[activity].amount; !std::isnan(amount)) return amount;
    double sum = missing;
    for (const auto& member : rows_of(snapshot.members, &Snapshot::MemberRow::activity, activity))
        if (!std::isnan(member.amount)) sum = std::isnan(sum) ? member.amount : sum + member.amount;
    return sum;
}

/// Where a member counts, 1 in all; empty if no place is known.
std::vector<Share> shares_of(const Attendance& member, Geography& geography, std::optional<Date> at) {
    std::map<Index, double> shares;
    double placed = 0;
    for (const Index territory : member.places) {
        const auto& places = geography.places(territory, at);
        for (const Placed& place : places) shares[place.territory] += place.share;
        if (!places.empty()) placed += 1;
    }
    std::vector<Share> result;
    for (const auto& [row, share] : shares) result.push_back({row, share / placed});
    return result;
}

void add_splits(Entries& entries, const std::vector<Share>& shares) {
    if (shares.size() < 2) return;
    for (const Share& a : shares)
        for (const Share& b : shares) {
            const double both = a.weight * b.weight;
            entries.splits.push_back(
                {entries.next(), a.row, b.row, a.row == b.row ? (both - a.weight) / 2 : both});
        }
}

void add_by_territory(Entries& entries, const std::vector<Attendance>& members, Geography& geography,
                      std::optional<Date> at, double amount) {
    const std::size_t lead = lead_of(members);
    Index lead_row = no_index;
    std::map<Index, double> sums;
    for (std::size_t i = 0; i < members.size(); ++i) {
        const auto shares = shares_of(members[i], geography, at);
        if (shares.empty()) ++entries.unplaced;
        if (i == lead && shares.size() == 1) lead_row = shares.front().row;
        add_splits(entries, shares);
        for (const Share& share : shares) sums[share.row] += share.weight;
    }
    for (const auto& [row, sum] : sums) {
        entries.rows.push_back(row);
        entries.columns.push_back(entries.next());
        entries.weights.push_back(sum);
    }
    entries.end_column(static_cast<double>(members.size()), amount, lead_row);
}

void add_by_actor(Entries& entries, const std::vector<Attendance>& members, double amount) {
    const std::size_t lead = lead_of(members);
    for (const Attendance& member : members) {
        entries.rows.push_back(member.actor);
        entries.columns.push_back(entries.next());
    }
    entries.end_column(static_cast<double>(members.size()), amount,
                       lead == members.size() ? no_index : members[lead].actor);
}

void add_by_theme(Entries& entries, const Snapshot& snapshot, Index activity, double amount) {
    const auto links = rows_of(snapshot.activity_themes, &Snapshot::Link::from, activity);
    for (const auto& link : links) {
        entries.rows.push_back(link.to);
        entries.columns.push_back(entries.next());
    }
    entries.end_column(static_cast<double>(links.size()), amount, no_index);
}

/// The activities inside the lens that have a member there (or, for themes, a theme).
std::vector<Index> add_activities(Entries& entries, const Snapshot& snapshot, const Selection& selection,
                                  const Lens& lens, Geography& geography, const Progress& progress) {
    std::vector<Index> columns;
    const bool anybody = lens.within.empty() && lens.without.empty();
    for (Index activity = 0; activity < snapshot.activities.size(); ++activity) {
        if (activity % 4096 == 0)
            progress.report(static_cast<double>(activity) / static_cast<double>(snapshot.activities.size()));
        if (!selection.has_activity(activity)) continue;
        const auto [members, away] = attendances(snapshot, selection, lens, activity);
        entries.away += away;
        const double amount = amount_of(snapshot, activity);
        if (lens.nodes == "theme") {
            const bool themes = !rows_of(snapshot.activity_themes, &Snapshot::Link::from, activity).empty();
            if (!themes || (members.empty() && !anybody)) continue;
            add_by_theme(entries, snapshot, activity, amount);
        } else if (members.empty()) {
            continue;
        } else if (lens.nodes == "territory") {
            add_by_territory(entries, members, geography, snapshot.activities[activity].period.from, amount);
        } else {
            add_by_actor(entries, members, amount);
        }
        columns.push_back(activity);
    }
    return columns;
}

/// Affiliations as activities of two, whatever the number of roles; the member leads.
void add_affiliations(Entries& entries, Nodes& columns, const Snapshot& snapshot,
                      const Selection& selection) {
    std::map<std::pair<Index, Index>, const Snapshot::AffiliationRow*> pairs;
    for (const auto& affiliation : snapshot.affiliations)
        if (selection.has_affiliation(affiliation))
            pairs.try_emplace({affiliation.actor, affiliation.in}, &affiliation);
    for (const auto& [pair, affiliation] : pairs) {
        add_by_actor(entries, {{pair.first, {}, true}, {pair.second, {}, false}}, missing);
        append_affiliation(columns, snapshot, *affiliation);
    }
}

/// Rows of the snapshot that are nodes: those with an entry and, with `all`, those that could have one.
std::vector<bool> node_rows(const Entries& entries, const Snapshot& snapshot, const Selection& selection,
                            const Lens& lens, Geography& geography, bool all) {
    const std::size_t n = lens.nodes == "territory" ? snapshot.territories.size()
                          : lens.nodes == "theme"   ? snapshot.themes.size()
                                                    : snapshot.actors.size();
    std::vector<bool> is_node(n, false);
    for (const Index row : entries.rows) is_node[row] = true;
    if (all && lens.nodes == "theme")
        for (const auto& link : snapshot.activity_themes) is_node[link.to] = true;
    for (Index actor = 0; all && lens.nodes != "theme" && actor < snapshot.actors.size(); ++actor) {
        if (!selection.has_actor(actor)) continue;
        if (selection.actors()) {
            is_node[actor] = true;
        } else if (const Index seat = snapshot.actors[actor].territory; seat != no_index) {
            for (const Placed& place : geography.places(seat)) is_node[place.territory] = true;
        }
    }
    return is_node;
}

/// Gives nodes their numbers in the entries; the result is their rows in the snapshot.
std::vector<Index> numbered_nodes(Entries& entries, const std::vector<bool>& is_node) {
    std::vector<Index> nodes, number(is_node.size(), no_index);
    for (Index row = 0; row < is_node.size(); ++row) {
        if (!is_node[row]) continue;
        number[row] = static_cast<Index>(nodes.size());
        nodes.push_back(row);
    }
    const auto renumber = [&](Index& row) { row = row == no_index ? no_index : number[row]; };
    std::for_each(entries.rows.begin(), entries.rows.end(), renumber);
    std::for_each(entries.leads.begin(), entries.leads.end(), renumber);
    for (auto& split : entries.splits) {
        renumber(split.a);
        renumber(split.b);
    }
    std::stable_sort(entries.splits.begin(), entries.splits.end(), [](const auto& x, const auto& y) {
        return std::tie(x.column, x.a, x.b) < std::tie(y.column, y.a, y.b);
    });
    return nodes;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::string note_of(const Snapshot& snapshot, const Lens& lens, const Entries& entries) {
    std::vector<std::string> via = lens.via;
    if (lens.nodes == "territory" || lens.nodes == "theme") std::erase(via, "affiliation");
    std::string note = "nodes " + lens.nodes + (lens.level.empty() ? "" : " at level " + lens.level) +
                       " via " + joined(via);
    if (lens.nodes == "territory") note += "; places as of the first day of each activity";
    const auto day = [](const std::optional<Date>& date) { return date ? to_text(*date) : std::string("…"); };
    if (!lens.period.open())
        note += "; period [" + day(lens.period.from) + ", " + day(lens.period.until) + ")";
    if (!lens.within.empty()) note += "; within " + joined(lens.within);
    if (!lens.themes.empty()) note += "; about " + joined(lens.themes) + " and narrower";
    if (!lens.types.empty()) note += "; types " + joined(lens.types);
    if (!lens.without.empty()) note += "; without " + joined(lens.without);
    if (entries.away > 0)
        note += "; " + std::to_string(entries.away) +
                " registrations without attendance (INS, ATT, ABS, EXC, ANN) do not count";
    if (entries.unplaced > 0)
        note += "; " + std::to_string(entries.unplaced) +
                " members have no place at this level: they count in the size of "
                "their activities only";
    return note + "; revision " + std::to_string(snapshot.revision);
}

}  // namespace

TwoMode two_mode(const Snapshot& snapshot, const Lens& lens, bool all, const Progress& progress) {
    const Selection selection(snapshot, lens);
    Geography geography(snapshot, lens.level);
    Entries entries;
    TwoMode result;
    result.grouped = lens.nodes == "territory";
    result.columns = describe_activities(
        snapshot, add_activities(entries, snapshot, selection, lens, geography, progress));
    add_affiliations(entries, result.columns, snapshot, selection);
    result.columns = completed(std::move(result.columns));

    const std::vector<Index> nodes =
        numbered_nodes(entries, node_rows(entries, snapshot, selection, lens, geography, all));
    result.incidence = build_csr(static_cast<Index>(nodes.size()), entries.next(), entries.rows,
                                 entries.columns, entries.weights, false, Repeated::merge);
    result.rows = lens.nodes == "territory" ? describe_territories(snapshot, nodes)
                  : lens.nodes == "theme"   ? describe_themes(snapshot, nodes)
                                            : describe_actors(snapshot, nodes);
    result.column_size = std::move(entries.sizes);
    result.column_amount = std::move(entries.amounts);
    result.column_lead = std::move(entries.leads);
    result.splits = std::move(entries.splits);
    result.note = note_of(snapshot, lens, entries);
    return result;
}

Network network(const Snapshot& snapshot, const Lens& lens, const Progress& progress) {
    auto incidence = std::make_shared<const TwoMode>(two_mode(snapshot, lens, true, progress));
    return project(std::move(incidence), lens.projection, {lens.min_weight, lens.directed, lens.threads},
                   progress);
}

}  // namespace tissu
