#pragma once
/// \file
/// Which activities have actors in common.

#include <span>
#include <vector>

#include <tissu/catalogue/catalogue.hpp>

namespace tissu::recommend_detail {

inline constexpr double least_support = 3;     ///< fewer actors would tell what single ones did
inline constexpr std::int64_t most_links = 200;  ///< who is everywhere says nothing about likeness

/// For each activity those that at least three actors did too, in order of strength.
struct Alike {
    struct Entry {
        Index item;
        double count;  ///< actors in common
        double sum;    ///< of d^-.75 over them
    };
    std::vector<std::int64_t> offsets{0};
    std::vector<Entry> entries;

    [[nodiscard]] std::span<const Entry> of(Index activity) const {
        return {entries.data() + offsets[activity], static_cast<std::size_t>(offsets[activity + 1] - offsets[activity])};
    }
};

/// For each actor those it took part in most with, ascending.
struct Contacts {
    std::vector<std::int64_t> offsets{0};
    std::vector<Index> actors;

    [[nodiscard]] std::span<const Index> of(Index actor) const {
        return {actors.data() + offsets[actor], static_cast<std::size_t>(offsets[actor + 1] - offsets[actor])};
    }
};

/// What an actor of `activities` counts in `sum`.
[[nodiscard]] double weight_of_actor(std::int64_t activities);

/// The 200 with the largest sum / sqrt(actors of the other), ties by row. Actors of more than 200 activities are
/// left out. O(sum over actors of the square of their activities); the same at any number of threads.
[[nodiscard]] Alike alike_activities(const Catalogue& catalogue);

/// The 200 with the most activities in common, ties by row. Actors and activities of more than 200 are left out.
/// O(sum over activities of the square of their actors); the same at any number of threads.
[[nodiscard]] Contacts contacts_of_actors(const Catalogue& catalogue);

}  // namespace tissu::recommend_detail
