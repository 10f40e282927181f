// Codes columns of names.

#include <algorithm>

#include <tissu/territory/names.hpp>

#include "territory/words.hpp"

namespace tissu {

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
        for (const Name& name : exact(place_key(written)))
            if (snapshot.word(snapshot.territories[name.row].kind) == "departement")
                return departement = snapshot.territories[name.row].code, true;
        return false;
    };
    if (!context.empty()) read_departement(context);
    auto names = exact(key);
    if (const auto place = names.empty() ? within(key) : std::nullopt) {
        key = place->key;
        departement = place->departement;
        names = exact(key);
    }
    const auto of_kind = [&](bool wanted) {
        std::vector<const Name*> kept;
        for (const Name& name : names) {
            const std::string& kind = snapshot.word(snapshot.territories[name.row].kind);
            const bool part = kind == "comd" || kind == "coma" || kind == "arm";
            if (wanted ? wish.kind.empty() || kind == wish.kind : part && wish.kind == "commune") kept.push_back(&name);
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
    const auto absent = [&](const Name* name) { return wish.at ? !history_->exists(name->row, *wish.at) : gone_[name->row] != 0; };
    const auto given_later = [&](const Name* name) { return standing(*name, wish.at) == 2; };
    if (!std::all_of(kept.begin(), kept.end(), absent)) std::erase_if(kept, absent);
    if (!std::all_of(kept.begin(), kept.end(), given_later)) std::erase_if(kept, given_later);
    for (const Name* name : kept)
        if (std::find(choice.candidates.begin(), choice.candidates.end(), name->row) == choice.candidates.end())
            choice.candidates.push_back(name->row);
    if (choice.candidates.empty()) {
        choice.candidates = near(key, 3, {word_of(wish.kind), wish.at});
        choice.confidence = choice.candidates.empty() ? 0 : 0.5;
        return choice.reason = choice.candidates.empty() ? "no such name" : "names spelt alike", choice;
    }
    if (choice.candidates.size() > 1) {
        choice.confidence = 1.0 / static_cast<double>(choice.candidates.size());
        return choice.reason = std::to_string(choice.candidates.size()) + " of this name", choice;
    }
    const Index row = choice.candidates.front();
    const bool official = std::any_of(kept.begin(), kept.end(), [&](const Name* name) { return standing(*name, wish.at) == 0; });
    const bool there = !absent(kept.front());
    choice.row = row;
    choice.confidence = parts ? 0.8 : official && there ? 1 : 0.9;
    choice.reason = parts ? "part of a commune" : !there ? (gone_[row] ? "no longer exists" : "not of that day") : official ? "name" : "former or other name";
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
            const bool read = choice.row != no_index && choice.reason != "code" && wish.at && history_->exists(choice.row, *wish.at);
            if (choice.row != no_index && wish.at && !read) {
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
        official.push_back(choice.row == no_index ? std::string_view() : name_of_day(choice.row, wish.at));
        confidence.push_back(choice.confidence);
        reasons.push_back(choice.reason);
        std::string list;
        for (const Index row : choice.candidates) list += (list.empty() ? "" : "|") + snapshot.territories[row].code;
        candidates.push_back(list);
    }
    return Table({Column("text", "", std::move(texts)), Column("id", "id", std::move(ids)),
                  Column("name", "", std::move(official)), Column("confidence", "0 to 1", std::move(confidence)),
                  Column("reason", "", std::move(reasons)), Column("candidates", "", std::move(candidates))},
                 "names as " + (wish.kind.empty() ? std::string("territories") : wish.kind) +
                     (wish.at ? " of " + to_text(*wish.at) : "") + "; without id: left to the user");
}

}  // namespace tissu
