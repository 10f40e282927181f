#pragma once
/// \file
/// The rules of inclusive writing as tables: what a suffix makes of the end of a word, and the exceptions.

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace tissu::catalogue {

/// A rule that does not hold after `. - /`.
inline constexpr std::size_t never = 1000;

/// What a suffix makes of a base that ends so: take `drop` letters off, put `add` on.
struct InclusiveRule {
    std::u32string_view suffix, ending;
    std::size_t drop;
    std::u32string_view add;
    std::size_t weak_length;      ///< shortest base after `. - /`, which also stand between whole words
    bool feminine_first = false;  ///< the base is feminine and the suffix makes the masculine
};

/// The first rule that fits. `base` and `suffix` in lower case; nullptr if none does.
[[nodiscard]] const InclusiveRule* inclusive_rule(std::u32string_view base, std::u32string_view suffix, bool weak);

/// Words that stand for several without any sign: `iel`, `celleux`, `toustes`. Empty if `word` is none.
[[nodiscard]] std::span<const std::u32string_view> lexical_members(std::u32string_view word);

/// Ends of masculine words that are cut off in `act·eur·rice·s`.
[[nodiscard]] bool is_masculine_ending(std::u32string_view letters);

/// Words that come before a hyphen, a dot or a slash in other constructions: `tu-es`, `est-elle`.
[[nodiscard]] bool is_never_a_base(std::u32string_view word);

/// Words that a single letter follows as a number does: `plan-E`, `bâtiment E`.
[[nodiscard]] bool takes_a_letter(std::u32string_view word);

/// Names of functions, of which `print(e)` is a call.
[[nodiscard]] bool is_code(std::u32string_view word);

/// Words that have their s in the singular: `français·es` is not the plural of `françai`.
[[nodiscard]] bool is_singular_in_s(std::u32string_view word);

/// Words of which `.es` makes a Spanish address rather than a feminine plural.
[[nodiscard]] bool is_name_of_site(std::u32string_view word);

}  // namespace tissu::catalogue
