"""What a study found, as plain data: the page draws these and computes no measure of its own.

All names are labels to be shown, not ids. Shares are fractions between 0 and 1.
`None` means "not measured" or "unknown", which is never the same as zero.
`file` names the CSV table, beside the page, that holds all rows.
`note` says how the numbers were made: definition, counting, lens. Levels are the
words of the library (city, country, commune, epci, …), and common words such as
"networks", "event" or "rejected" are said in the language of the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class LoadedTable:
    """How many lines of one input table were read, and what became of them."""

    table: str
    read: int
    kept: int
    repaired: int
    rejected: int


@dataclass(frozen=True)
class Issue:
    """One thing that was wrong in the input, where, and what was done about it."""

    file: str
    line: int | None
    column: str
    value: str
    rule: str
    action: str


@dataclass(frozen=True)
class Loading:
    """What was loaded, repaired and dropped. `issues` may be only the first of `issue_count`."""

    tables: Sequence[LoadedTable] = ()
    issues: Sequence[Issue] = ()
    issue_count: int = 0
    file: str = "issues.csv"


@dataclass(frozen=True)
class Pair:
    """Two territories that cooperate."""

    a: str
    b: str
    weight: float
    partnerships: int | None = None


@dataclass(frozen=True)
class Matrix:
    """Cooperation between all territories of a level, square and symmetric; the diagonal is internal."""

    labels: Sequence[str]
    values: Sequence[Sequence[float | None]]


@dataclass(frozen=True)
class CooperationLevel:
    """Who cooperates with whom at one level of territory.

    `pairs` is sorted, strongest first, and may be only the head of `pair_count` pairs.
    `weight_name` says what the weight counts ("networks", "partnerships").
    `external_share` is the share of the weight that joins different `external_level`s.
    """

    level: str
    territories: int
    pairs: Sequence[Pair] = ()
    pair_count: int = 0
    weight_total: float = 0.0
    weight_name: str = ""
    external_share: float | None = None
    external_level: str = ""
    matrix: Matrix | None = None
    note: str = ""
    file: str = ""


@dataclass(frozen=True)
class Presence:
    """Actors that act in several territories of a level: `several` of the `actors` that say where they act.

    The weight of a pair is the number of actors that act in both; `pairs` may be only the head of `pair_count`.
    """

    level: str
    actors: int
    several: int
    pairs: Sequence[Pair] = ()
    pair_count: int = 0
    note: str = ""
    file: str = ""


@dataclass(frozen=True)
class Facilitator:
    """An actor who connects others, with the measures that say so."""

    name: str
    group: str = ""
    degree: int | None = None
    betweenness: float | None = None
    constraint: float | None = None
    territories: int | None = None


@dataclass(frozen=True)
class Facilitators:
    """The leading actors, best first, out of `actors` in the network."""

    actors: int = 0
    rows: Sequence[Facilitator] = ()
    group_level: str = ""
    note: str = ""
    file: str = ""


@dataclass(frozen=True)
class OpennessRow:
    """Ties inside a territory and from it to others; E-I is (external - internal) / (external + internal)."""

    territory: str
    internal: float
    external: float
    e_i: float | None = None
    actors: int | None = None


@dataclass(frozen=True)
class Openness:
    """How far each territory of a level works with others. `expected` is the E-I index by chance."""

    level: str
    rows: Sequence[OpennessRow] = ()
    e_i: float | None = None
    expected: float | None = None
    note: str = ""
    file: str = ""


@dataclass(frozen=True)
class Agreement:
    """How well the communities agree with the borders of one level: adjusted Rand index, 1 is identical."""

    level: str
    adjusted_rand: float


@dataclass(frozen=True)
class Community:
    """One community: how many actors, and how many from each territory of the level compared."""

    label: str
    size: int
    parts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Communities:
    """The communities found, and how they compare with borders. `parts` are counted at `level`."""

    number: int = 0
    modularity: float | None = None
    agreements: Sequence[Agreement] = ()
    rows: Sequence[Community] = ()
    level: str = ""
    note: str = ""
    file: str = ""


@dataclass(frozen=True)
class PictureNode:
    """A node of the network picture. The unit of `x` and `y` is free: the picture is fitted."""

    label: str
    x: float
    y: float
    group: str = ""
    degree: float = 0.0


@dataclass(frozen=True)
class NetworkPicture:
    """The network to draw: `edges` are (row of node, row of node, weight). Colour is the group."""

    nodes: Sequence[PictureNode] = ()
    edges: Sequence[tuple[int, int, float]] = ()
    group_name: str = ""
    note: str = ""
    file: str = ""


@dataclass(frozen=True)
class MapPoint:
    """A place on the map, WGS 84 degrees, or without coordinates."""

    label: str
    lon: float | None
    lat: float | None
    weight: float = 0.0


@dataclass(frozen=True)
class MapPicture:
    """The map to draw: `lines` are (row of point, row of point, weight)."""

    points: Sequence[MapPoint] = ()
    lines: Sequence[tuple[int, int, float]] = ()
    weight_name: str = ""
    note: str = ""
    file: str = ""


@dataclass(frozen=True)
class Recommendation:
    """One recommended thing and why. `scope` is the territory level that was needed."""

    rank: int
    kind: str
    title: str
    score: float | None = None
    scope: str = ""
    reasons: Sequence[str] = ()
    url: str = ""


@dataclass(frozen=True)
class RecommendationSample:
    """A question in words and what was recommended for it."""

    question: str
    rows: Sequence[Recommendation] = ()
    note: str = ""


@dataclass(frozen=True)
class Found:
    """One thing that a search found, and where its text answers."""

    kind: str
    title: str
    snippet: str = ""


@dataclass(frozen=True)
class SearchSample:
    """A text that was searched for: how much was found, and the first of it."""

    text: str
    total: int = 0
    rows: Sequence[Found] = ()


@dataclass(frozen=True)
class SourceFile:
    """An input file, so that the study can be checked and repeated."""

    path: str
    bytes: int
    sha256: str
    url: str = ""
    licence: str = ""


@dataclass(frozen=True)
class Made:
    """How the study was made. `versions` maps software to version; dates are text."""

    command: str = ""
    seed: int | None = None
    versions: Mapping[str, str] = field(default_factory=dict)
    sources: Sequence[SourceFile] = ()
    period: str = ""
    geography: str = ""
    counting: str = ""
    date: str = ""


@dataclass(frozen=True)
class StudyResult:
    """All that the page shows. A part that is `None` was not studied, and the page says so.

    `levels` goes from the finest to the coarsest. `figures` are further numbers for
    the summary, label and value. `thin`: hardly any two actors share an activity, which is said first, with `thin_note`;
    `presence` is then what there is.
    """

    title: str
    source: str
    loading: Loading = Loading()
    synthetic: Literal["none", "some", "all"] = "none"
    synthetic_note: str = ""
    figures: Sequence[tuple[str, float | int | str]] = ()
    thin: bool = False
    thin_note: str = ""
    levels: Sequence[CooperationLevel] = ()
    presence: Presence | None = None
    facilitators: Facilitators | None = None
    openness: Openness | None = None
    communities: Communities | None = None
    network: NetworkPicture | None = None
    map: MapPicture | None = None
    recommendations: Sequence[RecommendationSample] = ()
    searches: Sequence[SearchSample] = ()
    made: Made = Made()
