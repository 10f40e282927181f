#include "io/cog.hpp"

#include <algorithm>

#include <tissu/base/error.hpp>

#include "io/departements.hpp"

namespace tissu::io {
std::string_view city_of_arrondissement(std::string_view code) noexcept {
    if (code >= "75101" && code <= "75120") return "75056";
    if (code >= "69381" && code <= "69389") return "69123";
    if (code >= "13201" && code <= "13216") return "13055";
    return {};
}

Territory* Cog::territory(const Code& id) {
    const auto found = rows_.find(id.text());
    return found == rows_.end() ? nullptr : &report_.import.batch.territories[found->second];
}

Territory& Cog::append(Code id, std::string name, std::uint32_t file, std::int64_t line) {
    auto& territories = report_.import.batch.territories;
    rows_.emplace(id.text(), territories.size());
    Territory& territory = territories.emplace_back();
    territory.id = std::move(id);
    territory.name = std::move(name);
    territory.file = file;
    territory.line = line;
    return territory;
}

Part* Cog::append_part(const Code& territory, const Code& part_of, std::uint32_t file, std::int64_t line,
                       int year) {
    if (!parts_.emplace(territory, part_of, year).second) return nullptr;
    Part& part = report_.import.batch.parts.emplace_back();
    part.territory = territory;
    part.part_of = part_of;
    part.file = file;
    part.line = line;
    if (year > 0) part.since = PartialDate{std::chrono::year(year) / 1 / 1, Precision::year};
    return &part;
}

bool Cog::mention_departement(std::string_view code, std::uint32_t file, std::int64_t line) {
    const Code id("departement", code);
    if (territory(id) != nullptr) return true;
    const Departement* departement = departement_named(code);
    if (departement == nullptr) return false;
    const Code region("region", departement->region);
    if (territory(region) == nullptr) {
        append(region, std::string(region_named(departement->region)->name), file, line).mention = true;
        ++report_.count(Territory::table).read;
    }
    Territory& added = append(id, std::string(departement->name), file, line);
    added.mention = true;
    added.parts_of = {region};
    ++report_.count(Territory::table).read;
    return true;
}

void Cog::read(const CogFile& file) {
    if (file.json) read_json(file);
    else read_csv(file);
    has_communes_ = has_communes_ || file.kind == CogKind::communes;
}

namespace {

/// Reads the files of the one kind, or of all kinds.
void read_files(const std::filesystem::path& path, Report& report, CogKind only, const char* expected) {
    auto files = cog_files(path, report);
    std::erase_if(files, [only](const CogFile& file) {
        return file.kind == CogKind::none || (only != CogKind::none && file.kind != only);
    });
    if (files.empty())
        throw Error(Errc::invalid_data, std::string("expected ") + expected + ", found none in " + path.string());
    std::error_code failure;
    for (const CogFile& file : files) report.expect(std::filesystem::file_size(file.path, failure));
    Cog cog(report);
    for (const CogFile& file : files) cog.read(file);
}

}  // namespace

void read_cog(const std::filesystem::path& path, Report& report) {
    report.published_by("Insee, code officiel géographique", "REEL_OUVERT");
    read_files(path, report, CogKind::none,
               "files of the official geographic code, such as communes.csv with the columns TYPECOM, COM, LIBELLE, "
               "COMPARENT");
}

void read_epci(const std::filesystem::path& path, Report& report) {
    report.published_by("DGCL, Banatic", "REEL_OUVERT");
    read_files(path, report, CogKind::epci,
               "yearly compositions of EPCI with the columns siren, raison_sociale, insee");
}

void read_ept(const std::filesystem::path& path, Report& report) {
    report.published_by("Insee, code officiel géographique", "REEL_OUVERT");
    read_files(path, report, CogKind::ept, "members of the EPT with the columns CODGEO, EPT, LIBEPT");
}

}  // namespace tissu::io
