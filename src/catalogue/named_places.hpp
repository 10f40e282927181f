#pragma once
/// \file
/// Territories whose names stand in a text.

#include <string>
#include <string_view>
#include <vector>

#include <tissu/catalogue/catalogue.hpp>

namespace tissu::catalogue {

struct NamedPlace {
    Index row;
    double score;
    std::string reason;
};

/// Best first, ties by code. See `classify`.
[[nodiscard]] std::vector<NamedPlace> named_places(const Catalogue& catalogue, std::string_view text);

}  // namespace tissu::catalogue
