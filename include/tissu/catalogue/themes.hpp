#pragma once
/// \file
/// Concepts found by what a person types.

#include <cstddef>
#include <string_view>

#include <tissu/base/table.hpp>
#include <tissu/model/snapshot.hpp>

namespace tissu {

/// Concepts whose code, labels (French, English, others) answer `text`, best first: a code, a whole
/// label, the beginning of one, words of one, else labels that are spelt alike. At equal match the
/// concepts of the scheme `theme` first, then the wider, then by row.
/// Columns id, label_fr, label_en, scheme, match (code, name, prefix, word, near). O(concepts).
[[nodiscard]] Table find_theme(const Snapshot& snapshot, std::string_view text, std::size_t limit = 10);

/// The row of the concept with that code, or of the first that `find_theme` gives for a text: of the scheme `theme`,
/// else of another that activities or actors are about. Throws Error{not_found} that names labels spelt alike.
[[nodiscard]] Index theme_row(const Snapshot& snapshot, std::string_view text);

/// The same for territories, with `find_theme`'s counterpart `find_territory`.
[[nodiscard]] Index territory_row(const Snapshot& snapshot, std::string_view text);

}  // namespace tissu
