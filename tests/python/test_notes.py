"""A result says how it was made: counting, opportunity set, geography, seed, version, and the network it is of."""

import pytest
import tissu as ts

LENS = {"types": ["PROJ", "GT"]}


@pytest.fixture(scope="module")
def made():
    """Results by name, each made on the example base, with what their notes must say besides."""
    store = ts.demo(quiet=True)
    coop = store.cooperation("commune", **LENS)
    two = store.two_mode("territory", "partnership", level="commune", **LENS)
    actors = store.network("organisation", via="partnership", **LENS)
    some = [(a, b) for i, a in enumerate(coop.ids[:40]) for b in coop.ids[i + 1 : 40]]
    outer = "departement"
    broker = ts.graph.degree(actors).sort("degree", descending=True)["node"][0]
    c, i, t, x = ts.cooperation, ts.inference, ts.temporal, ts.twomode
    return {
        "matrix": (c.matrix(coop, "fractional"), "counting fractional"),
        "openness": (c.openness(coop, outer), ""),
        "mixing": (c.mixing(coop, outer), ""),
        "association": (c.association(coop), "on occurrences"),
        "missing": (c.missing(coop, some, limit=5), "eligible"),
        "e_i_index": (c.e_i_index(coop, outer, permutations=9, seed=7), "9 permutations, seed 7"),
        "e_i_by_node": (c.e_i_by_node(coop, outer), ""),
        "e_i_by_group": (c.e_i_by_group(coop, outer), ""),
        "segregation": (c.segregation(coop, outer), ""),
        "spectral": (c.spectral_segregation(coop, outer), ""),
        "brokerage": (c.brokerage(coop, outer), "null analytic"),
        "brokerage_totals": (c.brokerage_totals(coop, outer, null="labels", permutations=9, seed=7), "9 draws, seed 7"),
        "without": (c.without(actors, broker, baseline=9, seed=7, level="commune"), "seed 7"),
        "fragmentation": (c.fragmentation(coop), ""),
        "robustness": (c.robustness(coop), "degree"),
        "key_players": (c.key_players(coop, 1), "fragmentation"),
        "svn": (c.backbone(two, "svn"), "Bonferroni over"),
        "fdsm": (c.backbone(two, "fdsm", trials=9, seed=7), "seed 7"),
        "gravity": (c.gravity(coop, ["log_distance"], eligible=some), "could cooperate"),
        "dyads": (i.dyads(coop, ["km"], eligible=some), ""),
        "changes": (t.changes(store, "commune", "4", **LENS), "periods"),
        "survival": (t.survival(store, "commune", "4", **LENS), "periods"),
        "repeat_share": (t.repeat_share(store, "commune", "4", **LENS), "periods"),
        "sizes": (x.sizes(two), ""),
        "clustering": (x.clustering(two), ""),
        "triples": (x.triples(two), ""),
        "nodes": (ts.graph.betweenness(coop), ""),
        "leiden": (ts.graph.leiden(coop, seed=7), "seed 7"),
    }


NAMES = (
    "matrix openness mixing association missing e_i_index e_i_by_node e_i_by_group segregation spectral brokerage brokerage_totals "
    "without fragmentation robustness key_players svn fdsm gravity dyads changes survival repeat_share sizes clustering triples "
    "nodes leiden"
).split()


@pytest.mark.parametrize("name", NAMES)
def test_the_note_says_how_it_was_made(made, name):
    result, besides = made[name]
    note = result.note
    assert f"tissu {ts.__version__}" in note, note
    assert "revision" in note and "types PROJ, GT" in note, note
    assert besides in note, note
    if "nodes territory" in note:
        assert "at level commune" in note and "places as of the first day of each activity" in note


def test_every_result_is_looked_at(made):
    assert sorted(made) == sorted(NAMES)
