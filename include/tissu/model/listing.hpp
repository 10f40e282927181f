#pragma once
/// \file
/// The records of a snapshot as tables, and records found by name.

#include <optional>
#include <string_view>

#include <tissu/base/table.hpp>
#include <tissu/model/snapshot.hpp>

namespace tissu {

/// Columns id, name, kind, population, lon, lat, valid_from, valid_to, source, source_kind.
/// `kind` empty: all; `at`: only those that exist on that day. O(territories).
[[nodiscard]] Table list_territories(const Snapshot& snapshot, std::string_view kind = {},
                                     std::optional<Date> at = std::nullopt);

/// Columns id, label_fr, label_en, scheme, broader (codes joined by "|"). `scheme` empty: all.
[[nodiscard]] Table list_themes(const Snapshot& snapshot, std::string_view scheme = {});

/// Columns id, name, kind, type, territory, lon, lat, source, source_kind. `kind` empty: all.
[[nodiscard]] Table list_actors(const Snapshot& snapshot, std::string_view kind = {});

/// Columns id, title, type, from, until, themes, territories (codes joined by "|"), members, amount,
/// source, source_kind. `type` empty: all.
[[nodiscard]] Table list_activities(const Snapshot& snapshot, ActivityKind kind, std::string_view type = {});

/// The table with a column `<column>_name` after each column of ids: a column of text of which at least one value is a code
/// or an identifier of the snapshot. Names of territories and actors, French labels of concepts, titles of activities;
/// empty for what is not known. A column `<column>_name` that is there already stays as it is. O(cells).
[[nodiscard]] Table with_names(const Table& table, const Snapshot& snapshot);

/// Records found by name or code.
/// Columns id, name, kind (of an activity: partnership, event or resource), match: code, name, prefix,
/// word or near, best first; ties by row. O(records).
[[nodiscard]] Table find_actor(const Snapshot& snapshot, std::string_view text, std::size_t limit = 10);
[[nodiscard]] Table find_activity(const Snapshot& snapshot, ActivityKind kind, std::string_view text,
                                  std::size_t limit = 10);

}  // namespace tissu
