#include <tissu/territory/names.hpp>

#include <algorithm>
#include <array>
#include <tuple>

#include <tissu/base/text.hpp>

#include "territory/kinds.hpp"
#include "territory/spelling.hpp"

namespace tissu {
namespace {

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<std::string_view> words_of(std::string_view key) {
    std::vector<std::string_view> words;
    while (!key.empty()) {
        const std::size_t end = std::min(key.find(' '), key.size());
        if (end > 0) words.push_back(key.substr(0, end));
        key.remove_prefix(std::min(end + 1, key.size()));
    }
    return words;
}

template <std::size_t n>
bool one_of(std::string_view word, const std::array<std::string_view, n>& list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

// 13 of 13e, 13eme; 1 of 1er; the word itself otherwise.
std::string_view without_ordinal(std::string_view word) {
    constexpr std::array<std::string_view, 6> endings = {"e", "er", "eme", "ere", "nd", "nde"};
    const std::size_t digits = word.find_first_not_of("0123456789");
    return digits != std::string_view::npos && digits > 0 && one_of(word.substr(digits), endings) ? word.substr(0, digits) : word;
}

bool has_words(std::string_view key, const std::vector<std::string_view>& query) {
    const auto words = words_of(key);
    for (std::size_t i = 0; i < query.size(); ++i) {
        const bool last = i + 1 == query.size();
        if (std::none_of(words.begin(), words.end(), [&](std::string_view word) {
                return last ? word.starts_with(query[i]) : word == query[i];
            }))
            return false;
    }
    return true;
}

}  // namespace

std::string place_key(std::string_view text) {
    constexpr std::array<std::string_view, 4> articles = {"le", "la", "les", "l"};
    constexpr std::array<std::string_view, 4> of_cities = {"arrondissement", "arrondissements", "arrdt", "arr"};
    const std::string key = name_key(text);
    auto words = words_of(key);
    const auto cedex = std::find(words.begin(), words.end(), "cedex");
    if (cedex != words.begin()) words.erase(cedex, words.end());
    if (words.size() > 1 && one_of(words.front(), articles)) words.erase(words.begin());
    std::string result;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0 && one_of(words[i], of_cities)) continue;
        const std::string_view word = i == 0 ? words[i] : without_ordinal(words[i]);
        result += (result.empty() ? "" : " ") + std::string(word);
    }
    return result;
}

PlaceNames::PlaceNames(std::shared_ptr<const History> history) : history_(std::move(history)) {
    const auto& territories = history_->snapshot().territories;
    for (Index row = 0; row < territories.size(); ++row) {
        const auto& territory = territories[row];
        gone_.push_back(history_->gone(row) ? 1 : 0);
        kind_rank_.push_back(rank_of_kind(history_->snapshot().word(territory.kind)));
        names_.push_back({place_key(territory.name), row, true});
        for (const std::string& alias : territory.aliases) names_.push_back({place_key(alias), row, false});
        const std::string code = folded(territory.code);
        by_code_[code].push_back(row);
        by_code_[code.substr(code.find(':') + 1)].push_back(row);
        for (const std::string& identifier : territory.identifiers) {
            const std::string other = folded(identifier);
            by_code_[other].push_back(row);
            by_code_[other.substr(other.find(':') + 1)].push_back(row);
        }
    }
    std::erase_if(names_, [](const Name& name) { return name.key.empty(); });
    std::stable_sort(names_.begin(), names_.end(), [](const Name& a, const Name& b) { return a.key < b.key; });
    std::vector<std::pair<std::string_view, std::uint32_t>> words;
    for (std::size_t i = 0; i < names_.size(); ++i) {
        first_of_key_.try_emplace(names_[i].key, i);
        letters_.push_back(letters_of(names_[i].key));
        for (const std::string_view word : words_of(names_[i].key)) words.emplace_back(word, static_cast<std::uint32_t>(i));
    }
    std::sort(words.begin(), words.end());
    for (const auto& [word, name] : words) {
        if (words_.empty() || words_.back() != word) {
            words_.push_back(word);
            start_.push_back(postings_.size());
        }
        postings_.push_back(name);
    }
    start_.push_back(postings_.size());
}

