#pragma once
/// \file
/// What to look at next, from a theme and a territory or from what an actor did; each item with its reasons.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <tissu/base/date.hpp>
#include <tissu/base/table.hpp>
#include <tissu/catalogue/catalogue.hpp>
#include <tissu/recommend/weights.hpp>

namespace tissu {

struct RecommendOptions {
    std::string theme;      ///< a concept: code, label or a sentence (see `theme_meant`)
    std::string territory;  ///< a territory: code or name
    std::string actor;      ///< an actor's code: stands in for what is not given; what it did counts
    std::vector<std::string> kinds = {"resource", "event", "actor", "partnership"};
    std::int64_t limit = 10;
    bool widen = true;     ///< look further than the territory if too little lies in it
    double diversity = 0;  ///< 0 to 1: how much an item loses by being like one chosen before it
    Period period;         ///< only activities that overlap it
    bool seen = false;     ///< also what the actor took part in or used, and actors it has met
    SignalWeights weights;
    double fairness = 0;             ///< 0 to 1: how much is given to territories that are shown too little
    std::string level = "departement";  ///< kind of the territories that fairness compares
    double most_loss = 0.05;         ///< of the sum of scores, that fairness may cost at most
    Period begun;                    ///< only activities that begin in it, and no actors
    std::string language = "en";     ///< of the words of the table: "fr" or "en"
};

/// How an item's theme or place stands to the one asked.
enum class Relation : unsigned char {
    none,
    same,      ///< the theme or place asked
    own,       ///< a theme of the actor asked for
    within,    ///< below it
    around,    ///< above it: a place that covers it
    match,     ///< a concept of another scheme that means the same, or nearly
    beside,    ///< something wider is common to both
    unplaced,  ///< tied to no place
};

/// A part of a score, and what it rests on.
struct Reason {
    Signal signal{};
    double value = 0;   ///< 0 to 1
    double weight = 0;  ///< of the signal in this request; the part is value x weight
    Relation relation = Relation::none;
    std::string about_fr, about_en;  ///< the theme or the place, in words
    double count = 0;                ///< of `shared` and `used`: actors or uses; of `recent`: years since
    double kilometres = missing;     ///< of `territory`

