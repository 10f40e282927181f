#pragma once
/// \file
/// Organisations as published files name them: by number where there is one, else by name; each once.

#include <string>
#include <string_view>
#include <unordered_map>

#include "io/report.hpp"

namespace tissu::io {

/// The number of a French organisation, as read from a cell.
struct OrganisationNumber {
    std::string siren;     ///< empty: none could be read
    std::string siret;     ///< of its establishment, if the cell had it
    std::string rna;       ///< of an association
    std::string problem;   ///< "expected …, found …" if there is text that is no number
    std::string repaired;  ///< what was taken for what, if it had to be mended
};

/// Reads a SIRET, a SIREN or an RNA number. Blanks, points and a `.0` at the end are left out; a zero that
/// a spreadsheet took from the front is put back where the check digit then fits.
[[nodiscard]] OrganisationNumber read_organisation_number(std::string_view text);

/// Small letters and digits of a name, with hyphens: what stands for a missing number.
[[nodiscard]] std::string slug_of(std::string_view name);

/// Adds actors to the batch.
class Organisations {
public:
    explicit Organisations(Report& report) : report_(report) {}

    /// The id of the organisation, new or known: `siren:…`, `rna:…`, or `organisation:<name>`. A second name
    /// becomes an alias, a SIRET an identifier. Empty if there is neither number nor name.
    Code add(const OrganisationNumber& number, const std::string& name, std::uint32_t file, std::int64_t line);

    /// The same with an id made by the reader.
    Actor& add(const Code& id, const std::string& name, std::uint32_t file, std::int64_t line);

private:
    Report& report_;
    std::unordered_map<std::string, std::size_t> rows_;  ///< in Batch::actors
};

}  // namespace tissu::io
