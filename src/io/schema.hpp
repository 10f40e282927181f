#pragma once
/// \file
/// The Frictionless descriptor of a data package.

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <tissu/model/batch.hpp>

namespace tissu::io {

/// The descriptor with the schemas of the tables named in `tables`; all of them if it is empty.
/// `more_columns` gives, per table, the columns of attributes.
struct Resource {
    std::string table;
    std::vector<std::string> more_columns;
};

[[nodiscard]] nlohmann::ordered_json descriptor_of(const std::vector<Resource>& resources);

}  // namespace tissu::io
