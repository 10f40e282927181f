#pragma once
/// \file
/// The SQL of each record type: the order of columns is the order of `fields`, so that readers and writers are generic.

#include <string_view>
#include <type_traits>

#include <tissu/model/batch.hpp>

#include <store/sqlite.hpp>

namespace tissu::sql {

/// The tables that give their records ids and names.
enum class Target : unsigned char { territory, theme, actor, activity, need };
inline constexpr std::size_t target_count = 5;

/// Where the codes of a reference are found. `refers` is the name of a table of the data package, not "any".
[[nodiscard]] constexpr Target target_of(std::string_view refers) {
    if (refers == Territory::table) return Target::territory;
    if (refers == Theme::table) return Target::theme;
    if (refers == Actor::table) return Target::actor;
    if (refers == Need::table) return Target::need;
    return Target::activity;
}

/// The word in activity.kind for a table of the data package; empty for all others.
[[nodiscard]] constexpr std::string_view activity_word(std::string_view table) {
    if (table == Partnership::table) return "partnership";
    if (table == Event::table) return "event";
    if (table == Resource::table) return "resource";
    return {};
}

/// insert, update: all columns, then the id. find: the key fields. load: by id. all: all columns, then the id.
struct TableSql {
    Text insert, update, find, load, all;
};

/// insert: owner, item, position. erase: owner. load: items by owner. all: owner and item.
struct ListSql {
    Text insert, erase, load, all;
};

// clang-format off
#define TISSU_MARKS_4 "?, ?, ?, ?"
#define TISSU_MARKS_8 TISSU_MARKS_4 ", " TISSU_MARKS_4
#define TISSU_FACT "attributes, source_id, file_id, line"

/// `marks`: one ? per column of `columns` and TISSU_FACT. `more`, `value`: a column that the table's kind fixes.
#define TISSU_TABLE(table, columns, marks, more, value, key, where)                                            \
    TableSql {                                                                                                 \
        "INSERT INTO " table " (" columns ", " TISSU_FACT ", id" more ") VALUES (" marks ", ?" value ")",       \
        "UPDATE " table " SET (" columns ", " TISSU_FACT ") = (" marks ") WHERE id = ?",                        \
        "SELECT id FROM " table " WHERE " key,                                                                  \
        "SELECT " columns ", " TISSU_FACT " FROM " table " WHERE id = ?",                                       \
        "SELECT " columns ", " TISSU_FACT ", id FROM " table " " where " ORDER BY id"                           \
    }
#define TISSU_ACTIVITY_LIST(table, item)                                                                       \
    ListSql {                                                                                                  \
        "INSERT INTO " table " (activity_id, " item ", position) VALUES (?1, ?2, ?3)",                          \
        "DELETE FROM " table " WHERE activity_id = ?1",                                                         \
        "SELECT " item " FROM " table " WHERE activity_id = ?1 ORDER BY position",                              \
        "SELECT activity_id, " item " FROM " table " ORDER BY activity_id, position"                            \
    }
#define TISSU_MEMBER_LIST(member)                                                                              \
    ListSql {                                                                                                  \
        "INSERT INTO activity_actor (activity_id, actor_id, position, member, source_id, file_id, line) "       \
        "SELECT ?1, ?2, ?3, '" member "', source_id, file_id, line FROM activity WHERE id = ?1",                \
        "DELETE FROM activity_actor WHERE activity_id = ?1 AND member = '" member "'",                          \
        "SELECT actor_id FROM activity_actor WHERE activity_id = ?1 AND member = '" member "' "                 \
        "ORDER BY position",                                                                                    \
        "SELECT activity_id, actor_id FROM activity_actor WHERE member = '" member "' "                         \
        "ORDER BY activity_id, position"                                                                        \
    }
// clang-format on

template <Record R>
inline constexpr TableSql table_sql{};

template <>
inline constexpr TableSql table_sql<Territory> =
    TISSU_TABLE("territory", "code, name, population, lon, lat, valid_from, valid_to, identifiers, aliases",
                TISSU_MARKS_8 ", ?, " TISSU_MARKS_4, "", "", "code = ?", "");

template <>
inline constexpr TableSql table_sql<Part> = TISSU_TABLE(
    "territory_part", "territory_id, part_of_id, share, since, until", TISSU_MARKS_8 ", ?", "", "",
    "territory_id = ? AND part_of_id = ? AND ifnull(since, '') = ifnull(?, '') AND position IS NULL",
    "WHERE position IS NULL");

template <>
inline constexpr TableSql table_sql<Succession> =
    TISSU_TABLE("succession", "from_id, to_id, date, kind, share", TISSU_MARKS_8 ", ?", "", "",
                "from_id = ? AND to_id = ? AND date = ? AND ifnull(kind, '') = ifnull(?, '')", "");

template <>
inline constexpr TableSql table_sql<Outline> =
    TISSU_TABLE("outline", "territory_id, geography, geometry", TISSU_MARKS_4 ", ?, ?, ?", "", "",
                "territory_id = ? AND ifnull(geography, '') = ifnull(?, '')", "");

template <>
inline constexpr TableSql table_sql<Theme> = TISSU_TABLE(
    "theme", "code, label_fr, label_en, exact_match, close_match, alt_labels, definition_fr, definition_en",
    TISSU_MARKS_8 ", " TISSU_MARKS_4, "", "", "code = ?",
    "WHERE file_id NOT IN (SELECT file.id FROM file JOIN batch ON batch.id = file.batch_id WHERE batch.revision = 0)");

template <>
inline constexpr TableSql table_sql<Actor> = TISSU_TABLE(
    "actor", "code, kind, name, type, aliases, territory_id, field, since, until, lon, lat, identifiers",
    TISSU_MARKS_8 ", " TISSU_MARKS_8, "", "", "code = ?", "");

template <>
inline constexpr TableSql table_sql<Affiliation> =
    TISSU_TABLE("affiliation", "actor_id, in_id, role, since, until", TISSU_MARKS_8 ", ?", "", "",
                "actor_id = ? AND in_id = ? AND ifnull(role, '') = ifnull(?, '') AND ifnull(since, '') = ifnull(?, '')",
                "");

template <>
inline constexpr TableSql table_sql<Partnership> = TISSU_TABLE(
    "activity", "code, title, type, description, since, until, signed, amount, currency, parent_id",
    TISSU_MARKS_8 ", ?, ?, " TISSU_MARKS_4, ", kind", ", 'partnership'", "code = ?", "WHERE kind = 'partnership'");

template <>
inline constexpr TableSql table_sql<Partner> = TISSU_TABLE(
    "activity_actor", "activity_id, actor_id, role, amount, since, until, territory_id",
    TISSU_MARKS_8 ", ?, ?, ?", ", member", ", 'partner'",
    "activity_id = ? AND actor_id = ? AND member = 'partner' AND ifnull(role, '') = ifnull(?, '') "
    "AND ifnull(status, '') = '' AND ifnull(since, '') = ifnull(?, '')",
    "WHERE member = 'partner'");

template <>
inline constexpr TableSql table_sql<Event> = TISSU_TABLE(
    "activity", "code, title, type, description, since, until, half_days, mode, parent_id, mission, capacity",
    TISSU_MARKS_8 ", ?, ?, ?, " TISSU_MARKS_4, ", kind", ", 'event'", "code = ?", "WHERE kind = 'event'");

template <>
inline constexpr TableSql table_sql<Participation> = TISSU_TABLE(
    "activity_actor", "activity_id, actor_id, status, category, on_behalf_of_id, mode, since",
    TISSU_MARKS_8 ", ?, ?, ?", ", member", ", 'participant'",
    "activity_id = ? AND actor_id = ? AND member = 'participant' AND ifnull(role, '') = '' "
    "AND ifnull(status, '') = ifnull(?, '') AND ifnull(since, '') = ifnull(?, '')",
    "WHERE member = 'participant'");

template <>
inline constexpr TableSql table_sql<Resource> = TISSU_TABLE(
    "activity", "code, title, type, description, text, since, language, access, url, parent_id, identifiers",
    TISSU_MARKS_8 ", ?, ?, ?, " TISSU_MARKS_4, ", kind", ", 'resource'", "code = ?", "WHERE kind = 'resource'");

template <>
inline constexpr TableSql table_sql<Use> = TISSU_TABLE(
    "resource_use", "resource_id, actor_id, date, count, kind", TISSU_MARKS_8 ", ?", "", "",
    "resource_id = ? AND ifnull(actor_id, 0) = ifnull(?, 0) AND ifnull(date, '') = ifnull(?, '') "
    "AND ifnull(kind, '') = ifnull(?, '')",
    "");

template <>
inline constexpr TableSql table_sql<Need> =
    TISSU_TABLE("need", "code, theme_id, territory_id, actor_id, date, wave, text", TISSU_MARKS_8 ", ?, ?, ?", "", "",
                "code = ?", "");

template <>
inline constexpr TableSql table_sql<Feedback> =
    TISSU_TABLE("feedback", "activity_id, actor_id, score, comment, consent", TISSU_MARKS_8 ", ?", "", "",
                "activity_id = ? AND actor_id = ?", "");

template <>
inline constexpr TableSql table_sql<Observation> = TISSU_TABLE(
    "observation", "indicator, period, value, territory_id, theme_id, actor_id, activity_id, need_id, channel",
    TISSU_MARKS_8 ", ?, " TISSU_MARKS_4, "", "",
    "indicator = ? AND period = ? AND ifnull(territory_id, 0) = ifnull(?, 0) AND ifnull(theme_id, 0) = ifnull(?, 0) "
    "AND ifnull(actor_id, 0) = ifnull(?, 0) AND ifnull(activity_id, 0) = ifnull(?, 0) "
    "AND ifnull(need_id, 0) = ifnull(?, 0) AND ifnull(channel, '') = ifnull(?, '')",
    "");

/// Anonymous feedback: the row number ?6 (from 0) of those with equal content.
inline constexpr Text find_anonymous_feedback =
    "SELECT id FROM feedback WHERE activity_id = ?1 AND actor_id IS NULL AND score IS ?2 AND comment IS ?3 "
    "AND consent IS ?4 AND attributes IS ?5 ORDER BY id LIMIT 1 OFFSET ?6";

/// The lists of references of a record, by the name of their field.
template <Record R>
[[nodiscard]] constexpr ListSql list_sql(std::string_view field) {
    if constexpr (std::is_same_v<R, Actor>)
        return {"INSERT INTO actor_theme (actor_id, theme_id, position) VALUES (?1, ?2, ?3)",
                "DELETE FROM actor_theme WHERE actor_id = ?1",
                "SELECT theme_id FROM actor_theme WHERE actor_id = ?1 ORDER BY position, id",
                "SELECT actor_id, theme_id FROM actor_theme ORDER BY actor_id, position, id"};
    if (field == "parts_of")
        return {"INSERT INTO territory_part (territory_id, part_of_id, position, source_id, file_id, line) "
                "SELECT ?1, ?2, ?3, source_id, file_id, line FROM territory WHERE id = ?1",
                "DELETE FROM territory_part WHERE territory_id = ?1 AND position IS NOT NULL",
                "SELECT part_of_id FROM territory_part WHERE territory_id = ?1 AND position IS NOT NULL ORDER BY position",
                "SELECT territory_id, part_of_id FROM territory_part WHERE position IS NOT NULL "
                "ORDER BY territory_id, position"};
    if (field == "broader")
        return {"INSERT INTO theme_broader (theme_id, broader_id, position) VALUES (?1, ?2, ?3)",
                "DELETE FROM theme_broader WHERE theme_id = ?1",
                "SELECT broader_id FROM theme_broader WHERE theme_id = ?1 ORDER BY position",
                "SELECT theme_id, broader_id FROM theme_broader ORDER BY theme_id, position"};
    if (field == "themes") return TISSU_ACTIVITY_LIST("activity_theme", "theme_id");
    if (field == "territories") return TISSU_ACTIVITY_LIST("activity_territory", "territory_id");
    if (field == "organisers") return TISSU_MEMBER_LIST("organiser");
    return TISSU_MEMBER_LIST("creator");
}

#undef TISSU_MARKS_4
#undef TISSU_MARKS_8
#undef TISSU_FACT
#undef TISSU_TABLE
#undef TISSU_ACTIVITY_LIST
#undef TISSU_MEMBER_LIST

/// True for records that have an id of their own.
template <Record R>
inline constexpr bool is_named = requires(R record) { record.id; };

}  // namespace tissu::sql
