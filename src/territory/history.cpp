#include <tissu/territory/history.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "territory/kinds.hpp"

namespace tissu {
namespace {

constexpr int last_phase = 2;
constexpr std::chrono::days one_day{1};

int phase_of(std::string_view kind) { return kind == "41" || kind == "50" ? 0 : kind == "35" ? last_phase : 1; }

Date new_year_before(Date day) {
    const std::chrono::year_month_day date(day - one_day);
    return date.year() / 1 / 1;
}

std::string_view value_of(std::string_view code) { return code.substr(code.find(':') + 1); }

bool before_in_time(Date day, int phase, Date other_day, int other_phase) {
    return std::tie(day, phase) < std::tie(other_day, other_phase);
}

/// The sum of the shares of each territory, by row.
std::vector<Placed> summed(std::vector<Placed> found) {
    std::stable_sort(found.begin(), found.end(),
                     [](const Placed& a, const Placed& b) { return a.territory < b.territory; });
    std::vector<Placed> result;
    for (const Placed& place : found) {
        if (result.empty() || result.back().territory != place.territory) result.push_back({place.territory, 0});
        result.back().share += place.share;
    }
    return result;
}

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

std::string_view History::name_at(Index territory, Date day) const {
    const auto names = names_.find(territory);
    std::string_view name = snapshot_->territories[territory].name;
    if (names == names_.end()) return name;
    for (const Name& one : names->second)
        if (one.since <= day) name = one.name;
    return name;
}

// The day itself if it exists then, else the nearest: before if there is one.
Date History::reading_day(Index territory, Date day) const {
    if (exists(territory, day)) return day;
    const auto life = lives_.find(territory);
    const std::vector<Period> own{snapshot_->territories[territory].valid};
    const std::vector<Period>& periods = life == lives_.end() ? own : life->second;
    std::optional<Date> last, next;
    for (const Period& period : periods) {
        if (period.until && *period.until <= day) last = *period.until - one_day;
        if (period.from && *period.from > day && !next) next = *period.from;
    }
    return last ? *last : next.value_or(day);
}

// The ends of the links of one moment, with shares that add up to 1, or are all unknown.
std::vector<Placed> History::step(Index territory, std::span<const Event> events, bool forward) const {
    std::vector<Placed> ends;
    for (const Event& event : events) ends.push_back({event.other, event.share});
    if (ends.size() == 1) {
        ends.front().share = 1;
        return ends;
    }
    double given = 0;
    for (const Placed& end : ends) given += end.share;
    if (forward && std::abs(given - 1) < 1e-6) return ends;
    const auto only_this = [&](Index other) {
        const auto links = forward ? before(other) : after(other);
        return std::all_of(links.begin(), links.end(), [&](const Event& link) {
            return link.across || link.date != events.front().date || link.phase != events.front().phase ||
                   link.other == territory;
        });
    };
    double population = 0;
    for (const Placed& end : ends)
        population += only_this(end.territory) && snapshot_->territories[end.territory].population > 0
                          ? snapshot_->territories[end.territory].population
                          : missing;
    for (Placed& end : ends) end.share = snapshot_->territories[end.territory].population / population;
    return ends;
}

void History::follow(Index territory, double share, Date from, int phase, Date at,
                     std::vector<Placed>& found) const {
    const auto events = after(territory);
    for (std::size_t begin = 0, end = 0; begin < events.size(); begin = end) {
        const Event& first = events[begin];
        while (end < events.size() && events[end].date == first.date && events[end].phase == first.phase) ++end;
        if (!before_in_time(from, phase, first.date, first.phase) || first.date > at) continue;
        std::vector<Event> same, across;
        for (std::size_t i = begin; i < end; ++i) (events[i].across ? across : same).push_back(events[i]);
        if (same.empty() && exists(territory, first.date)) continue;  // something else was made of it
        for (const Placed& next : step(territory, same.empty() ? across : same, true))
            follow(next.territory, share * next.share, first.date, first.phase, at, found);
        return;
    }
    if (exists(territory, at)) found.push_back({territory, share});
}

void History::trace(Index territory, double share, Date from, int phase, Date at,
                    std::vector<Placed>& found) const {
    const auto events = before(territory);
    for (std::size_t end = events.size(), begin = end; end > 0; end = begin) {
        const Event& last = events[end - 1];
        while (begin > 0 && events[begin - 1].date == last.date && events[begin - 1].phase == last.phase) --begin;
        if (!before_in_time(last.date, last.phase, from, phase) || last.date <= at) continue;
        std::vector<Event> same, across;
        for (std::size_t i = begin; i < end; ++i) (events[i].across ? across : same).push_back(events[i]);
        if (same.empty() && exists(territory, last.date - one_day)) continue;
        for (const Placed& next : step(territory, same.empty() ? across : same, false))
            trace(next.territory, share * next.share, last.date, last.phase, at, found);
        return;
    }
    if (exists(territory, at)) found.push_back({territory, share});
}

std::vector<Placed> History::resolve(Index territory, std::optional<Date> from, Date at) const {
    const Date day = reading_day(territory, from ? *from : new_year_before(at));
    std::vector<Placed> found;
    if (at >= day) follow(territory, 1, day, last_phase, at, found);
    else trace(territory, 1, day, last_phase + 1, at, found);
    found = summed(std::move(found));
    if (found.size() == 1) found.front().share = 1;
    return found;
}

std::vector<std::size_t> existing(const History& history, std::string_view kind, Date day) {
    const Snapshot& snapshot = history.snapshot();
    std::vector<std::size_t> rows;
    for (Index row = 0; row < snapshot.territories.size(); ++row)
        if ((kind.empty() || snapshot.word(snapshot.territories[row].kind) == kind) && history.exists(row, day))
            rows.push_back(row);
    return rows;
}

namespace {

/// What every code of one territory gives, made when it is first asked for.
class Answers {
public:
    struct Line {
        std::string_view id, name, kind;
        double share;
    };

