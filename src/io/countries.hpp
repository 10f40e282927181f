#pragma once
/// \file
/// Names of countries by ISO 3166-1 code: Europe and its neighbours.

#include <string_view>

namespace tissu::io {

struct Country {
    std::string_view code;  ///< ISO 3166-1 alpha-2
    std::string_view english;
    std::string_view french;
};

/// The country of a code, or nullptr. The two codes that European files write otherwise are known
/// too: `UK` is GB, `EL` is GR.
[[nodiscard]] const Country* country_named(std::string_view code) noexcept;

/// The country of a name in English or French, the usual other names included, or nullptr.
[[nodiscard]] const Country* country_called(std::string_view name);

}  // namespace tissu::io
