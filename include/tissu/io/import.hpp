#pragma once
/// \file
/// What a reader gives: the records, and all it has to say about the rows.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <tissu/base/progress.hpp>
#include <tissu/model/batch.hpp>
#include <tissu/model/issue.hpp>

namespace tissu {

/// A record that a reader rejected: why those that refer to it lead nowhere.
struct LeftOut {
    std::string table;
    Code id;
    std::string file;
    std::int64_t line = 0;
};

/// The result of reading a file or folder. Nothing is lost: read = kept + rejected in every table.
struct Import {
    std::string format;  ///< the name of the one it was read in
    Batch batch;
    std::vector<Issue> issues;
    std::vector<RowCount> rows;
    std::vector<LeftOut> left_out;  ///< those of the data package that had an id
    std::vector<std::pair<std::string, std::string>> hashes;  ///< file name, SHA-256
};

struct ReadOptions {
    std::string format;  ///< one of `formats()`; empty: recognised from the content
    std::string source;  ///< who says so; empty: the reader's own name for the publisher, or the file's name
    std::string source_kind;
};

/// A format that can be read.
struct Format {
    std::string name;   ///< "cog"
    std::string about;  ///< one sentence
};

/// All formats, in the order in which they are tried.
[[nodiscard]] const std::vector<Format>& formats();

/// Reads a file or a folder.
///
/// Throws Error{not_found} if there is no such path, Error{unsupported} if the format is unknown or
/// not recognised (the message lists the formats), Error{invalid_data} if the file as a whole cannot
/// be read in that format, Error{io}, Error{cancelled}. Bad rows are issues, never exceptions.
/// Cost: O(bytes) time; memory of the batch plus one read buffer.
[[nodiscard]] Import read(const std::filesystem::path& path, const ReadOptions& options = {},
                          const Progress& progress = {});

/// Writes a batch as a data package: one CSV file per table that has rows, and `datapackage.json`
/// (Frictionless). Lists are joined by `|`; a `|` or `\` inside an item is written `\|`, `\\`.
/// Every cell that a spreadsheet would take for a formula is guarded by an apostrophe, which `read`
/// removes. Written to a temporary folder beside `folder`, then renamed: never half a package.
/// Throws Error{conflict} if `folder` exists and is not empty.
void write_package(const Batch& batch, const std::filesystem::path& folder, const Progress& progress = {});

/// Writes the territories of a batch as GeoJSON (RFC 7946): a feature for each outline, or with the point, or without
/// geometry where there is neither; properties id, name, kind, population, geography and the attributes. Outer rings
/// turn left. Replaces `path`, whole or not at all. Throws Error{io}, Error{invalid_data} for an outline not in WKT.
void write_geojson(const Batch& batch, const std::filesystem::path& path, const Progress& progress = {});

/// Writes the resources of a batch as "oai-dc" (Dublin Core in an answer of OAI-PMH 2.0), "ris" or "bibtex"; resources
/// and events as "jsonld" (schema.org); events as "ical" (RFC 5545, whole days; those without a date are left out).
/// The same batch gives the same bytes: where a format wants the time of writing, the newest date of the content
/// stands. Replaces `path`, whole or not at all. Throws Error{io}, Error{unsupported} for another format.
void write_catalogue(const Batch& batch, const std::filesystem::path& path, std::string_view format,
                     const Progress& progress = {});

/// The Frictionless descriptor of the tables (Table Schemas), as JSON text.
[[nodiscard]] std::string package_schema();

}  // namespace tissu
