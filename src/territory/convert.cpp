#include <tissu/territory/convert.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include <tissu/base/error.hpp>

namespace tissu {
namespace {

constexpr double rounding = 1e-9;

/// Where a territory goes; `reason`: why not all of it could be placed.
struct Landing {
    std::vector<Placed> places;
    std::string reason;
};

double sum_of(const std::vector<Placed>& places) {
    double sum = 0;
    for (const Placed& place : places) sum += place.share;
    return sum;
}

/// Finds where each territory goes, once.
class Lander {
public:
    Lander(const History& history, const Conversion& conversion)
        : history_(history), snapshot_(history.snapshot()), conversion_(conversion) {
        known_.resize(snapshot_.territories.size());
    }

    const Landing& of(Index territory) {
        auto& landing = known_[territory];
        if (!landing) landing = find(territory);
        return *landing;
    }

private:
    [[nodiscard]] const std::string& kind_of(Index territory) const {
        return snapshot_.word(snapshot_.territories[territory].kind);
    }

    [[nodiscard]] std::string day_text() const {
        return conversion_.to == end_of_time ? "today" : to_text(conversion_.to);
    }

    Landing find(Index territory) {
        const std::string kind = conversion_.kind.empty() ? kind_of(territory) : conversion_.kind;
        const auto& members = communes_of(territory);
        const bool group = !members.empty() && kind_of(territory) != "commune";
        if (kind != kind_of(territory) || !group) {
            Landing direct = climb(territory, kind);
            if (direct.reason.empty() || !group) return direct;
        }
        return by_communes(territory, members, kind);
    }

    /// Through time, then up the lattice.
    Landing climb(Index territory, const std::string& kind) const {
        Landing landing;
        const auto now = history_.resolve(territory, conversion_.from, conversion_.to);
        if (now.empty()) landing.reason = "nothing of it exists at " + day_text();
        std::map<Index, double> shares;
        for (const Placed& part : now) {
            if (std::isnan(part.share)) landing.reason = "it was divided, in shares that are not known";
            const auto places = places_of(snapshot_, part.territory, kind, conversion_.to);
            if (std::abs(sum_of(places) - 1) > 1e-6) {
                const std::string where = places.empty() ? "in no " + kind : "only in part in a " + kind;
                landing.reason = snapshot_.territories[part.territory].code + " lies " + where + " at " + day_text();
            }
            for (const Placed& place : places) shares[place.territory] += part.share * place.share;
        }
        if (shares.size() == 1 && now.size() > 1 && std::isnan(shares.begin()->second)) {
            const bool all = std::all_of(now.begin(), now.end(), [&](const Placed& part) {
                return std::abs(sum_of(places_of(snapshot_, part.territory, kind, conversion_.to)) - 1) <= 1e-6;
            });
            if (all) {
                shares.begin()->second = 1;
                landing.reason.clear();
            }
        }
        if (!landing.reason.empty()) return landing;
        for (const auto& [row, share] : shares) landing.places.push_back({row, share});
        return landing;
    }

    Landing by_communes(Index territory, const std::vector<Placed>& members, const std::string& kind) {
        Landing landing;
        std::map<Index, double> weights;
        double total = 0;
        for (const Placed& member : members) {
            const Landing one = climb(member.territory, kind);
            if (!one.reason.empty()) {
                landing.reason = "of its communes, " + snapshot_.territories[member.territory].code + ": " + one.reason;
                return landing;
            }
            const double weight = member.share * snapshot_.territories[member.territory].population;
            for (const Placed& place : one.places) weights[place.territory] += weight * place.share;
            total += weight;
        }
        if (weights.size() == 1) weights.begin()->second = total = 1;
        if (!(total > 0)) {
            landing.reason = snapshot_.territories[territory].code +
                             " is divided, and the inhabitants of its communes are not known";
            return landing;
        }
        for (const auto& [row, weight] : weights) landing.places.push_back({row, weight / total});
        return landing;
    }

