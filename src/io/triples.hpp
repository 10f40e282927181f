#pragma once
/// \file
/// Statements of RDF, as read from Turtle or JSON-LD.

#include <filesystem>
#include <functional>
#include <string>

#include "io/report.hpp"

namespace tissu::io {

struct Triple {
    std::string subject, predicate, object;  ///< whole IRIs; of a literal its text
    std::string language;                    ///< lower case; empty: none
    bool literal = false;
    std::int64_t line = 1;
};

using Statement = std::function<void(Triple)>;

/// The subset of Turtle that thesauri use: prefixes, `a`, `;`, `,`, literals with language or datatype; one statement
/// at a time, whatever the size of the file. Blank nodes and collections are refused.
/// Throws Error{invalid_data} with the line. Source: RDF 1.1 Turtle, https://www.w3.org/TR/turtle/.
void read_turtle(const std::filesystem::path& path, const std::string& name, Report& report, const Statement& visit);

/// JSON-LD with a context of its own (terms, prefixes, languages) and flat or nested nodes, at most 16 MiB.
/// Throws Error{invalid_data}, Error{unsupported} for a context that is elsewhere.
/// Source: JSON-LD 1.1, https://www.w3.org/TR/json-ld11/.
void read_json_ld(const std::filesystem::path& path, const std::string& name, Report& report, const Statement& visit);

}  // namespace tissu::io
