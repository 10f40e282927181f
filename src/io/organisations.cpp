#include "io/organisations.hpp"

#include <algorithm>

#include <tissu/base/identifier.hpp>
#include <tissu/base/text.hpp>

#include "io/blanks.hpp"

namespace tissu::io {
namespace {

bool all_digits(std::string_view text) noexcept {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Without blanks, points, hyphens and apostrophes; without the ".0" of a number.
std::string compact(std::string_view text) {
    text = trimmed(text);
    if (text.size() > 8 && (text.ends_with(".0") || text.ends_with(",0"))) text.remove_suffix(2);
    std::string kept;
    for (; !text.empty();) {
        if (const std::size_t blank = blank_size(text); blank > 0) {
            text.remove_prefix(blank);
            continue;
        }
        if (text.front() != '.' && text.front() != '-' && text.front() != '\'') kept.push_back(text.front());
        text.remove_prefix(1);
    }
    return kept;
}

bool is_organisation(std::string_view digits) noexcept {
    return digits.size() == 14 ? identifier::siret(digits) && identifier::siren(digits.substr(0, 9))
                               : identifier::siren(digits);
}

bool has(const std::vector<std::string>& names, const std::string& key) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return name_key(name) == key; });
}

}  // namespace

OrganisationNumber read_organisation_number(std::string_view text) {
    OrganisationNumber number;
    const std::string_view given = trimmed(text);
    if (given.empty()) return number;
    std::string digits = compact(given);
    if (identifier::rna(digits)) {
        number.rna = digits;
        return number;
    }
    if (!all_digits(digits)) {
        number.problem = "expected a SIRET (14 digits) or SIREN (9 digits), found " + shortened(given);
        return number;
    }
    if ((digits.size() == 13 || digits.size() == 8) && is_organisation("0" + digits)) digits.insert(0, 1, '0');
    if (!is_organisation(digits)) {
        number.problem = digits.size() == 14 || digits.size() == 9
                             ? "expected a number whose check digit fits, found " + shortened(given)
                             : "expected a SIRET (14 digits) or SIREN (9 digits), found " +
                                   std::to_string(digits.size()) + " digits";
        return number;
    }
    if (digits != given) number.repaired = "expected the digits of a SIRET or SIREN only: read without what is not part of them, zeros in front put back";
    number.siren = digits.substr(0, 9);
    if (digits.size() == 14) number.siret = digits;
    return number;
}

std::string slug_of(std::string_view name) {
    std::string text = name_key(name);
    std::replace(text.begin(), text.end(), ' ', '-');
    return text;
}

Actor& Organisations::add(const Code& id, const std::string& name, std::uint32_t file, std::int64_t line) {
    std::vector<Actor>& actors = report_.import.batch.actors;
    const auto [place, added] = rows_.try_emplace(id.text(), actors.size());
    if (!added) return actors[place->second];
    Actor actor;
    actor.id = id;
    actor.kind = "organisation";
    actor.name = name;
    actor.file = file;
    actor.line = line;
    ++report_.count(Actor::table).read;
    return actors.emplace_back(std::move(actor));
}

Code Organisations::add(const OrganisationNumber& number, const std::string& name, std::uint32_t file,
                        std::int64_t line) {
    const std::string slug = slug_of(name);
    Code id;
    if (!number.siren.empty()) id = Code("siren", number.siren);
    else if (!number.rna.empty()) id = Code("rna", number.rna);
    else if (!slug.empty()) id = Code("organisation", slug);
    else return {};
    Actor& actor = add(id, slug.empty() ? std::string(id.value()) : name, file, line);
    if (!slug.empty() && slug != slug_of(actor.name) && !has(actor.aliases, name_key(name)))
        actor.aliases.push_back(name);
    if (!number.siret.empty()) {
        const Code siret("siret", number.siret);
        if (std::find(actor.identifiers.begin(), actor.identifiers.end(), siret) == actor.identifiers.end())
            actor.identifiers.push_back(siret);
    }
    return id;
}

}  // namespace tissu::io
