#pragma once
/// \file
/// What users and counters say back: uses of resources, needs, feedback, and observations of indicators.

#include <tissu/model/record.hpp>

namespace tissu {

/// A resource was viewed, borrowed or reused, `count` times. Unknown actor: empty.
struct Use : Fact {
    static constexpr std::string_view table = "uses";

    Code resource;
    Code actor;
    PartialDate date;
    double count = missing;
    std::string kind;

    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit(Field{"resource", Role::key, "resources"}, self.resource);
        visit(Field{"actor", Role::part_of_key, "actors"}, self.actor);
        visit(Field{"date", Role::part_of_key}, self.date);
        visit(Field{"count", Role::optional, {}, "times; empty: once"}, self.count);
        visit(Field{"kind", Role::part_of_key, {}, "view, loan, reuse or any other"}, self.kind);
    }
};

/// Something somebody asked for.
struct Need : Fact {
    static constexpr std::string_view table = "needs";

    Code id;
    Code theme;
    Code territory;
    Code actor;
    PartialDate date;
    std::string wave;
    std::string text;

    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit(Field{"id", Role::key}, self.id);
        visit(Field{"theme", Role::optional, "themes"}, self.theme);
        visit(Field{"territory", Role::optional, "territories"}, self.territory);
        visit(Field{"actor", Role::optional, "actors"}, self.actor);
        visit(Field{"date"}, self.date);
        visit(Field{"wave", Role::optional, {}, "survey wave"}, self.wave);
        visit(Field{"text"}, self.text);
    }
};

/// What a participant said of an event.
struct Feedback : Fact {
    static constexpr std::string_view table = "feedback";

    Code event;
    Code actor;
    double score = missing;
    std::string comment;
    std::string consent;

    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit(Field{"event", Role::key, "events"}, self.event);
        visit(Field{"actor", Role::part_of_key, "actors"}, self.actor);
        visit(Field{"score"}, self.score);
        visit(Field{"comment"}, self.comment);
        visit(Field{"consent", Role::optional, {}, "what may be quoted"}, self.consent);
    }
};

/// An indicator's value for a subject (any record, or none) over a period.
struct Observation : Fact {
    static constexpr std::string_view table = "observations";

    std::string indicator;
    PartialDate period;
    double value = missing;
    Code subject;
    std::string channel;

    template <class Self, class Visit>
    static void fields(Self& self, Visit&& visit) {
        visit(Field{"indicator", Role::key, {}, "code of indicator, or any other"}, self.indicator);
        visit(Field{"period", Role::key, {}, "year, month or day"}, self.period);
        visit(Field{"value", Role::required}, self.value);
        visit(Field{"subject", Role::part_of_key, "any"}, self.subject);
        visit(Field{"channel", Role::part_of_key}, self.channel);
    }
};

}  // namespace tissu
