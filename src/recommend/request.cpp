#include "recommend/request.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>
#include <tissu/model/listing.hpp>

namespace tissu::recommend_detail {

namespace {

constexpr std::size_t profile_themes = 3;

void check_share(double value, const char* what) {
    if (!(value >= 0 && value <= 1))
        throw Error(Errc::invalid_argument,
                    std::string("expected a ") + what + " from 0 to 1, found " + std::to_string(value));
}

void check(const RecommendOptions& options) {
    if (options.theme.empty() && options.territory.empty() && options.actor.empty())
        throw Error(Errc::invalid_argument, "expected a theme, a territory or an actor, found none of them");
    if (options.limit < 0)
        throw Error(Errc::invalid_argument,
                    "expected a limit of 0 or more, found " + std::to_string(options.limit));
    if (options.language != "fr" && options.language != "en")
        throw Error(Errc::invalid_argument, "expected the language fr or en, found \"" + shortened(options.language) + "\"");
    check_share(options.diversity, "diversity");
    check_share(options.fairness, "fairness");
    check_share(options.most_loss, "loss");
    for (const SignalWeights::Row& row : options.weights.of)
        for (const double weight : row)
            if (!(weight >= 0 && std::isfinite(weight)))
                throw Error(Errc::invalid_argument,
                            "expected weights of 0 or more, found " + std::to_string(weight));
    for (const std::string& kind : options.kinds)
        if (kind_number(kind) == n_kinds)
            throw Error(
                Errc::invalid_argument,
                "expected a kind of resource, event, partnership, actor, found \"" + shortened(kind) + "\"");
}

/// What the actor says it works on counts as its most frequent theme does.
std::vector<AskedTheme> profile(const Recommender::Data& data, Index actor) {
    const Index item = data.activities + actor;
    const Csr& themes = data.catalogue.themes();
    std::vector<AskedTheme> done, result;
    for (std::size_t i = 0; i < themes.targets(item).size(); ++i)
        done.push_back({themes.targets(item)[i], themes.weight(item, i)});
    std::stable_sort(done.begin(), done.end(), [](auto& a, auto& b) { return a.weight > b.weight; });
    const double most = done.empty() ? 1 : done.front().weight;
    const auto& said = data.catalogue.snapshot().actor_themes;
    for (const auto& link : rows_of(said, &Snapshot::Link::from, actor)) result.push_back({link.to, 1});
    // Next to what it says, what it did may be chance: it then counts half.
    const double trust = result.empty() ? 1 : 0.5;
    for (std::size_t i = 0; i < std::min(profile_themes, done.size()); ++i)
        if (std::none_of(result.begin(), result.end(), [&](auto& known) { return known.theme == done[i].theme; }))
            result.push_back({done[i].theme, trust * std::sqrt(done[i].weight / most)});
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

std::size_t kind_number(std::string_view name) noexcept {
    return static_cast<std::size_t>(std::find(recommended_kinds.begin(), recommended_kinds.end(), name) -
                                    recommended_kinds.begin());
}

Index actor_row(const Snapshot& snapshot, const std::string& code) {
    if (const auto row = snapshot.actor_of.find(code); row != snapshot.actor_of.end()) return row->second;
    std::string message = "expected an actor, found \"" + shortened(code) + "\"";
    const Table near = find_actor(snapshot, code, 3);
    for (std::size_t row = 0; row < near.rows(); ++row)
        message += (row == 0 ? "; did you mean " : ", ") + std::string(near.column("id").text()[row]);
    throw Error(Errc::not_found, message);
}

Request request_of(const Recommender::Data& data, const RecommendOptions& options) {
    check(options);
    const Snapshot& snapshot = data.catalogue.snapshot();
    Request request;
    for (const std::string& kind : options.kinds) request.kinds[kind_number(kind)] = true;
    if (!options.actor.empty()) request.actor = actor_row(snapshot, options.actor);
    request.theme_asked = !options.theme.empty();
    request.territory_asked = !options.territory.empty();
    if (request.theme_asked) {
        request.meant = data.theme_of(options.theme);
        request.themes.push_back({request.meant.row, 1});
    } else if (request.actor != no_index) {
        request.themes = profile(data, request.actor);
    }
    if (request.territory_asked) request.territory = data.territory_of(options.territory);
    else if (request.actor != no_index) request.territory = snapshot.actors[request.actor].territory;
    if (request.territory != no_index) request.places = places_around(data.catalogue, request.territory);
    return request;
}

Admission::Admission(const Recommender::Data& data, const Request& request, const RecommendOptions& options,
                     Scratch& scratch)
    : data_(data), request_(request), options_(options), scratch_(scratch) {
    if (request.actor != no_index && request.kinds[3]) meet();
}

void Admission::meet() {
    const auto meets = [&](Index actor) { scratch_.actor_round[actor] = scratch_.round; };
    meets(request_.actor);
    for (const Index activity : data_.catalogue.history().targets(request_.actor))
        for (const Index actor : data_.catalogue.audience().targets(activity)) meets(actor);
    for (const auto& affiliation : data_.catalogue.snapshot().affiliations) {
        if (affiliation.actor == request_.actor) meets(affiliation.in);
        if (affiliation.in == request_.actor) meets(affiliation.actor);
    }
}

bool Admission::did(Index activity) const {
    if (request_.actor == no_index) return false;
    const auto done = data_.catalogue.history().targets(request_.actor);
    return std::binary_search(done.begin(), done.end(), activity);
}

bool Admission::admits_actor(Index actor) const {
    if (!options_.begun.open()) return false;
    // A person is named to a peer only: to somebody who is in the base, and says so.
    if (request_.actor == no_index) return !data_.person[actor];
    return actor != request_.actor && (options_.seen || !met(actor));
}

bool Admission::admits(Index item) const {
    if (!request_.kinds[data_.kind[item]]) return false;
    if (item >= data_.activities) return admits_actor(item - data_.activities);
    const Period& period = data_.catalogue.snapshot().activities[item].period;
    if (!options_.period.open() && !period.overlaps(options_.period)) return false;
    if (!options_.begun.open() && !(period.from && options_.begun.contains(*period.from))) return false;
    return options_.seen || !did(item);
}

}  // namespace tissu::recommend_detail
