#pragma once
// Reference values of other programs, which lie beside the project where there are any.

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "catch.hpp"

namespace tissu::test {

/// Reads ../shared/fixtures/cooperation/<id>.json; nothing, and a line that says so, if it is not there.
inline std::optional<nlohmann::json> fixture(const std::string& id) {
    const auto path = std::filesystem::path("..") / "shared" / "fixtures" / "cooperation" / (id + ".json");
    std::ifstream file(path);
    if (!file) {
        WARN("skipped: there is no " << path.generic_string());
        return std::nullopt;
    }
    return nlohmann::json::parse(file);
}

/// null is NaN.
inline double number(const nlohmann::json& value) {
    return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

}  // namespace tissu::test
