#include <algorithm>
#include <array>
#include <tuple>

#include <tissu/base/text.hpp>
#include <tissu/territory/lattice.hpp>

namespace tissu {
namespace {

enum class Match : unsigned char { exact, name, prefix, word, near, none };
constexpr std::array<std::string_view, 5> match_names{"exact", "name", "prefix", "word", "near"};

std::vector<std::string_view> words_of(std::string_view key) {
    std::vector<std::string_view> words;
    while (!key.empty()) {
        const std::size_t end = std::min(key.find(' '), key.size());
        if (end > 0) words.push_back(key.substr(0, end));
        key.remove_prefix(std::min(end + 1, key.size()));
    }
    return words;
}

/// Every word of the query is a word of the name; the last may be the beginning of one.
bool has_words(std::string_view key, std::span<const std::string_view> query) {
    const auto words = words_of(key);
    for (std::size_t i = 0; i < query.size(); ++i) {
        const bool last = i + 1 == query.size();
        const bool found = std::any_of(words.begin(), words.end(), [&](std::string_view word) {
            return last ? word.starts_with(query[i]) : word == query[i];
        });
        if (!found) return false;
    }
    return !query.empty();
}

struct Query {
    std::string code;  ///< folded
    std::string key;
    std::vector<std::string_view> words;
};

bool is_code(std::string_view code, const Query& query) {
    const std::string text = folded(code);
    return text == query.code || std::string_view(text).substr(text.find(':') + 1) == query.code;
}

Match match_name(std::string_view name, const Query& query) {
    if (query.key.empty()) return Match::none;
    const std::string key = name_key(name);
    if (key == query.key) return Match::name;
    if (key.starts_with(query.key)) return Match::prefix;
    return has_words(key, query.words) ? Match::word : Match::none;
}

Match match(const Snapshot::TerritoryRow& territory, const Query& query) {
    if (is_code(territory.code, query)) return Match::exact;
    for (const std::string& identifier : territory.identifiers)
        if (is_code(identifier, query)) return Match::exact;
    Match best = match_name(territory.name, query);
    for (const std::string& alias : territory.aliases) best = std::min(best, match_name(alias, query));
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
            if (names[row] == name && std::none_of(found.begin(), found.end(), [&](auto& f) { return f.row == row; }))
                found.push_back({Match::near, row});
    return found;
}

std::vector<Found> matches(const Snapshot& snapshot, const Query& query) {
    std::vector<Found> found;
    for (Index row = 0; row < snapshot.territories.size(); ++row)
        if (const Match how = match(snapshot.territories[row], query); how != Match::none) found.push_back({how, row});
    const auto rank = [&](const Found& f) {
        const double population = snapshot.territories[f.row].population;
        return std::tuple(f.match, population > 0 ? -population : 0.0, f.row);
    };
    std::sort(found.begin(), found.end(), [&](const Found& a, const Found& b) { return rank(a) < rank(b); });
    return found;
}

}  // namespace

Table find_territory(const Snapshot& snapshot, std::string_view text, std::size_t limit) {
    Query query{folded(text), name_key(text), {}};
    query.words = words_of(query.key);
    std::vector<Found> found;
    if (!query.code.empty()) found = matches(snapshot, query);
    if (found.empty() && !query.key.empty()) found = near_names(snapshot, text, limit);
    found.resize(std::min(found.size(), limit));
    Strings ids, names, kinds, how;
    std::vector<double> population;
    for (const Found& f : found) {
        const auto& territory = snapshot.territories[f.row];
        ids.push_back(territory.code);
        names.push_back(territory.name);
        kinds.push_back(snapshot.word(territory.kind));
        how.push_back(match_names[static_cast<std::size_t>(f.match)]);
        population.push_back(territory.population);
    }
    return Table({Column("id", "id", std::move(ids)), Column("name", "", std::move(names)),
                  Column("kind", "", std::move(kinds)), Column("population", "inhabitants", std::move(population)),
                  Column("match", "", std::move(how))},
                 "territories that match \"" + shortened(text) + "\"");
}

}  // namespace tissu
