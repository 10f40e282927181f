#pragma once
/// \file
/// Statements of RDF, as read from Turtle or JSON-LD.

#include <filesystem>
#include <string>
#include <vector>

#include "io/report.hpp"

namespace tissu::io {

struct Triple {
    std::string subject, predicate, object;  ///< whole IRIs; of a literal its text
    std::string language;                    ///< lower case; empty: none
    bool literal = false;
    std::int64_t line = 1;
};

/// The subset of Turtle that thesauri use: prefixes, `a`, `;`, `,`, literals with language or datatype.
/// Blank nodes and collections are refused. Throws Error{invalid_data} with the line.
/// Source: RDF 1.1 Turtle, https://www.w3.org/TR/turtle/.
[[nodiscard]] std::vector<Triple> read_turtle(const std::filesystem::path& path, const std::string& name, Report& report);

/// JSON-LD with a context of its own (terms, prefixes, languages) and flat or nested nodes.
/// Throws Error{invalid_data}, Error{unsupported} for a context that is elsewhere.
/// Source: JSON-LD 1.1, https://www.w3.org/TR/json-ld11/.
[[nodiscard]] std::vector<Triple> read_json_ld(const std::filesystem::path& path, const std::string& name, Report& report);

}  // namespace tissu::io
