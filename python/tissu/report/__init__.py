"""The page that `tissu study` writes: plain data in, one self-contained HTML file out.

Nothing here computes a measure. `model` holds the data classes to be filled,
`render` turns them into a page, `write` puts the page on disk.
"""

from .model import (
    Agreement,
    Communities,
    Community,
    CooperationLevel,
    Facilitator,
    Facilitators,
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
    SourceFile,
    StudyResult,
)
from .page import render, write

__all__ = [
    "Agreement",
    "Communities",
    "Community",
    "CooperationLevel",
    "Facilitator",
    "Facilitators",
    "Issue",
    "LoadedTable",
    "Loading",
    "Made",
    "MapPicture",
    "MapPoint",
    "Matrix",
    "NetworkPicture",
    "Openness",
    "OpennessRow",
    "Pair",
    "PictureNode",
    "Recommendation",
    "RecommendationSample",
    "SourceFile",
    "StudyResult",
    "render",
    "write",
]
