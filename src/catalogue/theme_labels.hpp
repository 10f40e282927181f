#pragma once
/// \file
/// Concepts by what a person types, and those that are meant when only a word is given.

#include <string>
#include <string_view>
#include <vector>

#include <tissu/base/name_match.hpp>
#include <tissu/model/snapshot.hpp>

namespace tissu::catalogue {

struct FoundTheme {
    Match match;
    Index row;
};

/// By row, which concepts a word may mean: those of the scheme `theme` first, then those of other schemes that
/// activities or actors are about. Lists of types and the like are only meant by their codes.
struct ThemesMeant {
    std::vector<bool> first, then;
};

[[nodiscard]] ThemesMeant themes_meant(const Snapshot& snapshot);

/// French, English, others.
[[nodiscard]] std::vector<std::string> labels_of(const Snapshot::ThemeRow& theme);

/// All that answer a text, in the order of `find_theme`.
[[nodiscard]] std::vector<FoundTheme> themes_matching(const Snapshot& snapshot, std::string_view text);

[[nodiscard]] std::vector<Index> themes_spelt_alike(const Snapshot& snapshot, std::string_view text, std::size_t limit);

/// The concept of a code with its scheme, in any case; no_index if there is none.
[[nodiscard]] Index theme_of_code(const Snapshot& snapshot, std::string_view text);

/// Throws Error{not_found} that names three concepts: those given, then those spelt alike, then those with the words.
[[noreturn]] void no_such_theme(const Snapshot& snapshot, std::string_view text, std::vector<Index> near = {});

}  // namespace tissu::catalogue
