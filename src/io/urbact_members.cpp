// The membership lines: cities, countries, and who is in which network.

#include <algorithm>

#include <tissu/base/text.hpp>

#include "io/countries.hpp"
#include "io/urbact.hpp"
#include "io/values.hpp"

namespace tissu::io {
namespace {

constexpr std::string_view city_column = "geonameId";

bool all_digits(std::string_view text) noexcept {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string slug(std::string_view label) {
    std::string text = name_key(label);
    std::replace(text.begin(), text.end(), ' ', '-');
    return text;
}

std::string role_of(const std::string& status) {
    const std::string text = folded(status);
    if (text == "lead partner") return "lead";
    return text;
}

void put(Attributes& attributes, const char* name, std::string value) {
    if (!value.empty()) attributes.emplace_back(name, std::move(value));
}

void add_alias(Territory& territory, const std::string& name) {
    if (!name.empty() && name != territory.name) territory.aliases.push_back(name);
}

}  // namespace

Territory& Urbact::add_territory(Sheet& sheet, Code id, std::string name) {
    Territory territory;
    territory.id = std::move(id);
    territory.name = std::move(name);
    territory.file = sheet.file();
    territory.line = sheet.line();
    ++report_.count(Territory::table).read;
    return report_.import.batch.territories.emplace_back(std::move(territory));
}

Code Urbact::region(Sheet& sheet, const std::string& name) {
    const std::string key = slug(name);
    if (key.empty()) return {};
    const Code id("region_eu", key);
    if (regions_.insert(id).second) add_territory(sheet, id, name);
    return id;
}

Code Urbact::country(Sheet& sheet, std::string_view column, const std::string& region_name) {
    const std::string found = value(sheet, column);
    const Country* known = country_named(found);
    const std::string iso = known == nullptr ? found : std::string(known->code);
    if (iso.empty() || !Code::valid("country:" + iso)) {
        sheet.reject(sheet.find(column),
                     "expected the code of a country, found " + (found.empty() ? "none" : shortened(found)));
        return {};
    }
    if (iso != found)
        sheet.tally(sheet.find(column),
                    "expected the ISO code " + iso + ", found " + found + ": read as " + iso,
                    Action::repaired);
    const Code id("country", iso);
    const auto [place, added] = countries_.try_emplace(id, region_name);
    if (!added) {
        if (place->second != region_name && !region_name.empty())
            sheet.tally(sheet.find("Region"), "expected the region " + place->second + " for " + id.text() +
                                                  ", found " + region_name);
        return id;
    }
    if (known == nullptr)
        sheet.note(sheet.find(column),
                   "expected a country of the list of the library, found another: named by its code");
    const Code parent = region(sheet, region_name);
    Territory& territory = add_territory(sheet, id, known == nullptr ? iso : std::string(known->english));
    if (!parent.empty()) territory.parts_of.push_back(parent);
    if (known != nullptr) add_alias(territory, std::string(known->french));
    if (iso != found) add_alias(territory, found);
    return id;
}

// A city is also the local authority that acts in networks.
void Urbact::add_city(Sheet& sheet, const std::string& code) {
    const std::string local = value(sheet, "NameCity");
    const std::string plain = value(sheet, "asciiName");
    const std::string name = plain.empty() ? local : plain;
    if (name.empty()) sheet.reject(sheet.find("NameCity"), "expected the name of a city, found none");
    const double lon = number(sheet, "lng_GN");
    const double lat = number(sheet, "lat_GN");
    if (lon < -180 || lon > 180)
        sheet.reject(sheet.find("lng_GN"), "expected degrees from -180 to 180, found " + to_text(lon));
    if (lat < -90 || lat > 90)
        sheet.reject(sheet.find("lat_GN"), "expected degrees from -90 to 90, found " + to_text(lat));
    if (sheet.rejected()) return;
    const Code parent = country(sheet, "Country", value(sheet, "Region"));
    if (sheet.rejected()) return;
    if (!all_digits(code))
        sheet.note(sheet.find(city_column),
                   "expected a GeoNames number, found " + shortened(code) + ": kept as the city's code");
    City& city = cities_[code];
    city.country = parent.text();
    city.first_name = local;
    city.names.insert(local);
    city.row = report_.import.batch.territories.size();
    city.actor = report_.import.batch.actors.size();
    Territory& territory = add_territory(sheet, Code("city", code), name);
    territory.parts_of.push_back(parent);
    territory.lon = lon;
    territory.lat = lat;
    if (all_digits(code)) territory.identifiers.emplace_back("geonames", code);
    add_alias(territory, local);
    Actor actor;
    actor.id = Code("urbact", code);
    actor.kind = "organisation";
    actor.name = name;
    actor.type = "ORG.COL";
    actor.aliases = territory.aliases;
    actor.territory = territory.id;
    actor.file = sheet.file();
    actor.line = sheet.line();
    report_.import.batch.actors.push_back(std::move(actor));
    ++report_.count(Actor::table).read;
}

// One number of GeoNames stands for several names or countries: said, once for each.
void Urbact::check_city(Sheet& sheet, const std::string& code, const City& city) {
    Territory& territory = report_.import.batch.territories[city.row];
    const std::string name = value(sheet, "NameCity");
    if (!name.empty() && cities_[code].names.insert(name).second) {
        sheet.note(sheet.find("NameCity"), "expected one name for the city " + code + " (" + territory.name +
                                               "), found " + name + " beside " + city.first_name +
                                               ": kept as an alias");
        if (name != territory.name) {
            territory.aliases.push_back(name);
            report_.import.batch.actors[city.actor].aliases.push_back(name);
        }
    }
    const Code found = country(sheet, "Country", value(sheet, "Region"));
    if (!sheet.rejected() && found.text() != city.country)
        sheet.note(sheet.find("Country"), "expected " + city.country + " for the city " + code +
                                              ", found another country: the first is kept");
}

void Urbact::add_partner(Sheet& sheet, Network& network, const std::string& code, Partner partner) {
    auto& partners = report_.import.batch.partners;
    const auto [place, added] = members_.try_emplace(
        {partner.partnership.text(), code}, Member{partners.size(), sheet.line(), sheet.was_repaired()});
    Member& member = place->second;
    if (added) {
        network.members.insert(code);
        if (partner.role == "lead" && network.leads++ == 0) network.lead_found = cities_[code].country;
        partners.push_back(std::move(partner));
        return;
    }
    const std::string lines = std::to_string(std::min(member.line, sheet.line())) + " and " +
                              std::to_string(std::max(member.line, sheet.line()));
    const std::string rule = "expected each city once in a network, found it on lines " + lines;
    const bool better = partner.role == "lead" && partners[member.row].role != "lead";
    if (!better) return sheet.reject(sheet.find(city_column), rule);
    // The line that says more is kept: the other one is the row left out.
    report_.issue(sheet.name(), member.line, city_column, code, rule + ": the lead partner's line is kept",
                  Action::rejected);
    RowCount& count = report_.count(Partner::table);
    ++count.rejected;
    if (member.repaired) --count.repaired;
    if (network.leads++ == 0) network.lead_found = cities_[code].country;
    partners[member.row] = std::move(partner);
    member.line = sheet.line();
    member.repaired = sheet.was_repaired();
}

void Urbact::read_member(Sheet& sheet) {
    const std::string network_code = value(sheet, "Code_Network");
    const std::string code = value(sheet, city_column);
    if (!Code::valid("city:" + code))
        return sheet.reject(sheet.find(city_column), "expected the code of a city, found " +
                                                         (code.empty() ? "none" : shortened(code)));
    auto network = networks_.find(network_code);
    if (network == networks_.end()) {
        if (networks_read_)
            return sheet.reject(sheet.find("Code_Network"),
                                "expected a network of networks.csv, found " + shortened(network_code));
        if (!add_network(sheet, network_code, value(sheet, "Network"))) return;
        ++report_.count(Partnership::table).read;
        network = networks_.find(network_code);
    }
    const auto city = cities_.find(code);
    if (city == cities_.end()) add_city(sheet, code);
    else check_city(sheet, code, city->second);
    if (sheet.rejected()) return;
    Partner partner;
    partner.partnership = Code("urbact_network", network_code);
    partner.actor = Code("urbact", code);
    partner.role = role_of(value(sheet, "City.Statut"));
    for (const auto& [name, from] : {std::pair{"city_name", "NameCity"},
                                     {"city_code", "CodeCity"},
                                     {"listed_by", "Sources"},
                                     {"listed_in", "Years"}})
        put(partner.attributes, name, value(sheet, from));
    partner.file = sheet.file();
    partner.line = sheet.line();
    add_partner(sheet, network->second, code, std::move(partner));
}

void Urbact::read_memberships(const std::filesystem::path& path, const std::string& name) {
    columns_.clear();
    networks_read_ = !networks_.empty();
    Sheet sheet(path, name, Partner::table, report_);
    if (sheet.header().empty()) return;
    for (const char* column : {"Code_Network", "geonameId", "NameCity", "Country", "City.Statut"})
        (void)sheet.require(column);
    while (sheet.next()) read_member(sheet);
    memberships_read_ = true;
}

void Urbact::compare() {
    if (!memberships_read_) return;
    std::vector<const Network*> ordered;
    for (const auto& [code, network] : networks_) ordered.push_back(&network);
    std::sort(ordered.begin(), ordered.end(),
              [](const Network* a, const Network* b) { return a->line < b->line; });
    for (const Network* network : ordered) {
        const std::string& id = report_.import.batch.partnerships[network->row].id.text();
        const auto say = [&](const char* column, const std::string& found, std::string rule) {
            report_.issue(network->file, network->line, column, found, id + ": " + std::move(rule),
                          Action::noted);
        };
        const double counted = static_cast<double>(network->members.size());
        if (network->cities == network->cities && network->cities != counted)
            say("NbCities", to_text(network->cities),
                "expected " + to_text(network->cities) + " cities, found " + to_text(counted) +
                    " in the memberships");
        if (network->leads != 1)
            say("LeadPartner", "",
                "expected one lead partner, found " + std::to_string(network->leads) + " in the memberships");
        const Country* country = country_named(network->lead_country);
        const std::string expected =
            "country:" + (country == nullptr ? network->lead_country : std::string(country->code));
        if (network->leads > 0 && !network->lead_country.empty() && network->lead_found != expected)
            say("LeadPartnerCountry", network->lead_country,
                "expected a lead partner in " + expected + ", found one in " + network->lead_found);
    }
}

}  // namespace tissu::io
