// Posts that the State funds in urban policy (programme 147), and the city contracts they belong to.

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include "io/departements.hpp"
#include "io/json_file.hpp"
#include "io/open_data.hpp"
#include "io/organisations.hpp"
#include "io/seen_rows.hpp"
#include "io/values.hpp"
#include "io/ville_postes_files.hpp"

namespace tissu::io {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

class VillePostes {
public:
    explicit VillePostes(Report& report) : report_(report), organisations_(report) {}

    void read_contracts(const fs::path& path, const std::string& name);
    void read_posts(const fs::path& path, const std::string& name);

private:
    struct Place {
        Findings& said;
        std::uint32_t file;
        std::int64_t line;
    };
    struct Contract {
        std::size_t row = 0;  ///< in Batch::territories
        std::map<std::string, double> people;  ///< by département
        std::string codgeo;
    };

    void read_contract(const json& feature, const Place& place);
    void add_population(const Place& place, const std::string& code, Contract& contract,
                        const std::string& departement, double people);
    void place_point(const json& feature, const Place& place, const std::string& departement, Territory& contract);
    void read_post(const json& row, const Place& place, bool fonjep);
    void reject(const Place& place, std::string_view table, std::string_view column, std::string_view value,
                std::string rule);
    [[nodiscard]] std::vector<Code> contracts_of(const std::string& codes, const std::string& departement,
                                                 const Place& place, bool& repaired);
    [[nodiscard]] std::optional<Code> departement(const std::string& code, const Place& place);
    Territory& add_territory(Code id, std::string name, const Place& place);
    [[nodiscard]] bool read_year(const json& row, const Place& place, PartialDate& year);
    [[nodiscard]] bool read_amount(const json& row, const Place& place, double& amount);
    void add_partner(const Code& partnership, const Code& actor, const char* role, const Code& territory,
                     const Place& place);
    [[nodiscard]] Code employer(const json& row, const Place& place, bool& repaired);

