"""Cooperation between territories and groups: matrices, openness, segregation, brokerage, comparison of partitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tissu import _core
from tissu._core import Network, Table
from tissu.association import Density, association, density, missing
from tissu.backbones import Backbone, backbone, bicm
from tissu.borders import (
    BorderStrength,
    Communities,
    SpatialCommunities,
    border_strength,
    communities,
    compare_levels,
    spatial_communities,
    spatial_modularity,
    spatial_residuals,
)
from tissu.core_periphery import CorePeriphery, core_periphery
from tissu.ego import constraint, honest_broker
from tissu.facilitators import (
    Fragmentation,
    GroupCentrality,
    KeyPlayers,
    Robustness,
    brokerage,
    brokerage_moments,
    brokerage_totals,
    fragmentation,
    group_centrality,
    key_players,
    leave_one_out,
    robustness,
)
from tissu.gravity import Gravity, Ppml, gravity, ppml, separated
from tissu.loss import Loss, exclusive_mediation, without
from tissu.networks import labels_of
from tissu.segregation import (
    Segregation,
    assortativity,
    coleman,
    densities,
    freeman,
    gamix,
    segregation,
    smi,
    spectral_segregation,
)

__all__ = [
    "Backbone", "BorderStrength", "Communities", "Comparison", "CorePeriphery", "Density", "EIIndex", "Fragmentation",
    "Gravity", "GroupCentrality", "KeyPlayers", "Loss", "Ppml", "Robustness", "Segregation", "SpatialCommunities",
    "association", "assortativity", "backbone", "bicm", "border_strength", "brokerage", "brokerage_moments",
    "brokerage_totals", "coleman", "communities", "compare", "compare_levels", "constraint", "core_periphery",
    "densities", "density", "e_i_by_group", "e_i_by_node", "e_i_index", "exclusive_mediation", "external_share",
    "fragmentation", "freeman", "gamix", "gravity", "group_centrality", "honest_broker", "key_players",
    "leave_one_out", "matrix", "missing", "mixing", "openness", "ppml", "robustness", "segregation", "separated",
    "smi", "spatial_communities", "spatial_modularity", "spatial_residuals", "spectral_segregation", "without",
]

Partition = str | Mapping | Sequence
ProgressLike = Any


def matrix(coop: Network, counting: str = "full", *, progress: ProgressLike = None) -> Table:
    """How much each pair of territories cooperates.

    Parameters
    ----------
    coop
        ``store.cooperation(level=…)``, or any network projected from a two-mode network.
    counting
        For a partnership of N partners, n_t of them in t: ``"full"`` (1 if both take part), ``"pairs"``
        (n_t n_u), ``"fractional"`` (pairs over N (N - 1) / 2: each partnership weighs 1), ``"newman"`` (pairs over
        N - 1), ``"hyperbolic"`` (pairs over N), ``"hyperbolic_squared"`` (over N²; Leydesdorff and Park), ``"amount"`` (amount times fractional), ``"lead"`` (with the lead only).

    Returns
    -------
    Table
        a, b (ids, a before b in node order; a = b within one territory), weight, partnerships (shared by both).
        Pairs that share nothing have no row. All but full counting keep their sums when territories are rolled up.

    References
    ----------
    A. Perianes-Rodriguez, L. Waltman, N. J. van Eck, J. Informetrics 10, 2016. doi:10.1016/j.joi.2016.10.006
    """
    return _core.cooperation_matrix(coop, counting, progress)


def openness(coop: Network, group: Partition) -> Table:
    """How far each node's ties go beyond its group: external share, partners, Hill numbers (exp of entropy, inverse Simpson)."""
    return _core.openness(coop, labels_of(coop, group))


def external_share(net: Network, group: Partition) -> float:
    """Share (0 to 1) of the weight of ties that runs between groups (loops are inside); NaN without ties."""
    return _core.external_share(net, labels_of(net, group))


def mixing(net: Network, group: Partition) -> Table:
    """Ties and weight between each pair of groups."""
    return _core.mixing(net, labels_of(net, group))


@dataclass(frozen=True)
class EIIndex:
    """The E-I index of a network: see `e_i_index`."""

    value: float
    internal: float
    external: float
    expected: float
    sd: float
    z: float
    p: float
    p_low: float
    p_high: float
    lowest: float
    highest: float
    rescaled: float
    note: str = field(repr=False)


def e_i_index(net: Network, group: Partition, *, weighted: bool = False, permutations: int = 0, seed: int = 0,
              strata: Partition | None = None, threads: int | None = None, progress: ProgressLike = None) -> EIIndex:
    """Ties between groups against ties inside: (E - I) / (E + I), from -1 (all inside) to 1 (all between).

    `expected` and `sd` are those over all permutations of the labels, in closed form; p values need
    `permutations` and are (b + 1) / (R + 1). Nodes without a group are left out. `strata` (a partition): labels stay within
    their stratum (country, kind), and expected and sd are those of the draws.

    References
    ----------
    D. Krackhardt, R. N. Stern, Soc. Psychol. Q. 51(2), 1988. doi:10.2307/2786835
    """
    return EIIndex(**_core.e_i_index(net, labels_of(net, group), weighted, permutations, seed, threads or 0,
                                      None if strata is None else labels_of(net, strata), progress))


def e_i_by_node(net: Network, group: Partition, *, weighted: bool = False) -> Table:
    """The E-I index of each node's ties."""
    return _core.e_i_by_node(net, labels_of(net, group), weighted)


def e_i_by_group(net: Network, group: Partition, *, weighted: bool = False) -> Table:
    """The E-I index of each group's ties."""
    return _core.e_i_by_group(net, labels_of(net, group), weighted)


@dataclass(frozen=True)
class Comparison:
    """How alike two partitions are: see `compare`."""

    ari: float
    nmi: float
    ami: float
    vi: float
    compared: int
    note: str = field(repr=False)


def compare(a: Sequence, b: Sequence) -> Comparison:
    """How alike two partitions of the same nodes are. Nodes without a label ("" or None) in either are left out.

    Parameters
    ----------
    a, b
        A label per node.

    Returns
    -------
    Comparison
        ari: adjusted Rand index (1 equal, 0 as by chance; doi:10.1007/BF01908075); nmi, ami: normalised and adjusted
        mutual information, arithmetic mean (Vinh, Epps, Bailey, JMLR 11, 2010); vi: variation of information in
        nats (doi:10.1016/j.jmva.2006.11.013); compared: nodes with a label in both.
    """
    def text(labels: Sequence) -> list[str]:
        return ["" if label is None else str(label) for label in labels]
    return Comparison(**_core.compare(text(a), text(b)))