// Best first.
auto PlaceNames::rank(const Found& found) const {
    const double population = history_->snapshot().territories[found.row].population;
    return std::tuple(found.match, gone_[found.row], !found.same_article, kind_rank_[found.row],
                      population > 0 ? -population : 0.0, found.row);
}

void PlaceNames::add(std::vector<Found>& found, std::vector<Index>& seen, Match match, Index row, bool same) const {
    const auto at = std::lower_bound(seen.begin(), seen.end(), row);
    if (at != seen.end() && *at == row) return;
    seen.insert(at, row);
    found.push_back({match, row, same});
}

std::vector<const PlaceNames::Name*> PlaceNames::exact(std::string_view key) const {
    std::vector<const Name*> found;
    const auto first = first_of_key_.find(key);
    if (first == first_of_key_.end()) return found;
    for (std::size_t i = first->second; i < names_.size() && names_[i].key == key; ++i) found.push_back(&names_[i]);
    return found;
}

void PlaceNames::add_words(std::vector<Found>& found, std::vector<Index>& seen, std::string_view key) const {
    const auto query = words_of(key);
    std::size_t begin = 0, end = 0;
    const auto postings = [&](std::size_t first, std::size_t last) { return start_[last] - start_[first]; };
    const auto from = std::lower_bound(words_.begin(), words_.end(), query.back());
    auto to = from;
    while (to != words_.end() && to->starts_with(query.back())) ++to;
    begin = static_cast<std::size_t>(from - words_.begin());
    end = static_cast<std::size_t>(to - words_.begin());
    for (std::size_t i = 0; i + 1 < query.size(); ++i) {  // the rarest word
        const auto word = std::lower_bound(words_.begin(), words_.end(), query[i]);
        if (word == words_.end() || *word != query[i]) return;
        const auto at = static_cast<std::size_t>(word - words_.begin());
        if (postings(at, at + 1) < postings(begin, end)) begin = at, end = at + 1;
    }
    std::vector<Index> more;
    for (std::size_t i = start_[begin]; i < start_[end]; ++i)
        if (has_words(names_[postings_[i]].key, query)) more.push_back(names_[postings_[i]].row);
    std::sort(more.begin(), more.end());
    more.erase(std::unique(more.begin(), more.end()), more.end());
    for (const Index row : more)
        if (!std::binary_search(seen.begin(), seen.end(), row)) found.push_back({Match::word, row, true});
}

std::vector<Index> PlaceNames::near(std::string_view key, std::size_t limit, std::string_view kind) const {
    const std::size_t most = std::max<std::size_t>(1, key.size() / 3);
    const std::uint32_t letters = letters_of(key);
    std::vector<std::pair<std::size_t, Index>> found;
    for (std::size_t i = 0; i < names_.size(); ++i) {
        const Name& name = names_[i];
        if (!kind.empty() && history_->snapshot().word(history_->snapshot().territories[name.row].kind) != kind) continue;
        if (!may_be_near(letters, letters_[i], most)) continue;
        const std::size_t distance = edit_distance(key, name.key, most);
        if (distance <= most) found.emplace_back(distance, name.row);
    }
    std::sort(found.begin(), found.end(), [&](const auto& a, const auto& b) {
        return std::tuple(a.first, rank({Match::near, a.second, true})) < std::tuple(b.first, rank({Match::near, b.second, true}));
    });
    std::vector<Index> rows;
    for (const auto& [distance, row] : found)
        if (rows.size() < limit && std::find(rows.begin(), rows.end(), row) == rows.end()) rows.push_back(row);
    return rows;
}

