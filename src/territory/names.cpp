#include <tissu/territory/names.hpp>

#include <algorithm>
#include <limits>
#include <tuple>

#include <tissu/base/identifier.hpp>
#include <tissu/base/text.hpp>

#include "territory/kinds.hpp"
#include "territory/spelling.hpp"
#include "territory/words.hpp"

namespace tissu {
namespace {

constexpr Index any_kind = no_index;
constexpr Index no_kind = no_index - 1;
constexpr std::size_t farthest_name = 3;  // edits; farther off is another name

std::string on(std::optional<Date> at) { return at ? ", as of " + to_text(*at) : std::string(); }

}  // namespace

PlaceNames::PlaceNames(std::shared_ptr<const History> history) : history_(std::move(history)) {
    const auto& territories = history_->snapshot().territories;
    for (Index row = 0; row < territories.size(); ++row) {
        const auto& territory = territories[row];
        gone_.push_back(history_->gone(row) ? 1 : 0);
        const auto add = [&](const std::string& text, bool official) {
            std::string full = name_key(text), key = place_key_of(full);
            if (key.empty()) return;
            if (full == key) full.clear();
            names_.push_back({std::move(key), std::move(full), row, official});
        };
        add(territory.name, true);
        for (const std::string& alias : territory.aliases) add(alias, false);
        for (const History::Name& name : history_->names(row))
            if (name.name != territory.name && std::find(territory.aliases.begin(), territory.aliases.end(), name.name) == territory.aliases.end())
                add(std::string(name.name), false);
        const std::string code = folded(territory.code);
        by_code_[code].push_back(row);
        by_code_[code.substr(code.find(':') + 1)].push_back(row);
        for (const std::string& identifier : territory.identifiers) {
            const std::string other = folded(identifier);
            by_code_[other].push_back(row);
            by_code_[other.substr(other.find(':') + 1)].push_back(row);
        }
        ranked_.push_back(row);
    }
    std::vector<int> kinds;
    for (const auto& territory : territories) kinds.push_back(rank_of_kind(history_->snapshot().word(territory.kind)));
    const auto rank = [&](Index row) {
        const double population = territories[row].population;
        return std::tuple(kinds[row], population > 0 ? -population : 0.0, row);
    };
    std::sort(ranked_.begin(), ranked_.end(), [&](Index a, Index b) { return rank(a) < rank(b); });
    rank_.resize(ranked_.size());
    for (std::uint32_t i = 0; i < ranked_.size(); ++i) rank_[ranked_[i]] = i;
    std::stable_sort(names_.begin(), names_.end(), [](const Name& a, const Name& b) { return a.key < b.key; });
    index_words();
}

void PlaceNames::index_words() {
    std::vector<std::pair<std::string_view, std::uint32_t>> words;
    of_key_.reserve(names_.size());
    for (std::uint32_t i = 0; i < names_.size(); ++i) {
        of_key_.try_emplace(names_[i].key, i, i).first->second.second = i + 1;
        by_length_.push_back({static_cast<std::uint32_t>(names_[i].key.size()), letters_of(names_[i].key), i});
        each_word(names_[i].key, [&](std::string_view word) { words.emplace_back(word, i); });
    }
    std::stable_sort(by_length_.begin(), by_length_.end(), [](const Length& a, const Length& b) { return a.size < b.size; });
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    std::vector<std::vector<std::uint32_t>> of_name(names_.size());
    for (const auto& [word, name] : words) {
        if (words_.empty() || words_.back() != word) {
            words_.push_back(word);
            names_start_.push_back(static_cast<std::uint32_t>(names_of_.size()));
        }
        names_of_.push_back(name);
        of_name[name].push_back(static_cast<std::uint32_t>(words_.size() - 1));
    }
    names_start_.push_back(static_cast<std::uint32_t>(names_of_.size()));
    words_start_.push_back(0);
    for (const auto& list : of_name) {
        words_of_.insert(words_of_.end(), list.begin(), list.end());
        words_start_.push_back(static_cast<std::uint32_t>(words_of_.size()));
    }
}

PlaceNames::Found PlaceNames::found(Match match, Index row, bool other_article) const {
    return {match, static_cast<std::uint8_t>(gone_[row]), other_article, rank_[row]};
}

std::uint8_t PlaceNames::standing(const Name& name, std::optional<Date> at) const {
    const auto names = history_->names(name.row);
    if (!at || names.empty()) return name.official ? 0 : 1;
    if (place_key(history_->name_at(name.row, *at)) == name.key) return 0;
    bool before = false, later = false;
    for (const History::Name& one : names)
        if (place_key(one.name) == name.key) (one.since <= *at ? before : later) = true;
    return later && !before ? 2 : 1;
}

std::string_view PlaceNames::name_of_day(Index row, std::optional<Date> at) const {
    return at ? history_->name_at(row, *at) : std::string_view(history_->snapshot().territories[row].name);
}

std::span<const PlaceNames::Name> PlaceNames::exact(std::string_view key) const {
    const auto range = of_key_.find(key);
    if (range == of_key_.end()) return {};
    return std::span(names_).subspan(range->second.first, range->second.second - range->second.first);
}

void PlaceNames::add_exact(std::vector<Found>& found, std::string_view key, std::string_view full, const Asked& asked) const {
    for (const Name& name : exact(key)) {
        const std::string_view own = name.full.empty() ? std::string_view(name.key) : std::string_view(name.full);
        found.push_back(this->found(Match::name, name.row, key != full && !(name.official && own == full)));
        if (asked.at) found.back().aside = standing(name, asked.at);
    }
}

void PlaceNames::add_begun(std::vector<Found>& found, std::string_view key) const {
    const auto by_key = [](const Name& name, std::string_view k) { return std::string_view(name.key) < k; };
    for (auto at = std::lower_bound(names_.begin(), names_.end(), key, by_key); at != names_.end() && at->key.starts_with(key); ++at)
        found.push_back(this->found(Match::prefix, at->row));
}

// The last word may be begun only. The names that have the rarest are looked through.
void PlaceNames::add_words(std::vector<Found>& found, std::string_view key) const {
    const auto query = words_of(key);
    const auto at = [&](std::string_view word) {
        return static_cast<std::uint32_t>(std::lower_bound(words_.begin(), words_.end(), word) - words_.begin());
    };
    const std::uint32_t first = at(query.back());
    std::uint32_t last = first;
    while (last < words_.size() && words_[last].starts_with(query.back())) ++last;
    const auto size = [&](std::uint32_t from, std::uint32_t to) { return names_start_[to] - names_start_[from]; };
    std::uint32_t from = first, to = last;
    std::vector<std::uint32_t> whole;
    for (std::size_t i = 0; i + 1 < query.size(); ++i) {
        const std::uint32_t word = at(query[i]);
        if (word == words_.size() || words_[word] != query[i]) return;
        whole.push_back(word);
        if (size(word, word + 1) < size(from, to)) from = word, to = word + 1;
    }
    const auto answers = [&](std::uint32_t name) {
        const auto own = std::span(words_of_).subspan(words_start_[name], words_start_[name + 1] - words_start_[name]);
        return std::any_of(own.begin(), own.end(), [&](std::uint32_t word) { return word >= first && word < last; }) &&
               std::all_of(whole.begin(), whole.end(), [&](std::uint32_t word) { return std::find(own.begin(), own.end(), word) != own.end(); });
    };
    for (std::uint32_t i = names_start_[from]; i < names_start_[to]; ++i)
        if (answers(names_of_[i])) found.push_back(this->found(Match::word, names_[names_of_[i]].row));
}

void PlaceNames::leave_one_of_each(std::vector<Found>& found, const Asked& asked) const {
    const auto& territories = history_->snapshot().territories;
    if (asked.kind != any_kind) std::erase_if(found, [&](const Found& one) { return territories[ranked_[one.rank]].kind != asked.kind; });
    if (asked.at) {
        std::erase_if(found, [&](const Found& one) { return !history_->exists(ranked_[one.rank], *asked.at); });
        for (Found& one : found)
            if (one.match != Match::name) one.aside = 0;
    }
    std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return std::tie(a.rank, a) < std::tie(b.rank, b); });
    found.erase(std::unique(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.rank == b.rank; }), found.end());
}