    /// The communes in a territory in the geography of the codes; built at the first question.
    const std::vector<Placed>& communes_of(Index territory) {
        if (communes_.empty()) {
            const Date day = conversion_.from.value_or(conversion_.to);
            communes_.resize(snapshot_.territories.size());
            for (const std::size_t row : existing(history_, "commune", day)) {
                const auto commune = static_cast<Index>(row);
                for (const Placed& above : ancestors(snapshot_, commune, day))
                    if (above.territory != commune) communes_[above.territory].push_back({commune, above.share});
            }
        }
        return communes_[territory];
    }

    const History& history_;
    const Snapshot& snapshot_;
    const Conversion& conversion_;
    std::vector<std::optional<Landing>> known_;
    std::vector<std::vector<Placed>> communes_;
};

/// `total` cut by shares into whole numbers that add up to it: largest remainder, ties in order.
std::vector<std::int64_t> cut(std::int64_t total, const std::vector<Placed>& places) {
    std::vector<std::int64_t> parts;
    std::vector<double> rest;
    std::int64_t left = total;
    for (const Placed& place : places) {
        const double exact = static_cast<double>(total) * place.share;
        parts.push_back(static_cast<std::int64_t>(std::floor(exact + rounding)));
        rest.push_back(exact - static_cast<double>(parts.back()));
        left -= parts.back();
    }
    std::vector<std::size_t> order(places.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rest[a] > rest[b] + rounding; });
    for (std::size_t i = 0; left != 0; i = (i + 1) % order.size()) {
        parts[order[i]] += left > 0 ? 1 : -1;
        left += left > 0 ? -1 : 1;
    }
    return parts;
}

/// A sum of whole units (or cents) and of values that are neither.
struct Sum {
    std::int64_t units = 0;
    double rest = 0;
};

/// Adds values to the sums of places.
class Sums {
public:
    explicit Sums(bool integers) : integers_(integers) {}

    void add(double value, const std::vector<Placed>& places, std::map<Index, Sum>& sums) const {
        std::int64_t units = 0;
        if (whole(value, units)) {
            const auto parts = cut(units, places);
            for (std::size_t i = 0; i < places.size(); ++i) sums[places[i].territory].units += parts[i];
            return;
        }
        double left = value;
        for (std::size_t i = 0; i < places.size(); ++i) {
            const double part = i + 1 == places.size() ? left : value * places[i].share;
            sums[places[i].territory].rest += part;
            left -= part;
        }
    }

    void add(double value, Sum& sum) const {
        std::int64_t units = 0;
        if (whole(value, units)) sum.units += units;
        else sum.rest += value;
    }

    [[nodiscard]] double value(const Sum& sum) const {
        return static_cast<double>(sum.units) / (integers_ ? 1 : 100) + sum.rest;
    }

private:
    /// True, with the number of units (integers) or cents, if the value is a whole number of them.
    [[nodiscard]] bool whole(double value, std::int64_t& units) const {
        const double scaled = integers_ ? value : value * 100;
        if (!(std::abs(scaled) < 9e15)) return false;
        units = std::llround(scaled);
        return std::abs(scaled - static_cast<double>(units)) <= 1e-9 * std::max(1.0, std::abs(scaled));
    }

    bool integers_;
};

std::string note_of(const Conversion& conversion, std::size_t without_value, std::size_t unplaced) {
    std::string note = "in the geography of " + (conversion.to == end_of_time ? "the latest date" : to_text(conversion.to));
    if (!conversion.kind.empty()) note += ", by " + conversion.kind;
    if (conversion.from) note += "; codes of " + to_text(*conversion.from);
    note += "; divided in proportion to inhabitants, to the unit (integers) or the cent, by largest remainder";
    if (unplaced > 0) note += "; codes not placed: " + std::to_string(unplaced) + ", at the end with the reason";
    if (without_value > 0) note += "; rows without a value, left out: " + std::to_string(without_value);
    return note;
}

}  // namespace

