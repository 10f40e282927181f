#include <tissu/recommend/digest.hpp>

#include <tissu/base/error.hpp>

#include "recommend/reasons.hpp"

namespace tissu {

Table digest(const Recommender& recommender, const RecommendOptions& options, const Period& begun) {
    if (begun.open()) throw Error(Errc::invalid_argument, "expected a date since which things are new, found none");
    const Catalogue& catalogue = recommender.catalogue();
    Strings kinds, ids, titles, scopes, reasons;
    std::vector<std::int64_t> dates;
    std::vector<double> scores;
    RecommendOptions asked = options;
    asked.begun = begun;
    for (const std::string& kind : options.kinds) {
        if (kind == "actor") continue;
        asked.kinds = {kind};
        for (const Recommended& item : recommender.recommend(asked).items) {
            const auto& from = catalogue.period_of(catalogue.item_of(item.id)).from;
            kinds.push_back(item.kind);
            ids.push_back(item.id);
            titles.push_back(item.title);
            dates.push_back(from ? from->time_since_epoch().count() : no_date);
            scores.push_back(item.score);
            scopes.push_back(item.scope);
            reasons.push_back(recommend_detail::words_of(item, options.language == "fr", false));
        }
    }
    std::string note = "begun";
    if (begun.from) note += " since " + to_text(*begun.from);
    if (begun.until) note += " before " + to_text(*begun.until);
    return Table({Column("kind", "", std::move(kinds)), Column("id", "id", std::move(ids)), Column("title", "", std::move(titles)),
                  Column::dates("date", std::move(dates)), Column("score", "1, >= 0", std::move(scores)),
                  Column("scope", "", std::move(scopes)), Column("reasons", "", std::move(reasons))},
                 note + "; each kind by how well it fits");
}

}  // namespace tissu
