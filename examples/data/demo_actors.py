"""The invented actors: organisations that live and end, persons who come and come back."""

from bisect import bisect_right
from itertools import accumulate

from demo_draw import Draw
from demo_words import NAMES, PLACES, THEMES
from demo_world import power

YEARS = range(2001, 2025)
SLOTS = 620  # organisations active in any year
BLOCKS = 4  # two areas (Essonne, the rest) times two families of themes
BLOCK_SIZE = 40
BROKERS = 12
CATEGORIES = {  # code: (share of persons, types of their organisations, type of the person, role, field)
    "ASSO": (0.34, ("ORG.ASS.PRO", "ORG.ASS.PRO", "ORG.ASS.CS", "ORG.ASS.FED"), "PER.PRO", "salarié.e", None),
    "COLL_PV": (0.19, ("ORG.COL.COM", "ORG.GRP.EPCI"), "PER.PRO", "agent.e", "urban_policy"),
    "COLL_DC": (0.16, ("ORG.COL.COM", "ORG.COL.CCAS", "ORG.COL.DEP"), "PER.PRO", "agent.e", "mainstream"),
    "ETAT_DC": (0.10, ("ORG.ETAT.EDU", "ORG.ETAT.EDU", "ORG.ETAT.JUS"), "PER.PRO", "agent.e", "mainstream"),
    "USAGER": (0.08, ("COLL.CC",), "PER.CCI", "conseiller.ère citoyen.ne", None),
    "ENTR": (0.06, ("ORG.ENT", "ORG.ENT.CON"), "PER.PRO", "salarié.e", None),
    "ETAT_PV": (0.04, ("ORG.ETAT.DEP", "ORG.ETAT.PREF"), "PER.PRO", "agent.e", "urban_policy"),
    "ELU": (0.03, ("ORG.COL.COM",), "PER.ELU", "élu.e", None),
}
OTHER_TYPES = (
    "ORG.BAI",
    "ORG.ESS",
    "ORG.OPS",
    "ORG.EMP",
    "ORG.SAN",
    "ORG.REC",
    "ORG.AGU",
)  # in none of the eight
DEPARTEMENT_SHARES = (  # first year, then 91, 94, 77
    (2001, 0.93, 0.05, 0.02),
    (2017, 0.84, 0.10, 0.06),
    (2019, 0.66, 0.20, 0.14),
    (2021, 0.54, 0.27, 0.19),
)
OFFER = list(accumulate(weight for weight, _, _ in THEMES.values()))
SOCIAL = [code for code in THEMES if code.startswith("COH.")]
ECONOMIC = [code for code in THEMES if code.startswith(("RUC.", "EDE."))]


def draw_theme(draw):
    return list(THEMES)[draw.place(OFFER)]


def two_themes(draw, among=None):
    if among:
        return draw.some(among, 2)
    first = draw_theme(draw)
    second = draw_theme(draw)
    return [first] if first == second else [first, second]


class Organisation:
    def __init__(self, number, slot, since, until):
        self.id = f"{'collective' if slot.type == 'COLL.CC' else 'org'}:SYN-{number:04d}"
        self.number, self.slot, self.since, self.until = (
            number,
            slot,
            since,
            until,
        )  # active since <= year < until

    def active(self, year):
        return self.since <= year < self.until


class Slot:
    """A place in the fabric that one organisation after another fills: same commune, same type."""

    def __init__(self, commune, category, type):
        self.commune, self.category, self.type = commune, category, type
        self.block, self.broker, self.size = None, False, 1.0
        self.themes, self.organisations = [], []

    def at(self, year):
        return next(o for o in self.organisations if o.active(year))


def seats(world, draw):
    """620 communes: five seats in each study commune, two in each other, the rest by population."""
    chosen = [c for c in world.study for _ in range(5)]
    chosen += [c for c in world.communes if c not in world.study for _ in range(2)]
    cumulative = list(accumulate(c.population for c in world.communes))
    while len(chosen) < SLOTS:
        chosen.append(world.communes[draw.place(cumulative)])
    return draw.shuffled(chosen)


def kinds(draw):
    """620 pairs of category and type: 86 % follow the shares of the categories, 14 % lie outside the eight."""
    outside = SLOTS * 14 // 100
    pairs = [("", draw.one(OTHER_TYPES)) for _ in range(outside)]
    for category, (share, types, *_) in CATEGORIES.items():
        pairs += [(category, draw.one(types)) for _ in range(max(8, round(share * (SLOTS - outside))))]
    pairs += [("ASSO", "ORG.ASS.PRO")] * max(0, SLOTS - len(pairs))
    return draw.shuffled(pairs[:SLOTS])


def make_slots(world):
    draw = Draw("organisations")
    slots = [Slot(commune, *kind) for commune, kind in zip(seats(world, draw), kinds(draw))]
    for rank, slot in enumerate(draw.shuffled(slots), 1):
        slot.size = power(rank + 10, -1.3)
        slot.themes = two_themes(draw)
    plant_blocks(world, slots, draw)
    number = 0
    for slot in slots:
        permanent = slot.block is not None or slot.broker
        year = YEARS[0]
        while year < YEARS[-1] + 1:
            number += 1
            until = YEARS[-1] + 1 if permanent else year + 2 + draw.geometric(1 / 16)
            slot.organisations.append(Organisation(number, slot, year, min(until, YEARS[-1] + 1)))
            year = until
    return slots


