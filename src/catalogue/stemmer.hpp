#pragma once
/// \file
/// Snowball stemmers, one of each language for every thread.

#include <string>
#include <string_view>

#include <tissu/catalogue/text.hpp>

namespace tissu::catalogue {

/// The Snowball stem of a lower-case word. `word` must be well-formed UTF-8.
[[nodiscard]] std::string stem_of(std::string_view word, Language language);

}  // namespace tissu::catalogue
