#pragma once
/// \file
/// How much each signal of a recommendation weighs, and weights learned from what actors did.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tissu/base/date.hpp>
#include <tissu/base/progress.hpp>
#include <tissu/model/snapshot.hpp>

namespace tissu {

/// What a part of a score comes from.
enum class Signal : unsigned char {
    theme,      ///< how near the item's themes are to the one asked
    territory,  ///< how near the item's places are to the one asked
    shared,     ///< what actors who did the same also did; for actors: how many contacts are shared
    recent,     ///< how recent or near in time
    used,       ///< how much used, attended or joined by anybody
};

inline constexpr std::size_t n_signals = 5;
inline constexpr std::array<std::string_view, n_signals> signal_names{"theme", "territory", "shared", "recent", "used"};
inline constexpr std::array<std::string_view, 4> recommended_kinds{"partnership", "event", "resource", "actor"};

/// By kind (`recommended_kinds`) and signal; 0 or more. Only proportions within a kind matter.
struct SignalWeights {
    using Row = std::array<double, n_signals>;
    static constexpr Row usual{0.50, 0.35, 1.00, 0.10, 0.05};
    std::array<Row, 4> of{usual, usual, usual, usual};
};

/// Part of the time of a snapshot, to learn from or to test with.
struct TimeSplit {
    Date at;     ///< what was done before is known
    Date until;  ///< what was done from `at` to here is to be foreseen
    std::vector<std::string> kinds{"event", "resource"};
    std::size_t most_actors = 2000;  ///< drawn by `seed` if there are more
    std::uint64_t seed = 0;
};

/// The snapshot as it was known at `at`: activities that begin before `until` with their themes, places, organisers
/// and creators (they are announced); partners, participants, uses, needs and affiliations from before `at` only.
/// Rows are numbered anew.
[[nodiscard]] Snapshot known_at(const Snapshot& snapshot, Date at, Date until);

/// What was learned of one kind.
struct LearnedWeights {
    std::string kind;
    SignalWeights::Row weights{};  ///< sum 1
    std::size_t actors = 0, choices = 0;
    double gain = 0;  ///< by how many bits a choice is more likely than by an even draw, on average
};

/// The weights under which what actors chose from `at` to `until` is most likely (conditional logit with weights of 0
/// or more): of the items that could be chosen, j is chosen with probability exp(sum of b_s x_sj) / sum over all items
/// of the same (of at most 500 that were not chosen, drawn by the seed). x: the values of the signals for a request with the actor, as known at `at`. A small ridge keeps the
/// weights finite. Kinds in which nobody chose anything have the usual weights, and 0 choices.
///
/// Cost: O(actors x items of the kinds) for the values, and as much for each of at most 60 rounds.
/// Throws Error{invalid_argument} unless at < until, and for unknown kinds; Error{cancelled}.
/// Source: D. McFadden, Conditional logit analysis of qualitative choice behavior, 1974.
[[nodiscard]] std::vector<LearnedWeights> learn_weights(const Snapshot& snapshot, const TimeSplit& split,
                                                        const Progress& progress = {});

/// The list quality of one way to recommend, for one actor and kind.
struct TrialRow {
    Index actor;  ///< row of the snapshot
    std::size_t kind;
    std::size_t way;  ///< of `trial_ways`
    double ndcg;
};

/// both: theme and territory; actor: the actor's code; theme, territory: one of the two; popularity: the most used;
/// nearest: by distance from the seat (ties by id).
inline constexpr std::array<std::string_view, 6> trial_ways{"both", "actor", "theme", "territory", "popularity", "nearest"};

struct Trial {
    std::vector<TrialRow> rows;
    std::vector<std::string> actors;              ///< codes, by `TrialRow::actor` of the known snapshot
    std::array<std::size_t, 6> listed{};          ///< different items listed, by way
    std::array<std::size_t, 6> places{};          ///< different territories that lists reached, by way
    std::size_t items = 0, territories = 0;       ///< that could be listed, and where those lie
};

/// How well lists of `k` find what actors did from `at` to `until`, with what was known at `at`: NDCG of each actor who
/// chose something new and has a seat and a theme (the first it says it works on, else its most frequent one, else that
/// of its last need). Candidates: events of the period, other activities that begin before `until`.
/// Throws as `learn_weights` does.
[[nodiscard]] Trial try_recommending(const Snapshot& snapshot, const TimeSplit& split, std::size_t k,
                                     const SignalWeights& weights = {}, const Progress& progress = {});

}  // namespace tissu