    Report& report_;
    Organisations organisations_;
    std::map<std::string, Contract> contracts_;
    std::set<std::string> departements_;
    SeenRows rows_;
    std::map<std::string, int> posts_;          ///< ids, how often
};

void VillePostes::reject(const Place& place, std::string_view table, std::string_view column,
                         std::string_view value, std::string rule) {
    ++report_.count(table).read;
    ++report_.count(table).rejected;
    place.said.say(place.line, column, value, std::move(rule), Action::rejected);
}

Territory& VillePostes::add_territory(Code id, std::string name, const Place& place) {
    Territory territory;
    territory.id = std::move(id);
    territory.name = std::move(name);
    territory.file = place.file;
    territory.line = place.line;
    ++report_.count(Territory::table).read;
    return report_.import.batch.territories.emplace_back(std::move(territory));
}

// A département is named in passing, with its région.
std::optional<Code> VillePostes::departement(const std::string& code, const Place& place) {
    const Departement* known = departement_named(code);
    if (known == nullptr) return std::nullopt;
    const Code id("departement", code);
    if (!departements_.insert(code).second) return id;
    const Code region("region", known->region);
    if (departements_.insert(region.text()).second) {
        const Region* named = region_named(known->region);
        add_territory(region, std::string(named == nullptr ? known->region : named->name), place).mention = true;
    }
    Territory& added = add_territory(id, std::string(known->name), place);
    added.mention = true;
    added.parts_of.push_back(region);
    return id;
}

void VillePostes::place_point(const json& feature, const Place& place, const std::string& departement,
                              Territory& contract) {
    const json::json_pointer pointer("/geometry/coordinates");
    if (!feature.contains(pointer)) return;
    const json& point = feature.at(pointer);
    if (!point.is_array() || point.size() < 2 || !point[0].is_number() || !point[1].is_number()) return;
    const double lon = point[0].get<double>(), lat = point[1].get<double>();
    if (!(std::abs(lon) <= 180 && std::abs(lat) <= 90))
        return place.said.say(place.line, "coordinates", contract.id.text(),
                              "expected degrees east and north, found " + to_text(lon) + ", " + to_text(lat) +
                                  ": left out", Action::noted);
    if (departement.size() == 3 && departement != "975" && lat > 40)
        return place.said.tally(place.line, "coordinates", contract.id.text(),
                                "expected a place overseas, found one beside the mainland, as maps with insets have: left out");
    contract.lon = lon;
    contract.lat = lat;
}

void VillePostes::add_population(const Place& place, const std::string& code, Contract& contract,
                                 const std::string& departement, double people) {
    if (!contract.people.emplace(departement, people).second) return;
    Territory& territory = report_.import.batch.territories[contract.row];
    if (contract.people.size() == 1) {
        territory.population = people;
        return;
    }
    territory.population += people;
    place.said.say(place.line, "code_cv", code,
                   "expected each contract once, found it again in another département: one contract in both, its "
                   "inhabitants added up", Action::noted);
}

void VillePostes::read_contract(const json& feature, const Place& place) {
    const auto found = feature.is_object() ? feature.find("properties") : feature.end();
    if (!feature.is_object() || found == feature.end() || !found->is_object())
        return reject(place, Territory::table, "properties", "", "expected a feature with properties, found none");
    const std::string code = text_of(*found, "code_cv"), name = text_of(*found, "lib_cv");
    if (const std::size_t length = contract_length(code, 0, 4); length == 0 || length != code.size())
        return reject(place, Territory::table, "code_cv", code,
                      "expected the code of a contract (CV and three digits), found " +
                          (code.empty() ? "none" : shortened(code)));
    if (name.empty())
        return reject(place, Territory::table, "lib_cv", "", "expected the name of " + code + ", found none");
    const std::string departement = text_of(*found, "insee_dep");
    const auto people = found->find("pop");
    double population = people != found->end() && people->is_number() ? people->get<double>() : missing;
    if (population < 0) {
        place.said.say(place.line, "pop", to_text(population), "expected inhabitants, found a negative number: left out",
                       Action::noted);
        population = missing;
    }
    const auto [entry, added] = contracts_.try_emplace(code);
    Contract& contract = entry->second;
    if (!added) {
        if (contract.people.contains(departement) || contract.codgeo != text_of(*found, "codgeo"))
            return reject(place, Territory::table, "code_cv", code, "expected each contract once, found it again");
        return add_population(place, code, contract, departement, population);
    }
    Territory& territory = add_territory(Code("contrat", code), name, place);
    contract.row = static_cast<std::size_t>(&territory - report_.import.batch.territories.data());
    contract.codgeo = text_of(*found, "codgeo");
    place_point(feature, place, departement, territory);
    for (const auto& [key, value] : found->items())
        if (key != "code_cv" && key != "lib_cv" && key != "pop" && value.is_string() &&
            !value.get_ref<const std::string&>().empty())
            territory.attributes.emplace_back(key, value.get<std::string>());
    add_population(place, code, contract, departement, population);
}

void VillePostes::read_contracts(const fs::path& path, const std::string& name) {
    const json whole = read_json(path, name, report_);
    Findings said(report_, name);
    const std::vector<std::int64_t> lines = lines_with(path, "\"code_cv\"");
    const auto features = whole.is_object() ? whole.find("features") : whole.end();
    if (!whole.is_object() || features == whole.end() || !features->is_array())
        throw Error(Errc::invalid_data, name + ", line 1: expected a list of features, found none");
    const std::uint32_t file = report_.file_row(name);
    std::size_t index = 0;
    for (const json& feature : *features) {
        const std::int64_t line = lines.size() == features->size() ? lines[index] : 1;
        ++index;
        read_contract(feature, {said, file, line});
    }
    for (const auto& [code, contract] : contracts_) {
        double all = 0;
        for (const auto& [key, people] : contract.people) all += people;
        const Code id("contrat", code);
        const std::int64_t line = report_.import.batch.territories[contract.row].line;
        for (const auto& [key, people] : contract.people) {
            const auto parent = departement(key, {said, file, line});
            if (!parent) {
                said.tally(line, "insee_dep", key, "expected a département, found another or none: the contract lies in none");
                continue;
            }
            Part part;
            part.territory = id;
            part.part_of = *parent;
            if (contract.people.size() > 1 && all > 0) part.share = people / all;
            part.file = file;
            part.line = line;
            ++report_.count(Part::table).read;
            report_.import.batch.parts.push_back(std::move(part));
        }
    }
}

std::vector<Code> VillePostes::contracts_of(const std::string& codes, const std::string& departement_code,
                                            const Place& place, bool& repaired) {
    std::vector<Code> found;
    if (codes.empty()) {
        const auto instead = departement(departement_code, place);
        place.said.tally(place.line, "code_cv", "",
                         instead ? "expected the code of a contract, found none: the post lies in its département"
                                 : "expected the code of a contract, found none, nor a département: the post lies nowhere");
        if (instead) found.push_back(*instead);
        return found;
    }
    const std::vector<std::string> parts = contracts_in(codes);
    if (parts.empty()) {
        place.said.tally(place.line, "code_cv", codes,
                         "expected the code of a contract (CV and three digits), found another text: no contract");
        return found;
    }
    for (const std::string& code : parts) {
        const Code id("contrat", code);
        if (std::find(found.begin(), found.end(), id) != found.end()) continue;
        found.push_back(id);
        const auto [entry, added] = contracts_.try_emplace(code);
        if (!added) continue;
        entry->second.row = report_.import.batch.territories.size();
        const auto parent = departement(departement_code, place);
        entry->second.row = report_.import.batch.territories.size();
        Territory& contract = add_territory(id, code, place);
        contract.mention = true;
        if (parent) contract.parts_of.push_back(*parent);
    }
    if (found.size() > 1) {
        repaired = true;
        place.said.tally(place.line, "code_cv", codes, "expected one contract, found several in one cell: the post lies in each",
                         Action::repaired);
    }
    return found;
}

bool VillePostes::read_year(const json& row, const Place& place, PartialDate& year) {
    const std::string text = text_of(row, "annee");
    const Outcome outcome = read_date(text, year);
    if (text.empty() || !outcome.error.empty() || year.precision != Precision::year) {
        reject(place, Partnership::table, "annee", text, "expected a year, found " + (text.empty() ? "none" : shortened(text)));
        return false;
    }
    if (row.find("annee")->is_string())
        place.said.tally(place.line, "annee", text, "expected a number, found it as text: read as a number");
    return true;
}

bool VillePostes::read_amount(const json& row, const Place& place, double& amount) {
    const auto found = row.find("montant");
    if (found != row.end() && found->is_number()) {
        amount = found->get<double>();
    } else {
        const Outcome outcome = read_number(text_of(row, "montant"), amount);
        if (!outcome.error.empty()) {
            reject(place, Partnership::table, "montant", text_of(row, "montant"), outcome.error);
            return false;
        }
        if (std::isnan(amount)) place.said.tally(place.line, "montant", "", "expected an amount, found none: unknown, not zero");
        else place.said.tally(place.line, "montant", text_of(row, "montant"), "expected a number, found it as text: read as a number");
    }
    if (amount < 0) {
        reject(place, Partnership::table, "montant", to_text(amount), "expected an amount that is not negative, found " + to_text(amount));
        return false;
    }
    return true;
}

Code VillePostes::employer(const json& row, const Place& place, bool& repaired) {
    const std::string tiers = text_of(row, "code_tiers");
    std::string name = text_of(row, "raison_sociale");
    OrganisationNumber number = read_organisation_number(tiers);
    if (!number.repaired.empty()) {
        repaired = true;
        place.said.tally(place.line, "code_tiers", tiers, number.repaired, Action::repaired);
    }
    if (tiers.empty())
        place.said.tally(place.line, "code_tiers", "", "expected a SIRET, found none: the employer is known by its name only");
    else if (!number.problem.empty() && tiers.find_first_not_of("0123456789 ") != std::string::npos) {
        place.said.tally(place.line, "code_tiers", tiers, "expected a SIRET, found a name: the employer is known by its name only");
        if (name.empty()) name = tiers;
    } else if (!number.problem.empty()) {
        place.said.say(place.line, "code_tiers", tiers, number.problem + ": the employer is known by its name only", Action::noted);
    }
    return organisations_.add(number, name, place.file, place.line);
}

void VillePostes::add_partner(const Code& partnership, const Code& actor, const char* role, const Code& territory,
                              const Place& place) {
    Partner partner;
    partner.partnership = partnership;
    partner.actor = actor;
    partner.role = role;
    partner.territory = territory;
    partner.file = place.file;
    partner.line = place.line;
    ++report_.count(Partner::table).read;
    report_.import.batch.partners.push_back(std::move(partner));
}

void VillePostes::read_post(const json& row, const Place& place, bool fonjep) {
    if (!row.is_object()) return reject(place, Partnership::table, "", "", "expected an object, found another value");
    const std::string post = text_of(row, "id_poste");
    if (post.empty()) return reject(place, Partnership::table, "id_poste", "", "expected the number of a post, found none");
    PartialDate year;
    double amount = missing;
    if (!read_year(row, place, year) || !read_amount(row, place, amount)) return;
    const std::string type = fonjep ? "fonjep" : "adulte_relais";
    if (const auto first = rows_.add(type + row.dump(), place.line))
        return reject(place, Partnership::table, "id_poste", post,
                      "expected each post once, found a row that is the same in every cell (first on line " +
                          std::to_string(*first) + ")");
    std::string id = type + ":" + tissu::to_text(year) + "-" + post;
    if (!Code::valid(id)) return reject(place, Partnership::table, "id_poste", post, "expected the number of a post, found " + shortened(post));
    bool repaired = false;
    const Code actor = employer(row, place, repaired);
    if (actor.empty())
        return reject(place, Partnership::table, "raison_sociale", "", "expected an employer, found neither number nor name");
    if (const int times = ++posts_[id]; times > 1) {
        while (posts_.contains(id + "-" + std::to_string(times))) id += "-";
        id += "-" + std::to_string(times);
        posts_[id] = 1;
        place.said.say(place.line, "id_poste", post, "expected each post once a year, found it again with other content: kept as " + id,
                       Action::noted);
    }
    const std::string codes = text_of(row, "code_cv"), departement_code = text_of(row, "insee_dep");
    Partnership record;
    record.id = Code(id);
    record.territories = contracts_of(codes, departement_code, place, repaired);
    const std::string name = text_of(row, "raison_sociale");
    record.title = (fonjep ? "Poste Fonjep " : "Poste adulte-relais ") + post + " (" + tissu::to_text(year) + ")" +
                   (name.empty() ? "" : ", " + name);
    record.type = fonjep ? "SUB.FONJEP" : "SUB.AR";
    record.since = record.until = year;
    record.amount = amount;
    if (!std::isnan(amount)) record.currency = "EUR";
    for (const auto& [key, value] : row.items()) {
        static const std::set<std::string> told = {"annee", "montant", "raison_sociale"};
        if (told.contains(key) || (key == "code_cv" && record.territories.size() < 2)) continue;
        const std::string text = text_of(row, key.c_str());
        if (!text.empty()) record.attributes.emplace_back(key, text);
    }
    record.file = place.file;
    record.line = place.line;
    if (repaired) ++report_.count(Partnership::table).repaired;
    Actor& state = organisations_.add(Code("organisation", "etat"), "État", place.file, place.line);
    state.type = "ORG.ETAT";
    state.mention = true;
    add_partner(record.id, state.id, "funder", {}, place);
    add_partner(record.id, actor, "beneficiary", record.territories.size() == 1 ? record.territories[0] : Code(), place);
    ++report_.count(Partnership::table).read;
    report_.import.batch.partnerships.push_back(std::move(record));
}

void VillePostes::read_posts(const fs::path& path, const std::string& name) {
    Findings said(report_, name);
    const std::uint32_t file = report_.file_row(name);
    const bool by_name = folded(name).find("fonjep") != std::string::npos;
    const bool other = folded(name).find("adulte") != std::string::npos;
    for_each_element(path, name, report_, [&](const json& row, std::int64_t line) {
        bool fonjep = by_name;
        if (!by_name && !other && row.is_object())  // D01688; 00112R000102
            fonjep = is_fonjep_post(text_of(row, "id_poste"));
        read_post(row, {said, file, line}, fonjep);
    });
}

}  // namespace

void read_ville_postes(const fs::path& path, Report& report) {
    report.published_by("ANCT, programme 147", "REEL_OUVERT");
    VillePostes reader(report);
    std::vector<fs::path> contracts, posts;
    for (const fs::path& file : files_in(path, {".json", ".geojson"})) {
        if (is_posts(file)) posts.push_back(file);
        else if (is_contracts(file)) contracts.push_back(file);
    }
    if (contracts.empty() && posts.empty())
        throw Error(Errc::invalid_data,
                    "expected JSON files with id_poste, code_tiers, montant or with code_cv, lib_cv, found none in " + path.string());
    std::error_code failure;
    for (const auto* list : {&contracts, &posts})
        for (const fs::path& file : *list) report.expect(fs::file_size(file, failure));
    for (const fs::path& file : contracts) reader.read_contracts(file, file.filename().string());
    for (const fs::path& file : posts) reader.read_posts(file, file.filename().string());
}

}  // namespace tissu::io
