#include <tissu/model/listing.hpp>

#include <algorithm>
#include <array>
#include <functional>

#include <tissu/base/name_match.hpp>
#include <tissu/base/text.hpp>

namespace tissu {
namespace {

std::int64_t days_of(const std::optional<Date>& date) { return date ? date->time_since_epoch().count() : no_date; }

/// Text columns by name, filled row by row.
class TextColumns {
public:
    explicit TextColumns(std::initializer_list<const char*> names) : names_(names), values_(names_.size()) {}

    void add(std::initializer_list<std::string_view> row) {
        std::size_t i = 0;
        for (std::string_view value : row) values_[i++].push_back(value);
    }
    Column take(std::size_t i, const char* unit = "") { return {names_[i], unit, std::move(values_[i])}; }

private:
    std::vector<const char*> names_;
    std::vector<Strings> values_;
};

void add_joined(std::string& text, std::string_view item) {
    if (!text.empty()) text += '|';
    text += item;
}

/// The codes that `links` give for one activity, joined.
template <class Rows>
std::string joined(const std::vector<Snapshot::Link>& links, Index activity, const Rows& rows) {
    std::string text;
    for (const auto& link : rows_of(links, &Snapshot::Link::from, activity)) add_joined(text, rows[link.to].code);
    return text;
}

const char* word_of(ActivityKind kind) {
    static constexpr std::array<const char*, 3> words{"partnership", "event", "resource"};
    return words[static_cast<std::size_t>(kind)];
}

struct Found {
    Match match;
    Index row;
};

/// One record that can be found: its code and all its names.
struct Named {
    Index row;
    std::string_view code, name;
    const std::vector<std::string>* identifiers;
    const std::vector<std::string>* aliases;
};

Match match(const Named& record, const NameQuery& query) {
    Match best = std::min(query.match_code(record.code), query.match_name(record.name));
    if (record.identifiers)
        for (const auto& identifier : *record.identifiers) best = std::min(best, query.match_code(identifier));
    if (record.aliases)
        for (const auto& alias : *record.aliases) best = std::min(best, query.match_name(alias));
    return best;
}

void add_near(std::vector<Found>& found, const std::vector<Named>& records, std::string_view text, std::size_t limit) {
    std::vector<std::string> names;
    for (const auto& record : records) names.emplace_back(record.name);
    for (const auto& name : near_matches(text, names, limit)) {
        const auto at = std::find(names.begin(), names.end(), name);
        found.push_back({Match::near, records[static_cast<std::size_t>(at - names.begin())].row});
        *at = "\n";  // the next of that name, if it comes again
    }
}

std::vector<Found> find(const std::vector<Named>& records, std::string_view text, std::size_t limit) {
    const NameQuery query(text);
    std::vector<Found> found;
    if (query.empty()) return found;
    for (const auto& record : records)
        if (const Match how = match(record, query); how != Match::none) found.push_back({how, record.row});
    if (found.empty()) add_near(found, records, text, limit);
    std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.match < b.match; });
    found.resize(std::min(found.size(), limit));
    return found;
}

}  // namespace

Table list_territories(const Snapshot& snapshot, std::string_view kind, std::optional<Date> at) {
    TextColumns text({"id", "name", "kind", "source", "source_kind"});
    std::vector<double> population, lon, lat;
    std::vector<std::int64_t> from, to;
    for (const auto& row : snapshot.territories) {
        if ((!kind.empty() && snapshot.word(row.kind) != kind) || (at && !row.valid.contains(*at))) continue;
        const auto& source = snapshot.sources[row.source];
        text.add({row.code, row.name, snapshot.word(row.kind), source.name, source.kind});
        population.push_back(row.population);
        lon.push_back(row.lon);
        lat.push_back(row.lat);
        from.push_back(days_of(row.valid.from));
        to.push_back(days_of(row.valid.until));
    }
    return Table({text.take(0, "id"), text.take(1), text.take(2), {"population", "inhabitants", std::move(population)},
                  {"lon", "degrees", std::move(lon)}, {"lat", "degrees", std::move(lat)},
                  Column::dates("valid_from", std::move(from)), Column::dates("valid_to", std::move(to)), text.take(3),
                  text.take(4)},
                 "territories of the store, in order of their coming in");
}

