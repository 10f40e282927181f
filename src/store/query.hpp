#pragma once
/// \file
/// The one place where SQL of a user is run: one statement that only reads.

#include <string_view>
#include <vector>

#include <tissu/store/store.hpp>

#include <store/sqlite.hpp>

namespace tissu::sql {

/// See Store::query.
[[nodiscard]] Table query(Connection& connection, std::string_view text, const std::vector<Value>& parameters,
                          const Progress& progress);

}  // namespace tissu::sql
