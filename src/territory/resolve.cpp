// What became of a code: links are followed in the order of time, and what meets in one territory goes on together.

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

#include <tissu/territory/history.hpp>

namespace tissu {
namespace {

constexpr int last_phase = 2;
constexpr std::chrono::days one_day{1};

Date new_year_before(Date day) {
    const std::chrono::year_month_day date(day - one_day);
    return date.year() / 1 / 1;
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

}  // namespace

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

// The first change of a territory after a moment, up to `at`; backwards the last before it, after `at`. A link to another
// kind alone is none while the territory goes on: something else was made of it.
std::span<const History::Event> History::change(Index territory, Date day, int phase, Date at, bool forward) const {
    const auto events = forward ? after(territory) : before(territory);
    const auto moment = [](const Event& event) { return std::tie(event.date, event.phase); };
    const auto split = forward ? std::upper_bound(events.begin(), events.end(), std::tie(day, phase),
                                                  [&](const auto& own, const Event& event) { return own < moment(event); })
                               : std::lower_bound(events.begin(), events.end(), std::tie(day, phase),
                                                  [&](const Event& event, const auto& own) { return moment(event) < own; });
    for (auto begin = split, end = split; forward ? end != events.end() : begin != events.begin();) {
        if (forward) begin = end;
        else end = begin;
        const Event& first = forward ? *begin : *(end - 1);
        while (forward && end != events.end() && moment(*end) == moment(first)) ++end;
        while (!forward && begin != events.begin() && moment(*(begin - 1)) == moment(first)) --begin;
        if (forward ? first.date > at : first.date <= at) return {};
        const bool stays = std::all_of(begin, end, [](const Event& event) { return event.across; }) &&
                           exists(territory, forward ? first.date : first.date - one_day);
        if (!stays) return {begin, end};
    }
    return {};
}

std::vector<Placed> History::carried(Index territory, Date from, int phase, Date at, bool forward) const {
    struct Waiting {
        std::span<const Event> links;
        double share;
    };
    std::map<std::tuple<Date, int, Index>, Waiting> waiting;  // by the moment at which they go on
    std::vector<Placed> found;
    const auto arrive = [&](Index place, double share, Date day, int of_day) {
        const auto links = change(place, day, of_day, at, forward);
        if (!links.empty()) {
            const auto [known, is_new] = waiting.try_emplace({links.front().date, links.front().phase, place}, Waiting{links, share});
            if (!is_new) known->second.share += share;
        } else if (exists(place, at)) {
            found.push_back({place, share});
        }
    };
    arrive(territory, 1, from, phase);
    while (!waiting.empty()) {
        const auto first = forward ? waiting.begin() : std::prev(waiting.end());
        const auto [day, of_day, place] = first->first;
        const auto [links, share] = first->second;
        waiting.erase(first);
        std::vector<Event> same, across;
        for (const Event& link : links) (link.across ? across : same).push_back(link);
        for (const Placed& next : step(place, same.empty() ? across : same, forward)) arrive(next.territory, share * next.share, day, of_day);
    }
    return found;
}

std::vector<Placed> History::resolve(Index territory, std::optional<Date> from, Date at) const {
    const Date day = reading_day(territory, from ? *from : new_year_before(at));
    const bool forward = at >= day;
    auto found = summed(carried(territory, day, forward ? last_phase : last_phase + 1, at, forward));
    if (found.size() == 1) found.front().share = 1;
    return found;
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