// Those that are at most one edit farther than the nearest. Names are looked through by length, since lengths differ by no
// more than the edits.
std::vector<Index> PlaceNames::near(std::string_view key, std::size_t limit, const Asked& asked) const {
    const auto& territories = history_->snapshot().territories;
    const std::size_t farthest = std::clamp<std::size_t>(key.size() / 3, 1, farthest_name);
    const std::uint32_t letters = letters_of(key);
    const Spelling spelling(key);
    std::vector<std::pair<std::size_t, Found>> found;
    const auto look = [&](std::size_t most) {
        found.clear();
        const auto from = std::lower_bound(by_length_.begin(), by_length_.end(), key.size() - std::min(most, key.size()),
                                           [](const Length& name, std::size_t size) { return name.size < size; });
        for (auto name = from; name != by_length_.end() && name->size <= key.size() + most; ++name) {
            if (!may_be_near(letters, name->letters, most)) continue;
            const Name& one = names_[name->row];
            if (asked.kind != any_kind && territories[one.row].kind != asked.kind) continue;
            const std::size_t distance = spelling.distance(one.key, most);
            if (distance > most || (asked.at && !history_->exists(one.row, *asked.at))) continue;
            found.emplace_back(distance, this->found(Match::near, one.row));
            if (asked.at) found.back().second.aside = 0;
        }
    };
    std::size_t most = 0;
    while (found.empty() && most < farthest) look(++most);
    if (!found.empty() && most < farthest) look(most + 1);
    std::sort(found.begin(), found.end());
    std::vector<Index> rows;
    for (const auto& [distance, one] : found)
        if (rows.size() < limit && std::find(rows.begin(), rows.end(), ranked_[one.rank]) == rows.end()) rows.push_back(ranked_[one.rank]);
    return rows;
}

