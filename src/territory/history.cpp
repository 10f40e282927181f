#include <tissu/territory/history.hpp>

#include <algorithm>
#include <tuple>

#include "territory/kinds.hpp"

namespace tissu {
namespace {

constexpr int last_phase = 2;

int phase_of(std::string_view kind) { return kind == "41" || kind == "50" ? 0 : kind == "35" ? last_phase : 1; }

std::string_view value_of(std::string_view code) { return code.substr(code.find(':') + 1); }

Period overlap(Period a, const Period& b) {
    if (b.from && (!a.from || *a.from < *b.from)) a.from = b.from;
    if (b.until && (!a.until || *a.until > *b.until)) a.until = b.until;
    return a;
}

}  // namespace

History::History(std::shared_ptr<const Snapshot> snapshot) : snapshot_(std::move(snapshot)) {
    index_codes();
    index_events();
    for (Index row = 0; row < snapshot_->territories.size(); ++row) index_life(row);
    index_names();
}

void History::index_codes() {
    const auto& territories = snapshot_->territories;
    by_code_.reserve(snapshot_->territory_of.size());
    by_value_.reserve(territories.size());
    for (const auto& [code, row] : snapshot_->territory_of) by_code_.emplace(code, row);
    const auto rank = [&](Index row) { return std::pair(rank_of_kind(snapshot_->word(territories[row].kind)), row); };
    for (Index row = 0; row < territories.size(); ++row) {
        const auto [found, fresh] = by_value_.try_emplace(value_of(territories[row].code), row);
        if (!fresh && rank(row) < rank(found->second)) found->second = row;
    }
    for (Index row = 0; row < territories.size(); ++row)
        for (const std::string& identifier : territories[row].identifiers)
            if (identifier.starts_with("siren:")) by_value_.try_emplace(value_of(identifier), row);
}

void History::index_events() {
    const auto& successions = snapshot_->successions;
    const auto& territories = snapshot_->territories;
    after_start_.assign(territories.size() + 1, 0);
    before_start_.assign(territories.size() + 1, 0);
    for (const auto& row : successions) {
        ++after_start_[row.from + 1];
        ++before_start_[row.to + 1];
    }
    for (std::size_t i = 0; i < territories.size(); ++i) {
        after_start_[i + 1] += after_start_[i];
        before_start_[i + 1] += before_start_[i];
    }
    after_.resize(successions.size());
    before_.resize(successions.size());
    auto after_at = after_start_, before_at = before_start_;
    for (const auto& row : successions) {
        const bool across = territories[row.from].kind != territories[row.to].kind;
        const int phase = phase_of(snapshot_->word(row.kind));
        after_[after_at[row.from]++] = {row.date, phase, row.to, row.share, across};
        before_[before_at[row.to]++] = {row.date, phase, row.from, row.share, across};
    }
    const auto in_time = [](const Event& a, const Event& b) {
        return std::tie(a.date, a.phase, a.other) < std::tie(b.date, b.phase, b.other);
    };
    const auto same = [](const Event& a, const Event& b) {
        return a.date == b.date && a.phase == b.phase && a.other == b.other;
    };
    const auto order = [&](std::vector<Event>& events, std::vector<std::size_t>& start) {
        std::vector<Event> kept;
        std::vector<std::size_t> starts{0};
        for (std::size_t i = 0; i + 1 < start.size(); ++i) {
            const auto begin = events.begin() + static_cast<std::ptrdiff_t>(start[i]);
            const auto end = events.begin() + static_cast<std::ptrdiff_t>(start[i + 1]);
            std::stable_sort(begin, end, in_time);
            std::unique_copy(begin, end, std::back_inserter(kept), same);
            starts.push_back(kept.size());
        }
        events = std::move(kept);
        start = std::move(starts);
    };
    order(after_, after_start_);
    order(before_, before_start_);
}

std::span<const History::Event> History::after(Index territory) const {
    return std::span(after_).subspan(after_start_[territory], after_start_[territory + 1] - after_start_[territory]);
}

std::span<const History::Event> History::before(Index territory) const {
    return std::span(before_).subspan(before_start_[territory],
                                      before_start_[territory + 1] - before_start_[territory]);
}

void History::index_life(Index territory) {
    struct Turn {
        Date date;
        int phase;
        bool leaves, arrives;
    };
    std::vector<Turn> turns;
    for (const Event& event : after(territory))
        if (!event.across) turns.push_back({event.date, event.phase, true, false});
    for (const Event& event : before(territory))
        if (!event.across) turns.push_back({event.date, event.phase, false, true});
    if (turns.empty()) return;
    std::stable_sort(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) {
        return std::tie(a.date, a.phase) < std::tie(b.date, b.phase);
    });
    std::vector<Turn> merged;
    for (const Turn& turn : turns) {
        if (merged.empty() || merged.back().date != turn.date || merged.back().phase != turn.phase)
            merged.push_back({turn.date, turn.phase, false, false});
        merged.back().leaves |= turn.leaves;
        merged.back().arrives |= turn.arrives;
    }
    std::vector<Period> periods;
    bool alive = merged.front().leaves;
    Period period;
    for (const Turn& turn : merged) {
        if (alive && !turn.arrives) {
            period.until = turn.date;
            periods.push_back(period);
            alive = false;
        } else if (!alive && turn.arrives) {
            period = {turn.date, std::nullopt};
            alive = true;
        }
    }
    if (alive) periods.push_back({period.from, std::nullopt});
    for (Period& one : periods) one = overlap(one, snapshot_->territories[territory].valid);
    told_.insert(snapshot_->territories[territory].kind);
    lives_.emplace(territory, std::move(periods));
}

