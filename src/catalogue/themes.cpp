#include <tissu/catalogue/themes.hpp>

#include <algorithm>
#include <tuple>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>
#include <tissu/territory/lattice.hpp>

#include "catalogue/theme_labels.hpp"

namespace tissu {

using namespace catalogue;

namespace {

Match match_of(const Snapshot::ThemeRow& theme, const NameQuery& query) {
    Match best = query.match_code(theme.code);
    for (const std::string& label : labels_of(theme)) best = std::min(best, query.match_name(label));
    return best;
}

/// Steps to the widest concept, by the first broader one.
std::size_t depth_of(const Snapshot& snapshot, Index row) {
    std::size_t depth = 0;
    while (!snapshot.themes[row].broader.empty() && depth < snapshot.themes.size()) {
        row = snapshot.themes[row].broader.front();
        ++depth;
    }
    return depth;
}

std::string with_near(std::string message, const std::vector<std::pair<std::string, std::string>>& near) {
    for (std::size_t i = 0; i < near.size(); ++i)
        message += (i == 0 ? "; did you mean " : ", ") + near[i].first + " (" + near[i].second + ")";
    return message;
}

}  // namespace

namespace catalogue {

std::vector<std::string> labels_of(const Snapshot::ThemeRow& theme) {
    std::vector<std::string> labels{theme.label_fr, theme.label_en};
    labels.insert(labels.end(), theme.alt_labels.begin(), theme.alt_labels.end());
    return labels;
}

std::vector<FoundTheme> themes_matching(const Snapshot& snapshot, std::string_view text) {
    const NameQuery query(text);
    std::vector<FoundTheme> found;
    if (query.empty()) return found;
    for (Index row = 0; row < snapshot.themes.size(); ++row)
        if (const Match match = match_of(snapshot.themes[row], query); match != Match::none) found.push_back({match, row});
    const auto rank = [&](const FoundTheme& f) {
        return std::tuple(f.match, snapshot.word(snapshot.themes[f.row].scheme) != "theme", depth_of(snapshot, f.row), f.row);
    };
    std::sort(found.begin(), found.end(), [&](const FoundTheme& a, const FoundTheme& b) { return rank(a) < rank(b); });
    return found;
}

std::vector<Index> themes_spelt_alike(const Snapshot& snapshot, std::string_view text, std::size_t limit) {
    std::vector<std::string> labels;
    std::vector<Index> rows, found;
    for (Index row = 0; row < snapshot.themes.size(); ++row)
        for (std::string& label : labels_of(snapshot.themes[row])) {
            if (label.empty()) continue;
            labels.push_back(std::move(label));
            rows.push_back(row);
        }
    for (const std::string& near : near_matches(text, labels, limit)) {
        const auto at = std::find(labels.begin(), labels.end(), near) - labels.begin();
        const Index row = rows[static_cast<std::size_t>(at)];
        if (std::find(found.begin(), found.end(), row) == found.end()) found.push_back(row);
    }
    return found;
}

Index theme_of_code(const Snapshot& snapshot, std::string_view text) {
    if (const auto row = snapshot.theme_of.find(std::string(text)); row != snapshot.theme_of.end()) return row->second;
    if (text.find(':') == std::string_view::npos) return no_index;
    const NameQuery query(text);
    for (Index row = 0; row < snapshot.themes.size(); ++row)
        if (query.match_code(snapshot.themes[row].code) == Match::code) return row;
    return no_index;
}

ThemesMeant themes_meant(const Snapshot& snapshot) {
    ThemesMeant meant{std::vector<bool>(snapshot.themes.size()), std::vector<bool>(snapshot.themes.size())};
    std::vector<bool> schemes(snapshot.words.size());
    for (const auto* links : {&snapshot.activity_themes, &snapshot.actor_themes})
        for (const Snapshot::Link& link : *links) schemes[snapshot.themes[link.to].scheme] = true;
    for (Index row = 0; row < snapshot.themes.size(); ++row) {
        const Index scheme = snapshot.themes[row].scheme;
        meant.first[row] = snapshot.word(scheme) == "theme";
        meant.then[row] = !meant.first[row] && schemes[scheme];
    }
    return meant;
}

void no_such_theme(const Snapshot& snapshot, std::string_view text, std::vector<Index> near) {
    for (const Index row : themes_spelt_alike(snapshot, text, 3)) near.push_back(row);
    for (const FoundTheme& found : themes_matching(snapshot, text)) near.push_back(found.row);
    std::vector<std::pair<std::string, std::string>> named;
    for (const Index row : near) {
        const std::pair name(snapshot.themes[row].code, snapshot.themes[row].label_fr);
        if (named.size() < 3 && std::find(named.begin(), named.end(), name) == named.end()) named.push_back(name);
    }
    throw Error(Errc::not_found, with_near("expected a theme, found \"" + shortened(text) + "\"", named));
}

}  // namespace catalogue

Table find_theme(const Snapshot& snapshot, std::string_view text, std::size_t limit) {
    std::vector<FoundTheme> found = themes_matching(snapshot, text);
    if (found.empty())
        for (const Index row : themes_spelt_alike(snapshot, text, limit)) found.push_back({Match::near, row});
    found.resize(std::min(found.size(), limit));
    Strings ids, french, english, schemes, matches;
    for (const FoundTheme& f : found) {
        const auto& theme = snapshot.themes[f.row];
        ids.push_back(theme.code);
        french.push_back(theme.label_fr);
        english.push_back(theme.label_en);
        schemes.push_back(snapshot.word(theme.scheme));
        matches.push_back(name_of(f.match));
    }
    return Table({Column("id", "id", std::move(ids)), Column("label_fr", "", std::move(french)),
                  Column("label_en", "", std::move(english)), Column("scheme", "", std::move(schemes)),
                  Column("match", "", std::move(matches))},
                 "concepts that match \"" + shortened(text) + "\"");
}

Index theme_row(const Snapshot& snapshot, std::string_view text) {
    if (const Index row = theme_of_code(snapshot, text); row != no_index) return row;
    const ThemesMeant meant = themes_meant(snapshot);
    const std::vector<FoundTheme> found = themes_matching(snapshot, text);
    for (const std::vector<bool>* wanted : {&meant.first, &meant.then})
        for (const FoundTheme& f : found)
            if ((*wanted)[f.row]) return f.row;
    no_such_theme(snapshot, text);
}

Index territory_row(const Snapshot& snapshot, std::string_view text) {
    if (const auto row = snapshot.territory_of.find(std::string(text)); row != snapshot.territory_of.end())
        return row->second;
    const Table found = find_territory(snapshot, text, 3);
    if (found.rows() > 0 && found.column("match").text()[0] != name_of(Match::near))
        return snapshot.territory_of.at(std::string(found.column("id").text()[0]));
    std::vector<std::pair<std::string, std::string>> near;
    for (std::size_t row = 0; row < found.rows(); ++row)
        near.emplace_back(found.column("id").text()[row], found.column("name").text()[row]);
    throw Error(Errc::not_found, with_near("expected a territory, found \"" + shortened(text) + "\"", near));
}

}  // namespace tissu
