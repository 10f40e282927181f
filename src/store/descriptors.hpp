#pragma once
/// \file
/// Which descriptors of this process are SQLite's, opened by this library.

#include <store/file.hpp>

namespace tissu::file {

/// True if a store of this process has the file open.
[[nodiscard]] bool is_open_here(Identity identity);

}  // namespace tissu::file
