"""Studies to show, hostile texts, and a strict reader of pages, for the tests of the report."""

import dataclasses
import html.parser
import math
import random
import re

from tissu.report import (
    Agreement,
    Communities,
    Community,
    CooperationLevel,
    Facilitator,
    Facilitators,
    Found,
    Issue,
    LoadedTable,
    Loading,
    Made,
    MapPicture,
    MapPoint,
    Matrix,
    NetworkPicture,
    Openness,
    OpennessRow,
    Pair,
    PictureNode,
    Recommendation,
    RecommendationSample,
    SearchSample,
    SourceFile,
    StudyResult,
)

VOID = {"meta", "link", "br"}
TAGS = VOID | set(
    """html head title style body div header h1 h2 h3 p nav ol ul li a main section span strong bdi dl dt dd
table caption thead tbody tr th td figure figcaption details summary code footer
svg g defs text rect circle line path polyline clippath""".split()
)
ATTRIBUTES = set(
    """lang charset http-equiv content name rel href referrerpolicy class id dir scope role tabindex
aria-labelledby viewbox xmlns x y width height rx cx cy r d points transform fill fill-opacity stroke stroke-width
stroke-opacity stroke-linecap font-size text-anchor clip-path style""".split()
)
PAYLOADS = [
    "<script>document.documentElement.setAttribute('data-pwned','1')</script>",
    "<img src=HOST/pwned onerror=\"document.documentElement.setAttribute('data-pwned','1')\">",
    "\"><svg onload=document.documentElement.setAttribute('data-pwned','1')>",
    "' style='background:url(HOST/pwned)' onmouseover='x",
    "</style></title></textarea><iframe src=HOST/pwned></iframe><!--",
    "javascript:document.documentElement.setAttribute('data-pwned','1')",
    "<link rel=stylesheet href=HOST/pwned><meta http-equiv=refresh content='0;url=HOST/pwned'>",
    "\u202eevil\u202c \u2066x \u200b\ufeff\x00\x07\x1b[31m \ud800 {n} {0} %s || &amp; &#60;",
    "]]><![CDATA[<script>1</script>",
]


