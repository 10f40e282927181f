"""Invented exports of keep.eu, as large as wanted, in the columns and with the dirt of real ones.

    partnerships  one file: who takes part in what (the export of partnerships up to 2020)
    search        a file of projects and one of partners (the two sheets of a search since then)
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from pathlib import Path

_countries = {
    "DE": "Germany", "PL": "Poland", "CZ": "Czech Republic", "AT": "Austria", "IT": "Italy", "SI": "Slovenia",
    "HU": "Hungary", "SK": "Slovakia", "FR": "France", "BE": "Belgium", "NL": "Netherlands", "UK": "United Kingdom",
    "IE": "Ireland", "ES": "Spain", "PT": "Portugal", "SE": "Sweden", "FI": "Finland", "EE": "Estonia",
    "LV": "Latvia", "LT": "Lithuania", "DK": "Denmark", "NO": "Norway", "EL": "Greece", "BG": "Bulgaria",
    "RO": "Romania", "HR": "Croatia", "RS": "Serbia", "MK": "The former Yugoslav Republic of Macedonia",
}  # fmt: skip
_kinds = ("Municipality of {}", "University of {}", "{} Development Agency", "Province of {}", "Museum of {}", "Verein {} e.V.")
_syllables = ("bra", "den", "lo", "mar", "ti", "vö", "sta", "ří", "ne", "gor", "ul", "zi", "ka", "på", "ro")

PARTNERSHIPS = (
    "Programme;Acronym;Project Partner;Lead Partner;Street;Postal code;Town;Country;Website;Department;Legal Status;"
    "Country code;NUTS1 (or equivalent);NUTS2 (or equivalent);NUTS3 (or equivalent)"
).split(";")
PROJECTS = (
    "Period,Programme,Project acronym,Project ID (2021-2027 only),Project name in English,Project name in language 2,"
    "Description in English,Project start,Project end,Project's total budget / expenditure,Project's EU funding,"
    "Union co-financing rate,Website,Theme 1,Theme 2,Theme 3"
).split(",")
PARTNERS = (
    "Period,Programme,Project acronym,Project ID (2021-2027 only),Organisation in English,Organisation in language 2,"
    "Lead partner,Type of Organisation,Participant Identification Code,Town,Country code,NUTS1 code (or equivalent),"
    "NUTS2 code (or equivalent),NUTS3 code (or equivalent),Partner's total eligible budget / expenditure,Website"
).split(",")
_themes = ("Tourism", "Climate change and biodiversity", "Cultural heritage and arts", "SME and entrepreneurship", "Transport")


@dataclass(frozen=True)
class Region:
    """A NUTS 3 region."""

    code: str
    name: str

    @property
    def country(self) -> str:
        return self.code[:2]


@dataclass(frozen=True)
class Organisation:
    """Who takes part."""

    name: str
    region: Region


@dataclass(frozen=True)
class Project:
    """What they take part in; the first member leads."""

    programme: str
    acronym: str
    members: tuple[Organisation, ...]
    start: int


def _name(random_: random.Random) -> str:
    return "".join(random_.choice(_syllables) for _ in range(random_.randint(3, 4))).capitalize()


def _regions(number: int, random_: random.Random) -> list[Region]:
    codes = [f"{a}{b}{c}" for a in "123456789ABCDE" for b in "0123" for c in "123456789ABC"]
    return [
        Region(list(_countries)[k % len(_countries)] + codes[k // len(_countries)], _name(random_)) for k in range(number)
    ]


def world(projects: int, organisations: int, regions: int, seed: int = 0) -> list[Project]:
    """Projects in programmes of neighbouring countries: every organisation and every region takes part in some project."""
    random_ = random.Random(seed)
    places = sorted(_regions(regions, random_), key=lambda region: region.code)
    actors = [
        Organisation(random_.choice(_kinds).format(f"{_name(random_)} {k}"), places[k % regions] if k < regions else random_.choice(places))
        for k in range(organisations)
    ]
    programmes = max(1, min(60, projects // 20))
    width = max(2, 3 * organisations // programmes)
    by_place = sorted(actors, key=lambda actor: actor.region.code)
    found = []
    for k in range(projects):
        programme = k % programmes
        first = programme * organisations // programmes
        area = [by_place[(first + i) % organisations] for i in range(min(width, organisations))]
        must = by_place[k * organisations // projects : (k + 1) * organisations // projects]
        size = min(len(area), max(2, int(random_.paretovariate(1.8) * 3)), 73)
        members = dict.fromkeys([*must, *random_.sample(area, size)])
        name = f"2014 - 2020 INTERREG V-A Area {programme:02} ({must[0].region.country if must else 'EU'})"
        found.append(Project(name, f"{_name(random_).upper()}-{k}", tuple(members), 2014 + random_.randrange(6)))
    return found


def _nuts(code: str, name: str) -> str:
    return f"{code}  / {name}"


def _partnership(project: Project, member: Organisation, random_: random.Random) -> dict[str, str]:
    region, country = member.region, _countries[member.region.country]
    return {
        "Programme": project.programme,
        "Acronym": project.acronym,
        "Project Partner": member.name,
        "Lead Partner": "Yes" if member == project.members[0] else "No",
        "Street": "Čučkova 5",
        "Postal code": "2250",
        "Town": region.name,
        "Country": country,
        "Website": "http://www.example.eu",
        "Department": random_.choice(("", "", "n/a", "N/A", "Water, Atmosphere\n\nInstitute of Waste")),
        "Legal Status": random_.choice(("public", "private")),
        "Country code": f"{region.country} {country} / {country.upper()}",
        "NUTS1 (or equivalent)": _nuts(region.code[:3], "AREA"),
        "NUTS2 (or equivalent)": _nuts(region.code[:4], "Area"),
        "NUTS3 (or equivalent)": _nuts(region.code, f"{region.name}, Kreisfreie Stadt"),
    }


def write_partnerships(folder: Path, projects: list[Project], *, seed: int = 0, dirt: bool = True) -> None:
    """`keep_closed_Partnership.csv`: lead partners first, semicolons; with `dirt` also the rows that a reader must not count."""
    random_ = random.Random(seed)
    rows = [_partnership(p, m, random_) for p in projects for m in p.members]
    rows.sort(key=lambda row: row["Lead Partner"] != "Yes")
    if dirt:
        again = dict(rows[-1])  # the same organisation again in its project, in capitals
        again["Project Partner"] = again["Project Partner"].upper()
        nobody = dict(rows[-1]) | {"Project Partner": "n/a"}
        rows += [again, nobody]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "keep_closed_Partnership.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, PARTNERSHIPS, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def write_search(folder: Path, projects: list[Project], *, seed: int = 0) -> None:
    """`projects.csv` and `partners.csv`: commas, days, amounts, unknown values as "N.a."."""
    random_ = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "projects.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, PROJECTS, restval="")
        writer.writeheader()
        for project in projects:
            writer.writerow({
                "Period": "2014-2020", "Programme": project.programme, "Project acronym": project.acronym,
                "Project name in English": f"Project {project.acronym.title()}",
                "Project start": f"{project.start}-01-01",
                "Project end": random_.choice(("N.a.", f"{project.start + 2}-12-31")),
                "Project's total budget / expenditure": f"{100000 * len(project.members)}.50",
                "Union co-financing rate": "85%", "Theme 1": random_.choice(_themes), "Theme 2": random_.choice(_themes),
            })  # fmt: skip
    with (folder / "partners.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, PARTNERS, restval="")
        writer.writeheader()
        for project in projects:
            for member in project.members:
                code = member.region.code
                writer.writerow({
                    "Period": "2014-2020", "Programme": project.programme, "Project acronym": project.acronym,
                    "Organisation in English": member.name, "Lead partner": "Yes" if member == project.members[0] else "No",
                    "Town": member.region.name, "Country code": code[:2], "NUTS1 code (or equivalent)": code[:3],
                    "NUTS2 code (or equivalent)": code[:4], "NUTS3 code (or equivalent)": code,
                    "Partner's total eligible budget / expenditure": "100,000.00",
                })  # fmt: skip
