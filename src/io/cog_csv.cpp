// The CSV files of Insee, of the DGCL (EPCI) and of the Greater Paris bodies (EPT).

#include <cmath>
#include <tuple>
#include <utility>

#include <tissu/base/error.hpp>
#include <tissu/base/identifier.hpp>
#include <tissu/base/text.hpp>

#include "io/cog.hpp"
#include "io/departements.hpp"
#include "io/values.hpp"

namespace tissu::io {
namespace {

std::string_view table_of(CogKind kind, bool has_communes) {
    if (kind == CogKind::epci) return Part::table;
    if (kind == CogKind::ept) return "ept";
    if (kind == CogKind::movements) return "movements";
    if (kind == CogKind::populations && has_communes) return "populations";
    if (kind == CogKind::centroids) return "centroids";
    return Territory::table;
}

}  // namespace

std::string Cog::code(Sheet& sheet, std::size_t column,
                      std::optional<InseeCode> (*reading)(std::string_view)) {
    const auto mended = reading(sheet.text(column));
    if (!mended) {
        sheet.reject(column, "expected the code of a territory as Insee writes it, found " +
                                 shortened(sheet.text(column)));
        return {};
    }
    if (mended->repaired)
        sheet.repaired(column, "expected " + mended->text + ", found " + std::string(sheet.text(column)));
    return mended->text;
}

std::string Cog::siren(Sheet& sheet, std::size_t column) {
    std::string text(sheet.text(column));
    if (text.size() == 11 && text.ends_with(".0")) {  // a spreadsheet made a number of it
        text.resize(9);
        sheet.tally(column, "expected a SIREN, found a number with decimals: read without them", Action::repaired);
    }
    if (text.size() == 9 && text.find_first_not_of("0123456789") == std::string::npos) {
        if (!identifier::siren(text)) sheet.tally(column, "expected a SIREN that passes the Luhn test");
        return text;
    }
    sheet.reject(column, "expected a SIREN number of nine digits, found " + shortened(text));
    return {};
}

double Cog::number(Sheet& sheet, std::size_t column) {
    double number = missing;
    const Outcome outcome = read_number(sheet.text(column), number);
    if (!outcome.error.empty()) sheet.reject(column, outcome.error);
    if (!outcome.note.empty()) sheet.tally(column, outcome.note);
    if (number < 0) sheet.reject(column, "expected a number of inhabitants, found less than 0");
    return number;
}

// Adds a territory for the row; nullptr, and the row is left out, if it has no name or comes again.
Territory* Cog::add(Sheet& sheet, std::string_view kind, std::string_view code, std::string_view name) {
    if (sheet.rejected()) return nullptr;
    Code id(kind, code);
    if (name.empty()) {
        sheet.reject(no_column, "expected the name of " + id.text() + ", found none");
        return nullptr;
    }
    if (const Territory* known = territory(id)) {
        sheet.reject(no_column, "expected " + id.text() + " once, found it again (first on line " +
                                    std::to_string(known->line) + ")");
        return nullptr;
    }
    return &append(std::move(id), std::string(name), sheet.file(), sheet.line());
}

bool Cog::add_part(Sheet& sheet, const Code& territory, const Code& part_of, int year) {
    if (append_part(territory, part_of, sheet.file(), sheet.line(), year) != nullptr) return true;
    sheet.reject(no_column,
                 "expected " + territory.text() + " once in " + part_of.text() + ", found it again");
    return false;
}

void Cog::read_regions(Sheet& sheet) {
    const std::size_t region = sheet.require("REG");
    const std::size_t name = sheet.require("LIBELLE");
    while (sheet.next()) add(sheet, "region", code(sheet, region, departement_code), sheet.text(name));
}

void Cog::read_departements(Sheet& sheet) {
    const std::size_t departement = sheet.require("DEP");
    const std::size_t region = sheet.require("REG");
    const std::size_t name = sheet.require("LIBELLE");
    while (sheet.next()) {
        const std::string parent = code(sheet, region, departement_code);
        Territory* territory =
            add(sheet, "departement", code(sheet, departement, departement_code), sheet.text(name));
        if (territory != nullptr) territory->parts_of.emplace_back("region", parent);
    }
}

void Cog::read_arrondissements(Sheet& sheet) {
    const std::size_t arrondissement = sheet.require("ARR");
    const std::size_t departement = sheet.require("DEP");
    const std::size_t name = sheet.require("LIBELLE");
    while (sheet.next()) {
        const std::string parent = code(sheet, departement, departement_code);
        const std::string own(sheet.text(arrondissement));
        if (!Code::valid("arrondissement:" + own))
            sheet.reject(arrondissement, "expected a code, found " + shortened(own));
        Territory* territory = add(sheet, "arrondissement", own, sheet.text(name));
        if (territory != nullptr) territory->parts_of.emplace_back("departement", parent);
    }
}

// Delegated, associated and municipal-district communes share codes with communes: their kind differs.
void Cog::read_commune(Sheet& sheet, const std::string& type) {
    const std::size_t column = sheet.find("COM");
    const std::string name(sheet.text(sheet.find("LIBELLE")));
    const std::string own = code(sheet, column, commune_code);
    if (type != "COM") {
        const std::string parent = code(sheet, sheet.find("COMPARENT"), commune_code);
        Territory* territory = add(sheet,
                                   type == "ARM"    ? "arm"
                                   : type == "COMA" ? "coma"
                                                    : "comd",
                                   own, name);
        if (territory != nullptr) territory->parts_of.emplace_back("commune", parent);
        return;
    }
    const std::size_t departement = sheet.find("DEP");
    const std::string parent = code(sheet, departement, departement_code);
    if (!sheet.rejected() && !mention_departement(parent, sheet.file(), sheet.line()))
        sheet.tally(departement, "the département is in none of the files read: it has to be in the store");
    Territory* commune = add(sheet, "commune", own, name);
    if (commune == nullptr) return;
    commune->parts_of.emplace_back("departement", parent);
    const std::string_view arrondissement = sheet.text(sheet.find("ARR"));
    if (rows_.contains("arrondissement:" + std::string(arrondissement)))
        commune->parts_of.emplace_back("arrondissement", arrondissement);
}

void Cog::read_communes(Sheet& sheet) {
    const std::size_t kind = sheet.require("TYPECOM");
    while (sheet.next()) {
        const std::string type(sheet.text(kind));
        if (type == "COM" || type == "ARM" || type == "COMA" || type == "COMD") read_commune(sheet, type);
        else sheet.reject(kind, "expected COM, ARM, COMA or COMD, found " + shortened(type));
    }
}

// Alone, the file of populations gives communes; beside communes.csv it completes them.
void Cog::read_populations(Sheet& sheet) {
    const std::size_t column = sheet.require("COM");
    const std::size_t population = sheet.require("PMUN");
    const std::size_t name = sheet.require("Commune");
    const std::size_t departement = sheet.find("DEP");
    while (sheet.next()) {
        const std::string own = code(sheet, column, commune_code);
        const double inhabitants = number(sheet, population);
        if (sheet.rejected()) continue;
        const std::string_view city = city_of_arrondissement(own);
        const Code id(city.empty() ? "commune" : "arm", own);
        Territory* known = territory(id);
        if (has_communes_) {
            if (known == nullptr)
                sheet.reject(column, "expected a commune of the file of communes, found " + own);
            else known->population = inhabitants;
            continue;
        }
        const std::string parent =
            city.empty() ? code(sheet, departement, departement_code) : std::string(city);
        Territory* added = add(sheet, id.scheme(), own, sheet.text(name));
        if (added == nullptr) continue;
        added->population = inhabitants;
        added->parts_of.emplace_back(city.empty() ? "departement" : "commune", parent);
    }
}

// Where communes are. Official lists name them: of those that such a list has only the point is taken.
void Cog::read_centroids(Sheet& sheet) {
    const std::size_t column = sheet.require("code"), lon_column = sheet.require("lon"), lat_column = sheet.require("lat");
    const std::size_t name = sheet.find("nom") == no_column ? sheet.find("name") : sheet.find("nom");
    while (sheet.next()) {
        const std::string own = code(sheet, column, commune_code);
        double lon = missing, lat = missing;
        for (const auto& [at, value, limit] : {std::tuple(lon_column, &lon, 180.0), std::tuple(lat_column, &lat, 90.0)}) {
            const Outcome outcome = read_number(sheet.text(at), *value);
            if (!outcome.error.empty()) sheet.reject(at, outcome.error);
            else if (!(std::abs(*value) <= limit)) sheet.reject(at, "expected degrees, found " + shortened(sheet.text(at)));
        }
        if (sheet.rejected()) continue;
        const Code id("commune", own);
        Territory* known = territory(id);
        if (known == nullptr) {
            const std::string_view departement = departement_of_commune(own);
            const bool placed = mention_departement(departement, sheet.file(), sheet.line());
            known = &append(id, std::string(sheet.text(name)), sheet.file(), sheet.line());
            known->mention = true;
            if (known->name.empty()) known->name = own;
            if (placed) known->parts_of = {Code("departement", departement)};
            ++report_.count(Territory::table).read;
        } else if (!std::isnan(known->lon)) {
            sheet.reject(column, "expected each commune once, found " + own + " again");
            continue;
        }
        known->lon = lon;
        known->lat = lat;
    }
}

void Cog::read_ept(Sheet& sheet) {
    const std::size_t commune = sheet.require("CODGEO");
    const std::size_t column = sheet.require("EPT");
    const std::size_t name = sheet.require("LIBEPT");
    while (sheet.next()) {
        const std::string member = code(sheet, commune, commune_code);
        if (sheet.text(column) == no_group) continue;
        const std::string group = siren(sheet, column);
        if (sheet.rejected()) continue;
        const Code id("ept", group);
        if (territory(id) == nullptr) {
            Territory* added = add(sheet, "ept", group, sheet.text(name));
            if (added == nullptr) continue;
            added->identifiers.emplace_back("siren", group);
            ++report_.count(Territory::table).read;
        }
        if (add_part(sheet, Code("commune", member), id)) ++report_.count(Part::table).read;
    }
}

void Cog::read_csv(const CogFile& file) {
    Sheet sheet(file.path, file.name, table_of(file.kind, has_communes_), report_);
    switch (file.kind) {
        case CogKind::regions: return read_regions(sheet);
        case CogKind::departements: return read_departements(sheet);
        case CogKind::arrondissements: return read_arrondissements(sheet);
        case CogKind::communes: return read_communes(sheet);
        case CogKind::populations: return read_populations(sheet);
        case CogKind::centroids: return read_centroids(sheet);
        case CogKind::ept: return read_ept(sheet);
        case CogKind::epci: return read_epci(sheet, file.year);
        case CogKind::movements: return read_movements(sheet);
        case CogKind::none: return;
    }
}

}  // namespace tissu::io
