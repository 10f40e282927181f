"""The real ground of the demo: communes with population and position, and the distances between them."""

import csv
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

TERRITORIES = Path(__file__).parent / "reference" / "territories.csv"
METROPOLIS = "epci:200054781"
SMALLEST_POOL = 5000  # communes with that many inhabitants hold the persons, organisations and sessions
SMALLEST_STUDY = 17000  # communes with that many inhabitants carry the planted gravity model


class Commune:
    def __init__(self, row):
        parents = row["parts_of"].split("|")
        self.id = row["id"]
        self.name = row["name"]
        self.population = int(row["population"])
        self.lon, self.lat = float(row["lon"]), float(row["lat"])
        self.departement = next(p for p in parents if p.startswith("departement:"))
        ept = [p for p in parents if p.startswith("ept:")]
        epci = [p for p in parents if p.startswith("epci:") and p != METROPOLIS]
        self.unit = (ept + epci)[0]  # inside the metropolis the EPT, elsewhere the EPCI
        self.area = "A" if self.departement == "departement:91" else "B"


def territory_rows():
    with TERRITORIES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def kilometres(a, b):
    """Great-circle distance, rounded so that it is the same on every machine."""
    x, y = radians(b.lon - a.lon), radians(b.lat - a.lat)
    h = sin(y / 2) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(x / 2) ** 2
    return round(2 * 6371.0 * asin(sqrt(h)), 6)


def power(x, exponent):
    """x to the power, to 9 significant digits: the same on every machine."""
    return float(f"{x**exponent:.9g}")


class World:
    def __init__(self):
        known = [row for row in territory_rows() if row["id"].startswith("commune:") and row["lon"]]
        self.communes = [Commune(row) for row in known if int(row["population"]) >= SMALLEST_POOL]
        self.study = [c for c in self.communes if c.population >= SMALLEST_STUDY]
        self.index = {c.id: i for i, c in enumerate(self.communes)}
        self.km = [[kilometres(a, b) for b in self.communes] for a in self.communes]
