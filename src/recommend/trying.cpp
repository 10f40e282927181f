#include <algorithm>
#include <limits>
#include <set>

#include <tissu/base/parallel.hpp>
#include <tissu/recommend/evaluate.hpp>

#include "recommend/known.hpp"
#include "recommend/proximity.hpp"

namespace tissu {

using namespace recommend_detail;

namespace {

constexpr std::size_t strip = 16;
constexpr std::size_t both = 0, by_actor = 1, by_theme = 2, by_territory = 3, popularity = 4, nearest = 5;

/// The theme somebody would ask for: what it says, what it did most, what it last needed.
Index theme_of(const Recommender::Data& data, Index actor) {
    const Snapshot& snapshot = data.catalogue.snapshot();
    const auto said = rows_of(snapshot.actor_themes, &Snapshot::Link::from, actor);
    if (!said.empty()) return said.front().to;
    const Csr& themes = data.catalogue.themes();
    const Index item = data.activities + actor;
    Index best = no_index;
    double most = 0;
    for (std::size_t i = 0; i < themes.targets(item).size(); ++i)
        if (themes.weight(item, i) > most) {
            most = themes.weight(item, i);
            best = themes.targets(item)[i];
        }
    for (const auto& need : snapshot.needs)
        if (most == 0 && need.actor == actor && need.theme != no_index) best = need.theme;
    return best;
}

/// The trials of one kind of items.
class Ways {
public:
    Ways(const Recommender& recommender, const TimeSplit& split, std::string kind, std::size_t k, const SignalWeights& weights)
        : recommender_(recommender), data_(recommender.data()), k_(k) {
        options_.kinds = {kind};
        options_.limit = static_cast<std::int64_t>(k);
        options_.weights = weights;
        if (kind == "event") options_.period = {split.at, split.until};
        for (Index item = 0; item < data_.activities; ++item)
            if (data_.kind[item] == kind_number(kind) && data_.catalogue.period_of(item).overlaps(options_.period))
                items_.push_back(item);
        popular_ = first(items_, [&](Index item) { return -data_.catalogue.popularity()[item]; });
    }

    [[nodiscard]] const std::vector<Index>& items() const { return items_; }

    [[nodiscard]] std::vector<Index> list(std::size_t way, Index actor, Index theme) const {
        const Snapshot& snapshot = data_.catalogue.snapshot();
        const Index seat = snapshot.actors[actor].territory;
        if (way == popularity) return popular_;
        if (way == nearest) return first(items_, [&](Index item) { return kilometres(seat, item); });
        RecommendOptions options = options_;
        if (way == by_actor) options.actor = snapshot.actors[actor].code;
        if (way == both || way == by_theme) options.theme = snapshot.themes[theme].code;
        if (way == both || way == by_territory) options.territory = snapshot.territories[seat].code;
        std::vector<Index> list;
        for (const Recommended& item : recommender_.recommend(options).items) list.push_back(data_.catalogue.item_of(item.id));
        return list;
    }

private:
    /// The `k` items of the lowest rank, ties by id.
    template <class Rank>
    std::vector<Index> first(const std::vector<Index>& items, Rank rank) const {
        std::vector<std::pair<double, Index>> ranked;
        for (const Index item : items) ranked.emplace_back(rank(item), item);
        const std::size_t n = std::min(k_, ranked.size());
        std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(n), ranked.end(),
                          [&](const auto& a, const auto& b) {
                              return a.first != b.first ? a.first < b.first
                                                        : data_.catalogue.id_of(a.second) < data_.catalogue.id_of(b.second);
                          });
        std::vector<Index> list;
        for (std::size_t i = 0; i < n; ++i) list.push_back(ranked[i].second);
        return list;
    }

    double kilometres(Index seat, Index item) const {
        double least = std::numeric_limits<double>::infinity();
        for (const Index place : data_.catalogue.territories().targets(item))
            least = std::min(least, place == seat ? 0 : kilometres_between(data_, seat, place));
        return least;
    }

    const Recommender& recommender_;
    const Recommender::Data& data_;
    RecommendOptions options_;
    std::size_t k_;
    std::vector<Index> items_, popular_;
};

struct Listed {
    std::array<std::set<Index>, trial_ways.size()> items, places;
};

void note(Listed& listed, const Catalogue& catalogue, std::size_t way, const std::vector<Index>& list) {
    for (const Index item : list) {
        listed.items[way].insert(item);
        for (const Index place : catalogue.territories().targets(item)) listed.places[way].insert(place);
    }
}

}  // namespace

Trial try_recommending(const Snapshot& snapshot, const TimeSplit& split, std::size_t k, const SignalWeights& weights,
                       const Progress& progress) {
    const Foreseen past = foreseen(snapshot, split);
    const Recommender recommender(Catalogue(std::make_shared<const Snapshot>(past.known)));
    const Catalogue& catalogue = recommender.catalogue();
    const std::vector<Index> actors = drawn_actors(past, split);
    Trial trial;
    for (const auto& actor : past.known.actors) trial.actors.push_back(actor.code);
    Listed listed;
    std::set<Index> places;
    for (const std::string& kind : split.kinds) {
        const Ways ways(recommender, split, kind, k, weights);
        trial.items += ways.items().size();
        for (const Index item : ways.items())
            for (const Index place : catalogue.territories().targets(item)) places.insert(place);
        std::vector<std::array<std::vector<Index>, trial_ways.size()>> lists(actors.size());
        for_each_chunk(actors.size(), strip, 0, [&](std::size_t, std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                const auto& later = past.later[actors[i]];
                const auto is_kind = [&](Index item) { return std::binary_search(ways.items().begin(), ways.items().end(), item); };
                const Index theme = theme_of(recommender.data(), actors[i]);
                if (theme == no_index || past.known.actors[actors[i]].territory == no_index) continue;
                if (std::none_of(later.begin(), later.end(), is_kind)) continue;
                for (std::size_t way = 0; way < trial_ways.size(); ++way) lists[i][way] = ways.list(way, actors[i], theme);
            }
            progress.report(static_cast<double>(end) / static_cast<double>(actors.size()));
        });
        for (std::size_t i = 0; i < actors.size(); ++i) {
            if (lists[i][popularity].empty()) continue;
            std::vector<Index> held;
            for (const Index item : past.later[actors[i]])
                if (std::binary_search(ways.items().begin(), ways.items().end(), item)) held.push_back(item);
            for (std::size_t way = 0; way < trial_ways.size(); ++way) {
                trial.rows.push_back({actors[i], kind_number(kind), way, list_quality(lists[i][way], held, k).ndcg});
                note(listed, catalogue, way, lists[i][way]);
            }
        }
    }
    for (std::size_t way = 0; way < trial_ways.size(); ++way) {
        trial.listed[way] = listed.items[way].size();
        trial.places[way] = listed.places[way].size();
    }
    trial.territories = places.size();
    return trial;
}

}  // namespace tissu
