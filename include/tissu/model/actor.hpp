#pragma once
/// \file
/// Who acts: persons, organisations and collectives, and who belongs to whom.

#include <tissu/model/record.hpp>

namespace tissu {

/// A person, an organisation or a collective (a group without legal status).
/// A person needs no real name: any label will do.
struct Actor : Fact {
    static constexpr std::string_view table = "actors";

    Code id;
    std::string kind;  ///< "person", "organisation" or "collective"
    std::string name;
    std::string type;  ///< a code of the scheme `actor_type`, or any other
    std::vector<std::string> aliases;
    Code territory;    ///< its seat
    std::vector<Code> themes;  ///< what it says it works on
    std::string field;
    PartialDate since;
    PartialDate until;
    double lon = missing;
    double lat = missing;
    std::vector<Code> identifiers;

    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit(Field{"id", Role::key}, self.id);
        visit(Field{"kind", Role::required, {}, "person, organisation or collective"}, self.kind);
        visit(Field{"name", Role::required}, self.name);
        visit(Field{"type", Role::optional, {}, "code of actor_type, or any other"}, self.type);
        visit(Field{"aliases", Role::optional, {}, "other names"}, self.aliases);
        visit(Field{"territory", Role::optional, "territories", "seat"}, self.territory);
        visit(Field{"themes", Role::optional, "themes", "what it says it works on"}, self.themes);
        visit(Field{"field", Role::optional, {}, "urban_policy, mainstream or any other"}, self.field);
        visit(Field{"since"}, self.since);
        visit(Field{"until"}, self.until);
        visit(Field{"lon", Role::optional, {}, "degrees east, WGS 84"}, self.lon);
        visit(Field{"lat", Role::optional, {}, "degrees north, WGS 84"}, self.lat);
        visit(Field{"identifiers", Role::optional, {}, "codes in other schemes"}, self.identifiers);
    }
};

/// An actor in another: membership, employment, mandate.
struct Affiliation : Fact {
    static constexpr std::string_view table = "affiliations";

    Code actor;
    Code in;
    std::string role;
    PartialDate since;
    PartialDate until;

    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit(Field{"actor", Role::key, "actors"}, self.actor);
        visit(Field{"in", Role::key, "actors"}, self.in);
        visit(Field{"role", Role::part_of_key}, self.role);
        visit(Field{"since", Role::part_of_key}, self.since);
        visit(Field{"until"}, self.until);
    }
};

}  // namespace tissu