def plant_blocks(world, slots, draw):
    """Marks 12 brokers and 4 blocks of 40 among the seats of the study communes."""
    free = draw.shuffled([s for s in slots if s.commune in world.study and s.category != "USAGER"])
    for slot in free[:BROKERS]:
        slot.broker = True
    free = free[BROKERS:]
    for block in range(BLOCKS):
        area, family = "AB"[block // 2], (SOCIAL, ECONOMIC)[block % 2]
        members = [s for s in free if s.commune.area == area and s.block is None][:BLOCK_SIZE]
        for slot in members:
            slot.block, slot.themes = block, two_themes(draw, family)


def add_organisations(package, slots):
    draw = Draw("organisation records")
    for slot in slots:
        for o in slot.organisations:
            kind = "collective" if slot.type == "COLL.CC" else "organisation"
            name = f"{draw.one(NAMES[slot.type])} des {draw.one(PLACES)} {o.number:04d}"
            field = CATEGORIES[slot.category][4] if slot.category else None
            package.add(
                "actors",
                id=o.id,
                kind=kind,
                name=name,
                type=slot.type,
                territory=slot.commune.id,
                themes=[f"theme:{t}" for t in slot.themes],
                field=field,
                since=o.since if o.since > YEARS[0] else None,
                until=f"{o.until}-01-01" if o.until <= YEARS[-1] else None,
                lon=f"{slot.commune.lon + draw.normal(0, 0.006):.4f}",
                lat=f"{slot.commune.lat + draw.normal(0, 0.004):.4f}",
            )


class Person:
    def __init__(self, number, commune, category, themes):
        self.id, self.number = f"person:SYN-{number:06d}", number
        self.commune, self.category, self.themes = commune, category, themes
        self.slot, self.first, self.last = None, 0, 0


class Crowd:
    """Who comes in each year: 38 % were there the year before, 12 % earlier, the rest are new."""

    def __init__(self, world, slots):
        self.world, self.slots, self.draw = world, slots, Draw("persons")
        self.persons, self.by_year = [], {}
        self.by_category = {c: [s for s in slots if s.category == c] for c in CATEGORIES}
        self.by_category["ELU"] = [s for s in slots if s.type == "ORG.COL.COM"]
        self.shares = list(accumulate(share for share, *_ in CATEGORIES.values()))
        self.cumulative = {}

    def run(self):
        last = []
        for year in YEARS:
            wanted = round(self.draw.normal(1500, 35))
            wanted = max(1424, min(1562, wanted))
            recent = {p.number for p in last}
            older = [p for p in self.persons if p.number not in recent and year - p.last <= 8]
            back = self.draw.some(last, round(0.38 * wanted)) + self.draw.some(older, round(0.12 * wanted))
            new = [self.newcomer(year, category) for category in self.categories(wanted - len(back))]
            last = back + new
            for person in last:
                person.first, person.last = person.first or year, year
            self.by_year[year] = last
        return self

    def categories(self, n):
        """n categories in their shares, one draw in each of n equal strata, in drawn order."""
        codes = list(CATEGORIES)
        places = [self.shares[-1] * (k + self.draw.below(1000) / 1000) / n for k in range(n)]
        return self.draw.shuffled(
            [codes[min(bisect_right(self.shares, place), len(codes) - 1)] for place in places]
        )

    def newcomer(self, year, category):
        commune = draw_commune(self.world, year, self.draw)
        person = Person(len(self.persons) + 1, commune, category, two_themes(self.draw))
        person.slot = self.workplace(person)
        self.persons.append(person)
        return person

    def workplace(self, person):
        """A seat of the person's category, by size and nearness. Half of the users come on their own."""
        if person.category == "USAGER" and self.draw.chance(0.5):
            return None
        key = (person.category, person.commune.id)
        if key not in self.cumulative:
            self.cumulative[key] = list(
                accumulate(
                    round(s.size * nearness(s.commune, person.commune), 12)
                    for s in self.by_category[person.category]
                )
            )
        return self.by_category[person.category][self.draw.place(self.cumulative[key])]


def nearness(a, b):
    return 30 if a is b else 6 if a.unit == b.unit else 1 if a.departement == b.departement else 0.02


def draw_commune(world, year, draw):
    """A commune by population, inside a département by its share that year."""
    shares = [s for s in DEPARTEMENT_SHARES if s[0] <= year][-1][1:]
    departement = draw.weighted(("departement:91", "departement:94", "departement:77"), shares)
    inside = [c for c in world.communes if c.departement == departement]
    return draw.weighted(inside, [c.population for c in inside])


def add_persons(package, crowd):
    draw = Draw("person records")
    for p in crowd.persons:
        _, _, type, role, field = CATEGORIES[p.category]
        if p.category == "USAGER" and p.slot is None:
            type = "PER.HAB"
        package.add(
            "actors",
            id=p.id,
            kind="person",
            name=f"Personne {p.number:06d}",
            type=type,
            territory=p.commune.id,
            themes=[f"theme:{t}" for t in p.themes],
            field=field,
        )
        if p.slot is None:
            continue
        if p.category == "ASSO" and draw.chance(0.15):
            role = "bénévole"
        if p.category == "ENTR" and draw.chance(0.1):
            role = "coaching territorial"  # a role outside every list
        for o in p.slot.organisations:
            since, until = max(o.since, p.first), min(o.until, p.last + 1)
            if since < until:
                package.add(
                    "affiliations",
                    actor=p.id,
                    in_=o.id,
                    role=role,
                    since=since,
                    until=f"{until}-01-01" if until <= YEARS[-1] else None,
                )
