"""The shipped demo base, read with the standard library alone: what the tests of the demo share."""

import csv
import io
import json
import zipfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "examples" / "data"
SHIPPED = ROOT / "python" / "tissu" / "data" / "demo.zip"
TRUTH = json.loads((DEMO / "demo_truth.json").read_text(encoding="utf-8"))
SCHEMES = {
    scheme["id"]: [concept["code"] for concept in scheme["concepts"]]
    for scheme in json.loads((ROOT / "src/model/data/schemes.json").read_text(encoding="utf-8"))["schemes"]
}
YEARS = [str(year) for year in range(2001, 2025)]


@cache
def tables():
    """Table name → rows, each a dict of texts."""
    with zipfile.ZipFile(SHIPPED) as archive:
        return {
            name.removesuffix(".csv"): list(
                csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"), newline=""))
            )
            for name in archive.namelist()
            if name.endswith(".csv")
        }


@cache
def attended():
    """Attendances of sessions: present, governance left out; each with its year and event."""
    event = {row["id"]: row for row in tables()["events"]}
    return [
        dict(row, year=event[row["event"]]["start"][:4], of=event[row["event"]])
        for row in tables()["participations"]
        if row["status"] == "PRE" and not event[row["event"]]["type"].startswith("GOV")
    ]


def split(cell):
    return [item for item in cell.split("|") if item]
