#pragma once
/// \file
/// What goes into a store in one go: records that name each other by code.

#include <tissu/model/activity.hpp>
#include <tissu/model/actor.hpp>
#include <tissu/model/territory.hpp>
#include <tissu/model/theme.hpp>
#include <tissu/model/voice.hpp>

namespace tissu {

/// Plain vectors, one per table of the data package. Order does not matter: references may point forward.
struct Batch {
    std::string source;             ///< who says so, for records without a source of their own
    std::string source_kind;        ///< a concept of the scheme `source_kind`
    std::vector<std::string> files{std::string()};  ///< names of the files read; row 0 is "no file"

    std::vector<Territory> territories;
    std::vector<Part> parts;
    std::vector<Succession> successions;
    std::vector<Outline> outlines;
    std::vector<Theme> themes;
    std::vector<Actor> actors;
    std::vector<Affiliation> affiliations;
    std::vector<Partnership> partnerships;
    std::vector<Partner> partners;
    std::vector<Event> events;
    std::vector<Participation> participations;
    std::vector<Resource> resources;
    std::vector<Use> uses;
    std::vector<Need> needs;
    std::vector<Feedback> feedback;
    std::vector<Observation> observations;

    /// Calls `visit(records)` for each of the vectors above, in that order, which is also an order in
    /// which no table refers to a later one (but to itself, and `observations` to any).
    template <class Self, class Visit>
    static void tables(Self& self, Visit&& visit) {
        visit(self.territories);
        visit(self.parts);
        visit(self.successions);
        visit(self.outlines);
        visit(self.themes);
        visit(self.actors);
        visit(self.affiliations);
        visit(self.partnerships);
        visit(self.partners);
        visit(self.events);
        visit(self.participations);
        visit(self.resources);
        visit(self.uses);
        visit(self.needs);
        visit(self.feedback);
        visit(self.observations);
    }
};

/// The number of records.
[[nodiscard]] std::size_t size(const Batch& batch);

/// The content of a batch as 64 hexadecimal digits: equal for equal content, whatever the file
/// names and lines. Cost: O(bytes).
[[nodiscard]] std::string content_hash(const Batch& batch);

/// The built-in schemes: themes of urban policy, the eight participant categories, types of actors,
/// partnerships, events and resources, and the others, as theme records. A store holds them from
/// the start. Cost: parses the library's own data file.
[[nodiscard]] Batch built_in_schemes();

}  // namespace tissu
