#pragma once
/// \file
/// Which files of a folder are the tables of a data package.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "io/report.hpp"

namespace tissu::io {

/// What has to be known of a table to recognise it.
struct TableShape {
    std::string_view name;
    std::vector<std::string> columns;  ///< all, with `source` and `source_kind`
    std::vector<std::string> required;
};

/// All tables, in the order of Batch::tables.
[[nodiscard]] const std::vector<TableShape>& table_shapes();

/// The table of that name, or nullptr.
[[nodiscard]] const TableShape* table_named(std::string_view name);

/// True if the (folded) header holds all columns that the table requires.
[[nodiscard]] bool fits(const TableShape& table, const std::vector<std::string>& header);

struct TableFile {
    const TableShape* table;
    std::filesystem::path path;
    std::string name;  ///< as said in the report: the path inside the package
};

/// The tables of a folder: those named by `datapackage.json` if there is one, else `<table>.csv`.
/// Files that belong to no table are said in the report. Throws Error{invalid_data} for a descriptor
/// that is not JSON, or a path that leaves the folder.
[[nodiscard]] std::vector<TableFile> package_files(const std::filesystem::path& folder, Report& report);

}  // namespace tissu::io