    [[nodiscard]] double contribution() const noexcept { return value * weight; }
};

struct Recommended {
    std::string id, kind, title;
    std::string
        scope;         ///< kind of the narrowest place around the asked one that it lies in; "anywhere": none
    double score = 0;  ///< the sum of the parts
    std::vector<Reason> reasons;  ///< largest contribution first
};

/// A step of widening: how many fitting items lie in this place or in a step before it.
struct Scope {
    std::string kind, id, name;
    std::int64_t items = 0;
    bool needed = false;  ///< false: the steps before were enough
};

struct Recommendation {
    /// Columns rank, kind, id, title, score, scope, reasons. The note says how far it widened, and begins with `notice`.
    Table table;
    std::string notice;  ///< to be read before the list: how the theme was read if there was doubt, and that there is
                         ///< nothing about it; empty: nothing to be said
    std::vector<Recommended> items;  ///< by rank
    std::vector<Scope> scopes;       ///< narrowest first; empty without a territory
};

/// Recommends the items of a catalogue: those that fit a theme and a territory best, near first and then wider.
///
/// The score is the sum of its reasons: for each signal a value from 0 to 1 times its weight (`SignalWeights`:
/// theme .50, territory .35, recent .10, used .05, shared 1). A signal that the request cannot give (no theme, no
/// territory, no actor) is left out; of an actor of n activities, `shared` weighs n / (n + 5) times its weight.
/// Weights are divided by their sum.
///
/// Theme      The nearest of the item's themes. The same: 1; below it .9 for each step; else Wu and Palmer,
///            twice the depth of the nearest common concept over the sum of depths (at most .9), squared if
///            neither lies below the other. An exact match counts as the same, a close one .9. An actor's theme counts by the square root of how
///            often it occurs against its most frequent one, from a quarter on; and if it says it works on it.
/// Territory  The nearest of the item's places. In the place: .9 for each step below; a place around it: .85
///            for each step of widening (a regional guide covers a commune; the reverse is not true); else
///            .6 for each step up to a common place; with a known distance the mean of that (0: none) and
///            .8 (1 - log(1 + km) / log(201)). Tied to no place: .85 after the last step. At least .05.
/// Shared     For an activity j, over those i of the actor's last 50 activities that have at least 3 actors
///            u in common with it: sum of d(u)^-.75 / sqrt(d(i) d(j)), of each i the 200 largest; over the
///            largest such sum. For an actor log(1 + n) for n >= 3 contacts in common, over the largest; contacts
///            are the 200 with the most activities in common. Actors of more than 200 activities, and for contacts
///            activities of more than 200 actors, are left out: who is everywhere tells nothing about likeness.
/// Recent     2^(-years / 3) since its end, against the beginning of the period asked, else of the last activity; 1 if
///            it is not over; 0 without dates. An actor is as recent as the last thing it did.
/// Used       log(1 + n) / log(1 + largest n) for n actors and uses; of an actor: activities.
///
/// Kinds: the places of the list are dealt to the kinds in turn, in the order asked, as long as they have
/// fitting items, then as long as they have others (see Widening); each kind is widened for itself. The list is in order of score, ties by id.
///
/// Widening, where a territory is asked: an item fits if its theme is the asked one, lies below or above it, or
/// matches it. The steps are the places the territory lies in, smallest first, then anywhere; the first step with
/// enough fitting items of the kind is taken. What covers the territory or is tied to no place is taken with any
/// step. If even the last step has too few, themes beside the asked one (value .25 or more) are taken too; and if
/// all kinds together are still too few, whatever else there is, by its score. Without `widen` only what lies in the
/// territory is taken.
///
/// With an actor but no theme: the themes it says it works on and its three most frequent ones; no territory: its
/// seat. Items then need no theme in common, and no widening limits them: what others of the same activities did,
/// and what lies near the seat, is looked at too.
///
/// Diversity d: each in turn is the one with the largest (1 - d) score - d (likeness to one chosen before:
/// half for a theme in common, half for a place in common), of the best 100 of its kind.
///
/// Fairness f: each in turn, of the best 100 of its kind, is the one with the largest score + f (share of its
/// territory, of the `level`, in those 100, less its share of what was chosen before; 0 if negative). If that costs
/// more than `most_loss` of the sum of scores, f is halved until it does not (at most 6 times, then it is 0); the
/// note of the table says which f was used and what it cost.
///
/// Actors exclude the one asked for and those it met, unless `seen`; persons are recommended to an actor
/// only, not to anybody who asks by theme and territory.
///
/// Source: Z. Wu, M. Palmer, ACL 1994, doi:10.3115/981732.981751; J. Carbonell, J. Goldstein, SIGIR 1998,
/// doi:10.1145/290941.291025; E. Gómez, L. Boratto, M. Salamó, Inf. Process. Manag. 59, 2022,
/// doi:10.1016/j.ipm.2021.102811 (exposure of territories).
class Recommender {
public:
    /// Cost: O(items, and their themes and places). What actors have in common is computed for the first actor
    /// that is asked for: O(sum over actors of the square of their activities).
    explicit Recommender(Catalogue catalogue);

    /// Cost: O(items about the theme or near it). Any number of threads may ask at once.
    /// Throws Error{not_found} with near matches; Error{invalid_argument} if neither theme, territory nor actor
    /// is given, for unknown kinds, a limit below 0, a diversity, fairness or loss outside 0 to 1, weights that are
    /// negative or not finite, a language other than fr and en.
    [[nodiscard]] Recommendation recommend(const RecommendOptions& options) const;

    [[nodiscard]] const Catalogue& catalogue() const noexcept;

    struct Data;  ///< for the library's own files
    [[nodiscard]] const Data& data() const noexcept { return *data_; }

private:
    std::shared_ptr<const Data> data_;
};

/// Why an item is recommended: a sentence of its parts, largest first. `language`: "fr" or "en".
/// Throws Error{not_found} if the item is not in the recommendation.
[[nodiscard]] std::string explain(const Recommendation& recommendation, std::string_view id,
                                  std::string_view language = "fr");

}  // namespace tissu
