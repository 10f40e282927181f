#include <tissu/catalogue/themes.hpp>

#include <algorithm>
#include <tuple>

#include <tissu/base/error.hpp>
#include <tissu/base/name_match.hpp>
#include <tissu/base/text.hpp>
#include <tissu/territory/lattice.hpp>

namespace tissu {

namespace {

struct Found {
    Match match;
    Index row;
};

std::vector<std::string> labels_of(const Snapshot::ThemeRow& theme) {
    std::vector<std::string> labels{theme.label_fr, theme.label_en};
    labels.insert(labels.end(), theme.alt_labels.begin(), theme.alt_labels.end());
    return labels;
}

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

std::vector<Found> matching(const Snapshot& snapshot, std::string_view text) {
    const NameQuery query(text);
    std::vector<Found> found;
    if (query.empty()) return found;
    for (Index row = 0; row < snapshot.themes.size(); ++row)
        if (const Match match = match_of(snapshot.themes[row], query); match != Match::none)
            found.push_back({match, row});
    const auto rank = [&](const Found& f) {
        return std::tuple(f.match, snapshot.word(snapshot.themes[f.row].scheme) != "theme",
                          depth_of(snapshot, f.row), f.row);
    };
    std::sort(found.begin(), found.end(), [&](const Found& a, const Found& b) { return rank(a) < rank(b); });
    return found;
}

std::vector<Found> spelt_alike(const Snapshot& snapshot, std::string_view text, std::size_t limit) {
    std::vector<std::string> labels;
    std::vector<Index> rows;
    for (Index row = 0; row < snapshot.themes.size(); ++row)
        for (std::string& label : labels_of(snapshot.themes[row])) {
            if (label.empty()) continue;
            labels.push_back(std::move(label));
            rows.push_back(row);
        }
    std::vector<Found> found;
    for (const std::string& near : near_matches(text, labels, limit)) {
        const auto at = std::find(labels.begin(), labels.end(), near) - labels.begin();
        const Index row = rows[static_cast<std::size_t>(at)];
        if (std::none_of(found.begin(), found.end(), [row](auto& f) { return f.row == row; }))
            found.push_back({Match::near, row});
    }
    return found;
}

[[noreturn]] void not_found(const char* what, std::string_view text, const Table& near, const char* label) {
    std::string message = std::string("expected a ") + what + ", found \"" + shortened(text) + "\"";
    for (std::size_t row = 0; row < near.rows(); ++row)
        message += (row == 0 ? "; did you mean " : ", ") + std::string(near.column("id").text()[row]) + " (" +
                   std::string(near.column(label).text()[row]) + ")";
    throw Error(Errc::not_found, message);
}

bool is_sure(const Table& found) {
    return found.rows() > 0 && found.column("match").text()[0] != name_of(Match::near);
}

}  // namespace

Table find_theme(const Snapshot& snapshot, std::string_view text, std::size_t limit) {
    std::vector<Found> found = matching(snapshot, text);
    if (found.empty()) found = spelt_alike(snapshot, text, limit);
    found.resize(std::min(found.size(), limit));
    Strings ids, french, english, schemes, matches;
    for (const Found& f : found) {
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
    if (const auto row = snapshot.theme_of.find(std::string(text)); row != snapshot.theme_of.end())
        return row->second;
    const Table found = find_theme(snapshot, text, 3);
    if (!is_sure(found)) not_found("theme", text, found, "label_fr");
    return snapshot.theme_of.at(std::string(found.column("id").text()[0]));
}

Index territory_row(const Snapshot& snapshot, std::string_view text) {
    if (const auto row = snapshot.territory_of.find(std::string(text)); row != snapshot.territory_of.end())
        return row->second;
    const Table found = find_territory(snapshot, text, 3);
    if (!is_sure(found)) not_found("territory", text, found, "name");
    return snapshot.territory_of.at(std::string(found.column("id").text()[0]));
}

}  // namespace tissu
