#pragma once
/// \file
/// Territories through time: which exist on a day, under which name, and what became of a code.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <tissu/territory/lattice.hpp>

namespace tissu {

/// An immutable index of one snapshot; any number of readers. Cost to build: O(codes + successions · log).
///
/// Successions between territories of one kind tell when a territory exists: from the day they first
/// lead to it, until the day they only lead away from it; one that leads from a territory to itself says
/// that it goes on (renamed, enlarged, or having lost a part). Without any, its own period counts.
/// On one day, changes of code (kinds 41 and 50 of `territory_change`) come before all else.
class History {
public:
    explicit History(std::shared_ptr<const Snapshot> snapshot);

    [[nodiscard]] const Snapshot& snapshot() const noexcept { return *snapshot_; }

    /// The row of a code, with or without its scheme, or of an identifier; `no_index` if there is none.
    /// Without scheme: a commune, else an EPCI, EPT, QPV, municipal arrondissement, département, région,
    /// else the first kind that has it; nine digits also as SIREN. `kind`: only this one.
    [[nodiscard]] Index row_of(std::string_view code, std::string_view kind = {}) const;

    [[nodiscard]] bool exists(Index territory, Date day) const;

    /// True if a territory came to an end, and is of a kind of which successions tell what became of it.
    [[nodiscard]] bool gone(Index territory) const;

    struct Name {
        Date since;
        std::string_view name;
    };

    /// The official names that successions tell, in order of time; none: they tell nothing.
    [[nodiscard]] std::span<const Name> names(Index territory) const;

    /// The official name on a day, where successions tell it; else the name.
    [[nodiscard]] std::string_view name_at(Index territory, Date day) const;

    /// Where the territory that had this row on day `from` lies on day `at`, by row; itself if nothing
    /// happened. Works in either direction. Shares add up to 1: those of the records; else by population
    /// where each part was only this territory before and all have a population; else they are unknown (NaN).
    /// Territories of one kind lead to that kind; where none does (a delegated commune that ended), to another.
    /// Empty if it neither exists on day `at` nor has successors.
    ///
    /// Without `from` the code is read in the yearly list before: as on the last 1 January before `at`, or,
    /// if it did not exist then, on the last day before that it existed, else the first after.
    [[nodiscard]] std::vector<Placed> resolve(Index territory, std::optional<Date> from, Date at) const;

private:
    struct Event {  ///< one succession seen from one end
        Date date;
        int phase;
        Index other;
        double share;
        bool across;  ///< between two kinds
    };
    void index_codes();
    void index_events();
    void index_life(Index territory);
    void index_names();
    [[nodiscard]] std::span<const Event> after(Index territory) const;
    [[nodiscard]] std::span<const Event> before(Index territory) const;
    [[nodiscard]] Date reading_day(Index territory, Date at) const;
    [[nodiscard]] std::vector<Placed> step(Index territory, std::span<const Event> events, bool forward) const;
    [[nodiscard]] std::span<const Event> change(Index territory, Date day, int phase, Date at, bool forward) const;
    [[nodiscard]] std::vector<Placed> carried(Index territory, Date from, int phase, Date at, bool forward) const;

    std::shared_ptr<const Snapshot> snapshot_;
    std::unordered_map<std::string_view, Index> by_code_, by_value_;
    std::vector<std::size_t> after_start_, before_start_;
    std::vector<Event> after_, before_;  ///< by territory, then in order of time
    std::unordered_map<Index, std::vector<Period>> lives_;  ///< of territories with successions of their kind
    std::unordered_map<Index, std::vector<Name>> names_;
    std::unordered_set<Index> told_;  ///< kinds with successions
};

/// The last day that counts as "now": after every event.
inline constexpr Date end_of_time = std::chrono::year(9999) / 12 / 31;

/// Every code of a column as of `at`: columns code (as given), id, name, kind, share. A code that is not
/// known, or of which nothing is left, has an empty id.
/// Cost: O(codes) with a hash each; what is found once is kept for the call.
[[nodiscard]] Table resolved(const History& history, const Strings& codes, std::string_view kind,
                             std::optional<Date> from, Date at);

/// The territories of a kind (all kinds if empty) that exist on a day, under the names of that day:
/// columns id, name, kind, population, lon, lat, valid_from, valid_to, source, source_kind.
[[nodiscard]] std::vector<std::size_t> existing(const History& history, std::string_view kind, Date day);

}  // namespace tissu
