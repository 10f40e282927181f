#pragma once
/// \file
/// From a file into a store in one step, with one report.

#include <filesystem>
#include <string>

#include <tissu/io/import.hpp>
#include <tissu/store/store.hpp>

namespace tissu {

/// What a load found and did. `rows` adds up over reader and store: read = kept + rejected.
struct LoadReport {
    std::vector<RowCount> rows;
    std::vector<Issue> issues;
    std::vector<std::pair<std::string, std::string>> hashes;  ///< file name, SHA-256
    std::int64_t revision = 0;
    bool already_applied = false;

    /// No row was rejected.
    [[nodiscard]] bool ok() const noexcept;
};

struct LoadOptions {
    ReadOptions read;
    bool strict = false;  ///< any rejected row throws Error{invalid_data}, and nothing is written
};

/// Reads `path` and applies it to `store`, all or nothing.
LoadReport load(Store& store, const std::filesystem::path& path, const LoadOptions& options = {},
                const Progress& progress = {});

/// What `load` would report. Writes nothing.
[[nodiscard]] LoadReport check(const Store& store, const std::filesystem::path& path,
                               const LoadOptions& options = {}, const Progress& progress = {});

}  // namespace tissu