Table PlaceNames::find(std::string_view text, std::size_t limit) const {
    const Snapshot& snapshot = history_->snapshot();
    const std::string key = place_key(text), full = name_key(text), code = folded(text);
    std::vector<Found> found;
    std::vector<Index> seen;
    if (const auto rows = by_code_.find(code); !code.empty() && rows != by_code_.end())
        for (const Index row : rows->second) add(found, seen, Match::code, row, true);
    if (!key.empty()) {
        for (const Name* name : exact(key)) {
            const auto& territory = snapshot.territories[name->row];
            const bool same = key == full || (name->official && name_key(territory.name) == full);
            add(found, seen, Match::name, name->row, same);
        }
        if (found.size() < limit) {
            auto at = std::lower_bound(names_.begin(), names_.end(), key, [](const Name& name, const std::string& k) { return name.key < k; });
            std::vector<Index> begun;
            for (; at != names_.end() && at->key.starts_with(key); ++at)
                if (!std::binary_search(seen.begin(), seen.end(), at->row)) begun.push_back(at->row);
            std::sort(begun.begin(), begun.end());
            begun.erase(std::unique(begun.begin(), begun.end()), begun.end());
            for (const Index row : begun) found.push_back({Match::prefix, row, true});
            std::vector<Index> both;
            std::merge(seen.begin(), seen.end(), begun.begin(), begun.end(), std::back_inserter(both));
            seen = std::move(both);
        }
        if (found.size() < limit) add_words(found, seen, key);
        if (found.empty())
            for (const Index row : near(key, limit)) found.push_back({Match::near, row, true});
    }
    const std::size_t shown = std::min(found.size(), limit);
    if (!found.empty() && found.front().match != Match::near)
        std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(shown), found.end(),
                          [&](const Found& a, const Found& b) { return rank(a) < rank(b); });
    found.resize(shown);
    Strings ids, names, kinds, how;
    std::vector<double> population;
    for (const Found& one : found) {
        const auto& territory = snapshot.territories[one.row];
        ids.push_back(territory.code);
        names.push_back(territory.name);
        kinds.push_back(snapshot.word(territory.kind));
        how.push_back(name_of(one.match));
        population.push_back(territory.population);
    }
    return Table({Column("id", "id", std::move(ids)), Column("name", "", std::move(names)),
                  Column("kind", "", std::move(kinds)), Column("population", "inhabitants", std::move(population)),
                  Column("match", "", std::move(how))},
                 "territories that match \"" + shortened(text) + "\"");
}

struct PlaceNames::Choice {
    Index row = no_index;
    double confidence = 0;
    std::string reason;
    std::vector<Index> candidates;
};

std::string PlaceNames::departement_of(Index row) const {
    const Snapshot& snapshot = history_->snapshot();
    for (const Placed& place : places_of(snapshot, row, "departement")) return snapshot.territories[place.territory].code;
    const std::string& code = snapshot.territories[row].code;
    const std::string_view value = std::string_view(code).substr(code.find(':') + 1);
    return value.size() == 5 ? "departement:" + std::string(value.substr(0, value.starts_with("97") ? 3 : 2)) : std::string();
}

