#include "catalogue/facets.hpp"

#include <algorithm>
#include <chrono>

namespace tissu::catalogue {

namespace {

struct Count {
    std::string id, label, level;
    std::int64_t count = 0;
};

/// Most frequent first, ties by id. `level` names a fourth column, if there is one.
Table table_of(std::vector<Count> counts, const char* what, const char* level = nullptr) {
    std::erase_if(counts, [](const Count& count) { return count.count == 0; });
    std::sort(counts.begin(), counts.end(), [](const Count& a, const Count& b) {
        return a.count != b.count ? a.count > b.count : a.id < b.id;
    });
    Strings ids, labels, levels;
    std::vector<std::int64_t> numbers;
    for (const Count& count : counts) {
        ids.push_back(count.id);
        labels.push_back(count.label);
        levels.push_back(count.level);
        numbers.push_back(count.count);
    }
    std::vector<Column> columns{Column("id", "id", std::move(ids)), Column("label", "", std::move(labels)),
                                Column("count", "items", std::move(numbers))};
    if (level) columns.emplace_back(level, "", std::move(levels));
    return Table(std::move(columns), std::string("items found by ") + what);
}

/// For each target, the items that have it or one that lies below it; each item once.
std::vector<std::int64_t> rolled_up(const Csr& links, const Csr& above, std::span<const Scored> found) {
    std::vector<std::int64_t> count(above.rows(), 0);
    std::vector<Index> last(above.rows(), no_index);
    for (const Scored& hit : found)
        for (const Index target : links.targets(hit.item))
            for (const Index wider : above.targets(target)) {
                if (last[wider] == hit.item) continue;
                last[wider] = hit.item;
                ++count[wider];
            }
    return count;
}

Table by_theme(const Catalogue::Data& data, std::span<const Scored> found) {
    const auto& themes = data.snapshot->themes;
    const auto count = rolled_up(data.themes, data.broader, found);
    std::vector<Count> counts;
    for (Index row = 0; row < themes.size(); ++row) {
        if (count[row] == 0) continue;
        const auto& broader = themes[row].broader;
        counts.push_back({themes[row].code, themes[row].label_fr,
                          broader.empty() ? std::string() : themes[broader.front()].code, count[row]});
    }
    return table_of(std::move(counts), "theme, concepts below included", "broader");
}

Table by_territory(const Catalogue::Data& data, std::span<const Scored> found) {
    const auto& territories = data.snapshot->territories;
    const auto count = rolled_up(data.territories, data.wider, found);
    std::vector<Count> counts;
    for (Index row = 0; row < territories.size(); ++row)
        if (count[row] > 0)
            counts.push_back({territories[row].code, territories[row].name,
                              data.snapshot->word(territories[row].kind), count[row]});
    return table_of(std::move(counts), "territory, what lies below included", "kind");
}

Table by_kind(const Catalogue::Data& data, std::span<const Scored> found) {
    std::vector<Count> counts;
    for (const std::string_view kind : kind_names)
        counts.push_back({std::string(kind), std::string(kind), {}, 0});
    for (const Scored& hit : found) ++counts[kind_number(*data.snapshot, hit.item)].count;
    return table_of(std::move(counts), "kind");
}

Table by_type(const Catalogue::Data& data, std::span<const Scored> found) {
    const Snapshot& snapshot = *data.snapshot;
    std::vector<std::array<std::int64_t, 4>> count(snapshot.words.size());
    for (const Scored& hit : found) ++count[type_word(snapshot, hit.item)][kind_number(snapshot, hit.item)];
    std::map<std::string, Count> counts;
    for (Index word = 1; word < snapshot.words.size(); ++word)
        for (std::size_t kind = 0; kind < kind_names.size(); ++kind) {
            if (count[word][kind] == 0) continue;
            const Index theme = type_concept(snapshot, kind, snapshot.words[word]);
            const std::string& id = theme == no_index ? snapshot.words[word] : snapshot.themes[theme].code;
            const std::string& label = theme == no_index ? id : snapshot.themes[theme].label_fr;
            Count& entry = counts.try_emplace(id, Count{id, label, {}, 0}).first->second;
            entry.count += count[word][kind];
        }
    std::vector<Count> list;
    for (auto& [id, entry] : counts) list.push_back(std::move(entry));
    return table_of(std::move(list), "type");
}

/// The year in which an activity begins.
Table by_year(const Catalogue::Data& data, std::span<const Scored> found) {
    std::map<int, std::int64_t> count;
    for (const Scored& hit : found) {
        if (hit.item >= data.activities()) continue;
        const auto& from = data.snapshot->activities[hit.item].period.from;
        if (from) ++count[static_cast<int>(std::chrono::year_month_day(*from).year())];
    }
    std::vector<Count> counts;
    for (const auto& [year, items] : count)
        counts.push_back({std::to_string(year), std::to_string(year), {}, items});
    return table_of(std::move(counts), "the year they begin in");
}

}  // namespace

std::map<std::string, Table, std::less<>> facets_of(const Catalogue::Data& data,
                                                    std::span<const Scored> found) {
    std::map<std::string, Table, std::less<>> facets;
    facets.emplace("kind", by_kind(data, found));
    facets.emplace("type", by_type(data, found));
    facets.emplace("theme", by_theme(data, found));
    facets.emplace("territory", by_territory(data, found));
    facets.emplace("year", by_year(data, found));
    return facets;
}

}  // namespace tissu::catalogue
