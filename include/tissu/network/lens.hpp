#pragma once
/// \file
/// How to look at a store: which activities, when, where, about what, and how they become ties.

#include <string>
#include <vector>

#include <tissu/base/date.hpp>
#include <tissu/base/progress.hpp>
#include <tissu/model/snapshot.hpp>
#include <tissu/network/network.hpp>
#include <tissu/network/two_mode.hpp>

namespace tissu {

struct Lens {
    /// "actor", "person", "organisation", "collective", "territory" or "theme". With "organisation", a
    /// person's attendance counts for the organisation it came on behalf of.
    std::string nodes = "actor";

    /// Of "partnership", "event", "resource", "affiliation". An affiliation is an activity of two
    /// members, for actors only: territories and themes do not see it.
    std::vector<std::string> via = {"partnership", "event", "resource", "affiliation"};

    /// With nodes = "territory": the kind of territory to roll up to ("commune", "epci", "country" …).
    std::string level;

    Projection projection = Projection::count;
    Period period;                    ///< activities that overlap it; those without dates are in every period
    std::vector<std::string> within;  ///< only actors whose seat lies in one of these territories, or below
    std::vector<std::string> themes;  ///< only activities about one of these concepts, or below
    std::vector<std::string> types;   ///< only activities of these types (affiliations: roles)
    std::vector<std::string> without;  ///< leave these actors out
    double min_weight = 0;             ///< ties below are left out
    bool directed = false;  ///< affiliations (actor to whom it belongs) and lead ties keep their direction
    unsigned threads = 0;   ///< 0: all
};

/// The incidence seen through the lens: rows are the nodes that take part in an activity and, with
/// `all`, those that could but do not.
///
/// Taking part: partners, organisers, creators, and participants whose status is empty, `PRE` or a word
/// outside the scheme `participation_status`; registered, waiting, absent, excused and cancelled are not.
/// A member counts once in an activity, whatever its roles. With territories it counts where the
/// membership says it acts, else at its seat, rolled up to `level` at the activity's first day; a
/// member in several territories of the level counts in each with its share, 1 in all.
///
/// Throws  Error{not_found} for codes and types that are not in the snapshot (with near matches),
///         Error{invalid_argument} for words the lens does not know.
[[nodiscard]] TwoMode two_mode(const Snapshot& snapshot, const Lens& lens, bool all = true,
                               const Progress& progress = {});

/// two_mode, then project.
[[nodiscard]] Network network(const Snapshot& snapshot, const Lens& lens, const Progress& progress = {});

}  // namespace tissu
