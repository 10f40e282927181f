#pragma once
/// \file
/// Two actors made one, and made two again.

#include <cstdint>
#include <string>
#include <string_view>

#include <store/sqlite.hpp>

namespace tissu::sql {

/// In the transaction of the caller. Each gives the new revision and throws as `Store::merge`, `Store::unmerge`.
std::int64_t merge_actors(Connection& connection, const std::string& keep, const std::string& drop,
                          std::string_view reason);
std::int64_t unmerge_actor(Connection& connection, const std::string& dropped);

}  // namespace tissu::sql