    Answers(const History& history, std::optional<Date> from, Date at)
        : history_(history), from_(from), at_(at), place_(history.snapshot().territories.size(), {unknown, 0}) {}

    /// Valid until the next call.
    std::span<const Line> of(Index territory) {
        auto& [begin, size] = place_[territory];
        if (begin == unknown) {
            begin = lines_.size();
            const Snapshot& snapshot = history_.snapshot();
            for (const Placed& place : history_.resolve(territory, from_, at_)) {
                const auto& row = snapshot.territories[place.territory];
                lines_.push_back({row.code, history_.name_at(place.territory, at_), snapshot.word(row.kind), place.share});
            }
            size = lines_.size() - begin;
        }
        return std::span(lines_).subspan(begin, size);
    }

private:
    static constexpr std::size_t unknown = std::numeric_limits<std::size_t>::max();

    const History& history_;
    std::optional<Date> from_;
    Date at_;
    std::vector<std::pair<std::size_t, std::size_t>> place_;
    std::vector<Line> lines_;
};

}  // namespace

Table resolved(const History& history, const Strings& codes, std::string_view kind, std::optional<Date> from,
               Date at) {
    Answers answers(history, from, at);
    Strings given, ids, names, kinds;
    std::vector<double> shares;
    const auto reserve = [&](Strings& text, std::size_t bytes) { text.reserve(codes.size(), codes.size() * bytes); };
    reserve(given, 14), reserve(ids, 14), reserve(names, 18), reserve(kinds, 8);
    shares.reserve(codes.size());
    const auto add = [&](std::string_view code, const Answers::Line& line) {
        given.push_back(code);
        ids.push_back(line.id);
        names.push_back(line.name);
        kinds.push_back(line.kind);
        shares.push_back(line.share);
    };
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const Index row = history.row_of(codes[i], kind);
        const auto lines = row == no_index ? std::span<const Answers::Line>() : answers.of(row);
        if (lines.empty()) add(codes[i], {{}, {}, {}, missing});
        for (const Answers::Line& line : lines) add(codes[i], line);
    }
    return Table({Column("code", "", std::move(given)), Column("id", "id", std::move(ids)),
                  Column("name", "", std::move(names)), Column("kind", "", std::move(kinds)),
                  Column("share", "0 to 1", std::move(shares))},
                 "codes in the geography of " + (at == end_of_time ? "the latest date" : to_text(at)));
}

}  // namespace tissu
