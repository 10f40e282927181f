#pragma once
/// \file
/// The régions and départements of France: the parents of communes in files that do not name them.

#include <string_view>

namespace tissu::io {

struct Region {
    std::string_view code, name;
};

struct Departement {
    std::string_view code, region, name;
};

/// That of a code as Insee writes it ("11"; "2A"), or nullptr.
[[nodiscard]] const Region* region_named(std::string_view code) noexcept;
[[nodiscard]] const Departement* departement_named(std::string_view code) noexcept;

/// The département that the code of a commune tells: its first two characters, overseas three.
[[nodiscard]] std::string_view departement_of_commune(std::string_view code) noexcept;

}  // namespace tissu::io
