#pragma once
/// \file
/// JSON files with limits: depth 64, no key twice, errors that say the line and the byte.

#include <functional>

#include <nlohmann/json.hpp>

#include "io/report.hpp"

namespace tissu::io {

inline constexpr int depth_limit = 64;

/// The whole file, at most 16 MiB. Throws Error{invalid_data} with line and byte, Error{unsupported}
/// and Error{invalid_data} as `inspect`.
[[nodiscard]] nlohmann::json read_json(const std::filesystem::path& path, const std::string& name,
                                       Report& report);

/// Calls `visit(element, line)` for each element of the array that the file holds, one at a time in
/// memory, each at most 16 MiB; `line` is where the element starts.
void for_each_element(const std::filesystem::path& path, const std::string& name, Report& report,
                      const std::function<void(const nlohmann::json&, std::int64_t line)>& visit);

/// For a GeoJSON FeatureCollection: calls `visit(feature, line)` for each element of its `features`, one at a time in
/// memory, each at most 16 MiB, and `member(key, value)` for the other members as they come. Gives back what is left:
/// the whole if it is no collection.
nlohmann::json for_each_feature(const std::filesystem::path& path, const std::string& name, Report& report,
                                const std::function<void(const nlohmann::json&, std::int64_t line)>& visit,
                                const std::function<void(const std::string&, const nlohmann::json&)>& member);

}  // namespace tissu::io