Table list_themes(const Snapshot& snapshot, std::string_view scheme) {
    TextColumns text({"id", "label_fr", "label_en", "scheme", "broader"});
    for (const auto& row : snapshot.themes) {
        if (!scheme.empty() && snapshot.word(row.scheme) != scheme) continue;
        std::string broader;
        for (Index above : row.broader) add_joined(broader, snapshot.themes[above].code);
        text.add({row.code, row.label_fr, row.label_en, snapshot.word(row.scheme), broader});
    }
    return Table({text.take(0, "id"), text.take(1), text.take(2), text.take(3), text.take(4)},
                 "concepts of the store, scheme by scheme");
}

Table list_actors(const Snapshot& snapshot, std::string_view kind) {
    TextColumns text({"id", "name", "kind", "type", "territory", "source", "source_kind"});
    std::vector<double> lon, lat;
    for (const auto& row : snapshot.actors) {
        if (!kind.empty() && snapshot.word(row.kind) != kind) continue;
        const auto& source = snapshot.sources[row.source];
        const std::string_view seat = row.territory == no_index ? std::string_view() : snapshot.territories[row.territory].code;
        text.add({row.code, row.name, snapshot.word(row.kind), snapshot.word(row.type), seat, source.name, source.kind});
        lon.push_back(row.lon);
        lat.push_back(row.lat);
    }
    return Table({text.take(0, "id"), text.take(1), text.take(2), text.take(3), text.take(4),
                  {"lon", "degrees", std::move(lon)}, {"lat", "degrees", std::move(lat)}, text.take(5), text.take(6)},
                 "actors of the store, in order of their coming in");
}

Table list_activities(const Snapshot& snapshot, ActivityKind kind, std::string_view type) {
    TextColumns text({"id", "title", "type", "themes", "territories", "source", "source_kind"});
    std::vector<std::int64_t> from, until, members;
    std::vector<double> amount;
    for (Index i = 0; i < snapshot.activities.size(); ++i) {
        const auto& row = snapshot.activities[i];
        if (row.kind != kind || (!type.empty() && snapshot.word(row.type) != type)) continue;
        const auto& source = snapshot.sources[row.source];
        text.add({row.code, row.title, snapshot.word(row.type), joined(snapshot.activity_themes, i, snapshot.themes),
                  joined(snapshot.activity_territories, i, snapshot.territories), source.name, source.kind});
        from.push_back(days_of(row.period.from));
        until.push_back(days_of(row.period.until));
        members.push_back(static_cast<std::int64_t>(rows_of(snapshot.members, &Snapshot::MemberRow::activity, i).size()));
        amount.push_back(row.amount);
    }
    return Table({text.take(0, "id"), text.take(1), text.take(2), Column::dates("from", std::move(from)),
                  Column::dates("until", std::move(until)), text.take(3), text.take(4),
                  {"members", "1", std::move(members)}, {"amount", "currency", std::move(amount)}, text.take(5), text.take(6)},
                 std::string(word_of(kind)) + "s of the store, in order of their coming in; until is the first day outside");
}

Table find_actor(const Snapshot& snapshot, std::string_view text, std::size_t limit) {
    std::vector<Named> records;
    for (Index i = 0; i < snapshot.actors.size(); ++i) {
        const auto& row = snapshot.actors[i];
        records.push_back({i, row.code, row.name, &row.identifiers, &row.aliases});
    }
    TextColumns columns({"id", "name", "kind", "match"});
    for (const Found& found : find(records, text, limit)) {
        const auto& row = snapshot.actors[found.row];
        columns.add({row.code, row.name, snapshot.word(row.kind), name_of(found.match)});
    }
    return Table({columns.take(0, "id"), columns.take(1), columns.take(2), columns.take(3)},
                 "actors that match \"" + shortened(text) + "\"");
}

Table find_activity(const Snapshot& snapshot, ActivityKind kind, std::string_view text, std::size_t limit) {
    std::vector<Named> records;
    for (Index i = 0; i < snapshot.activities.size(); ++i)
        if (snapshot.activities[i].kind == kind)
            records.push_back({i, snapshot.activities[i].code, snapshot.activities[i].title, nullptr, nullptr});
    TextColumns columns({"id", "name", "kind", "match"});
    for (const Found& found : find(records, text, limit)) {
        const auto& row = snapshot.activities[found.row];
        columns.add({row.code, row.title, word_of(kind), name_of(found.match)});
    }
    return Table({columns.take(0, "id"), columns.take(1), columns.take(2), columns.take(3)},
                 std::string(word_of(kind)) + "s that match \"" + shortened(text) + "\"");
}

}  // namespace tissu
