#pragma once
/// \file
/// Items that share words and themes.

#include "catalogue/data.hpp"
#include "catalogue/query.hpp"

namespace tissu::catalogue {

/// Every item that shares a telling word or a theme with `item`, itself included, ascending.
[[nodiscard]] std::vector<Scored> alike(const Catalogue::Data& data, Index item);

}  // namespace tissu::catalogue
