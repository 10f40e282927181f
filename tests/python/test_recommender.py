"""The generic recommender beside its definitions in plain Python and NumPy."""

import math

import numpy as np
import pytest
import tissu as ts
from hypothesis import given, settings
from hypothesis import strategies as st

USES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 8)), min_size=1, max_size=40)
POWERS = {"user_power": 0.75, "source_power": 0.6, "target_power": 0.3}


def columns(uses):
    return [user for user, _ in uses], [item for _, item in uses]


def planted(users=200, items=60, groups=4, each=8, seed=5):
    """Users of a group use items of the group, nine times in ten."""
    rng = np.random.default_rng(seed)
    user = np.repeat(np.arange(users), each)
    own = rng.integers(0, items // groups, len(user)) * groups + user % groups
    return user, np.where(rng.random(len(user)) < 0.9, own, rng.integers(0, items, len(user)))


def cooccurrence(uses, a, b, c):
    """W by definition: a dict of pairs."""
    uses = set(uses)
    history = {}
    for user, item in uses:
        history.setdefault(user, set()).add(item)
    degree = {}
    for _, item in uses:
        degree[item] = degree.get(item, 0) + 1
    weight = {}
    for items in history.values():
        for i in items:
            for j in items:
                if i != j:
                    weight[i, j] = weight.get((i, j), 0) + len(items) ** -a
    return {(i, j): w * degree[i] ** -b * degree[j] ** -c for (i, j), w in weight.items()}, history


def scores(model, user, k=100):
    table = model.recommend(user, k)
    return {item: score for item, score in zip(table["item"].tolist(), table["score"].tolist()) if score > 0}


@settings(max_examples=60, deadline=None)
@given(USES)
def test_cooccurrence_is_its_definition(uses):
    model = ts.recommender.fit(*columns(uses), model="cooccurrence")
    weight, history = cooccurrence(uses, 0.75, 0.6, 0.3)
    for user, items in history.items():
        expected = {}
        for i in items:
            for (source, j), w in weight.items():
                if source == i and j not in items:
                    expected[j] = expected.get(j, 0) + w
        assert scores(model, user) == pytest.approx(expected, rel=1e-5)
    for item in {item for _, item in uses}:
        table = model.similar_items(item, 100)
        assert dict(zip(table["item"].tolist(), table["score"].tolist())) == pytest.approx(
            {j: w for (i, j), w in weight.items() if i == item}, rel=1e-5)


@settings(max_examples=40, deadline=None)
@given(USES, st.sampled_from([0.5, 10.0]))
def test_ease_is_its_closed_form(uses, ridge):
    model = ts.recommender.fit(*columns(uses), model="ease", ridge=ridge)
    users, items = model.users, model.items
    matrix = np.zeros((len(users), len(items)))
    for user, item in uses:
        matrix[users.index(user), items.index(item)] = 1
    inverse = np.linalg.inv(matrix.T @ matrix + ridge * np.eye(len(items)))
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0)
    for user in users:
        expected = matrix[users.index(user)] @ weights
        unseen = {items[j]: s for j, s in enumerate(expected) if s > 1e-9 and not matrix[users.index(user), j]}
        assert {i: s for i, s in scores(model, user).items() if s > 1e-9} == pytest.approx(unseen, rel=1e-4, abs=1e-7)


@pytest.mark.parametrize("damping", [0.0, 2.0])
def test_spectral_is_cooccurrence_and_a_low_rank_filter(damping):
    users, items = planted()
    model = ts.recommender.fit(users, items, model="spectral", rank=4, low_rank=0.5, damping=damping)
    names = model.items
    matrix = np.zeros((len(model.users), len(names)))
    matrix[[model.users.index(u) for u in users], [names.index(i) for i in items]] = 1
    du, di = matrix.sum(1), matrix.sum(0)
    values, vectors = np.linalg.eigh((matrix / np.sqrt(du)[:, None] / np.sqrt(di)).T @ (matrix / np.sqrt(du)[:, None] / np.sqrt(di)))
    low = vectors[:, -4:] * np.exp(-damping * values[-4:]) @ vectors[:, -4:].T
    expected = np.diag(di**-0.6) @ (matrix.T * du**-0.75 @ matrix) @ np.diag(di**-0.3) + 0.5 * np.diag(di**-0.5) @ low @ np.diag(di**0.5)
    for item in names[:10]:
        table = model.similar_items(item, 5)
        row = expected[names.index(item)].copy()
        row[names.index(item)] = -1
        # four groups: a gap follows the fourth eigenvalue, and three rounds of iteration are exact enough
        assert table["score"].tolist() == pytest.approx(sorted(row, reverse=True)[:5], rel=0.005)


