// Communes by EPCI: the lists of the DGCL, and those of Insee with their own column names.

#include <algorithm>
#include <cmath>

#include <tissu/base/code.hpp>

#include "io/cog.hpp"
#include "io/columns.hpp"
#include "io/departements.hpp"

namespace tissu::io {
namespace {

const std::vector<Spellings>& spellings() {
    static const std::vector<Spellings> all = {
        {"group", {"siren", "epci", "sirenepci", "codeepci", "codesirenepci", "epcisiren", "sirengroupement"}},
        {"name", {"raisonsociale", "libepci", "nomepci", "libelleepci", "libelledelepci", "epcinom", "nomgroupement", "nomcomplet"}},
        {"nature", {"naturejuridique", "natureepci", "natureepcia"}},
        {"population", {"totalpopmun"}},
        {"commune", {"insee", "codgeo", "inseecom", "codeinsee", "codecommune", "inseecommune", "codeinseecommune"}},
        {"member", {"nommembre", "libgeo", "nomcom", "libcom", "nomcommune", "libellecommune"}},
        {"member_siren", {"sirenmembre", "sirencommune", "sirencom"}},
    };
    return all;
}

}  // namespace

bool is_composition(const std::vector<std::string>& header) {
    const auto has = [&](const std::string& name) {
        return std::any_of(header.begin(), header.end(), [&](const std::string& column) { return spelling_of(column) == name; });
    };
    const auto of_quarter = [](const std::string& column) { return spelling_of(column).starts_with("codeq"); };
    if (std::any_of(header.begin(), header.end(), of_quarter)) return false;
    if (has("siren")) return has("raisonsociale") && has("insee");  // other lists of organisations have a SIREN too
    const auto fields = fields_of(header, spellings());
    return fields.contains("group") && fields.contains("commune") && (fields.contains("name") || fields.contains("nature"));
}

struct Cog::Composition {
    explicit Composition(const Sheet& sheet, int year)
        : columns(sheet, spellings()), inhabitants(sheet.find("pmun_" + std::to_string(year))) {}

    Columns columns;
    std::size_t inhabitants;  ///< of the commune
};

// False, and the row is left out, if the group has no name. The list of the latest year names it.
bool Cog::read_group(Sheet& sheet, const Composition& columns, const Code& id, int year) {
    const double inhabitants = number(sheet, columns.columns.at("population"));
    const std::size_t name_column = columns.columns.at("name"), nature = columns.columns.at("nature");
    const std::string_view name = sheet.text(name_column);
    Territory* known = territory(id);
    const std::string of_year = std::to_string(year);
    if (known == nullptr) {
        Territory* added = add(sheet, id.scheme(), id.value(), name_column == no_column ? id.value() : name);
        if (added == nullptr) return false;
        added->mention = name_column == no_column;
        added->population = inhabitants;
        added->identifiers.emplace_back("siren", id.value());
        if (nature != no_column) added->attributes.emplace_back("type", sheet.text(nature));
        if (year > 0) added->attributes.emplace_back("composition_of", of_year);
        ++report_.count(Territory::table).read;
        return true;
    }
    if (year == 0 || known->attributes.empty() || known->attributes.back().first != "composition_of" ||
        known->attributes.back().second == of_year)
        return true;
    known->attributes.back().second = of_year;
    known->population = inhabitants;
    if (!name.empty() && known->name != name) {
        std::erase(known->aliases, std::string(name));
        known->aliases.push_back(std::exchange(known->name, std::string(name)));
    }
    return true;
}

// The link of a yearly list holds from 1 January until a later list tells another.
void Cog::read_member(Sheet& sheet, const Composition& columns, const Code& member, const Code& group, int year) {
    const double inhabitants = number(sheet, columns.inhabitants);
    if (sheet.rejected() || !add_part(sheet, member, group, year)) return;
    Territory* known = territory(member);
    if (known == nullptr) {
        const std::string_view departement = departement_of_commune(member.value());
        const bool placed = mention_departement(departement, sheet.file(), sheet.line());
        known = &append(member, std::string(sheet.text(columns.columns.at("member"))), sheet.file(), sheet.line());
        known->mention = true;
        if (known->name.empty()) known->name = member.value();
        if (placed && append_part(member, Code("departement", departement), sheet.file(), sheet.line()) != nullptr)
            ++report_.count(Part::table).read;
        ++report_.count(Territory::table).read;
    }
    if (known->mention || std::isnan(known->population)) known->population = inhabitants;
    const std::string_view siren = sheet.text(columns.columns.at("member_siren"));
    if (known->identifiers.empty() && Code::valid("siren:" + std::string(siren))) known->identifiers.emplace_back("siren", siren);
}

void Cog::read_epci(Sheet& sheet, int year) {
    const Composition columns(sheet, year);
    std::size_t group_column = columns.columns.at("group"), commune = columns.columns.at("commune");
    if (group_column == no_column) group_column = sheet.require("siren");
    if (commune == no_column) commune = sheet.require("insee");
    while (sheet.next()) {
        const std::string member = code(sheet, commune, commune_code);
        if (sheet.text(group_column) == no_group) continue;
        const std::string group = siren(sheet, group_column);
        if (sheet.rejected()) continue;
        const Code id("epci", group);
        if (read_group(sheet, columns, id, year) && !sheet.rejected()) read_member(sheet, columns, Code("commune", member), id, year);
    }
}

}  // namespace tissu::io
