#include "network/selection.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>
#include <tissu/territory/lattice.hpp>

namespace tissu {
namespace {

constexpr std::array<std::string_view, 6> node_words{"actor",      "person",    "organisation",
                                                     "collective", "territory", "theme"};
constexpr std::array<std::string_view, 4> via_words{"partnership", "event", "resource", "affiliation"};

std::string joined(std::span<const std::string_view> words) {
    std::string text;
    for (const std::string_view word : words) text += (text.empty() ? "" : ", ") + std::string(word);
    return text;
}

void check_word(std::span<const std::string_view> known, std::string_view word, std::string_view what) {
    if (std::find(known.begin(), known.end(), word) == known.end())
        throw Error(Errc::invalid_argument, "expected " + std::string(what) + " (" + joined(known) +
                                                "), found \"" + shortened(word) + "\"");
}

[[noreturn]] void not_found(std::string_view what, std::string_view found,
                            const std::vector<std::string>& known) {
    std::string near;
    for (const std::string& word : near_matches(found, known)) near += (near.empty() ? "" : ", ") + word;
    throw Error(Errc::not_found, "expected " + std::string(what) + " of the store, found \"" +
                                     shortened(found) + "\"" + (near.empty() ? "" : "; near: " + near));
}

using Rows = std::unordered_map<std::string, Index>;

Index row_of(const Rows& rows, const std::string& code, std::string_view what) {
    if (const auto found = rows.find(code); found != rows.end()) return found->second;
    std::vector<std::string> known;
    for (const auto& [text, row] : rows) known.push_back(text);
    std::sort(known.begin(), known.end());
    not_found(what, code, known);
}

std::vector<bool> below_territories(const Snapshot& snapshot, const std::vector<std::string>& codes) {
    if (codes.empty()) return {};
    std::vector<bool> inside(snapshot.territories.size(), false);
    for (const std::string& code : codes)
        for (const Placed& member : members(snapshot, row_of(snapshot.territory_of, code, "a territory")))
            inside[member.territory] = true;
    return inside;
}

std::vector<bool> below_themes(const Snapshot& snapshot, const std::vector<std::string>& codes) {
    if (codes.empty()) return {};
    std::vector<std::vector<Index>> narrower(snapshot.themes.size());
    for (Index row = 0; row < snapshot.themes.size(); ++row)
        for (const Index broader : snapshot.themes[row].broader) narrower[broader].push_back(row);
    std::vector<bool> about(snapshot.themes.size(), false);
    std::vector<Index> todo;
    for (const std::string& code : codes) todo.push_back(row_of(snapshot.theme_of, code, "a theme"));
    while (!todo.empty()) {
        const Index row = todo.back();
        todo.pop_back();
        if (about[row]) continue;
        about[row] = true;
        todo.insert(todo.end(), narrower[row].begin(), narrower[row].end());
    }
    return about;
}

std::set<std::string, std::less<>> types_in(const Snapshot& snapshot) {
    std::set<std::string, std::less<>> types;
    for (const auto& activity : snapshot.activities) types.emplace(value_of(snapshot.word(activity.type)));
    for (const auto& affiliation : snapshot.affiliations)
        types.emplace(value_of(snapshot.word(affiliation.role)));
    return types;
}

}  // namespace

std::string_view value_of(std::string_view word) { return word.substr(word.find(':') + 1); }

Selection::Selection(const Snapshot& snapshot, const Lens& lens) : snapshot_(snapshot), lens_(lens) {
    check_words();
    inside_ = below_territories(snapshot, lens.within);
    about_ = below_themes(snapshot, lens.themes);
    left_out_.assign(snapshot.actors.size(), false);
    for (const std::string& code : lens.without)
        left_out_[row_of(snapshot.actor_of, code, "an actor")] = true;
    const auto known = types_in(snapshot);
    for (const std::string& type : lens.types) {
        if (!known.contains(value_of(type)))
            not_found("a type of activity", type, {known.begin(), known.end()});
        types_.emplace(value_of(type));
    }
}

void Selection::check_words() const {
    check_word(node_words, lens_.nodes, "nodes");
    if (lens_.via.empty())
        throw Error(Errc::invalid_argument, "expected via (" + joined(via_words) + "), found none");
    for (const std::string& word : lens_.via) check_word(via_words, word, "via");
    if (lens_.nodes == "territory") {
        const std::vector<std::string> kinds = territory_kinds(snapshot_);
        const std::vector<std::string_view> words(kinds.begin(), kinds.end());
        if (lens_.level.empty())
            throw Error(Errc::invalid_argument, "expected a level (" + joined(words) + "), found none");
        if (std::find(kinds.begin(), kinds.end(), lens_.level) == kinds.end())
            throw Error(Errc::not_found, "expected a level of territory (" + joined(words) + "), found \"" +
                                             shortened(lens_.level) + "\"");
    } else if (!lens_.level.empty()) {
        throw Error(Errc::invalid_argument, "expected no level with nodes \"" + lens_.nodes + "\", found \"" +
                                                shortened(lens_.level) + "\"");
    }
}

bool Selection::via(std::string_view word) const {
    return std::find(lens_.via.begin(), lens_.via.end(), word) != lens_.via.end();
}

bool Selection::of_types(Index word) const {
    return types_.empty() || types_.contains(value_of(snapshot_.word(word)));
}

bool Selection::has_kind(Index actor) const {
    if (left_out_[actor]) return false;
    const bool any = lens_.nodes == "actor" || !actors();
    return any || snapshot_.word(snapshot_.actors[actor].kind) == lens_.nodes;
}

bool Selection::inside(Index seat) const { return inside_.empty() || (seat != no_index && inside_[seat]); }

bool Selection::has_actor(Index actor) const {
    return has_kind(actor) && inside(snapshot_.actors[actor].territory);
}

bool Selection::has_activity(Index activity) const {
    const auto& row = snapshot_.activities[activity];
    if (!via(via_words[static_cast<std::size_t>(row.kind)]) || !in_period(row.period) || !of_types(row.type))
        return false;
    if (about_.empty()) return true;
    const auto links = rows_of(snapshot_.activity_themes, &Snapshot::Link::from, activity);
    return std::any_of(links.begin(), links.end(),
                       [&](const Snapshot::Link& link) { return about_[link.to]; });
}

bool Selection::has_affiliation(const Snapshot::AffiliationRow& affiliation) const {
    return actors() && via("affiliation") && about_.empty() && in_period(affiliation.period) &&
           of_types(affiliation.role) && affiliation.actor != affiliation.in &&
           has_actor(affiliation.actor) && has_actor(affiliation.in);
}

}  // namespace tissu
