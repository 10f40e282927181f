#include "recommend/request.hpp"

#include <algorithm>
#include <tuple>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>
#include <tissu/catalogue/themes.hpp>
#include <tissu/model/listing.hpp>

namespace tissu::recommend_detail {

namespace {

constexpr std::size_t profile_themes = 3;

void check(const RecommendOptions& options) {
    if (options.theme.empty() && options.territory.empty() && options.actor.empty())
        throw Error(Errc::invalid_argument, "expected a theme, a territory or an actor, found none of them");
    if (options.limit < 0)
        throw Error(Errc::invalid_argument,
                    "expected a limit of 0 or more, found " + std::to_string(options.limit));
    if (!(options.diversity >= 0 && options.diversity <= 1))
        throw Error(Errc::invalid_argument,
                    "expected a diversity from 0 to 1, found " + std::to_string(options.diversity));
    for (const std::string& kind : options.kinds)
        if (kind != "resource" && kind != "event" && kind != "actor" && kind != "partnership")
            throw Error(
                Errc::invalid_argument,
                "expected a kind of resource, event, partnership, actor, found \"" + shortened(kind) + "\"");
}

Index actor_row(const Snapshot& snapshot, const std::string& code) {
    if (const auto row = snapshot.actor_of.find(code); row != snapshot.actor_of.end()) return row->second;
    std::string message = "expected an actor, found \"" + shortened(code) + "\"";
    const Table near = find_actor(snapshot, code, 3);
    for (std::size_t row = 0; row < near.rows(); ++row)
        message += (row == 0 ? "; did you mean " : ", ") + std::string(near.column("id").text()[row]);
    throw Error(Errc::not_found, message);
}

/// What the actor did most, as if it had asked for it.
std::vector<AskedTheme> profile(const Catalogue& catalogue, Index actor) {
    const Index item = static_cast<Index>(catalogue.snapshot().activities.size()) + actor;
    const auto themes = catalogue.themes().targets(item);
    std::vector<AskedTheme> result;
    for (std::size_t i = 0; i < themes.size(); ++i)
        result.push_back({themes[i], catalogue.themes().weight(item, i)});
    std::stable_sort(result.begin(), result.end(), [](auto& a, auto& b) { return a.weight > b.weight; });
    if (result.size() > profile_themes) result.resize(profile_themes);
    const double most = result.empty() ? 1 : result.front().weight;
    for (AskedTheme& asked : result) asked.weight /= most;
    return result;
}

/// The steps of widening: the place itself, then what it lies in, by how much lies in that.
std::vector<Index> places_around(const Catalogue& catalogue, Index territory) {
    const auto wider = catalogue.wider().targets(territory);
    std::vector<Index> places(wider.begin(), wider.end());
    const auto rank = [&](Index place) {
        return std::tuple(place != territory, catalogue.inside().degree(place),
                          std::string_view(catalogue.snapshot().territories[place].code));
    };
    std::sort(places.begin(), places.end(), [&](Index a, Index b) { return rank(a) < rank(b); });
    return places;
}

}  // namespace

Request request_of(const Catalogue& catalogue, const RecommendOptions& options) {
    check(options);
    const Snapshot& snapshot = catalogue.snapshot();
    Request request;
    if (!options.actor.empty()) request.actor = actor_row(snapshot, options.actor);
    if (!options.theme.empty()) request.themes.push_back({theme_row(snapshot, options.theme), 1});
    else if (request.actor != no_index) request.themes = profile(catalogue, request.actor);
    request.own_themes = options.theme.empty();
    if (!options.territory.empty()) request.territory = territory_row(snapshot, options.territory);
    else if (request.actor != no_index) request.territory = snapshot.actors[request.actor].territory;
    if (request.territory != no_index) request.places = places_around(catalogue, request.territory);
    return request;
}

Admission::Admission(const Catalogue& catalogue, const Request& request, const RecommendOptions& options)
    : catalogue_(catalogue), request_(request), options_(options) {
    constexpr std::array<std::string_view, 4> names{"partnership", "event", "resource", "actor"};
    for (std::size_t kind = 0; kind < names.size(); ++kind)
        kinds_[kind] =
            std::find(options.kinds.begin(), options.kinds.end(), names[kind]) != options.kinds.end();
    const Snapshot& snapshot = catalogue.snapshot();
    met_.assign(snapshot.actors.size(), false);
    for (const auto& actor : snapshot.actors) person_.push_back(snapshot.word(actor.kind) == "person");
    if (request.actor != no_index) meet();
}

void Admission::meet() {
    met_[request_.actor] = true;
    for (const Index activity : catalogue_.history().targets(request_.actor))
        for (const Index actor : catalogue_.audience().targets(activity)) met_[actor] = true;
    for (const auto& affiliation : catalogue_.snapshot().affiliations) {
        if (affiliation.actor == request_.actor) met_[affiliation.in] = true;
        if (affiliation.in == request_.actor) met_[affiliation.actor] = true;
    }
}

bool Admission::admits_actor(Index actor) const {
    // A person is named to a peer only: to somebody who is in the base, and says so.
    if (request_.actor == no_index) return !person_[actor];
    return actor != request_.actor && (options_.seen || !met_[actor]);
}

bool Admission::admits(Index item) const {
    const auto& activities = catalogue_.snapshot().activities;
    const auto n = static_cast<Index>(activities.size());
    if (!kinds_[item < n ? static_cast<std::size_t>(activities[item].kind) : 3]) return false;
    if (item >= n) return admits_actor(item - n);
    if (!catalogue_.period_of(item).overlaps(options_.period)) return false;
    if (options_.seen || request_.actor == no_index) return true;
    const auto done = catalogue_.history().targets(request_.actor);
    return !std::binary_search(done.begin(), done.end(), item);
}

}  // namespace tissu::recommend_detail
