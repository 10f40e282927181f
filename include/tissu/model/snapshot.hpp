#pragma once
/// \file
/// Everything a store holds at one revision, in memory and by row: what networks, catalogues and
/// territory questions are computed from. It knows neither SQL nor files.

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <tissu/base/date.hpp>
#include <tissu/base/id.hpp>
#include <tissu/model/batch.hpp>

namespace tissu {

enum class ActivityKind : unsigned char { partnership, event, resource };

/// How an actor takes part in an activity; the record it was read from.
enum class MemberKind : unsigned char { partner, organiser, participant, creator };

/// Rows are in order of id, links in order of their first column. Never changes; any number of readers.
/// Words that repeat (roles, types, statuses, source names) are rows of `words`; row 0 is the empty word.
struct Snapshot {
    struct TerritoryRow {
        Id<Territory> id;
        std::string code, name;
        Index kind = 0;  ///< word: the scheme of the code
        double population = missing, lon = missing, lat = missing;
        Period valid;
        std::vector<std::string> identifiers, aliases;
        Index source = 0;  ///< row of `sources`
    };
    struct PartRow {
        Index territory, part_of;
        double share = 1;  ///< missing in the record: whole
        Period period;
    };
    struct SuccessionRow {
        Index from, to;
        Date date;
        Index kind = 0;  ///< word
        double share = missing;
        std::string name_before, name_after;
    };
    struct OutlineRow {
        Index territory;
        Index geography = 0;   ///< word
        std::string geometry;  ///< WKT
    };
    struct ThemeRow {
        Id<Theme> id;
        std::string code, label_fr, label_en, definition_fr, definition_en;
        Index scheme = 0;  ///< word
        std::vector<std::string> alt_labels;
        std::vector<std::string> exact_match, close_match;  ///< codes, which need not be in the store
        std::vector<Index> broader;
    };
    struct ActorRow {
        Id<Actor> id;
        std::string code, name;
        Index kind = 0, type = 0, field = 0;  ///< words
        std::vector<std::string> aliases, identifiers;
        Index territory = no_index;
        Period period;
        double lon = missing, lat = missing;
        Index source = 0;
    };
    struct AffiliationRow {
        Index actor, in;
        Index role = 0;  ///< word
        Period period;
    };
    struct ActivityRow {
        std::int64_t id = 0;  ///< one sequence for the three kinds
        ActivityKind kind{};
        std::string code, title, description, text, url;
        Index type = 0, mode = 0, mission = 0, currency = 0, language = 0, access = 0;  ///< words
        Period period;          ///< of a resource: the day, month or year it was issued
        double amount = missing, half_days = missing, capacity = missing;
        Index parent = no_index;  ///< of a resource: the event it issued from
        Index source = 0;
    };
    struct MemberRow {
        Index activity, actor;
        MemberKind kind{};
        Index role = 0, status = 0, category = 0, mode = 0;  ///< words
        Index territory = no_index, on_behalf_of = no_index;
        double amount = missing;
        Period period;
    };
    struct Link {
        Index from, to;
    };
    struct UseRow {
        Index resource, actor = no_index;  ///< `resource` is a row of `activities`
        Period date;
        double count = 1;
        Index kind = 0;  ///< word
    };
    struct NeedRow {
        std::string code, text;
        Index theme = no_index, territory = no_index, actor = no_index;
        Period date;
        Index wave = 0;  ///< word
    };
    struct SourceRow {
        std::string name, kind;
    };

    std::int64_t revision = 0;
    std::vector<std::string> words{std::string()};
    std::vector<SourceRow> sources{SourceRow()};
    std::vector<TerritoryRow> territories;
    std::vector<PartRow> parts;            ///< by territory
    std::vector<SuccessionRow> successions;
    std::vector<OutlineRow> outlines;      ///< by territory
    std::vector<ThemeRow> themes;
    std::vector<ActorRow> actors;
    std::vector<AffiliationRow> affiliations;
    std::vector<ActivityRow> activities;
    std::vector<MemberRow> members;               ///< by activity
    std::vector<Link> activity_territories;       ///< by activity: where it is carried out
    std::vector<Link> activity_themes;            ///< by activity
    std::vector<Link> actor_themes;               ///< by actor: what it says it works on
    std::vector<UseRow> uses;
    std::vector<NeedRow> needs;

    /// Rows by code; territories and actors also by their identifiers (a code of their own wins).
    std::unordered_map<std::string, Index> territory_of, theme_of, actor_of, activity_of;

    [[nodiscard]] const std::string& word(Index row) const { return words[row]; }
};

/// The rows of `links` (sorted by the member `first`) whose `first` is `row`.
template <class Row>
[[nodiscard]] std::span<const Row> rows_of(const std::vector<Row>& links, Index Row::*first, Index row) {
    const auto begin = std::lower_bound(links.begin(), links.end(), row,
                                        [first](const Row& link, Index value) { return link.*first < value; });
    auto end = begin;
    while (end != links.end() && (*end).*first == row) ++end;
    return {begin, end};
}

}  // namespace tissu
