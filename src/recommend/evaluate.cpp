#include <tissu/recommend/evaluate.hpp>

#include <algorithm>
#include <cmath>

#include <tissu/base/error.hpp>
#include <tissu/base/parallel.hpp>

namespace tissu {
namespace {

double discount(std::size_t place) { return 1 / std::log2(static_cast<double>(place) + 2); }

}  // namespace

ListQuality list_quality(std::span<const Index> list, std::span<const Index> held, std::size_t k) {
    ListQuality quality;
    if (held.empty()) return quality;
    double ideal = 0;
    for (std::size_t place = 0; place < std::min(k, held.size()); ++place) ideal += discount(place);
    for (std::size_t place = 0; place < std::min(k, list.size()); ++place) {
        if (!std::binary_search(held.begin(), held.end(), list[place])) continue;
        quality.recall += 1;
        quality.ndcg += discount(place);
    }
    quality.recall /= static_cast<double>(held.size());
    quality.ndcg /= ideal;
    return quality;
}

Evaluation evaluate(const ItemModel& model, const Csr& held, std::size_t k, const Progress& progress) {
    if (k == 0) throw Error(Errc::invalid_argument, "expected k of 1 or more, found 0");
    const Interactions& uses = model.interactions();
    Evaluation result;
    for (Index user = 0; user < held.rows(); ++user)
        if (held.degree(user) > 0) result.user.push_back(user);
    const std::size_t n = result.user.size();
    result.recall.resize(n);
    result.ndcg.resize(n);
    result.listed.resize(uses.items());
    result.exposure.resize(uses.items());
    const std::vector<ScoredItem> popular = model.recommend_for({}, k);
    std::vector<std::vector<ScoredItem>> lists(n);
    for_each_chunk(n, 256, model.options().threads, [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t x = begin; x < end; ++x) {
            const Index user = result.user[x];
            lists[x] = user < uses.users() ? model.recommend(user, k) : popular;
            std::vector<Index> items;
            for (const ScoredItem& one : lists[x]) items.push_back(one.item);
            const ListQuality quality = list_quality(items, held.targets(user), k);
            result.recall[x] = quality.recall;
            result.ndcg[x] = quality.ndcg;
        }
        progress.report(static_cast<double>(end) / static_cast<double>(n));
    });
    for (const auto& list : lists)
        for (std::size_t place = 0; place < list.size(); ++place) {
            ++result.listed[list[place].item];
            result.exposure[list[place].item] += discount(place);
        }
    return result;
}

}  // namespace tissu