// "saint denis 93", "93200 saint denis": 97 and 98 have three digits, Corsica has letters.
std::optional<PlaceNames::Within> PlaceNames::within(std::string_view key) {
    const auto words = words_of(key);
    if (words.size() < 2) return std::nullopt;
    const std::string_view front = words.front(), back = words.back();
    if (front.size() == 5 && front.find_first_not_of("0123456789") == std::string_view::npos) {
        const std::string_view two = front.substr(0, 2);
        const std::string departement(two == "20" ? (front[2] < '2' ? "2A" : "2B") : two == "97" || two == "98" ? front.substr(0, 3) : two);
        return Within{std::string(key.substr(front.size() + 1)), "departement:" + departement};
    }
    const auto departement = back[0] >= '0' && back[0] <= '9' ? identifier::departement(back) : std::nullopt;
    if (!departement) return std::nullopt;
    return Within{std::string(key.substr(0, key.size() - back.size() - 1)), "departement:" + departement->text};
}

std::vector<PlaceNames::Found> PlaceNames::hits(std::string_view text, std::size_t limit, const Asked& asked) const {
    const std::string fold = folded(text), full = name_key(fold), key = place_key_of(full);
    std::vector<Found> result;
    if (const auto rows = by_code_.find(fold); !fold.empty() && rows != by_code_.end())
        for (const Index row : rows->second) result.push_back(found(Match::code, row));
    if (key.empty()) {
        leave_one_of_each(result, asked);
    } else {
        add_exact(result, key, full, asked);
        leave_one_of_each(result, asked);
        using Step = void (PlaceNames::*)(std::vector<Found>&, std::string_view) const;
        for (const Step step : {&PlaceNames::add_begun, &PlaceNames::add_words}) {
            if (result.size() >= limit) break;
            (this->*step)(result, key);
            leave_one_of_each(result, asked);
        }
    }
    if (const auto place = result.empty() ? within(key) : std::nullopt) {
        add_exact(result, place->key, place->key, asked);
        add_begun(result, place->key);
        add_words(result, place->key);
        leave_one_of_each(result, asked);
        std::erase_if(result, [&](const Found& one) { return departement_of(ranked_[one.rank]) != place->departement; });
    }
    const std::size_t shown = std::min(result.size(), limit);
    std::partial_sort(result.begin(), result.begin() + static_cast<std::ptrdiff_t>(shown), result.end());
    result.resize(shown);
    if (result.empty() && !key.empty() && limit > 0)
        for (const Index row : near(key, limit, asked)) result.push_back(found(Match::near, row));
    return result;
}

struct PlaceNames::Rows {
    Strings ids, names, kinds, how;
    std::vector<double> population;

    void add(const Snapshot& snapshot, Index row, std::string_view name, Match match) {
        const auto& territory = snapshot.territories[row];
        ids.push_back(territory.code);
        names.push_back(name);
        kinds.push_back(snapshot.word(territory.kind));
        how.push_back(name_of(match));
        population.push_back(territory.population);
    }
    void add_none() {
        for (Strings* column : {&ids, &names, &kinds}) column->push_back({});
        how.push_back(name_of(Match::none));
        population.push_back(missing);
    }
    std::vector<Column> columns() {
        return {Column("id", "id", std::move(ids)), Column("name", "", std::move(names)), Column("kind", "", std::move(kinds)),
                Column("population", "inhabitants", std::move(population)), Column("match", "", std::move(how))};
    }
};

Index PlaceNames::word_of(std::string_view kind) const {
    if (kind.empty()) return any_kind;
    const auto& words = history_->snapshot().words;
    const auto found = std::find(words.begin(), words.end(), kind);
    return found == words.end() ? no_kind : static_cast<Index>(found - words.begin());
}

Table PlaceNames::find(std::string_view text, std::size_t limit, std::string_view kind, std::optional<Date> at) const {
    Rows rows;
    for (const Found& one : hits(text, limit, {word_of(kind), at}))
        rows.add(history_->snapshot(), ranked_[one.rank], name_of_day(ranked_[one.rank], at), one.match);
    return Table(rows.columns(), "territories that match \"" + shortened(text) + "\"" + on(at));
}

Table PlaceNames::find(const Strings& texts, std::size_t limit, std::string_view kind, std::optional<Date> at) const {
    const Asked asked{word_of(kind), at};
    Strings written;
    Rows rows;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto found = hits(texts[i], limit, asked);
        for (const Found& one : found)
            rows.add(history_->snapshot(), ranked_[one.rank], name_of_day(ranked_[one.rank], at), one.match);
        if (found.empty()) rows.add_none();
        for (std::size_t k = 0; k < std::max<std::size_t>(found.size(), 1); ++k) written.push_back(texts[i]);
    }
    std::vector<Column> columns = rows.columns();
    columns.insert(columns.begin(), Column("text", "", std::move(written)));
    return Table(std::move(columns),
                 "territories that match each text, best first, at most " + std::to_string(limit) + " each" + on(at));
}

}  // namespace tissu
