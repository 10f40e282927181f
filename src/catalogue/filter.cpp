#include "catalogue/filter.hpp"

#include <algorithm>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>
#include <tissu/catalogue/theme_meant.hpp>
#include <tissu/catalogue/themes.hpp>

namespace tissu::catalogue {

namespace {

std::string_view value_of(std::string_view code) { return code.substr(code.find(':') + 1); }

/// The words of the snapshot that say `value`, with or without a scheme, in any case.
std::vector<bool> words_saying(const Snapshot& snapshot, std::string_view value) {
    std::vector<bool> result;
    if (value.empty()) return result;
    const std::string key = folded(value_of(value));
    for (const std::string& word : snapshot.words) result.push_back(folded(value_of(word)) == key);
    return result;
}

bool has_any(const Csr& links, Index item, const std::vector<bool>& wanted) {
    const auto targets = links.targets(item);
    return std::any_of(targets.begin(), targets.end(), [&](Index target) { return wanted[target]; });
}

/// `event_type:GT` is no type of a partnership, though partnerships know a type `GT` of their own.
bool is_of_another_kind(std::string_view type, std::size_t kind) {
    const std::string_view scheme = type.substr(0, std::min(type.find(':'), type.size()));
    return scheme.size() < type.size() && scheme != type_schemes[kind] &&
           std::find(type_schemes.begin(), type_schemes.end(), scheme) != type_schemes.end();
}

/// Concepts that say the same in another scheme, in either direction.
std::vector<Index> same_as(const Snapshot& snapshot, Index theme) {
    std::vector<Index> result{theme};
    for (Index other = 0; other < snapshot.themes.size(); ++other) {
        const auto names = [&](Index from, Index to) {
            const auto& matches = snapshot.themes[from].exact_match;
            return std::find(matches.begin(), matches.end(), snapshot.themes[to].code) != matches.end();
        };
        if (other != theme && (names(theme, other) || names(other, theme))) result.push_back(other);
    }
    return result;
}

}  // namespace

Filter::Filter(const Catalogue& catalogue, const SearchOptions& options)
    : data_(catalogue.data()), options_(options), kinds_(kinds_of(options.kinds)) {
    if (options.limit < 0 || options.offset < 0)
        throw Error(Errc::invalid_argument, "expected a limit and an offset of 0 or more, found " +
                                                std::to_string(options.limit) + " and " +
                                                std::to_string(options.offset));
    if (!options.theme.empty()) take_theme(theme_meant(catalogue, options.theme));
    if (!options.territory.empty()) take_territory(options.territory);
    if (!options.types.empty()) take_types(options.types);
    languages_ = words_saying(*data_.snapshot, options.language);
    accesses_ = words_saying(*data_.snapshot, options.access);
}

void Filter::take_theme(const MeantTheme& theme) {
    const Snapshot& snapshot = *data_.snapshot;
    understood_ = understood(snapshot, theme);
    themes_.assign(snapshot.themes.size(), false);
    for (const Index root : same_as(snapshot, theme.row))
        for (const Index below : data_.narrower.targets(root)) themes_[below] = true;
}

void Filter::take_territory(const std::string& territory) {
    territories_.assign(data_.snapshot->territories.size(), false);
    const auto named = data_.places().find(name_key(territory));  // quicker than going through all names
    const bool only = named != data_.places().end() && named->second.size() == 1;
    const Index row = only ? named->second.front() : territory_row(*data_.snapshot, territory);
    for (const Index below : data_.inside.targets(row)) territories_[below] = true;
}

void Filter::take_types(const std::vector<std::string>& types) {
    const Snapshot& snapshot = *data_.snapshot;
    for (std::size_t kind = 0; kind < types_.size(); ++kind) {
        types_[kind].assign(snapshot.words.size(), false);
        for (const std::string& type : types) {
            if (is_of_another_kind(type, kind)) continue;
            const Index wanted = type_concept(snapshot, kind, type);
            for (Index word = 1; word < snapshot.words.size(); ++word) {
                if (folded(value_of(snapshot.words[word])) == folded(value_of(type)))
                    types_[kind][word] = true;
                const Index known =
                    wanted == no_index ? no_index : type_concept(snapshot, kind, snapshot.words[word]);
                if (known == no_index) continue;
                const auto above = data_.broader.targets(known);
                if (std::binary_search(above.begin(), above.end(), wanted)) types_[kind][word] = true;
            }
        }
    }
}

bool Filter::accepts_words(Index item) const {
    const Snapshot& snapshot = *data_.snapshot;
    if (languages_.empty() && accesses_.empty()) return true;
    if (item >= data_.activities()) return false;
    const auto& activity = snapshot.activities[item];
    return (languages_.empty() || languages_[activity.language]) &&
           (accesses_.empty() || accesses_[activity.access]);
}

bool Filter::is_open() const noexcept {
    return options_.kinds.empty() && options_.theme.empty() && options_.territory.empty() && options_.types.empty() &&
           options_.language.empty() && options_.access.empty() && options_.period.open();
}

bool Filter::accepts(Index item) const {
    const Snapshot& snapshot = *data_.snapshot;
    const std::size_t kind = kind_number(snapshot, item);
    if (!kinds_[kind] || !accepts_words(item)) return false;
    if (!types_[kind].empty() && !types_[kind][type_word(snapshot, item)]) return false;
    if (!themes_.empty() && !has_any(data_.themes, item, themes_)) return false;
    if (!territories_.empty() && !has_any(data_.territories, item, territories_)) return false;
    if (options_.period.open()) return true;
    const Index n = data_.activities();
    const Period& period = item < n ? snapshot.activities[item].period : snapshot.actors[item - n].period;
    return period.overlaps(options_.period);
}

}  // namespace tissu::catalogue
