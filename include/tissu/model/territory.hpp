#pragma once
/// \file
/// Territories: places with a kind and a dated life, in a lattice (several parents at once), and what became of them.

#include <tissu/model/record.hpp>

namespace tissu {

/// A place. Its kind is the scheme of its id: `commune:91228`, `epci:200059228`, `city:2735943`.
struct Territory : Fact {
    static constexpr std::string_view table = "territories";

    Code id;
    std::string name;
    std::vector<Code> parts_of;      ///< what it lies in, whole and always; dated or shared links are `Part`s
    double population = missing;     ///< inhabitants
    double lon = missing;            ///< degrees east, WGS 84
    double lat = missing;            ///< degrees north
    PartialDate valid_from;
    PartialDate valid_to;            ///< see period_of
    std::vector<Code> identifiers;   ///< the same place in other schemes: `siren:200059228`
    std::vector<std::string> aliases;

    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit(Field{"id", Role::key, {}, "kind:code"}, self.id);
        visit(Field{"name", Role::required, {}, "official name"}, self.name);
        visit(Field{"parts_of", Role::optional, "territories", "territories it lies in as a whole"}, self.parts_of);
        visit(Field{"population", Role::optional, {}, "inhabitants"}, self.population);
        visit(Field{"lon", Role::optional, {}, "degrees east, WGS 84"}, self.lon);
        visit(Field{"lat", Role::optional, {}, "degrees north, WGS 84"}, self.lat);
        visit(Field{"valid_from", Role::optional, {}, "first day"}, self.valid_from);
        visit(Field{"valid_to", Role::optional, {}, "first day outside"}, self.valid_to);
        visit(Field{"identifiers", Role::optional, {}, "codes in other schemes"}, self.identifiers);
        visit(Field{"aliases", Role::optional, {}, "other names"}, self.aliases);
    }
};

/// A dated or partial link of the lattice: `share` of the territory lies in `part_of`.
struct Part : Fact {
    static constexpr std::string_view table = "parts";

    Code territory;
    Code part_of;
    double share = missing;  ///< 0 to 1; missing: whole
    PartialDate since;
    PartialDate until;

    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit(Field{"territory", Role::key, "territories"}, self.territory);
        visit(Field{"part_of", Role::key, "territories"}, self.part_of);
        visit(Field{"share", Role::optional, {}, "0 to 1; empty: whole"}, self.share);
        visit(Field{"since", Role::part_of_key}, self.since);
        visit(Field{"until", Role::optional}, self.until);
    }
};

/// What became of a territory: merged, split, renamed. The kind is a concept of `territory_change`.
/// `from` and `to` are the same where it goes on under its code. The attributes `name_before` and
/// `name_after` are its names on either side.
struct Succession : Fact {
    static constexpr std::string_view table = "successions";

    Code from;
    Code to;
    PartialDate date;
    std::string kind;
    double share = missing;  ///< how much of `from` went to `to`; missing: unknown

    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit(Field{"from", Role::key, "territories"}, self.from);
        visit(Field{"to", Role::key, "territories"}, self.to);
        visit(Field{"date", Role::key, {}, "day of effect"}, self.date);
        visit(Field{"kind", Role::part_of_key, {}, "concept of territory_change"}, self.kind);
        visit(Field{"share", Role::optional, {}, "part of `from` that went to `to`"}, self.share);
    }
};

/// Where a territory lies: its outline in the geography of a year. A territory may have one in each.
struct Outline : Fact {
    static constexpr std::string_view table = "outlines";

    Code territory;
    std::string geography;  ///< the year or edition that the outline belongs to; empty: not said
    std::string geometry;   ///< WKT, POLYGON or MULTIPOLYGON, degrees east and north (WGS 84)

    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit(Field{"territory", Role::key, "territories"}, self.territory);
        visit(Field{"geography", Role::part_of_key, {}, "year or edition of the outline"}, self.geography);
        visit(Field{"geometry", Role::required, {}, "WKT, degrees east and north"}, self.geometry);
    }
};

}  // namespace tissu
