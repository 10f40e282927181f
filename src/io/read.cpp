// Which format a path is in, and the reader for it.

#include <algorithm>
#include <array>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>
#include <tissu/io/import.hpp>

#include "io/open_data.hpp"
#include "io/references.hpp"
#include "io/report.hpp"

namespace tissu {
namespace {

struct Reader {
    const char* name;
    const char* about;
    bool (*recognises)(const std::filesystem::path&);
    void (*read)(const std::filesystem::path&, io::Report&);
};

// In the order in which they are tried.
constexpr std::array<Reader, 15> readers = {{
    {"package", "a data package: a folder of CSV files named after the tables", io::is_package,
     io::read_package},
    {"epci", "yearly compositions of EPCI as the DGCL publishes them (epcicom_2025.csv): dated memberships",
     io::is_epci, io::read_epci},
    {"ept", "communes of the Greater Paris bodies (EPT) as Insee lists them", io::is_ept, io::read_ept},
    {"cog",
     "the official geographic code of Insee: communes, départements, régions, EPCI, EPT, populations (CSV or "
     "JSON), movements of communes since 1943",
     io::is_cog, io::read_cog},
    {"urbact", "memberships of European cities in URBACT networks (memberships.csv, networks.csv)",
     io::is_urbact, io::read_urbact},
    {"scdl-subventions", "grants of public bodies in the schema of the SCDL, 1.1 and 2.1 (CSV)", io::is_subventions,
     io::read_subventions},
    {"keep", "Interreg projects and partners as exported by keep.eu (CSV)", io::is_keep, io::read_keep},
    {"data-inclusion", "the thesauri of the data·inclusion schema (JSON)", io::is_data_inclusion, io::read_data_inclusion},
    {"skos", "thesauri in SKOS: Turtle or JSON-LD", io::is_skos, io::read_skos},
    {"csv", "one table of the data package as a CSV file", io::is_csv, io::read_csv},
    {"qpv", "lists of priority neighbourhoods (QPV) of 2015 and 2024, by commune", io::is_qpv, io::read_qpv},
    {"ville-postes", "posts that the French State funds in urban policy (adulte-relais, Fonjep) and city contracts (JSON)",
     io::is_ville_postes, io::read_ville_postes},
    {"oai-dc", "descriptions of works in Dublin Core: answers of OAI-PMH, files of oai_dc:dc (XML)", io::is_oai_dc, io::read_oai_dc},
    {"ris", "descriptions of works as reference managers export them (RIS)", io::is_ris, io::read_ris},
    {"geojson", "outlines and points of territories (GeoJSON, RFC 7946; WGS 84, or Lambert-93 if it says so)",
     io::is_geojson, io::read_geojson},
}};

std::string names() {
    std::string text;
    for (const Reader& reader : readers) text += (text.empty() ? "" : ", ") + std::string(reader.name);
    return text;
}

const Reader& reader_for(const std::filesystem::path& path, const std::string& format) {
    for (const Reader& reader : readers)
        if (format.empty() ? reader.recognises(path) : format == reader.name) return reader;
    if (format.empty())
        throw Error(Errc::unsupported, "expected content in one of the formats " + names() +
                                           ", found none of them in " + path.string());
    throw Error(Errc::unsupported, "expected one of the formats " + names() + ", found " + shortened(format));
}

}  // namespace

const std::vector<Format>& formats() {
    static const std::vector<Format> all = [] {
        std::vector<Format> list;
        for (const Reader& reader : readers) list.push_back({reader.name, reader.about});
        return list;
    }();
    return all;
}

Import read(const std::filesystem::path& path, const ReadOptions& options, const Progress& progress) {
    std::error_code failure;
    if (!std::filesystem::exists(path, failure))
        throw Error(Errc::not_found, "expected a file or a folder, found nothing at " + path.string());
    const Reader& reader = reader_for(path, options.format);
    io::Report report(options, progress);
    try {
        reader.read(path, report);
    } catch (const std::filesystem::filesystem_error& problem) {
        throw Error(Errc::io, problem.what());
    }
    Import import = report.finish();
    import.format = reader.name;
    return import;
}

}  // namespace tissu
