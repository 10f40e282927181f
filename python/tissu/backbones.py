"""Backbones: which ties are more than chance would give. Reached as ``ts.cooperation.backbone``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tissu import _core
from tissu._core import Network, Table, TwoMode
from tissu.pairs import eligible_network
from tissu.results import Tabular

__all__ = ["Backbone", "backbone", "bicm"]


@dataclass(frozen=True, repr=False)
class Backbone(Tabular):
    """A backbone: see `backbone`. Read like a table, it is that of the tested pairs."""

    pairs: Table
    power: Table
    network: Network
    rhat: float
    perturbed: float
    note: str

    @property
    def table(self) -> Table:
        """The tested pairs."""
        return self.pairs


def backbone(net_or_two: Network | TwoMode, method: str = "disparity", alpha: float = 0.05,
             correction: str | None = "bonferroni", *, every_pair: bool = False, both_ends: bool = False,
             eligible: Any = None, trials: int = 1000, seed: int = 0, threads: int | None = None, progress: Any = None) -> Backbone:
    """The ties that are more than chance would give, tested one by one.

    Parameters
    ----------
    net_or_two
        A network, or a two-mode network (of rows that share columns). ``"svn"``, ``"sdsm"`` and ``"fdsm"`` look at
        memberships: a network must have been projected from a two-mode network.
    method
        ``"disparity"``: is the weight large for the strength and degree of an end (Serrano et al. 2009).
        ``"svn"``: do two rows share more columns than draws would give (hypergeometric; Tumminello et al. 2011).
        ``"sdsm"``: the same with independent memberships that keep the degrees of rows and columns on average
        (BiCM; exact Poisson-binomial; Neal 2014). ``"fdsm"``: the same over incidences that have exactly the same
        degrees, drawn by curveball. ``"noise"``: noise-corrected (Coscia and Neffke 2017), undirected ties counted
        in both directions. ``"lans"``: what share of an end's ties is heavier (Foti et al. 2011). ``"mlf"``: units of
        weight that fall on pairs by strengths (binomial, whole numbers; Dianati 2016).
    alpha
        Level, of each tail on its own.
    correction
        ``"bonferroni"``, ``"fdr"`` (Benjamini and Hochberg) or None. Two-mode methods test all n (n - 1) / 2 pairs of
        rows (of `eligible`), the others each tie.
    every_pair
        Rows for pairs that share no column, too.
    both_ends
        disparity, lans: a tie must pass at both ends. Default: at one or the other.
    eligible
        svn, sdsm: the opportunity set, as in `ts.inference.dyads`. Other pairs are no tests, and not in the backbone.
    trials, seed
        fdsm: the number of incidences drawn, and the seed.

    Returns
    -------
    Backbone
        ``pairs``: a, b, weight, then for two-mode methods expected, p_over (this many or more), p_under (this many or
        fewer), for disparity and lans p_source, p_target, p, for noise score, sd, p, for mlf expected, p; and sign (1 more than chance, -1 less, 0
        neither). Two-mode methods give pairs that share a column, and those that are too rarely together.
        ``network``: the ties with sign 1, among all nodes.
        ``power``: for each tail the tests, the threshold, the pairs that ever could have passed it with the degrees
        they have, those that passed, and the nodes that are in such a pair. If few could, an empty backbone says
        nothing about cooperation.
        ``rhat``, ``perturbed`` (fdsm): agreement of the chains (below 1.05 is good), share of memberships moved.

    References
    ----------
    doi:10.1073/pnas.0808904106, doi:10.1371/journal.pone.0017994, doi:10.1016/j.socnet.2014.06.001,
    doi:10.1038/srep10595, doi:10.1038/ncomms5114, doi:10.1109/ICDE.2017.100, doi:10.1371/journal.pone.0016431,
    doi:10.1103/PhysRevE.93.012304

    Examples
    --------
    >>> import tissu as ts
    >>> two = ts.TwoMode.from_edges(list("aaaabbbbcd"), list("1234123456"), columns=list("123456789"))
    >>> found = ts.cooperation.backbone(two, "svn", correction=None)
    >>> [(row["a"], row["b"], round(row["p_over"], 4)) for row in found.pairs]
    [('a', 'b', 0.0079)]
    """
    options = {"alpha": alpha, "correction": "none" if correction is None else correction, "every_pair": every_pair,
               "both_ends": both_ends, "eligible": None if eligible is None else _eligible(net_or_two, eligible), "trials": trials, "seed": seed, "threads": threads or 0}
    run = _core.backbone_of_two_mode if isinstance(net_or_two, TwoMode) else _core.backbone_of_network
    return Backbone(**run(net_or_two, method, options, progress))


def _eligible(net_or_two: Network | TwoMode, eligible: Any) -> Network | None:
    net = net_or_two
    if isinstance(net, TwoMode):
        net = Network.from_edges([], [], nodes=list(net_or_two._row_ids))
    return eligible_network(net, eligible, directed=False)


def bicm(two: TwoMode) -> Table:
    """The chance of a membership by the degrees of its row and its column (bipartite configuration model).

    Columns row_degree, column_degree, rows, columns (how many have that degree), probability. The expected degrees
    are those seen.

    References
    ----------
    F. Saracco, R. Di Clemente, A. Gabrielli, T. Squartini, Sci. Rep. 5, 2015. doi:10.1038/srep10595
    """
    return _core.bicm(two)