PlaceNames::Choice PlaceNames::choose(std::string_view text, std::string_view context, const Wish& wish) const {
    const Snapshot& snapshot = history_->snapshot();
    Choice choice;
    std::string key = place_key(text);
    if (key.empty()) return choice.reason = "no name", choice;
    const Index by_code = history_->row_of(text, wish.kind);
    if (by_code != no_index) return {by_code, 1, "code", {by_code}};
    std::string departement;
    const auto read_departement = [&](std::string_view written) {
        const Index row = history_->row_of(written, "departement");
        if (row != no_index) return departement = snapshot.territories[row].code, true;
        for (const Name* name : exact(place_key(written)))
            if (snapshot.word(snapshot.territories[name->row].kind) == "departement")
                return departement = snapshot.territories[name->row].code, true;
        return false;
    };
    if (!context.empty()) read_departement(context);
    auto names = exact(key);
    if (const auto words = words_of(key); names.empty() && words.size() > 1 && is_number(words.back().substr(0, 1)) &&
                                          read_departement(words.back())) {
        key = key.substr(0, key.size() - words.back().size() - 1);
        names = exact(key);
    }
    const auto of_kind = [&](bool wanted) {
        std::vector<const Name*> kept;
        for (const Name* name : names) {
            const std::string& kind = snapshot.word(snapshot.territories[name->row].kind);
            const bool part = kind == "comd" || kind == "coma" || kind == "arm";
            if (wanted ? wish.kind.empty() || kind == wish.kind : part && wish.kind == "commune") kept.push_back(name);
        }
        return kept;
    };
    bool parts = false;
    auto kept = of_kind(true);
    if (kept.empty()) kept = of_kind(false), parts = true;
    const std::size_t homonyms = kept.size();
    if (!departement.empty())
        std::erase_if(kept, [&](const Name* name) { return departement_of(name->row) != departement; });
    if (kept.empty() && homonyms > 0) {
        for (const Name* name : of_kind(!parts)) choice.candidates.push_back(name->row);
        return choice.reason = "of this name, but not in " + departement, choice;
    }
    if (std::any_of(kept.begin(), kept.end(), [&](const Name* name) { return !gone_[name->row]; }))
        std::erase_if(kept, [&](const Name* name) { return gone_[name->row] != 0; });
    for (const Name* name : kept)
        if (std::find(choice.candidates.begin(), choice.candidates.end(), name->row) == choice.candidates.end())
            choice.candidates.push_back(name->row);
    if (choice.candidates.empty()) {
        choice.candidates = near(key, 3, wish.kind);
        choice.confidence = choice.candidates.empty() ? 0 : 0.5;
        return choice.reason = choice.candidates.empty() ? "no such name" : "names spelt alike", choice;
    }
    if (choice.candidates.size() > 1) {
        choice.confidence = 1.0 / static_cast<double>(choice.candidates.size());
        return choice.reason = std::to_string(choice.candidates.size()) + " of this name", choice;
    }
    const Index row = choice.candidates.front();
    const bool official = std::any_of(kept.begin(), kept.end(), [](const Name* name) { return name->official; });
    choice.row = row;
    choice.confidence = parts ? 0.8 : official && !gone_[row] ? 1 : 0.9;
    choice.reason = parts ? "part of a commune" : gone_[row] ? "no longer exists" : official ? "name" : "former or other name";
    if (!departement.empty() && homonyms > kept.size()) choice.reason += ", and département";
    return choice;
}

Table PlaceNames::match(const Strings& names, const Strings& context, const Wish& wish) const {
    const Snapshot& snapshot = history_->snapshot();
    std::unordered_map<std::string, Choice> known;
    Strings texts, ids, official, reasons, candidates;
    std::vector<double> confidence;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string_view where = i < context.size() ? context[i] : std::string_view();
        const auto [entry, fresh] = known.try_emplace(std::string(names[i]) + '\n' + std::string(where));
        Choice& choice = entry->second;
        if (fresh) {
            choice = choose(names[i], where, wish);
            if (choice.row != no_index && wish.at) {
                const auto now = history_->resolve(choice.row, std::nullopt, *wish.at);
                if (now.size() == 1 && now.front().territory != choice.row) {
                    choice.row = now.front().territory;
                    choice.reason += ", in the geography of " + to_text(*wish.at);
                } else if (now.size() != 1) {
                    choice.candidates.clear();
                    for (const Placed& part : now) choice.candidates.push_back(part.territory);
                    choice.row = no_index;
                    choice.confidence = 0;
                    choice.reason += now.empty() ? ", gone at " + to_text(*wish.at) : ", divided at " + to_text(*wish.at);
                }
            }
        }
        texts.push_back(names[i]);
        ids.push_back(choice.row == no_index ? "" : snapshot.territories[choice.row].code);
        official.push_back(choice.row == no_index ? "" : snapshot.territories[choice.row].name);
        confidence.push_back(choice.confidence);
        reasons.push_back(choice.reason);
        std::string list;
        for (const Index row : choice.candidates) list += (list.empty() ? "" : "|") + snapshot.territories[row].code;
        candidates.push_back(list);
    }
    return Table({Column("text", "", std::move(texts)), Column("id", "id", std::move(ids)),
                  Column("name", "", std::move(official)), Column("confidence", "0 to 1", std::move(confidence)),
                  Column("reason", "", std::move(reasons)), Column("candidates", "", std::move(candidates))},
                 "names as " + (wish.kind.empty() ? std::string("territories") : wish.kind) + "; without id: left to the user");
}

}  // namespace tissu
