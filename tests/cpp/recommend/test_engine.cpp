#include <algorithm>
#include <cmath>

#include <tissu/base/error.hpp>
#include <tissu/base/random.hpp>
#include <tissu/recommend/evaluate.hpp>
#include <tissu/recommend/model.hpp>

#include "catch.hpp"

using namespace tissu;

namespace {

ItemModelOptions options(ItemModelKind kind, unsigned threads = 1) {
    ItemModelOptions o;
    o.kind = kind;
    o.threads = threads;
    return o;
}

/// Users of two halves, each with its own half of the items.
Interactions halves(Index users, Index items) {
    Random random(3);
    std::vector<Index> user, item;
    for (Index u = 0; u < users; ++u)
        for (int n = 0; n < 6; ++n) {
            user.push_back(u);
            item.push_back(static_cast<Index>(random.below(items / 2)) * 2 + u % 2);
        }
    return {users, items, user, item};
}

}  // namespace

TEST_CASE("A pair given twice counts once without weights and adds up with them") {
    const std::vector<Index> user{0, 0}, item{1, 1};
    CHECK(Interactions(1, 2, user, item).item_degree(1) == 1);
    CHECK(Interactions(1, 2, user, item, std::vector<double>{2, 3}).item_degree(1) == 5);
    CHECK_THROWS_AS(Interactions(1, 2, user, item, std::vector<double>{2, -3}), Error);
    CHECK_THROWS_AS(Interactions(1, 1, user, item), Error);
}

TEST_CASE("A split keeps every use on one side") {
    const Interactions uses = halves(50, 20);
    const Holdout split = hold_out(uses, 0.3, 7);
    CHECK(split.kept.by_user().size() + split.held.size() == uses.by_user().size());
    CHECK(split.held.size() > 0);
    for (Index user = 0; user < 50; ++user)
        for (const Index item : split.held.targets(user)) {
            const auto kept = split.kept.by_user().targets(user);
            CHECK_FALSE(std::binary_search(kept.begin(), kept.end(), item));
        }
    CHECK_THROWS_AS(hold_out(uses, 1.0, 7), Error);
}

TEST_CASE("Every model recommends from the own half, the same at any number of threads") {
    const Interactions uses = halves(120, 40);
    for (const auto kind : {ItemModelKind::cooccurrence, ItemModelKind::spectral, ItemModelKind::ease, ItemModelKind::automatic}) {
        const ItemModel one = ItemModel::fit(uses, options(kind, 1)), two = ItemModel::fit(uses, options(kind, 2));
        CHECK(one.recommend_all(5) == two.recommend_all(5));
        std::size_t own = 0;
        for (Index user = 0; user < 120; ++user)
            for (const ScoredItem& recommended : one.recommend(user, 5)) own += recommended.item % 2 == user % 2;
        CHECK(own > 570);
    }
}

TEST_CASE("Quality of a list by hand") {
    const std::vector<Index> list{4, 7, 1}, held{1, 4, 9};
    const ListQuality quality = list_quality(list, held, 3);
    CHECK(quality.recall == Approx(2.0 / 3));
    CHECK(quality.ndcg == Approx((1 + 0.5) / (1 + 1 / std::log2(3.0) + 0.5)));
    CHECK(list_quality(list, {}, 3).recall == 0);
}

TEST_CASE("Nothing in, popularity out; no user, no list") {
    const ItemModel empty = ItemModel::fit({}, options(ItemModelKind::automatic));
    CHECK(empty.options().kind == ItemModelKind::popularity);
    CHECK(empty.recommend_for({}, 3).empty());
    CHECK_THROWS_AS(empty.recommend(0, 3), Error);
    const Interactions silent(3, 2, {}, {});
    for (const auto kind : {ItemModelKind::cooccurrence, ItemModelKind::spectral, ItemModelKind::ease})
        CHECK(ItemModel::fit(silent, options(kind)).recommend(0, 3).size() == 2);
}

TEST_CASE("Options out of range are refused") {
    ItemModelOptions o = options(ItemModelKind::cooccurrence);
    o.neighbours = 0;
    CHECK_THROWS_AS(ItemModel::fit(halves(10, 10), o), Error);
    o = options(ItemModelKind::ease);
    o.ridge = 0;
    CHECK_THROWS_AS(ItemModel::fit(halves(10, 10), o), Error);
}

TEST_CASE("A stopped fit throws") {
    const Progress stop([](double) { return false; });
    CHECK_THROWS_AS(ItemModel::fit(halves(50, 20), options(ItemModelKind::cooccurrence), stop), Error);
}
