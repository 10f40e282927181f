#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tissu/model/listing.hpp>

namespace tissu {
namespace {

/// The name of what has this code; nothing: none has.
std::optional<std::string_view> name_of_code(const Snapshot& snapshot, const std::string& code) {
    if (const auto row = snapshot.territory_of.find(code); row != snapshot.territory_of.end())
        return snapshot.territories[row->second].name;
    if (const auto row = snapshot.actor_of.find(code); row != snapshot.actor_of.end()) return snapshot.actors[row->second].name;
    if (const auto row = snapshot.activity_of.find(code); row != snapshot.activity_of.end())
        return snapshot.activities[row->second].title;
    const auto row = snapshot.theme_of.find(code);
    if (row == snapshot.theme_of.end()) return std::nullopt;
    return snapshot.themes[row->second].label_fr;
}

/// The names of a column; nothing: it has no id that the snapshot knows.
std::optional<Strings> names_of(const Snapshot& snapshot, const Column& column) {
    if (column.type() != ColumnType::text) return std::nullopt;
    Strings names;
    bool any = false;
    std::string code;
    for (std::size_t i = 0; i < column.size(); ++i) {
        code = column.text()[i];
        const auto name = code.empty() ? std::nullopt : name_of_code(snapshot, code);
        any = any || name;
        names.push_back(name.value_or(std::string_view()));
    }
    return any ? std::optional(std::move(names)) : std::nullopt;
}

}  // namespace

Table with_names(const Table& table, const Snapshot& snapshot) {
    std::vector<Column> columns;
    for (const Column& column : table.columns()) {
        columns.push_back(column);
        const std::string name = column.name() + "_name";
        if (table.has(name)) continue;
        if (auto names = names_of(snapshot, column)) columns.emplace_back(name, "", std::move(*names));
    }
    return Table(std::move(columns), table.note());
}

}  // namespace tissu
