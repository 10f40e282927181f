#pragma once
// Small snapshots of territories for the tests.

#include <string>

#include <tissu/model/snapshot.hpp>

namespace tissu::test {

inline Index word(Snapshot& snapshot, const std::string& text) {
    for (Index row = 0; row < snapshot.words.size(); ++row)
        if (snapshot.words[row] == text) return row;
    snapshot.words.push_back(text);
    return static_cast<Index>(snapshot.words.size() - 1);
}

inline Index territory(Snapshot& snapshot, const std::string& code, const std::string& name = "",
                       double population = missing) {
    Snapshot::TerritoryRow row;
    row.code = code;
    row.name = name.empty() ? code : name;
    row.kind = word(snapshot, code.substr(0, code.find(':')));
    row.population = population;
    snapshot.territories.push_back(row);
    const auto at = static_cast<Index>(snapshot.territories.size() - 1);
    snapshot.territory_of[code] = at;
    return at;
}

/// Keeps `parts` in order.
inline void part(Snapshot& snapshot, Index territory, Index part_of, double share = 1, Period period = {}) {
    const Snapshot::PartRow row{territory, part_of, share, period};
    const auto at =
        std::upper_bound(snapshot.parts.begin(), snapshot.parts.end(), territory,
                         [](Index value, const Snapshot::PartRow& p) { return value < p.territory; });
    snapshot.parts.insert(at, row);
}

inline Date day(int year, unsigned month = 1, unsigned of_month = 1) {
    return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(of_month);
}

}  // namespace tissu::test
