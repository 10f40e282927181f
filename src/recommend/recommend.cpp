#include <tissu/recommend/recommend.hpp>

#include <algorithm>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include "recommend/choice.hpp"
#include "recommend/reasons.hpp"
#include "recommend/score.hpp"

namespace tissu {

using namespace recommend_detail;

namespace {

using Widenings = std::array<Widening, n_kinds>;

std::string place_kind(const Snapshot& snapshot, const Request& request, std::size_t step) {
    if (step == request.places.size()) return "anywhere";
    return snapshot.word(snapshot.territories[request.places[step]].kind);
}

std::vector<Scope> scopes_of(const Snapshot& snapshot, const Request& request, const Widenings& widenings) {
    std::vector<Scope> scopes;
    if (request.territory == no_index) return scopes;
    for (std::size_t step = 0; step <= request.places.size(); ++step) {
        Scope scope;
        scope.kind = place_kind(snapshot, request, step);
        if (step < request.places.size()) {
            scope.id = snapshot.territories[request.places[step]].code;
            scope.name = snapshot.territories[request.places[step]].name;
        }
        for (const Widening& widening : widenings) {
            scope.items += widening.count[step];
            scope.needed = scope.needed || (widening.seats > 0 && step <= widening.last);
        }
        scopes.push_back(std::move(scope));
    }
    return scopes;
}

/// "resource 0 in commune, 7 in epci; event 3 in commune"
std::string note_of(const Snapshot& snapshot, const Request& request, const Widenings& widenings,
                    const RecommendOptions& options) {
    std::string note = "recommended for";
    for (const AskedTheme& asked : request.themes) note += " " + snapshot.themes[asked.theme].code;
    if (request.territory != no_index) note += " " + snapshot.territories[request.territory].code;
    if (request.actor != no_index) note += " " + snapshot.actors[request.actor].code;
    const char* separator = ": ";
    for (const std::string& kind : options.kinds) {
        const Widening& widening = widenings[kind_number(kind)];
        note += separator + kind;
        separator = "; ";
        if (widening.seats == 0) note += " none";
        const bool placed = widening.seats > 0 && request.territory != no_index;
        for (std::size_t step = 0; placed && step <= widening.last; ++step) {
            const std::string where = place_kind(snapshot, request, step);
            note += (step == 0 ? " " : ", ") + std::to_string(widening.count[step]) +
                    (where == "anywhere" ? " " : " in ") + where;
        }
        if (widening.beside && widening.seats > 0 && !request.themes.empty()) note += ", related themes too";
    }
    return note;
}

Table table_of(const std::vector<Recommended>& items, std::string note) {
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
                  Column("reasons", "", std::move(reasons))},
                 std::move(note));
}

}  // namespace

Recommendation recommend(const Catalogue& catalogue, const RecommendOptions& options) {
    const Snapshot& snapshot = catalogue.snapshot();
    const Request request = request_of(catalogue, options);
    const Admission admission(catalogue, request, options);
    std::vector<Candidate> taken = candidates(catalogue, request, admission);
    const Widenings widths = widenings(snapshot, taken, request, options);
    std::erase_if(taken, [&](const Candidate& candidate) {
        return !is_taken(candidate, widths[kind_number(snapshot, candidate.item)], request, options.widen);
    });
    const Scorer scorer(catalogue, request, admission);
    for (Candidate& candidate : taken)
        candidate.score = scorer.score(candidate.item, candidate.theme, candidate.place);

    Recommendation result;
    result.scopes = scopes_of(snapshot, request, widths);
    for (const Candidate& candidate : chosen(catalogue, std::move(taken), widths, options.diversity)) {
        Recommended item;
        item.id = catalogue.id_of(candidate.item);
        item.kind = catalogue.kind_of(candidate.item);
        item.title = catalogue.title_of(candidate.item);
        if (request.territory != no_index) item.scope = place_kind(snapshot, request, candidate.place.step);
        item.score = candidate.score;
        item.reasons = scorer.reasons(candidate.item, candidate.theme, candidate.place);
        result.items.push_back(std::move(item));
    }
    result.table = table_of(result.items, note_of(snapshot, request, widths, options));
    return result;
}

std::string explain(const Recommendation& recommendation, std::string_view id, std::string_view language) {
    if (language != "fr" && language != "en")
        throw Error(Errc::invalid_argument,
                    "expected the language fr or en, found \"" + shortened(language) + "\"");
    const bool french = language == "fr";
    for (const Recommended& item : recommendation.items)
        if (item.id == id)
            return (french ? "« " + item.title + " » : " : "\"" + item.title + "\": ") +
                   words_of(item, french, true);
    throw Error(Errc::not_found, "expected an item of this recommendation, found \"" + shortened(id) + "\"");
}

}  // namespace tissu