class Reader(html.parser.HTMLParser):
    """Reads the page strictly: every element known and closed in order, no attribute that could do anything."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.count, self.links, self.text, self.ids, self.targets = [], {}, [], [], [], []

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS, tag
        self.count[tag] = self.count.get(tag, 0) + 1
        for name, value in attrs:
            assert name in ATTRIBUTES, name
            assert value is not None
            self.check_attribute(tag, name, value)
        if tag not in VOID:
            self.open.append(tag)

    def check_attribute(self, tag, name, value):
        if name == "href":
            assert re.match(r"https?://\S+$|#[a-z]+$|data:,$", value), value
            (self.targets if value.startswith("#") else self.links).append(value.lstrip("#"))
        if name == "style":
            assert re.fullmatch(r"fill:#[0-9a-f]{3,6}(;pointer-events:none)?", value), value
        if name == "id":
            self.ids.append(value)
        if name in ("x", "y", "cx", "cy", "r", "width", "height") and tag != "meta":
            assert math.isfinite(float(value))

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, tag

    def handle_data(self, data):
        self.text.append(data)

    def handle_comment(self, data):
        raise AssertionError("a comment")

    def handle_pi(self, data):
        raise AssertionError("a processing instruction")


def read(page):
    """The page read, after all that must hold for every page was checked."""
    page.encode("utf-8")
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    assert page.startswith("<!DOCTYPE html>") and reader.count["style"] == 1
    assert len(reader.ids) == len(set(reader.ids)) and set(reader.targets) <= set(reader.ids)
    assert "default-src 'none'" in page and "script" not in reader.count
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    assert "url(" not in style and "@import" not in style
    return reader


def said(page):
    """All words of the page in one line."""
    return re.sub(r"\s+", " ", "".join(read(page).text))


def study(n, m, seed=1):
    """A study of n actors in four territories with m ties, drawn at random."""
    draw = random.Random(seed)
    names = [f"Actor {i}" for i in range(n)]
    lands = ["Essonne", "Seine-et-Marne", "Val-de-Marne", "Paris"]
    possible = n * (n - 1) // 2
    edges = {}
    while len(edges) < min(m, possible):
        a, b = sorted(draw.sample(range(n), 2))
        edges[a, b] = float(draw.randint(1, 5))
    ties = [(a, b, w) for (a, b), w in sorted(edges.items())]
    pairs = sorted((Pair(names[a], names[b], w, int(w)) for a, b, w in ties), key=lambda pair: -pair.weight)
    degree = [sum(i in edge[:2] for edge in ties) for i in range(n)] if n < 50 else [draw.randint(1, 40)] * n
    return StudyResult(
        title="Study",
        source="folder",
        loading=Loading(
            [LoadedTable("actors.csv", n, n, 1, 0)],
            [Issue("actors.csv", i + 2, "lon", "4,5", "expected a number", "repaired") for i in range(n)],
            n,
        ),
        synthetic="some",
        synthetic_note="seed 1",
        figures=[("networks", 12)],
        levels=[
            CooperationLevel(
                "commune",
                n,
                pairs[:300],
                len(pairs),
                sum(w for *_, w in ties),
                "partnerships",
                0.95,
                "departement",
                None,
                "count",
                "commune.csv",
            ),
            CooperationLevel(
                "departement",
                4,
                [Pair(lands[0], lands[1], 9)],
                1,
                9,
                "partnerships",
                matrix=Matrix(lands, [[1, 9, 0, None]] * 4),
            ),
        ],
        facilitators=Facilitators(
            n,
            [Facilitator(name, "Essonne", 3, 0.5, 0.1, 2) for name in names[:40]],
            "departement",
            "Brandes",
            "facilitators.csv",
        ),
        openness=Openness(
            "departement", [OpennessRow(land, 1, 3, 0.5, 2) for land in lands], 0.5, 0.4, "E-I"
        ),
        communities=Communities(
            2,
            0.4,
            [Agreement("departement", 0.05), Agreement("epci", 0.7)],
            [Community("1", 3, {"Essonne": 2, "": 1}), Community("2", 1, {"Paris": 1})],
            "departement",
        ),
        network=NetworkPicture(
            [PictureNode(names[i], draw.random(), draw.random(), lands[i % 4], degree[i]) for i in range(n)],
            ties,
            "departement",
            "layout",
        ),
        map=MapPicture(
            [MapPoint(names[i], 2 + draw.random(), 48 + draw.random(), degree[i]) for i in range(n)],
            ties,
            "partnerships",
        ),
        recommendations=[
            RecommendationSample(
                "health",
                [Recommendation(1, "event", "Talk", 0.5, "epci", ["theme"], "https://example.org/a?b=1&c=2")],
                "widened",
            )
        ],
        searches=[SearchSample("health", 7, [Found("resource", "Guide", "… on health …")])],
        made=Made(
            "tissu study",
            7,
            {"tissu": "0.1.0"},
            [SourceFile("actors.csv", 12, "ab" * 32)],
            "2020",
            "2026-01-01",
            "full",
            "2026-02-03",
        ),
    )


def filled(value, text, keep=("synthetic",)):
    """The same data with every text replaced."""
    if isinstance(value, str):
        return text
    if dataclasses.is_dataclass(value):
        return dataclasses.replace(
            value,
            **{
                field.name: filled(getattr(value, field.name), text)
                for field in dataclasses.fields(value)
                if field.name not in keep
            },
        )
    if isinstance(value, dict):
        return {filled(key, text) + str(k): filled(item, text) for k, (key, item) in enumerate(value.items())}
    if isinstance(value, (list, tuple)):
        return type(value)(filled(item, text) for item in value)
    return value
