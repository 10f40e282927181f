"""Makes the demo base: a data package in a folder, the zip that the library ships, and the planted truth.

    python3 make_demo.py                 # writes ../../python/tissu/data/demo.zip and demo_truth.json
    python3 make_demo.py --folder OUT    # writes the CSV files into OUT instead

Standard library only. Same output byte for byte on every run: see README.md for what is real and what is invented.
"""

import argparse
import json
from pathlib import Path

import demo_actors as actors
import demo_catalogue as catalogue
import demo_events as events
import demo_partnerships as partnerships
from demo_draw import SEED, Draw
from demo_facts import CENTRE, FUNDERS, add_facts
from demo_package import Package, write_zip
from demo_world import World

HERE = Path(__file__).resolve().parent
SHIPPED = HERE.parents[1] / "python" / "tissu" / "data" / "demo.zip"
TRUTH = HERE / "demo_truth.json"
BUDGET = 480000  # invented; shared .45, .12, .15, .08, .20 between the five funders
BUDGET_SHARES = (0.45, 0.12, 0.15, 0.08, 0.20)


def add_counters(package, replays):
    """Yearly and monthly counters of the centre; all invented, but the sum of the replay views above."""
    draw = Draw("counters")
    contacts, subscribers = 1800, 900

    def observe(indicator, period, value, channel=None, subject=CENTRE, kind="SYNTH"):
        package.add(
            "observations",
            kind,
            indicator=indicator,
            period=period,
            value=value,
            subject=subject,
            channel=channel,
        )

    for year in actors.YEARS:
        contacts += draw.between(150, 320)
        subscribers += draw.between(60, 190)
        observe("base_contacts", f"{year}-12-31", contacts)
        observe("abonnes", f"{year}-12-31", subscribers, "newsletter")
        if year >= 2019:
            observe(
                "reseaux_sociaux",
                f"{year}-12-31",
                300 * (year - 2017) + draw.between(0, 90),
                "réseau professionnel",
            )
            for month in range(1, 13):
                observe("trafic_web", f"{year}-{month:02d}", draw.between(1500, 3200), "site")
        if year in replays:
            observe("vues_replay", year, replays[year], kind="CALCULE")
    for (funder, *_), share in zip(FUNDERS, BUDGET_SHARES):
        observe("budget", 2020, round(BUDGET * share), subject=funder)


def truth(world, slots):
    """What was planted, for whoever wants to find it again."""
    return {
        "seed": SEED,
        "gravity": {
            "type": "PROJ",
            "projects": partnerships.PROJECTS,
            "coefficients": partnerships.GRAVITY,
            "masses": "population",
            "distance": "great circle, km, at least 1",
            "communes": [c.id for c in world.study],
        },
        "blocks": {
            "type": "COOPA",
            "stray": partnerships.STRAY,
            "members": [[s.organisations[0].id for s in slots if s.block == b] for b in range(actors.BLOCKS)],
            "meaning": [
                "Essonne, social",
                "Essonne, urban and economic",
                "94 and 77, social",
                "94 and 77, urban and economic",
            ],
        },
        "brokers": {"type": "GT", "members": [s.organisations[0].id for s in slots if s.broker]},
        "attendance": {
            "theme_match": events.THEME_MATCH,
            "log_distance": events.DECAY,
            "other_departement": events.BORDER,
            "remote": events.REMOTE_PULL,
            "remote_sessions": events.REMOTE_SHARES,
            "category_shares": {code: values[0] for code, values in actors.CATEGORIES.items()},
            "departement_shares": [
                dict(zip(("from", "91", "94", "77"), row)) for row in actors.DEPARTEMENT_SHARES
            ],
        },
        "satisfaction": {"mean": events.SCORE_MEAN, "response": events.RESPONSE},
        "budget_2020": {"total": BUDGET, "shares": dict(zip((f[0] for f in FUNDERS), BUDGET_SHARES))},
    }


def make():
    """The package and the truth."""
    world, package = World(), Package()
    slots = actors.make_slots(world)
    crowd = actors.Crowd(world, slots).run()
    sessions = events.make_sessions(world)
    add_facts(package)
    actors.add_organisations(package, slots)
    actors.add_persons(package, crowd)
    events.add_cycles(package, sessions)
    events.attend(world, crowd, sessions)
    events.add_sessions(package, sessions)
    events.add_governance(package, crowd)
    events.add_feedback(package, sessions)
    events.add_needs(package, crowd)
    partnerships.add_projects(package, world, slots)
    partnerships.add_cooperatives(package, slots)
    partnerships.add_broker_groups(package, world, slots)
    partnerships.add_local_schemes(package, world, slots)
    partnerships.add_fees(package, crowd, slots)
    resources = catalogue.make_resources(world, sessions)
    catalogue.add_resources(package, resources, slots)
    replays = catalogue.add_views(package, resources)
    catalogue.add_readers(package, resources, crowd)
    add_counters(package, replays)
    return package, truth(world, slots)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, help="write the CSV files here instead of the shipped zip")
    folder = parser.parse_args().folder
    package, planted = make()
    files = package.files()
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    else:
        SHIPPED.parent.mkdir(parents=True, exist_ok=True)
        write_zip(files, SHIPPED)
        TRUTH.write_text(json.dumps(planted, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    for table, rows in package.rows.items():
        print(f"{table:15} {len(rows):6}")


if __name__ == "__main__":
    main()
