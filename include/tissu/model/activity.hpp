#pragma once
/// \file
/// What brings actors together: partnerships, events and resources. Ties are computed from these, never stored.

#include <tissu/model/record.hpp>

namespace tissu {

/// An agreement of two or more actors, about themes, on territories, over a period.
/// Grants and memberships are partnerships of their own types.
struct Partnership : Fact {
    static constexpr std::string_view table = "partnerships";

    Code id;
    std::string title;
    std::string type;
    std::string description;
    PartialDate since;
    PartialDate until;
    PartialDate signed_on;
    double amount = missing;
    std::string currency;
    std::vector<Code> themes;
    std::vector<Code> territories;
    Code parent;

    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit(Field{"id", Role::key}, self.id);
        visit(Field{"title", Role::required}, self.title);
        visit(Field{"type", Role::optional, {}, "code of partnership_type, or any other"}, self.type);
        visit(Field{"description"}, self.description);
        visit(Field{"since"}, self.since);
        visit(Field{"until"}, self.until);
        visit(Field{"signed"}, self.signed_on);
        visit(Field{"amount"}, self.amount);
        visit(Field{"currency", Role::optional, {}, "ISO 4217"}, self.currency);
        visit(Field{"themes", Role::optional, "themes"}, self.themes);
        visit(Field{"territories", Role::optional, "territories", "where it is carried out"}, self.territories);
        visit(Field{"parent", Role::optional, "partnerships"}, self.parent);
    }
};

/// An actor in a partnership.
struct Partner : Fact {
    static constexpr std::string_view table = "partners";

    Code partnership;
    Code actor;
    std::string role;  ///< "lead" is known to the measures; any other is kept
    double amount = missing;
    PartialDate since;
    PartialDate until;
    Code territory;    ///< where this partner acts, if not at its seat

    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit(Field{"partnership", Role::key, "partnerships"}, self.partnership);
        visit(Field{"actor", Role::key, "actors"}, self.actor);
        visit(Field{"role", Role::part_of_key, {}, "lead, partner, funder, beneficiary or any other"}, self.role);
        visit(Field{"amount"}, self.amount);
        visit(Field{"since", Role::part_of_key}, self.since);
        visit(Field{"until"}, self.until);
        visit(Field{"territory", Role::optional, "territories", "where it acts, if not at its seat"}, self.territory);
    }
};

/// An occasion: a training, a working group, a debate.
struct Event : Fact {
    static constexpr std::string_view table = "events";

    Code id;
    std::string title;
    std::string type;
    std::string description;
    PartialDate start;
    PartialDate end;  ///< the last day, counted whole
    double half_days = missing;
    std::string mode;
    std::vector<Code> themes;
    std::vector<Code> territories;
    std::vector<Code> organisers;
    Code parent;
    std::string mission;
    double capacity = missing;

    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit(Field{"id", Role::key}, self.id);
        visit(Field{"title", Role::required}, self.title);
        visit(Field{"type", Role::optional, {}, "code of event_type, or any other"}, self.type);
        visit(Field{"description"}, self.description);
        visit(Field{"start"}, self.start);
        visit(Field{"end", Role::optional, {}, "last day"}, self.end);
        visit(Field{"half_days"}, self.half_days);
        visit(Field{"mode", Role::optional, {}, "code of attendance_mode"}, self.mode);
        visit(Field{"themes", Role::optional, "themes"}, self.themes);
        visit(Field{"territories", Role::optional, "territories"}, self.territories);
        visit(Field{"organisers", Role::optional, "actors"}, self.organisers);
        visit(Field{"parent", Role::optional, "events"}, self.parent);
        visit(Field{"mission", Role::optional, {}, "code of mission"}, self.mission);
        visit(Field{"capacity", Role::optional, {}, "places"}, self.capacity);
    }
};

/// An actor at an event. The category belongs here, not to the person: the same person may come one
/// day for an association, the next as a resident.
struct Participation : Fact {
    static constexpr std::string_view table = "participations";

    Code event;
    Code actor;
    std::string status;    ///< a code of `participation_status`; empty: took part
    std::string category;  ///< a code of `participant_category`
    Code on_behalf_of;
    std::string mode;      ///< a code of `attendance_mode`
    PartialDate date;

    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit(Field{"event", Role::key, "events"}, self.event);
        visit(Field{"actor", Role::key, "actors"}, self.actor);
        visit(Field{"status", Role::part_of_key, {}, "code of participation_status; empty: took part"}, self.status);
        visit(Field{"category", Role::optional, {}, "code of participant_category"}, self.category);
        visit(Field{"on_behalf_of", Role::optional, "actors"}, self.on_behalf_of);
        visit(Field{"mode", Role::optional, {}, "code of attendance_mode"}, self.mode);
        visit(Field{"date", Role::part_of_key}, self.date);
    }
};

/// A catalogued work.
struct Resource : Fact {
    static constexpr std::string_view table = "resources";

    Code id;
    std::string title;
    std::string type;
    std::string description;
    std::string text;
    PartialDate issued;
    std::string language;
    std::string access;
    std::string url;
    std::vector<Code> creators;
    std::vector<Code> themes;
    std::vector<Code> territories;
    Code event;
    std::vector<Code> identifiers;

    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit(Field{"id", Role::key}, self.id);
        visit(Field{"title", Role::required}, self.title);
        visit(Field{"type", Role::optional, {}, "code of resource_type, or any other"}, self.type);
        visit(Field{"description"}, self.description);
        visit(Field{"text", Role::optional, {}, "full text"}, self.text);
        visit(Field{"issued"}, self.issued);
        visit(Field{"language", Role::optional, {}, "ISO 639"}, self.language);
        visit(Field{"access", Role::optional, {}, "code of access"}, self.access);
        visit(Field{"url"}, self.url);
        visit(Field{"creators", Role::optional, "actors"}, self.creators);
        visit(Field{"themes", Role::optional, "themes"}, self.themes);
        visit(Field{"territories", Role::optional, "territories"}, self.territories);
        visit(Field{"event", Role::optional, "events", "the event it issued from"}, self.event);
        visit(Field{"identifiers"}, self.identifiers);
    }
};

}  // namespace tissu
