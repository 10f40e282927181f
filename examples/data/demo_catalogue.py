"""The invented catalogue: resources with French texts, and how they are used."""

from datetime import timedelta

from demo_actors import YEARS, draw_commune, two_themes
from demo_draw import Draw
from demo_facts import AREA, CENTRE
from demo_words import CLOSINGS, MIDDLES, OPENINGS, PEOPLE, RESOURCE_TITLES, THEMES, at

COUNTS = {
    "CAP": 110,
    "LET": 60,
    "VID.REP": 55,
    "FEX": 50,
    "NOT": 40,
    "CHR": 25,
    "GUI": 15,
    "SIT": 12,
    "OUT": 10,
    "BIB": 8,
    "ETU": 7,
    "ACT": 6,
    "VID.CAP": 6,
    "EVA": 5,
    "DIA": 4,
    "SUP": 3,
    "RAP": 2,
    "SON": 1,
    "ANN": 0,
    "FAQ": 1,
}
KINDS = {
    "CAP": "Capitalisation",
    "LET": "Lettre",
    "VID.REP": "Vidéo",
    "FEX": "Fiche",
    "NOT": "Note",
    "CHR": "Chronique",
    "GUI": "Guide",
    "SIT": "Sélection de sites",
    "ETU": "Étude",
}
LINKED = 0.85  # of the write-ups and replays issue from a session
GROUPS = 4  # themed groups that write the chronicles
REPLAY_VIEWS = 80  # median, over the first two years


class Resource:
    def __init__(self, id, type, issued, themes, commune, event):
        self.id, self.type, self.issued, self.themes, self.commune, self.event = (
            id,
            type,
            issued,
            themes,
            commune,
            event,
        )


def make_resources(world, sessions):
    draw = Draw("resources")
    everything = [s for year in YEARS for s in sessions[year]]
    parents = {
        "VID.REP": draw.shuffled([s for s in everything if s.remote]),
        "CAP": draw.shuffled([s for s in everything if not s.remote and s.day.year >= 2006]),
    }
    resources = []
    for type, count in COUNTS.items():
        for _ in range(count):
            year = draw.between(2020 if type == "VID.REP" else 2006, YEARS[-1])
            issued, themes, commune, event = (
                draw.workday(year),
                two_themes(draw),
                draw_commune(world, year, draw),
                None,
            )
            if type in parents and draw.chance(LINKED):
                event = parents[type].pop()
                issued, themes, commune = (
                    event.day + timedelta(days=draw.between(10, 60)),
                    event.themes,
                    event.commune,
                )
            resources.append(Resource(None, type, issued, themes, commune, event))
    resources.sort(key=lambda r: (r.issued, list(COUNTS).index(r.type)))
    for n, resource in enumerate(resources, 1):
        resource.id = f"resource:SYN-{n:04d}"
    return resources


def sentences(draw, resource, patterns):
    first, last = THEMES[resource.themes[0]][2], THEMES[resource.themes[-1]][2]
    place = at(resource.commune.name)
    result = []
    for pattern in patterns:
        phrase, phrase2, people = *draw.some(first, 2), draw.one(PEOPLE)
        result.append(
            pattern.format(
                theme=first[0].capitalize(),
                phrase=phrase,
                phrase2=phrase2,
                other=draw.one(last),
                people=people,
                People=people[0].upper() + people[1:],
                at_place=place,
                At_place=place[0].upper() + place[1:],
                title_kind=KINDS.get(resource.type, "Ressource"),
            )
        )
    return " ".join(result)


def territories_of(draw, resource):
    if resource.type in ("CAP", "VID.REP", "FEX", "ETU", "EVA"):
        return resource.commune.id
    if resource.type == "LET":
        return draw.one([*AREA, "country:FR"])
    return resource.commune.departement if draw.chance(0.5) else None


def add_resources(package, resources, slots):
    draw = Draw("resource records")
    for n in range(1, GROUPS + 1):
        package.add(
            "actors",
            id=f"collective:SYN-GT{n}",
            kind="collective",
            type="COLL.GT",
            territory="region:11",
            name=f"Groupe de rédaction fictif n° {n}",
        )
    letters = 0
    for r in resources:
        letters += r.type == "LET"
        theme, phrase = THEMES[r.themes[0]][2][0].capitalize(), draw.one(THEMES[r.themes[0]][2])
        title = RESOURCE_TITLES[r.type].format(
            theme=theme, phrase=phrase, place=r.commune.name, number=letters, year=r.issued.year - 1
        )
        creators = [CENTRE]
        if r.type == "CHR":
            creators = [f"collective:SYN-GT{draw.between(1, GROUPS)}"]
        elif r.type in ("FEX", "ETU"):
            local = [s for s in slots if s.commune is r.commune]
            creators.append(draw.one(local).at(min(r.issued.year, YEARS[-1])).id)
        patterns = [draw.one(OPENINGS), draw.one(MIDDLES), draw.one(CLOSINGS)]
        body = [p for p in draw.shuffled(MIDDLES) if p not in patterns][:3]
        package.add(
            "resources",
            id=r.id,
            title=title,
            type=r.type,
            description=sentences(draw, r, patterns),
            text=sentences(draw, r, body) if r.type in ("CAP", "FEX", "NOT", "GUI", "ETU") else None,
            issued=r.issued,
            language="fr",
            access=draw.weighted(("LIBRE", "RDV", "MEM", "META"), (88, 6, 2, 4)),
            creators=creators,
            themes=[f"theme:{t}" for t in r.themes],
            territories=territories_of(draw, r),
            event=r.event.id if r.event else None,
        )


def add_views(package, resources):
    """Views by month: of every resource in 2023 and 2024, of replays from the first. Returns replay views by year."""
    draw = Draw("views")
    replays = {}
    for r in resources:
        replay = r.type == "VID.REP"
        level = draw.skewed(REPLAY_VIEWS / 24 if replay else 5, 0.9)
        for year in range(2020 if replay else 2023, YEARS[-1] + 1):
            for month in range(1, 13):
                age = (year - r.issued.year) * 12 + month - r.issued.month
                if age < 0:
                    continue
                count = round(level * (2 if age < 2 else 1) * draw.skewed(1, 0.5))
                if count:
                    package.add(
                        "uses",
                        resource=r.id,
                        date=f"{year}-{month:02d}",
                        count=count,
                        kind="replay" if replay else "view",
                    )
                    replays[year] = replays.get(year, 0) + (count if replay else 0)
    return replays


def add_readers(package, resources, crowd):
    """Single uses by persons: their own themes 6 times more often, their EPCI or EPT 3 times."""
    draw = Draw("readers")
    for year in range(2018, YEARS[-1] + 1):
        available = [r for r in resources if r.issued.year < year]
        for person in draw.some(crowd.by_year[year], 350):
            weights = [
                (6 if any(t in r.themes for t in person.themes) else 1)
                * (3 if r.commune.unit == person.commune.unit else 1)
                for r in available
            ]
            taken = {}
            for _ in range(1 + draw.geometric(0.35)):
                resource = draw.weighted(available, weights)
                taken[resource.id] = None
            for id in taken:
                package.add(
                    "uses",
                    resource=id,
                    actor=person.id,
                    count=1,
                    kind="download",
                    date=f"{year}-{draw.between(1, 12):02d}-{draw.between(1, 28):02d}",
                )