def test_blend_is_spectral_and_least_squares_among_the_items_used_most():
    users, items = planted()
    spectral = ts.recommender.fit(users, items, model="spectral", rank=4)
    blend = ts.recommender.fit(users, items, model="blend", rank=4, ridge=20.0, squares=0.5, block=12)
    names = spectral.items
    matrix = np.zeros((len(spectral.users), len(names)))
    matrix[[spectral.users.index(u) for u in users], [names.index(i) for i in items]] = 1
    block = sorted(sorted(range(len(names)), key=lambda i: (-matrix[:, i].sum(), i))[:12])
    inverse = np.linalg.inv(matrix[:, block].T @ matrix[:, block] + 20 * np.eye(12))
    table = -inverse / np.diag(inverse)
    for i, item in enumerate(names):
        before, after = (dict(zip(m.similar_items(item, 100)["item"].tolist(), m.similar_items(item, 100)["score"].tolist())) for m in (spectral, blend))
        for j, other in enumerate(names):
            inside = i in block and j in block and i != j
            added = 0.5 * table[block.index(i), block.index(j)] if inside else 0
            expected = before.get(other, 0) + added
            if other in before and expected > 1e-6:
                assert after[other] == pytest.approx(expected, rel=1e-4, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(USES, st.sampled_from(["popularity", "cooccurrence", "spectral", "blend", "ease"]))
def test_a_user_forgotten_leaves_nothing_behind(uses, kind):
    user = uses[0][0]
    others = [use for use in uses if use[0] != user]
    model = ts.recommender.fit(*columns(uses), model=kind, rank=2)
    model.forget(user)
    assert user not in model.users
    with pytest.raises(ts.NotFound):
        model.forget(user)
    if not others:
        assert set(model.recommend("nobody", 9)["score"].tolist()) <= {0.0}
        return
    again = ts.recommender.fit(*columns(others), model=kind, rank=2)
    if kind in ("popularity", "cooccurrence", "ease"):
        for item in again.items:
            one, two = (dict(zip(m.similar_items(item, 9)["item"].tolist(), m.similar_items(item, 9)["score"].tolist())) for m in (model, again))
            assert {k: v for k, v in one.items() if k in again.items} == pytest.approx(two, rel=1e-4, abs=1e-7)
    assert user not in set(model.recommend_all(3)["user"].tolist())
    model.update([user], [uses[0][1]])
    assert user in model.users and model.users.count(user) == 1


def test_the_neighbours_kept_are_the_strongest_for_their_popularity():
    users, items = planted()
    full = ts.recommender.fit(users, items, model="cooccurrence", prune_power=0.25)
    cut = ts.recommender.fit(users, items, model="cooccurrence", prune_power=0.25, neighbours=4)
    degree = {item: len(set(users[items == item].tolist())) for item in full.items}
    for item in full.items:
        table = full.similar_items(item, 100)
        ranked = sorted(zip(table["item"].tolist(), table["score"].tolist()), key=lambda pair: -pair[1] * degree[pair[0]] ** 0.25)
        least = ranked[3][1] * degree[ranked[3][0]] ** 0.25
        kept = cut.similar_items(item, 100)
        assert len(kept) == 4
        assert all(s * degree[j] ** 0.25 >= least * (1 - 1e-5) for j, s in zip(kept["item"].tolist(), kept["score"].tolist()))


@settings(max_examples=40, deadline=None)
@given(USES, USES)
def test_an_update_is_a_fit_on_all_uses(first, more):
    model = ts.recommender.fit(*columns(first), model="cooccurrence", neighbours=3)
    model.update(*columns(more))
    again = ts.recommender.fit(*columns(first + more), model="cooccurrence", neighbours=3)
    assert (model.users, model.items) == (again.users, again.items)
    a, b = model.recommend_all(5), again.recommend_all(5)
    for name in ("user", "rank", "item", "score"):
        assert a[name].tolist() == b[name].tolist()


def test_an_update_of_the_spectral_model_knows_new_users_and_items():
    users, items = planted()
    model = ts.recommender.fit(users, items, model="spectral")
    model.update([1000, 1000, 1001, 1001], [0, 777, 0, 777])
    assert 777 in model.similar_items(0, 100)["item"].tolist()
    assert len(model.recommend(1000, 5)) == 5
    assert 777 not in model.recommend(1000, 60)["item"].tolist()


@settings(max_examples=40, deadline=None)
@given(USES, st.sampled_from(["cooccurrence", "spectral", "blend", "ease"]), st.integers(0, 4))
def test_the_parts_of_an_explanation_are_the_score(uses, kind, min_support):
    model = ts.recommender.fit(*columns(uses), model=kind)
    history = {}
    for user, item in uses:
        history.setdefault(user, set()).add(item)
    for user in history:
        table = model.recommend(user, 3)
        for item, score in zip(table["item"].tolist(), table["score"].tolist()):
            why = model.explain(user, item, min_support=min_support)
            if score > 0:
                assert why.score == pytest.approx(score, rel=1e-12)
            assert why.rest + sum(why["part"].tolist()) == pytest.approx(why.score, abs=1e-12)
            for source, support in zip(why["item"].tolist(), why["support"].tolist()):
                assert source in history[user]
                assert support >= min_support
                assert support == sum(source in items and item in items for items in history.values())


@settings(max_examples=60, deadline=None)
@given(USES, USES, st.integers(1, 10))
def test_evaluation_is_its_definition(train, test, k):
    model = ts.recommender.fit(*columns(train), model="cooccurrence")
    result = ts.recommender.evaluate(model, *columns(test), k=k, samples=10)
    held = {}
    for user, item in test:
        held.setdefault(user, set()).add(item)
    recall, ndcg, shown = [], [], set()
    for user, items in held.items():
        listed = model.recommend(user, k)["item"].tolist()
        shown |= set(listed)
        hits = [item in items for item in listed]
        recall.append(sum(hits) / len(items))
        best = sum(1 / math.log2(r + 2) for r in range(min(k, len(items))))
        ndcg.append(sum(1 / math.log2(r + 2) for r, hit in enumerate(hits) if hit) / best)
    assert result.users == len(held)
    assert result.recall == pytest.approx(sum(recall) / len(recall))
    assert result.ndcg == pytest.approx(sum(ndcg) / len(ndcg))
    assert result.coverage == pytest.approx(len(shown) / len(model.items))
    assert result.recall_interval[0] <= result.recall_interval[1]


def test_exposure_by_group():
    users, items = planted()
    model = ts.recommender.fit(users, items, model="cooccurrence")
    groups = {item: "north" if item % 2 else "south" for item in range(60)}
    table = ts.recommender.evaluate(model, users, (items + 1) % 60, groups=groups, samples=5).exposure
    assert table["group"].tolist() == ["north", "south"]
    for name in ("items", "shown", "exposure"):
        assert sum(table[name].tolist()) == pytest.approx(1)
    assert sum(table["gap"].tolist()) == pytest.approx(0)


def test_auto_chooses_by_itself_and_beats_popularity():
    users, items = planted(users=400, each=10)
    rng = np.random.default_rng(1)
    test = rng.random(len(users)) < 0.2
    model = ts.recommender.fit(users[~test], items[~test])
    popular = ts.recommender.fit(users[~test], items[~test], model="popularity")
    assert model.options["model"] in {"cooccurrence", "spectral", "blend", "ease"}
    assert {"popularity", "cooccurrence", "spectral", "ease"} <= set(model.trials["model"].tolist())
    held = users[test], items[test]
    assert ts.recommender.evaluate(model, *held).recall_interval[0] > ts.recommender.evaluate(popular, *held).recall_interval[1]


@pytest.mark.parametrize("kind", ["auto", "spectral", "blend", "ease"])
def test_the_number_of_threads_changes_nothing(kind):
    users, items = planted(users=300)
    one, three = (ts.recommender.fit(users, items, model=kind, threads=n) for n in (1, 3))
    assert one.options == three.options
    a, b = one.recommend_all(10), three.recommend_all(10)
    assert a["item"].tolist() == b["item"].tolist()
    assert a["score"].tolist() == b["score"].tolist()


def test_weights_count():
    light = ts.recommender.fit(["u", "u", "u", "v"], ["a", "b", "c", "a"], [1, 1, 1, 1], model="cooccurrence", user_power=0, source_power=0, target_power=0)
    heavy = ts.recommender.fit(["u", "u", "u", "v"], ["a", "b", "c", "a"], [1, 1, 5, 1], model="cooccurrence", user_power=0, source_power=0, target_power=0)
    assert light.recommend("v", 2)["score"].tolist() == [1, 1]
    assert heavy.recommend("v", 2)["item"].tolist() == ["c", "b"]
    assert heavy.recommend("v", 2)["score"].tolist() == [5, 1]


def test_popularity_fills_and_strangers_get_it():
    model = ts.recommender.fit([1, 2, 3, 1, 4], ["a", "a", "a", "b", "c"], model="cooccurrence")
    assert model.recommend("nobody", 3)["item"].tolist() == ["a", "b", "c"]
    assert model.recommend(2, 3)["item"].tolist() == ["b", "c"]
    assert model.recommend(2, 3, exclude_seen=False)["item"].tolist() == ["b", "a", "c"]
    assert model.recommend_for(["a"], 1)["item"].tolist() == ["b"]
    assert len(model.recommend(1, 0)) == 0


def test_what_is_refused():
    fit = ts.recommender.fit
    for users, items, weights in (([1], [], None), ([], [], None), ([1], [2], [0.0]), ([1], [2], [math.nan]), ([1], [2], [1.0, 2.0]), ([1.5], [2], None)):
        with pytest.raises(ts.InvalidArgument, match="expected"):
            fit(users, items, weights)
    with pytest.raises(ts.InvalidArgument, match="expected a model of auto"):
        fit([1], [2], model="magic")
    model = fit([1], [2], model="popularity")
    with pytest.raises(ts.NotFound):
        model.similar_items(99)
    with pytest.raises(ts.NotFound):
        model.explain(99, 2)
    with pytest.raises(ts.InvalidArgument, match="expected no weights"):
        model.update([1], [3], [1.0])
    assert model.items == [2]


def test_one_user_one_item_and_no_pairs():
    for kind in ("auto", "popularity", "cooccurrence", "spectral", "blend", "ease"):
        model = ts.recommender.fit(["u"], ["a"], model=kind)
        assert model.recommend("v", 5)["item"].tolist() == ["a"]
        assert len(model.recommend("u", 5)) == 0
