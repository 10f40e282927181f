#pragma once
/// \file
/// Lists of texts and attributes as the JSON text of one column.

#include <string>
#include <string_view>
#include <vector>

#include <tissu/model/record.hpp>

namespace tissu::json_text {

/// `["a","b"]`. Order is kept.
[[nodiscard]] std::string write(const std::vector<std::string>& items);

/// `{"name":"value"}`. Order is kept.
[[nodiscard]] std::string write(const Attributes& attributes);

/// What `write` wrote. Throws Error{io}: anything else in a store is damage.
[[nodiscard]] std::vector<std::string> read_list(std::string_view text);
[[nodiscard]] Attributes read_attributes(std::string_view text);

}  // namespace tissu::json_text
