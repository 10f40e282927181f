#pragma once
/// \file
/// How to look at a store: which activities, when, where, about what, and how they become ties.

#include <string>
#include <vector>

#include <tissu/base/date.hpp>
#include <tissu/base/progress.hpp>
#include <tissu/model/snapshot.hpp>
#include <tissu/network/network.hpp>

namespace tissu {

/// How shared activities become the weight of a pair, for an activity of N members.
enum class Projection : unsigned char {
    count,       ///< 1 for each shared activity
    binary,      ///< 1 if any
    newman,      ///< 1 / (N - 1): an actor's ties sum to the number of its activities. doi:10.1103/PhysRevE.64.016132
    fractional,  ///< 2 / (N (N - 1)): each activity weighs 1
    hyperbolic,  ///< 1 / N
};

struct Lens {
    /// "actor", "person", "organisation", "collective", "territory" or "theme".
    std::string nodes = "actor";

    /// Of "partnership", "event", "resource", "affiliation".
    std::vector<std::string> via = {"partnership", "event", "resource", "affiliation"};

    /// With nodes = "territory": the kind of territory to roll up to ("commune", "epci", "country" …).
    std::string level;

    Projection projection = Projection::count;
    Period period;                     ///< activities that overlap it; those without dates are in every period
    std::vector<std::string> within;   ///< only actors whose seat lies in one of these territories, or below
    std::vector<std::string> themes;   ///< only activities about one of these concepts, or below
    std::vector<std::string> types;    ///< only activities of these types
    std::vector<std::string> without;  ///< leave these actors out
    double min_weight = 0;             ///< ties below are left out
    bool directed = false;             ///< affiliation and lead ties keep their direction
    unsigned threads = 0;              ///< 0: all
};

/// The incidence seen through the lens: rows are nodes with at least one activity (and, with
/// `all` true, those with none), columns the activities. An actor at several territories of a level
/// counts in each with its share.
/// Throws Error{not_found} for codes that are not in the snapshot (with near matches),
/// Error{invalid_argument} for words the lens does not know.
[[nodiscard]] TwoMode two_mode(const Snapshot& snapshot, const Lens& lens, bool all = true,
                               const Progress& progress = {});

/// The ties between the rows of an incidence, row by row into a dense accumulator; pairs below
/// `min_weight` are never held. Loops are left out, but for territories: two actors of one
/// territory in one activity are a loop (its weight: see cooperation.hpp).
/// Cost: O(sum of d^2) for activities of d rows; memory of the result plus O(rows) a thread.
[[nodiscard]] Network project(std::shared_ptr<const TwoMode> incidence, Projection projection, double min_weight = 0,
                              unsigned threads = 0, const Progress& progress = {});

/// two_mode, then project.
[[nodiscard]] Network network(const Snapshot& snapshot, const Lens& lens, const Progress& progress = {});

}  // namespace tissu
