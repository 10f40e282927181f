#pragma once
/// \file
/// Actors that may be one and the same: by identifier first, then by name and place.

#include <string_view>

#include <tissu/base/progress.hpp>
#include <tissu/base/table.hpp>
#include <tissu/model/snapshot.hpp>

namespace tissu {

/// Pairs of actors of one kind ("person", "organisation", "collective"; "actor": of any, but the same).
///
/// Columns  a, b (codes, `a` the one with the lower row), score, reason; best first, then by a and b.
/// Score    1     one identifier, or the code of one is an identifier of the other;
///          0.95  two establishments (SIRET) of one SIREN;
///          else  likeness of the names × place × 0.5 if both have a SIREN or RNA and they differ.
///          Likeness is 1 for equal folded names or aliases, 0.95 for the same words without articles and legal
///          forms in any order, else 1 - edit distance / length, of at least 0.85. Place is 1 for the same seat,
///          0.9 where one has none, 0.6 for others.
///          Pairs below `least` are left out.
/// Method   Names are compared within groups of equal keys, and with the next ten in three orders: by their words, as
///          written, and read backwards (sorted neighbourhood, Hernández and Stolfo 1995, doi:10.1145/223784.223807).
///          A pair whose names differ both at the beginning and at the end may be missed.
/// Cost     O(n log n) time, O(n) memory.
/// Throws   Error{invalid_argument} for another kind or a `least` outside 0 to 1.
[[nodiscard]] Table duplicates(const Snapshot& snapshot, std::string_view kind = "actor", double least = 0.7,
                               const Progress& progress = {});

}  // namespace tissu
