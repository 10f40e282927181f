#include <tissu/catalogue/catalogue.hpp>

#include <algorithm>
#include <string>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>
#include <tissu/catalogue/hierarchy.hpp>

#include "catalogue/data.hpp"

namespace tissu {

namespace catalogue {

namespace {

constexpr double title_weight = 2, body_weight = 1, label_weight = 0.5;

void add(std::vector<TextField>& fields, std::string_view text, double weight,
         Language language = Language::french) {
    if (!text.empty()) fields.push_back({text, weight, language});
}

void add_labels(std::vector<TextField>& fields, const Snapshot::ThemeRow& theme) {
    add(fields, theme.label_fr, label_weight);
    add(fields, theme.label_en, label_weight, Language::english);
    for (const std::string& label : theme.alt_labels) add(fields, label, label_weight);
}

}  // namespace

std::size_t kind_number(const Snapshot& snapshot, Index item) noexcept {
    return item < snapshot.activities.size() ? static_cast<std::size_t>(snapshot.activities[item].kind) : 3;
}

std::array<bool, 4> kinds_of(const std::vector<std::string>& names) {
    std::array<bool, 4> wanted{};
    if (names.empty()) wanted.fill(true);
    for (const std::string& name : names) {
        const auto at = std::find(kind_names.begin(), kind_names.end(), name);
        if (at == kind_names.end())
            throw Error(
                Errc::invalid_argument,
                "expected a kind of resource, event, partnership, actor, found \"" + shortened(name) + "\"");
        wanted[static_cast<std::size_t>(at - kind_names.begin())] = true;
    }
    return wanted;
}

Index type_word(const Snapshot& snapshot, Index item) noexcept {
    const auto n = static_cast<Index>(snapshot.activities.size());
    return item < n ? snapshot.activities[item].type : snapshot.actors[item - n].type;
}

Index type_concept(const Snapshot& snapshot, std::size_t kind, std::string_view type) {
    const std::string code =
        std::string(type_schemes[kind]) + ":" + std::string(type.substr(type.find(':') + 1));
    const auto row = snapshot.theme_of.find(code);
    return row == snapshot.theme_of.end() ? no_index : row->second;
}

std::vector<TextField> fields_of(const Catalogue::Data& data, Index item) {
    const Snapshot& snapshot = *data.snapshot;
    std::vector<TextField> fields;
    if (item < data.activities()) {
        const auto& activity = snapshot.activities[item];
        const Language language = language_of(snapshot.word(activity.language));
        add(fields, activity.title, title_weight, language);
        add(fields, activity.description, body_weight, language);
        add(fields, activity.text, body_weight, language);
        for (const Index theme : data.themes.targets(item)) add_labels(fields, snapshot.themes[theme]);
    } else {
        const auto& actor = snapshot.actors[item - data.activities()];
        add(fields, actor.name, title_weight);
        for (const std::string& alias : actor.aliases) add(fields, alias, title_weight);
    }
    for (const Index place : data.territories.targets(item)) {
        add(fields, snapshot.territories[place].name, label_weight);
        for (const std::string& alias : snapshot.territories[place].aliases) add(fields, alias, label_weight);
    }
    const Index type =
        type_concept(snapshot, kind_number(snapshot, item), snapshot.word(type_word(snapshot, item)));
    if (type != no_index) add_labels(fields, snapshot.themes[type]);
    return fields;
}

}  // namespace catalogue

using namespace catalogue;

const std::unordered_map<std::string, std::vector<Index>>& Catalogue::Data::places() const {
    std::call_once(places_once, [this] {
        for (Index row = 0; row < snapshot->territories.size(); ++row) {
            const auto& territory = snapshot->territories[row];
            const auto add = [&](const std::string& name) {
                auto& rows = places_by_name[name_key(name)];
                if (rows.empty() || rows.back() != row) rows.push_back(row);
            };
            add(territory.name);
            for (const std::string& alias : territory.aliases) add(alias);
        }
        places_by_name.erase(std::string());
    });
    return places_by_name;
}

namespace {

/// What `data` is about, with what can be taken from `previous`.
Texts texts_of(const Catalogue::Data& data, const Catalogue* previous, const Catalogue::Data* before) {
    Texts texts;
    texts.items = data.items();
    texts.fields = [&data](Index item) { return fields_of(data, item); };
    texts.kind = [&data](Index item) { return kind_number(*data.snapshot, item); };
    if (previous == nullptr) return texts;
    texts.previous = &before->index;
    texts.same.assign(texts.items, no_index);
    const Index n = data.activities();
    for (Index item = 0; item < texts.items; ++item) {
        const std::string& code = item < n ? data.snapshot->activities[item].code : data.snapshot->actors[item - n].code;
        const Index other = previous->item_of(code);
        if (other != no_index && fields_of(data, item) == fields_of(*before, other)) texts.same[item] = other;
    }
    return texts;
}

}  // namespace

Catalogue::Catalogue(std::shared_ptr<const Snapshot> snapshot, const Catalogue* previous) {
    auto data = std::make_shared<Data>();
    data->snapshot = std::move(snapshot);
    data->history = history_of(*data->snapshot);
    data->audience = transposed(data->history);
    data->themes = themes_of(*data->snapshot, data->history);
    data->territories = territories_of(*data->snapshot);
    data->broader = broader_themes(*data->snapshot);
    data->narrower = transposed(data->broader);
    data->wider = wider_territories(*data->snapshot);
    data->inside = transposed(data->wider);
    data->popularity = popularity_of(*data->snapshot, data->history, data->audience);
    data->acronyms = acronyms_of(*data->snapshot);
    data->index = inverted(texts_of(*data, previous, previous ? previous->data_.get() : nullptr));
    data_ = std::move(data);
}

const Snapshot& Catalogue::snapshot() const noexcept { return *data_->snapshot; }
Index Catalogue::items() const noexcept { return data_->items(); }
const Csr& Catalogue::themes() const noexcept { return data_->themes; }
const Csr& Catalogue::territories() const noexcept { return data_->territories; }
const Csr& Catalogue::history() const noexcept { return data_->history; }
const Csr& Catalogue::audience() const noexcept { return data_->audience; }
const Csr& Catalogue::broader() const noexcept { return data_->broader; }
const Csr& Catalogue::wider() const noexcept { return data_->wider; }
const Csr& Catalogue::inside() const noexcept { return data_->inside; }
std::span<const double> Catalogue::popularity() const noexcept { return data_->popularity; }

std::string_view Catalogue::id_of(Index item) const {
    const Index n = data_->activities();
    return item < n ? snapshot().activities[item].code : snapshot().actors[item - n].code;
}

std::string_view Catalogue::kind_of(Index item) const { return kind_names[kind_number(snapshot(), item)]; }

std::string_view Catalogue::type_of(Index item) const { return snapshot().word(type_word(snapshot(), item)); }

std::string_view Catalogue::title_of(Index item) const {
    const Index n = data_->activities();
    return item < n ? snapshot().activities[item].title : snapshot().actors[item - n].name;
}

const Period& Catalogue::period_of(Index item) const {
    const Index n = data_->activities();
    return item < n ? snapshot().activities[item].period : snapshot().actors[item - n].period;
}

Index Catalogue::item_of(std::string_view id) const {
    const std::string code(id);
    if (const auto activity = snapshot().activity_of.find(code); activity != snapshot().activity_of.end())
        return activity->second;
    const auto actor = snapshot().actor_of.find(code);
    return actor == snapshot().actor_of.end() ? no_index : data_->activities() + actor->second;
}

}  // namespace tissu
