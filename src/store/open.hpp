#pragma once
/// \file
/// Connections to a store: made, set up, and refused if the file is not what it should be.

#include <filesystem>
#include <memory>

#include <tissu/store/store.hpp>

#include <store/sqlite.hpp>

namespace tissu::sql {

/// "WAL" where the library is free of the WAL-reset race (fixed in 3.51.3, 3.50.7 and 3.44.6), else "DELETE".
/// Source: https://sqlite.org/wal.html#walresetbug
[[nodiscard]] bool wal_is_safe(int library_version) noexcept;

/// A store in memory, with the built-in schemes.
[[nodiscard]] std::unique_ptr<Connection> open_memory();

/// The file at `path`, made if it is absent or empty.
[[nodiscard]] std::unique_ptr<Connection> open_file(const std::filesystem::path& path, const OpenOptions& options);

/// A copy of the database, as a new file of mode 0600. Throws Error{conflict} if there is a file already.
void copy_file(const Connection& connection, const std::filesystem::path& path, int busy_timeout_ms);

}  // namespace tissu::sql
