#pragma once
// Small snapshots written by hand: records by code, links by row.

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <tissu/catalogue/catalogue.hpp>

namespace small {

using tissu::ActivityKind;
using tissu::Index;
using tissu::MemberKind;
using tissu::no_index;
using tissu::Snapshot;

class Base {
public:
    Index word(const std::string& text) {
        const auto at = std::find(s.words.begin(), s.words.end(), text);
        if (at != s.words.end()) return static_cast<Index>(at - s.words.begin());
        s.words.push_back(text);
        return static_cast<Index>(s.words.size() - 1);
    }

    Index territory(const std::string& code, const std::string& name, const std::vector<Index>& in = {},
                    double share = 1) {
        Snapshot::TerritoryRow row;
        row.code = code;
        row.name = name;
        row.kind = word(code.substr(0, code.find(':')));
        s.territories.push_back(row);
        const auto index = static_cast<Index>(s.territories.size() - 1);
        s.territory_of[code] = index;
        for (const Index wider : in) s.parts.push_back({index, wider, share, {}});
        return index;
    }

    Index theme(const std::string& code, const std::string& fr, const std::string& en = {},
                const std::vector<Index>& broader = {}, const std::vector<std::string>& alt = {}) {
        Snapshot::ThemeRow row;
        row.code = code;
        row.label_fr = fr;
        row.label_en = en;
        row.scheme = word(code.substr(0, code.find(':')));
        row.alt_labels = alt;
        row.broader = broader;
        s.themes.push_back(row);
        s.theme_of[code] = static_cast<Index>(s.themes.size() - 1);
        return s.theme_of[code];
    }

    Index actor(const std::string& code, const std::string& name, Index territory = no_index,
                const std::string& type = {}) {
        Snapshot::ActorRow row;
        row.code = code;
        row.name = name;
        row.kind = word("organisation");
        row.type = word(type);
        row.territory = territory;
        s.actors.push_back(row);
        s.actor_of[code] = static_cast<Index>(s.actors.size() - 1);
        return s.actor_of[code];
    }

    Index activity(ActivityKind kind, const std::string& code, const std::string& title,
                   const std::vector<Index>& themes = {}, const std::vector<Index>& territories = {},
                   const std::string& description = {}, const std::string& language = {}) {
        Snapshot::ActivityRow row;
        row.kind = kind;
        row.code = code;
        row.title = title;
        row.description = description;
        row.language = word(language);
        s.activities.push_back(row);
        const auto index = static_cast<Index>(s.activities.size() - 1);
        s.activity_of[code] = index;
        for (const Index theme : themes) s.activity_themes.push_back({index, theme});
        for (const Index place : territories) s.activity_territories.push_back({index, place});
        return index;
    }

    Index resource(const std::string& code, const std::string& title, const std::vector<Index>& themes = {},
                   const std::vector<Index>& territories = {}, const std::string& description = {}) {
        return activity(ActivityKind::resource, code, title, themes, territories, description);
    }

    void member(Index activity, Index actor, MemberKind kind = MemberKind::partner,
                const std::string& status = {}) {
        Snapshot::MemberRow row;
        row.activity = activity;
        row.actor = actor;
        row.kind = kind;
        row.status = word(status);
        s.members.push_back(row);
    }

    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() {
        std::stable_sort(s.members.begin(), s.members.end(),
                         [](const auto& a, const auto& b) { return a.activity < b.activity; });
        return std::make_shared<const Snapshot>(s);
    }

    [[nodiscard]] tissu::Catalogue catalogue() { return tissu::Catalogue(snapshot()); }

    Snapshot s;
};

inline std::vector<std::string> column(const tissu::Table& table, const char* name) {
    std::vector<std::string> values;
    for (std::size_t row = 0; row < table.rows(); ++row) values.emplace_back(table.column(name).text()[row]);
    return values;
}

}  // namespace small