void History::index_names() {
    struct Change {
        Index territory;
        Date date;
        int phase;
        std::string_view before, after;
    };
    std::vector<Change> changes;
    for (const auto& row : snapshot_->successions) {
        if (snapshot_->territories[row.from].kind != snapshot_->territories[row.to].kind) continue;
        const int phase = phase_of(snapshot_->word(row.kind));
        if (row.from == row.to) {
            changes.push_back({row.to, row.date, phase, row.name_before, row.name_after});
            continue;
        }
        changes.push_back({row.to, row.date, phase, {}, row.name_after});
        changes.push_back({row.from, row.date, phase, row.name_before, {}});
    }
    std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
        return std::tuple(a.territory, a.date, a.phase, a.before.empty()) <
               std::tuple(b.territory, b.date, b.phase, b.before.empty());  // the name before comes first
    });
    for (const Change& change : changes) {
        std::vector<Name>& names = names_[change.territory];
        if (names.empty() && !change.before.empty()) names.push_back({Date::min(), change.before});
        if (!change.after.empty()) names.push_back({change.date, change.after});
    }
}

Index History::row_of(std::string_view code, std::string_view kind) const {
    const auto value = code.find(':') == std::string_view::npos ? code : std::string_view();
    if (!kind.empty() && !value.empty()) {
        const auto found = by_code_.find(std::string(kind) + ":" + std::string(value));
        if (found != by_code_.end()) return found->second;
    } else {
        const auto& index = value.empty() ? by_code_ : by_value_;
        if (const auto found = index.find(code); found != index.end()) return found->second;
    }
    if (value.size() == 4 && std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return row_of("0" + std::string(value), kind);
    if (value.size() > 1 && value[0] == '2' && (value[1] == 'a' || value[1] == 'b'))
        return row_of((value[1] == 'a' ? "2A" : "2B") + std::string(value.substr(2)), kind);
    return no_index;
}

bool History::exists(Index territory, Date day) const {
    const auto life = lives_.find(territory);
    if (life == lives_.end()) return snapshot_->territories[territory].valid.contains(day);
    return std::any_of(life->second.begin(), life->second.end(),
                       [day](const Period& period) { return period.contains(day); });
}

bool History::gone(Index territory) const {
    return told_.contains(snapshot_->territories[territory].kind) && !exists(territory, end_of_time);
}

std::span<const History::Name> History::names(Index territory) const {
    const auto names = names_.find(territory);
    return names == names_.end() ? std::span<const Name>() : std::span<const Name>(names->second);
}

std::string_view History::name_at(Index territory, Date day) const {
    std::string_view name = snapshot_->territories[territory].name;
    for (const Name& one : names(territory))
        if (one.since <= day) name = one.name;
    return name;
}

std::vector<std::size_t> existing(const History& history, std::string_view kind, Date day) {
    const Snapshot& snapshot = history.snapshot();
    std::vector<std::size_t> rows;
    for (Index row = 0; row < snapshot.territories.size(); ++row)
        if ((kind.empty() || snapshot.word(snapshot.territories[row].kind) == kind) && history.exists(row, day))
            rows.push_back(row);
    return rows;
}

}  // namespace tissu
