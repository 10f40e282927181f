#include <tissu/recommend/recommend.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include "recommend/proximity.hpp"
#include "recommend/reasons.hpp"
#include "recommend/score.hpp"

namespace tissu {

using namespace recommend_detail;

namespace {

constexpr std::size_t diversified = 100;  ///< candidates that diversity may choose from
constexpr double beside_theme = 0.5;      ///< themes beside the asked one that near are still shown

struct Candidate {
    Index item;
    Near theme, place;
    double score = 0;
};

bool fits(const Near& theme, bool asked) {
    return !asked || (theme.relation != Relation::none && theme.relation != Relation::beside);
}

/// The items that could be shown at all, ascending.
std::vector<Candidate> candidates(const Catalogue& catalogue, const Request& request, const Admission& admission) {
    const std::vector<Near> themes = near_themes(catalogue, request);
    std::optional<Places> places;
    if (request.territory != no_index) places.emplace(catalogue, request);
    std::vector<Candidate> result;
    for (Index item = 0; item < catalogue.items(); ++item) {
        if (!admission.admits(item)) continue;
        Candidate candidate{item, {}, {}, 0};
        if (!themes.empty()) {
            candidate.theme = nearest_theme(catalogue, themes, item);
            if (!fits(candidate.theme, true) && candidate.theme.value < beside_theme) continue;
        }
        if (places) candidate.place = places->nearest(item);
        result.push_back(candidate);
    }
    return result;
}

/// How many fitting items each step has, those of the steps before included. The last step: anywhere.
std::vector<std::int64_t> count_steps(const std::vector<Candidate>& all, std::size_t steps, bool theme_asked) {
    std::vector<std::int64_t> count(steps, 0);
    for (const Candidate& candidate : all)
        if (fits(candidate.theme, theme_asked)) ++count[candidate.place.step];
    for (std::size_t step = 1; step < steps; ++step) count[step] += count[step - 1];
    return count;
}

struct Widening {
    std::vector<std::int64_t> count;
    std::size_t last = 0;       ///< the step that was needed
    bool beside = false;        ///< themes beside the asked one too
};

Widening widening(const std::vector<Candidate>& all, const Request& request, const RecommendOptions& options) {
    const std::size_t steps = request.places.size() + 1;
    Widening result{count_steps(all, steps, !request.themes.empty()), 0, false};
    if (request.territory != no_index && !options.widen) return result;
    const double wanted = static_cast<double>(options.limit) * (1 + 9 * options.diversity);
    while (result.last + 1 < steps && static_cast<double>(result.count[result.last]) < wanted) ++result.last;
    result.beside = static_cast<double>(result.count[result.last]) < wanted;
    return result;
}

bool is_taken(const Candidate& candidate, const Widening& widening, const Request& request, bool widen) {
    if (!fits(candidate.theme, !request.themes.empty()) && !widening.beside) return false;
    if (request.territory == no_index) return true;
    if (candidate.place.step <= widening.last) return true;
    return widen && covers(candidate.place);
}

/// Half for the same nearest theme, half for a place in common.
double likeness(const Catalogue& catalogue, const Candidate& a, const Candidate& b) {
    const auto common = [](std::span<const Index> first, std::span<const Index> second) {
        std::vector<Index> both;
        std::set_intersection(first.begin(), first.end(), second.begin(), second.end(), std::back_inserter(both));
        return !both.empty();
    };
    const double theme = common(catalogue.themes().targets(a.item), catalogue.themes().targets(b.item)) ? 0.5 : 0;
    const double place =
        common(catalogue.territories().targets(a.item), catalogue.territories().targets(b.item)) ? 0.5 : 0;
    return theme + place;
}

/// Maximal marginal relevance: (1 - d) score - d (largest likeness to one before it).
/// Source: J. Carbonell, J. Goldstein, SIGIR 1998, doi:10.1145/290941.291025.
void diversify(const Catalogue& catalogue, std::vector<Candidate>& ranked, std::size_t limit, double diversity) {
    if (ranked.size() > diversified) ranked.resize(std::max(diversified, limit));
    std::vector<double> like(ranked.size(), 0);
    for (std::size_t rank = 0; rank + 1 < ranked.size() && rank < limit; ++rank) {
        std::size_t best = rank;
        const auto gain = [&](std::size_t i) { return (1 - diversity) * ranked[i].score - diversity * like[i]; };
        for (std::size_t i = rank + 1; i < ranked.size(); ++i)
            if (gain(i) > gain(best)) best = i;
        std::rotate(ranked.begin() + static_cast<std::ptrdiff_t>(rank), ranked.begin() + static_cast<std::ptrdiff_t>(best),
                    ranked.begin() + static_cast<std::ptrdiff_t>(best) + 1);
        std::rotate(like.begin() + static_cast<std::ptrdiff_t>(rank), like.begin() + static_cast<std::ptrdiff_t>(best),
                    like.begin() + static_cast<std::ptrdiff_t>(best) + 1);
        for (std::size_t i = rank + 1; i < ranked.size(); ++i)
            like[i] = std::max(like[i], likeness(catalogue, ranked[rank], ranked[i]));
    }
}

void rank(const Catalogue& catalogue, std::vector<Candidate>& taken, const RecommendOptions& options) {
    const auto limit = static_cast<std::size_t>(options.limit);
    const auto better = [&](const Candidate& a, const Candidate& b) {
        return a.score != b.score ? a.score > b.score : catalogue.id_of(a.item) < catalogue.id_of(b.item);
    };
    const std::size_t ordered = std::min(taken.size(), options.diversity > 0 ? std::max(limit, diversified) : limit);
    std::partial_sort(taken.begin(), taken.begin() + static_cast<std::ptrdiff_t>(ordered), taken.end(), better);
    taken.resize(ordered);
    if (options.diversity > 0) diversify(catalogue, taken, limit, options.diversity);
    if (taken.size() > limit) taken.resize(limit);
}

std::vector<Scope> scopes_of(const Snapshot& snapshot, const Request& request, const Widening& widening) {
    std::vector<Scope> scopes;
    if (request.territory == no_index) return scopes;
    for (std::size_t step = 0; step < widening.count.size(); ++step) {
        Scope scope{"anywhere", {}, {}, widening.count[step], step <= widening.last};
        if (step < request.places.size()) {
            const auto& place = snapshot.territories[request.places[step]];
            scope.kind = snapshot.word(place.kind);
            scope.id = place.code;
            scope.name = place.name;
        }
        scopes.push_back(std::move(scope));
    }
    return scopes;
}

std::string note_of(const Snapshot& snapshot, const Request& request, const Recommendation& result, bool beside) {
    std::string note = "recommended for";
    for (const AskedTheme& asked : request.themes) note += " " + snapshot.themes[asked.theme].code;
    if (request.territory != no_index) note += " " + snapshot.territories[request.territory].code;
    if (request.actor != no_index) note += " " + snapshot.actors[request.actor].code;
    const char* separator = ": ";
    for (const Scope& scope : result.scopes) {
        if (!scope.needed) break;
        note += separator + std::to_string(scope.items) + (scope.kind == "anywhere" ? " " : " in ") + scope.kind;
        separator = ", ";
    }
    if (beside && !request.themes.empty()) note += "; related themes too";
    return note;
}

Table table_of(const std::vector<Recommended>& items) {
    std::vector<std::int64_t> ranks;
    std::vector<double> scores;
    Strings kinds, ids, titles, scopes, reasons;
    for (const Recommended& item : items) {
        ranks.push_back(static_cast<std::int64_t>(ranks.size()) + 1);
        scores.push_back(item.score);
        kinds.push_back(item.kind);
        ids.push_back(item.id);
        titles.push_back(item.title);
        scopes.push_back(item.scope);
        reasons.push_back(words_of(item, false, false));
    }
    return Table({Column("rank", "1", std::move(ranks)), Column("kind", "", std::move(kinds)),
                  Column("id", "id", std::move(ids)), Column("title", "", std::move(titles)),
                  Column("score", "1, >= 0", std::move(scores)), Column("scope", "", std::move(scopes)),
                  Column("reasons", "", std::move(reasons))});
}

}  // namespace

Recommendation recommend(const Catalogue& catalogue, const RecommendOptions& options) {
    const Request request = request_of(catalogue, options);
    const Admission admission(catalogue, request, options);
    std::vector<Candidate> taken = candidates(catalogue, request, admission);
    const Widening wide = widening(taken, request, options);
    std::erase_if(taken, [&](const Candidate& c) { return !is_taken(c, wide, request, options.widen); });
    const Scorer scorer(catalogue, request, admission);
    for (Candidate& candidate : taken) candidate.score = scorer.score(candidate.item, candidate.theme, candidate.place);
    rank(catalogue, taken, options);
    Recommendation result;
    result.scopes = scopes_of(catalogue.snapshot(), request, wide);
    for (const Candidate& candidate : taken) {
        Recommended item{std::string(catalogue.id_of(candidate.item)), std::string(catalogue.kind_of(candidate.item)),
                         std::string(catalogue.title_of(candidate.item)), {}, candidate.score,
                         scorer.reasons(candidate.item, candidate.theme, candidate.place)};
        if (!result.scopes.empty()) item.scope = result.scopes[candidate.place.step].kind;
        result.items.push_back(std::move(item));
    }
    result.table = table_of(result.items).with_note(note_of(catalogue.snapshot(), request, result, wide.beside));
    return result;
}

std::string explain(const Recommendation& recommendation, std::string_view id, std::string_view language) {
    if (language != "fr" && language != "en")
        throw Error(Errc::invalid_argument, "expected the language fr or en, found \"" + shortened(language) + "\"");
    const bool french = language == "fr";
    for (const Recommended& item : recommendation.items)
        if (item.id == id)
            return (french ? "« " + item.title + " » : " : "\"" + item.title + "\": ") + words_of(item, french, true);
    throw Error(Errc::not_found, "expected an item of this recommendation, found \"" + shortened(id) + "\"");
}

}  // namespace tissu
