// The JSON files of the npm package @etalab/decoupage-administratif.

#include <tissu/base/text.hpp>

#include "io/cog.hpp"
#include "io/json_file.hpp"

namespace tissu::io {
namespace {

using nlohmann::json;

std::string text_of(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

double number_of(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? found->get<double>() : missing;
}

std::string_view kind_of(CogKind file, const std::string& type) {
    switch (file) {
        case CogKind::regions: return "region";
        case CogKind::departements: return "departement";
        case CogKind::arrondissements: return "arrondissement";
        case CogKind::epci: return "epci";
        case CogKind::ept: return "ept";
        case CogKind::communes:
            if (type == "commune-actuelle") return "commune";
            if (type == "arrondissement-municipal") return "arm";
            if (type == "commune-associee") return "coma";
            if (type == "commune-deleguee") return "comd";
            return {};
        default: return {};
    }
}

void add_parent(Territory& territory, const char* kind, const std::string& code) {
    if (!code.empty() && Code::valid(std::string(kind) + ":" + code))
        territory.parts_of.emplace_back(kind, code);
}

void add_siren(Territory& territory, const std::string& number) {
    if (Code::valid("siren:" + number)) territory.identifiers.emplace_back("siren", number);
}

}  // namespace

void Cog::read_json_commune(const json& element, Territory& commune) {
    if (commune.id.scheme() != "commune") {
        add_parent(commune, "commune",
                   text_of(element, commune.id.scheme() == "arm" ? "commune" : "chefLieu"));
    } else {
        add_parent(commune, "departement", text_of(element, "departement"));
        const std::string arrondissement = text_of(element, "arrondissement");
        if (rows_.contains("arrondissement:" + arrondissement))
            add_parent(commune, "arrondissement", arrondissement);
        add_siren(commune, text_of(element, "siren"));
    }
    commune.population = number_of(element, "population");
}

void Cog::read_json_members(const CogFile& file, const json& element, std::int64_t line, const Code& group) {
    const auto members = element.find("membres");
    if (members == element.end() || !members->is_array()) return;
    RowCount& count = report_.count(Part::table);
    const auto reject = [&](const std::string& code, const std::string& rule) {
        ++count.rejected;
        report_.issue(file.name, line, "membres", code, rule, Action::rejected);
    };
    for (const json& member : *members) {
        ++count.read;
        const std::string text = member.is_object() ? text_of(member, "code") : std::string();
        const auto code = commune_code(text);
        if (!code)
            reject(text, "expected the code of a commune in " + group.text() + ", found " +
                             (text.empty() ? "none" : shortened(text)));
        else if (!append_part(Code("commune", code->text), group, report_.file_row(file.name), line))
            reject(text, "expected commune:" + code->text + " once in " + group.text() + ", found it again");
    }
}

void Cog::read_element(const CogFile& file, const json& element, std::int64_t line) {
    ++report_.count(Territory::table).read;
    const auto reject = [&](const char* column, const std::string& value, const std::string& rule) {
        ++report_.count(Territory::table).rejected;
        report_.issue(file.name, line, column, value, rule, Action::rejected);
    };
    if (!element.is_object()) return reject("", "", "expected an object, found another value");
    const std::string type = text_of(element, "type");
    const std::string_view kind = kind_of(file.kind, type);
    if (kind.empty())
        return reject("type", type,
                      "expected a kind of commune, found " + (type.empty() ? "none" : shortened(type)));
    const std::string code = text_of(element, "code");
    const std::string name = text_of(element, "nom");
    const std::string id_text = std::string(kind) + ":" + code;
    if (!Code::valid(id_text))
        return reject("code", code, "expected a code, found " + (code.empty() ? "none" : shortened(code)));
    if (name.empty()) return reject("nom", "", "expected the name of " + id_text + ", found none");
    if (const Territory* known = territory(Code(id_text)))
        return reject("code", code,
                      "expected " + id_text + " once, found it again (first on line " +
                          std::to_string(known->line) + ")");
    Territory& added = append(Code(id_text), name, report_.file_row(file.name), line);
    if (file.kind == CogKind::departements) add_parent(added, "region", text_of(element, "region"));
    if (file.kind == CogKind::arrondissements)
        add_parent(added, "departement", text_of(element, "departement"));
    if (file.kind == CogKind::communes) read_json_commune(element, added);
    if (file.kind != CogKind::epci && file.kind != CogKind::ept) return;
    added.population = number_of(element, "populationMunicipale");
    add_siren(added, code);
    if (!type.empty() && type != "EPT") added.attributes.emplace_back("type", type);
    const Code group = added.id;
    read_json_members(file, element, line, group);
}

void Cog::read_json(const CogFile& file) {
    for_each_element(file.path, file.name, report_,
                     [&](const json& element, std::int64_t line) { read_element(file, element, line); });
}

}  // namespace tissu::io
