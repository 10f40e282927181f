#include <tissu/recommend/recommend.hpp>

#include <algorithm>
#include <cstdio>

#include <tissu/base/error.hpp>
#include <tissu/base/text.hpp>

#include "recommend/choice.hpp"
#include "recommend/reasons.hpp"
#include "recommend/score.hpp"

namespace tissu {

using namespace recommend_detail;

namespace {

std::string place_kind(const Search& search, std::size_t step) {
    const Snapshot& snapshot = search.data.catalogue.snapshot();
    if (step == search.request.places.size()) return "anywhere";
    return snapshot.word(snapshot.territories[search.request.places[step]].kind);
}

std::vector<Scope> scopes_of(const Search& search, const Widenings& widenings) {
    const Snapshot& snapshot = search.data.catalogue.snapshot();
    const Request& request = search.request;
    std::vector<Scope> scopes;
    if (request.territory == no_index) return scopes;
    for (std::size_t step = 0; step <= request.places.size(); ++step) {
        Scope scope;
        scope.kind = place_kind(search, step);
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

/// " 0 in commune, 7 in epci"
std::string steps_note(const Search& search, const Widening& widening) {
    std::string note;
    for (std::size_t step = 0; step <= widening.last; ++step) {
        const std::string where = place_kind(search, step);
        note += (step == 0 ? " " : ", ") + std::to_string(widening.count[step]) +
                (where == "anywhere" ? " " : " in ") + where;
    }
    return note;
}

std::string fairness_note(const Search& search, const Choice& choice) {
    if (search.options.fairness == 0) return {};
    char text[96];
    std::snprintf(text, sizeof text, "; fairness %.3g between territories of the level ", choice.fairness);
    std::string note = text + search.options.level;
    std::snprintf(text, sizeof text, " cost %.1f%% of the score", 100 * choice.loss);
    return note + text;
}

/// What is to be read before the list.
std::string notice_of(const Search& search, const Widenings& widenings) {
    const Snapshot& snapshot = search.data.catalogue.snapshot();
    const bool french = search.options.language == "fr";
    if (!search.request.theme_asked) return {};
    std::string notice = understood(snapshot, search.request.meant, french);
    for (const std::string& kind : search.options.kinds)
        if (widenings[kind_number(kind)].count.back() > 0) return notice;
    const auto& theme = snapshot.themes[search.request.meant.row];
    if (!notice.empty()) notice += french ? " ; " : "; ";
    notice += (french ? "rien n'a été trouvé sur : " : "nothing was found about: ");
    return notice + (french || theme.label_en.empty() ? theme.label_fr : theme.label_en) + " (" + theme.code + ")";
}

/// "resource 0 in commune, 7 in epci; event 3 in commune"
std::string note_of(const Search& search, const Widenings& widenings, const Choice& choice) {
    const Snapshot& snapshot = search.data.catalogue.snapshot();
    const Request& request = search.request;
    std::string note = "recommended for";
    for (const AskedTheme& asked : request.themes) note += " " + snapshot.themes[asked.theme].code;
    if (request.territory != no_index) note += " " + snapshot.territories[request.territory].code;
    if (request.actor != no_index) note += " " + snapshot.actors[request.actor].code;
    const char* separator = ": ";
    for (const std::string& kind : search.options.kinds) {
        const Widening& widening = widenings[kind_number(kind)];
        note += separator + kind;
        separator = "; ";
        if (widening.seats == 0) note += " none";
        else if (request.territory != no_index) note += steps_note(search, widening);
        if (widening.anything && request.theme_asked) note += ", other themes too";
        else if (widening.beside && widening.seats > 0 && request.theme_asked) note += ", related themes too";
    }
    return note + fairness_note(search, choice);
}

Table table_of(const std::vector<Recommended>& items, std::string note, bool french) {
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
        reasons.push_back(words_of(item, french, false));
    }
    return Table({Column("rank", "1", std::move(ranks)), Column("kind", "", std::move(kinds)),
                  Column("id", "id", std::move(ids)), Column("title", "", std::move(titles)),
                  Column("score", "1, >= 0", std::move(scores)), Column("scope", "", std::move(scopes)),
                  Column("reasons", "", std::move(reasons))},
                 std::move(note));
}

Recommended recommended(const Search& search, const Scorer& scorer, const Ranked& one) {
    const Candidate& candidate = search.candidates()[one.row];
    const Catalogue& catalogue = search.data.catalogue;
    Recommended item;
    item.id = catalogue.id_of(candidate.item);
    item.kind = catalogue.kind_of(candidate.item);
    item.title = catalogue.title_of(candidate.item);
    if (search.request.territory != no_index) item.scope = place_kind(search, candidate.place.step);
    item.score = one.score;
    item.reasons = scorer.reasons(candidate);
    return item;
}

}  // namespace

Recommender::Recommender(Catalogue catalogue) : data_(std::make_shared<const Data>(std::move(catalogue))) {}

const Catalogue& Recommender::catalogue() const noexcept { return data_->catalogue; }

Recommendation Recommender::recommend(const RecommendOptions& options) const {
    const Snapshot& snapshot = catalogue().snapshot();
    const Pool::Loan loan = data_->pool.lend(catalogue().items(), snapshot.actors.size(), snapshot.territories.size());
    Search search(*data_, options, *loan);
    gather(search);
    const Widenings widths = widenings(search);
    const Scorer scorer(search);
    for (Index row = 0; row < search.candidates().size(); ++row) {
        const Candidate& candidate = search.candidates()[row];
        const unsigned char kind = data_->kind[candidate.item];
        if (is_taken(search, candidate, widths[kind])) loan->ranked[kind].push_back({scorer.score(candidate), row});
    }
    const Choice choice = chosen(search, widths);
    Recommendation result;
    result.scopes = scopes_of(search, widths);
    for (const Ranked& one : choice.items) result.items.push_back(recommended(search, scorer, one));
    result.notice = notice_of(search, widths);
    result.table = table_of(result.items, (result.notice.empty() ? "" : result.notice + "; ") + note_of(search, widths, choice),
                            options.language == "fr");
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
