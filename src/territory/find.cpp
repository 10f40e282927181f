#include <algorithm>
#include <tuple>

#include <tissu/base/name_match.hpp>
#include <tissu/base/text.hpp>
#include <tissu/territory/lattice.hpp>

namespace tissu {
namespace {

Match match(const Snapshot::TerritoryRow& territory, const NameQuery& query) {
    Match best = std::min(query.match_code(territory.code), query.match_name(territory.name));
    for (const std::string& identifier : territory.identifiers)
        best = std::min(best, query.match_code(identifier));
    for (const std::string& alias : territory.aliases) best = std::min(best, query.match_name(alias));
    return best;
}

struct Found {
    Match match;
    Index row;
};

std::vector<Found> near_names(const Snapshot& snapshot, std::string_view text, std::size_t limit) {
    std::vector<std::string> names;
    for (const auto& territory : snapshot.territories) names.push_back(territory.name);
    std::vector<Found> found;
    for (const std::string& name : near_matches(text, names, limit))
        for (Index row = 0; row < names.size() && found.size() < limit; ++row)
            if (names[row] == name &&
                std::none_of(found.begin(), found.end(), [&](auto& f) { return f.row == row; }))
                found.push_back({Match::near, row});
    return found;
}

std::vector<Found> matches(const Snapshot& snapshot, const NameQuery& query) {
    std::vector<Found> found;
    for (Index row = 0; row < snapshot.territories.size(); ++row)
        if (const Match how = match(snapshot.territories[row], query); how != Match::none)
            found.push_back({how, row});
    const auto rank = [&](const Found& f) {
        const double population = snapshot.territories[f.row].population;
        return std::tuple(f.match, population > 0 ? -population : 0.0, f.row);
    };
    std::sort(found.begin(), found.end(), [&](const Found& a, const Found& b) { return rank(a) < rank(b); });
    return found;
}

}  // namespace

Table find_territory(const Snapshot& snapshot, std::string_view text, std::size_t limit) {
    const NameQuery query(text);
    std::vector<Found> found;
    if (!query.empty()) found = matches(snapshot, query);
    if (found.empty() && !query.empty()) found = near_names(snapshot, text, limit);
    found.resize(std::min(found.size(), limit));
    Strings ids, names, kinds, how;
    std::vector<double> population;
    for (const Found& f : found) {
        const auto& territory = snapshot.territories[f.row];
        ids.push_back(territory.code);
        names.push_back(territory.name);
        kinds.push_back(snapshot.word(territory.kind));
        how.push_back(name_of(f.match));
        population.push_back(territory.population);
    }
    return Table(
        {Column("id", "id", std::move(ids)), Column("name", "", std::move(names)),
         Column("kind", "", std::move(kinds)), Column("population", "inhabitants", std::move(population)),
         Column("match", "", std::move(how))},
        "territories that match \"" + shortened(text) + "\"");
}

}  // namespace tissu