Table converted(const History& history, const Strings& codes, const Column& values, const Conversion& conversion) {
    if (codes.size() != values.size())
        throw Error(Errc::invalid_argument, "expected as many values as codes, found " + std::to_string(values.size()) +
                                                " and " + std::to_string(codes.size()));
    const bool integers = values.type() == ColumnType::integer;
    const Sums sums(integers);
    Lander lander(history, conversion);
    std::map<Index, Sum> placed;
    struct Unplaced {
        std::string code, reason;
        Sum sum;
    };
    std::vector<Unplaced> unplaced;
    std::map<std::string, std::size_t, std::less<>> unplaced_row;
    std::size_t without_value = 0;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const double value = integers ? static_cast<double>(values.integers()[i]) : values.reals()[i];
        if (!std::isfinite(value)) {
            ++without_value;
            continue;
        }
        const Index row = history.row_of(codes[i], conversion.code_kind);
        const Landing* landing = row == no_index ? nullptr : &lander.of(row);
        if (landing != nullptr && landing->reason.empty()) {
            sums.add(value, landing->places, placed);
            continue;
        }
        const auto [at, fresh] = unplaced_row.try_emplace(std::string(codes[i]), unplaced.size());
        if (fresh)
            unplaced.push_back({std::string(codes[i]), landing == nullptr ? "no territory of the store has this code" : landing->reason, {}});
        sums.add(value, unplaced[at->second].sum);
    }
    Strings ids, names, reasons;
    std::vector<double> amounts;
    for (const auto& [row, sum] : placed) {
        ids.push_back(history.snapshot().territories[row].code);
        names.push_back(history.name_at(row, conversion.to));
        reasons.push_back("");
        amounts.push_back(sums.value(sum));
    }
    for (const Unplaced& one : unplaced) {
        ids.push_back(one.code);
        names.push_back("");
        reasons.push_back(one.reason);
        amounts.push_back(sums.value(one.sum));
    }
    std::vector<std::int64_t> whole;
    if (integers)
        for (const double amount : amounts) whole.push_back(static_cast<std::int64_t>(amount));
    const std::string note = note_of(conversion, without_value, unplaced.size());
    return Table({Column("id", "id", std::move(ids)), Column("name", "", std::move(names)),
                  integers ? Column(values.name(), values.unit(), std::move(whole))
                           : Column(values.name(), values.unit(), std::move(amounts)),
                  Column("reason", "", std::move(reasons))},
                 note);
}

Table changed(const History& history, const std::string& kind, Date from, Date to, const std::string& of) {
    const Snapshot& snapshot = history.snapshot();
    const auto main_place = [&](Index row, Date day) {
        const auto places = places_of(snapshot, row, kind, day);
        const auto largest = std::max_element(places.begin(), places.end(), [](const Placed& a, const Placed& b) { return a.share < b.share; });
        return largest == places.end() ? no_index : largest->territory;
    };
    Strings ids, names, before, before_name, after, after_name;
    std::size_t without = 0;
    for (const std::size_t i : existing(history, of, from)) {
        const auto row = static_cast<Index>(i);
        if (!history.exists(row, to)) continue;
        const Index one = main_place(row, from), other = main_place(row, to);
        if (one == no_index || other == no_index) {
            ++without;
            continue;
        }
        if (one == other) continue;
        ids.push_back(snapshot.territories[row].code);
        names.push_back(history.name_at(row, to));
        before.push_back(snapshot.territories[one].code);
        before_name.push_back(history.name_at(one, from));
        after.push_back(snapshot.territories[other].code);
        after_name.push_back(history.name_at(other, to));
    }
    return Table({Column("id", "id", std::move(ids)), Column("name", "", std::move(names)),
                  Column("from", "id", std::move(before)), Column("from_name", "", std::move(before_name)),
                  Column("to", "id", std::move(after)), Column("to_name", "", std::move(after_name))},
                 "territories of the kind " + of + " that exist on " + to_text(from) + " and on " + to_text(to) +
                     " and lie in another " + kind + "; without one on a day: " + std::to_string(without));
}

}  // namespace tissu
