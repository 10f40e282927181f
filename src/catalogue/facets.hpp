#pragma once
/// \file
/// Counts of found items by kind, type, year, and up the trees of themes and territories.

#include "catalogue/data.hpp"
#include "catalogue/query.hpp"

namespace tissu::catalogue {

[[nodiscard]] std::map<std::string, Table, std::less<>> facets_of(const Catalogue::Data& data,
                                                                  std::span<const Scored> found);

}  // namespace tissu::catalogue
