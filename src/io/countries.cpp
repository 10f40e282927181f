#include "io/countries.hpp"

#include <array>
#include <map>
#include <string>
#include <utility>

#include <tissu/base/text.hpp>

namespace tissu::io {
namespace {

constexpr std::array<Country, 54> countries = {{
    {"AD", "Andorra", "Andorre"},
    {"AL", "Albania", "Albanie"},
    {"AM", "Armenia", "Arménie"},
    {"AT", "Austria", "Autriche"},
    {"AZ", "Azerbaijan", "Azerbaïdjan"},
    {"BA", "Bosnia and Herzegovina", "Bosnie-Herzégovine"},
    {"BE", "Belgium", "Belgique"},
    {"BG", "Bulgaria", "Bulgarie"},
    {"BY", "Belarus", "Biélorussie"},
    {"CH", "Switzerland", "Suisse"},
    {"CY", "Cyprus", "Chypre"},
    {"CZ", "Czechia", "Tchéquie"},
    {"DE", "Germany", "Allemagne"},
    {"DK", "Denmark", "Danemark"},
    {"DZ", "Algeria", "Algérie"},
    {"EE", "Estonia", "Estonie"},
    {"ES", "Spain", "Espagne"},
    {"FI", "Finland", "Finlande"},
    {"FR", "France", "France"},
    {"GB", "United Kingdom", "Royaume-Uni"},
    {"GE", "Georgia", "Géorgie"},
    {"GR", "Greece", "Grèce"},
    {"HR", "Croatia", "Croatie"},
    {"HU", "Hungary", "Hongrie"},
    {"IE", "Ireland", "Irlande"},
    {"IL", "Israel", "Israël"},
    {"IS", "Iceland", "Islande"},
    {"IT", "Italy", "Italie"},
    {"LI", "Liechtenstein", "Liechtenstein"},
    {"LT", "Lithuania", "Lituanie"},
    {"LU", "Luxembourg", "Luxembourg"},
    {"LV", "Latvia", "Lettonie"},
    {"MA", "Morocco", "Maroc"},
    {"MC", "Monaco", "Monaco"},
    {"MD", "Moldova", "Moldavie"},
    {"ME", "Montenegro", "Monténégro"},
    {"MK", "North Macedonia", "Macédoine du Nord"},
    {"MT", "Malta", "Malte"},
    {"NL", "Netherlands", "Pays-Bas"},
    {"NO", "Norway", "Norvège"},
    {"PL", "Poland", "Pologne"},
    {"PS", "Palestine", "Palestine"},
    {"PT", "Portugal", "Portugal"},
    {"RO", "Romania", "Roumanie"},
    {"RS", "Serbia", "Serbie"},
    {"RU", "Russia", "Russie"},
    {"SE", "Sweden", "Suède"},
    {"SI", "Slovenia", "Slovénie"},
    {"SK", "Slovakia", "Slovaquie"},
    {"SM", "San Marino", "Saint-Marin"},
    {"TN", "Tunisia", "Tunisie"},
    {"TR", "Türkiye", "Turquie"},
    {"UA", "Ukraine", "Ukraine"},
    {"XK", "Kosovo", "Kosovo"},
}};

// As `name_key` gives them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> other_names = {{
    {"czech republic", "CZ"},
    {"turkey", "TR"},
    {"the netherlands", "NL"},
    {"great britain", "GB"},
    {"russian federation", "RU"},
    {"republic of moldova", "MD"},
    {"moldova republic of", "MD"},
    {"slovak republic", "SK"},
    {"bosnia herzegovina", "BA"},
    {"the former yugoslav republic of macedonia", "MK"},
    {"former yugoslav republic of macedonia", "MK"},
    {"macedonia", "MK"},
}};

}  // namespace

const Country* country_named(std::string_view code) noexcept {
    if (code == "UK") code = "GB";
    if (code == "EL") code = "GR";
    for (const Country& country : countries)
        if (country.code == code) return &country;
    return nullptr;
}

const Country* country_called(std::string_view name) {
    static const std::map<std::string, const Country*, std::less<>> by_name = [] {
        std::map<std::string, const Country*, std::less<>> names;
        for (const Country& country : countries)
            for (const std::string_view each : {country.english, country.french}) names.emplace(name_key(each), &country);
        for (const auto& [other, code] : other_names) names.emplace(other, country_named(code));
        return names;
    }();
    const auto found = by_name.find(name_key(name));
    return found == by_name.end() ? nullptr : found->second;
}

}  // namespace tissu::io
