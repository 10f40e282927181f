#pragma once
/// \file
/// The syntax and check digits of identifiers: SIREN, SIRET, RNA, INSEE codes, QPV, NUTS, city contracts.

#include <optional>
#include <string>
#include <string_view>

namespace tissu::identifier {

/// True if the digits pass the Luhn test (ISO/IEC 7812-1). False for other characters or none.
[[nodiscard]] bool luhn(std::string_view digits) noexcept;

/// Nine digits that pass the Luhn test, not all zero: a legal unit in the SIRENE register.
[[nodiscard]] bool siren(std::string_view text) noexcept;

/// Fourteen digits: a SIREN and the number of a seat. They pass the Luhn test; those of La Poste
/// (356000000) may instead have a sum of digits that 5 divides.
[[nodiscard]] bool siret(std::string_view text) noexcept;

/// `W751234567`: an association in the national register. `W`, the prefecture (three digits or
/// capitals), six digits.
[[nodiscard]] bool rna(std::string_view text) noexcept;

/// A code and whether it had to be mended.
struct Mended {
    std::string text;
    bool repaired = false;

    friend bool operator==(const Mended&, const Mended&) = default;
};

/// The INSEE code of a commune: five digits, or `2A`, `2B` and three. `1001` is 01001 and `2a004` is
/// 2A004: there is no other reading. Nothing for the rest. Syntax only: `99999` has it.
[[nodiscard]] std::optional<Mended> commune(std::string_view text);

/// The code of a département (2 or 3 characters) or région; `1` is 01.
[[nodiscard]] std::optional<Mended> departement(std::string_view text);

/// 2015 or 2024, the geography of a code of a priority neighbourhood: `QP091001` (QP, département on
/// three characters, three digits) is of 2015, `QN09101M` (QN, département, two digits, a capital) of 2024.
/// 0 if it is neither.
[[nodiscard]] int qpv(std::string_view text) noexcept;

/// `FR`, `FR1`, `FR10`, `FR104`: two capitals and up to three digits or capitals (NUTS 2021).
[[nodiscard]] bool nuts(std::string_view text) noexcept;

/// `CV380`: a city contract; `CV` and up to four digits.
[[nodiscard]] bool contract(std::string_view text) noexcept;

/// What is wrong with the value of a code of a known scheme (siren, siret, rna, commune, qpv, nuts,
/// departement, contract), as "expected …, found …"; empty if nothing is, or the scheme is another.
[[nodiscard]] std::string problem(std::string_view scheme, std::string_view value);

}  // namespace tissu::identifier
