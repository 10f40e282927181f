#pragma once
/// \file
/// Which of the files of the official geographic code a path holds.

#include <filesystem>
#include <string>
#include <vector>

#include "io/report.hpp"

namespace tissu::io {

/// In the order in which they are read.
enum class CogKind : unsigned char {
    regions,
    departements,
    arrondissements,
    communes,
    populations,
    centroids,
    ept,
    epci,
    movements,
    none,
};

struct CogFile {
    CogKind kind = CogKind::none;
    bool json = false;
    int year = 0;  ///< of a membership file, from its column names; 0: none
    std::filesystem::path path;
    std::string name;
};

/// What a single file is, from its header (CSV) or its name (JSON).
[[nodiscard]] CogFile cog_file(const std::filesystem::path& path);

/// The files of a folder, one of each kind (of yearly compositions one of each year), in reading
/// order; or the file itself. Files that are not read are said in the report.
[[nodiscard]] std::vector<CogFile> cog_files(const std::filesystem::path& path, Report& report);

}  // namespace tissu::io
