#include <tissu/recommend/model.hpp>

#include <cmath>
#include <numeric>
#include <string>

#include <tissu/base/error.hpp>
#include <tissu/base/parallel.hpp>

#include "recommend/model_rows.hpp"
#include "recommend/model_trial.hpp"

namespace tissu {

using namespace recommend;

namespace {

void require(bool right, const char* expected) {
    if (!right) throw Error(Errc::invalid_argument, expected);
}

void check(const ItemModelOptions& o) {
    for (const double power : {o.user_power, o.source_power, o.target_power, o.prune_power})
        require(std::isfinite(power) && std::abs(power) <= 4, "expected powers between -4 and 4");
    require(o.neighbours > 0, "expected at least 1 neighbour, found 0");
    require(std::isfinite(o.low_rank) && o.low_rank >= 0, "expected a low-rank weight of 0 or more");
    require(std::isfinite(o.damping) && std::abs(o.damping) <= 50, "expected a damping between -50 and 50");
    require(std::isfinite(o.ridge) && o.ridge > 0, "expected a ridge above 0");
    require(std::isfinite(o.squares) && o.squares >= 0, "expected a weight of the least squares of 0 or more");
}

void require_below(Index index, Index bound, const char* what) {
    if (index >= bound)
        throw Error(Errc::invalid_argument, std::string("expected a ") + what + " below " + std::to_string(bound) + ", found " + std::to_string(index));
}

/// Zeros for one request; `best` leaves zeros behind, so that a thread can use them again.
std::vector<double>& blank_scores(std::size_t items) {
    thread_local std::vector<double> scores;
    if (scores.size() < items) scores.resize(items);
    return scores;
}

}  // namespace

ItemModel ItemModel::fit(Interactions interactions, const ItemModelOptions& options, const Progress& progress) {
    check(options);
    ItemModel model;
    model.interactions_ = std::move(interactions);
    model.options_ = options;
    const Interactions& uses = model.interactions_;
    if (options.rank == 0) model.options_.rank = std::clamp<unsigned>(std::min(uses.users(), uses.items()) / 16, 8, 1024);
    if (options.kind == ItemModelKind::automatic) {
        model.trials_ = try_models(uses, model.options_, progress);
        const unsigned rank = model.options_.rank;
        model.options_ = best_of(model.trials_);
        model.options_.rank = rank;
    }
    model.order_by_degree();
    model.rows_.resize(uses.items());
    if (model.options_.kind == ItemModelKind::popularity) return model;
    if (model.options_.kind == ItemModelKind::ease) {
        model.solve_ease();
        return model;
    }
    if (model.options_.kind == ItemModelKind::blend) {
        const ItemModelOptions& o = model.options_;
        model.block_ = std::make_shared<const Block>(Block{least_squares(uses, o.block, o.ridge, o.threads, progress)});
    }
    if (model.options_.kind == ItemModelKind::spectral || model.options_.kind == ItemModelKind::blend) {
        const ItemModelOptions& o = model.options_;
        model.low_rank_ = std::make_shared<const LowRank>(
            LowRank{spectrum(uses, o.rank, o.seed, o.threads, progress), item_powers(uses, -0.5), item_powers(uses, 0.5)});
    }
    std::vector<Index> all(uses.items());
    std::iota(all.begin(), all.end(), Index{0});
    model.fill_rows(all, progress);
    return model;
}

std::size_t ItemModel::size() const noexcept {
    std::size_t size = 0;
    for (const auto& row : rows_) size += row.size();
    return size;
}

void ItemModel::order_by_degree() {
    by_degree_.resize(interactions_.items());
    std::iota(by_degree_.begin(), by_degree_.end(), Index{0});
    std::stable_sort(by_degree_.begin(), by_degree_.end(),
                     [&](Index a, Index b) { return interactions_.item_degree(a) > interactions_.item_degree(b); });
}

std::vector<ScoredItem> ItemModel::best(std::span<const Index> history, std::span<const double> weights, std::size_t k,
                                        bool exclude_seen, std::vector<double>& score) const {
    std::vector<Index> touched;
    for (std::size_t x = 0; x < history.size(); ++x)
        for (const Neighbour& neighbour : rows_[history[x]]) {
            if (score[neighbour.item] == 0) touched.push_back(neighbour.item);
            score[neighbour.item] += (weights.empty() ? 1.0 : weights[x]) * static_cast<double>(neighbour.weight);
        }
    std::vector<ScoredItem> list;
    const auto seen = [&](Index item) { return exclude_seen && std::binary_search(history.begin(), history.end(), item); };
    for (const Index item : touched) {  // an item whose score passed through 0 is there twice: the second finds 0
        if (score[item] > 0 && !seen(item)) list.push_back({item, score[item]});
        score[item] = 0;
    }
    keep_first(list, k, better);
    const bool popular = options_.kind == ItemModelKind::popularity;
    std::vector<Index> listed;
    for (const ScoredItem& one : list) listed.push_back(one.item);
    std::sort(listed.begin(), listed.end());
    for (std::size_t x = 0; x < by_degree_.size() && list.size() < k; ++x) {
        const Index item = by_degree_[x];
        if (seen(item) || std::binary_search(listed.begin(), listed.end(), item)) continue;
        list.push_back({item, popular ? interactions_.item_degree(item) : 0.0});
    }
    return list;
}

std::vector<ScoredItem> ItemModel::recommend(Index user, std::size_t k, bool exclude_seen) const {
    require_below(user, interactions_.users(), "user");
    const Csr& uses = interactions_.by_user();
    return best(uses.targets(user), uses.weights(user), k, exclude_seen, blank_scores(interactions_.items()));
}

std::vector<ScoredItem> ItemModel::recommend_for(std::span<const Index> history, std::size_t k, bool exclude_seen) const {
    std::vector<Index> items(history.begin(), history.end());
    for (const Index item : items) require_below(item, interactions_.items(), "item");
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
    return best(items, {}, k, exclude_seen, blank_scores(interactions_.items()));
}

std::vector<std::vector<ScoredItem>> ItemModel::recommend_all(std::size_t k, bool exclude_seen, const Progress& progress) const {
    std::vector<std::vector<ScoredItem>> lists(interactions_.users());
    const Csr& uses = interactions_.by_user();
    for_each_chunk(lists.size(), 256, options_.threads, [&](std::size_t, std::size_t begin, std::size_t end) {
        std::vector<double> score(interactions_.items());
        for (std::size_t x = begin; x < end; ++x) {
            const auto user = static_cast<Index>(x);
            lists[x] = best(uses.targets(user), uses.weights(user), k, exclude_seen, score);
        }
        progress.report(static_cast<double>(end) / static_cast<double>(lists.size()));
    });
    return lists;
}

std::vector<ScoredItem> ItemModel::similar_items(Index item, std::size_t k) const {
    require_below(item, interactions_.items(), "item");
    std::vector<ScoredItem> list;
    for (const Neighbour& neighbour : rows_[item])
        if (neighbour.weight > 0) list.push_back({neighbour.item, static_cast<double>(neighbour.weight)});
    keep_first(list, k, better);
    return list;
}

std::vector<ScorePart> ItemModel::explain(Index user, Index item) const {
    require_below(user, interactions_.users(), "user");
    require_below(item, interactions_.items(), "item");
    const Csr& uses = interactions_.by_user();
    const auto with_item = interactions_.by_item().targets(item);
    std::vector<ScorePart> parts;
    for (std::size_t x = 0; x < uses.targets(user).size(); ++x) {
        const Index source = uses.targets(user)[x];
        const auto& row = rows_[source];
        const auto found = std::find_if(row.begin(), row.end(), [&](const Neighbour& n) { return n.item == item; });
        if (found == row.end()) continue;
        std::vector<Index> both;
        const auto with_source = interactions_.by_item().targets(source);
        std::set_intersection(with_item.begin(), with_item.end(), with_source.begin(), with_source.end(), std::back_inserter(both));
        parts.push_back({source, uses.weight(user, x) * static_cast<double>(found->weight), static_cast<std::int64_t>(both.size())});
    }
    std::stable_sort(parts.begin(), parts.end(), [](const ScorePart& a, const ScorePart& b) { return a.part > b.part; });
    return parts;
}

void ItemModel::update(Index users, Index items, std::span<const Index> user, std::span<const Index> item,
                       std::span<const double> weights) {
    interactions_ = interactions_.with(users, items, user, item, weights);
    rows_.resize(interactions_.items());
    order_by_degree();
    if (options_.kind == ItemModelKind::popularity || options_.kind == ItemModelKind::ease) return;
    std::vector<bool> touched(interactions_.items());
    for (const Index changed_user : user)  // its degree is in all pairs of its history
        for (const Index one : interactions_.by_user().targets(changed_user)) touched[one] = true;
    refill(item, std::move(touched));
}

/// The rows touched, and those that lead to items whose degree has changed.
void ItemModel::refill(std::span<const Index> changed_items, std::vector<bool> touched) {
    std::vector<bool> changed(interactions_.items());
    for (const Index one : changed_items) changed[one] = true;
    for (Index one = 0; one < interactions_.items(); ++one)
        if (changed[one])
            for (const Index other : interactions_.by_item().targets(one))
                for (const Index source : interactions_.by_user().targets(other)) touched[source] = true;
    std::vector<Index> rows;
    for (Index one = 0; one < interactions_.items(); ++one)
        if (touched[one]) rows.push_back(one);
    fill_rows(rows, {});
}

void ItemModel::forget(Index user, const Progress& progress) {
    require_below(user, interactions_.users(), "user");
    const auto history = interactions_.by_user().targets(user);
    const std::vector<Index> own(history.begin(), history.end());
    if (options_.kind != ItemModelKind::cooccurrence && options_.kind != ItemModelKind::popularity) {
        ItemModel again = fit(interactions_.without(user), options_, progress);
        again.trials_ = std::move(trials_);
        *this = std::move(again);
        return;
    }
    interactions_ = interactions_.without(user);
    order_by_degree();
    if (options_.kind == ItemModelKind::popularity) return;
    std::vector<bool> touched(interactions_.items());
    for (const Index one : own) touched[one] = true;
    refill(own, std::move(touched));
}

}  // namespace tissu
