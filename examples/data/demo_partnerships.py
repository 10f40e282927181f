"""The invented partnerships, each kind planted for one question.

PROJ   600 projects of two organisations: the gravity model between communes.
COOPA  cooperatives inside a block: communities.
GT     working groups led by a broker: brokerage between EPCI or EPT, between the blocks and the rest.
others local schemes of one EPCI or EPT; and the membership fees of 2020.
"""

from itertools import accumulate

from demo_actors import BLOCKS, YEARS
from demo_draw import Draw
from demo_facts import CENTRE, FEES, YEAR_2020
from demo_words import PROJECT_TITLES, THEMES, at
from demo_world import power

PROJECTS = 600
GRAVITY = {"mass": 0.6, "log_distance": -1.1, "same_departement": 0.5, "same_epci_or_ept": 1.2}
E_SAME_DEPARTEMENT, E_SAME_UNIT = 1.6487212707, 3.3201169227  # exp(.5), exp(1.2)
COOPERATIVES = 30  # in each block
STRAY = 0.05  # members of a cooperative drawn from another block
GROUPS = 20  # led by each broker
LOCAL = {
    "CITE": "COH.EDU.CIT",
    "ASV": "COH.SAN",
    "CLSM": "COH.SAN.MEN",
    "GUSP": "RUC.GUSP",
    "CLSPD": "COH.PRE",
    "PRE": "COH.EDU",
}
LOCAL_TITLES = {
    "CITE": "Cité éducative",
    "ASV": "Atelier santé ville",
    "CLSM": "Conseil local de santé mentale",
    "GUSP": "Convention de gestion urbaine et sociale de proximité",
    "CLSPD": "Conseil local de prévention de la délinquance",
    "PRE": "Programme de réussite éducative",
}


def gravity_weight(world, a, b):
    """Proportional to the expected number of projects of two communes."""
    km = max(1.0, world.km[world.index[a.id]][world.index[b.id]])
    weight = power(a.population * b.population / 1e9, GRAVITY["mass"]) * power(km, GRAVITY["log_distance"])
    weight *= E_SAME_DEPARTEMENT if a.departement == b.departement else 1.0
    weight *= E_SAME_UNIT if a.unit == b.unit else 1.0
    return round(weight, 12)


def period(draw, year, most=4):
    month = draw.between(1, 12)
    return {"since": f"{year}-{month:02d}-01", "until": f"{year + draw.between(1, most)}-{month:02d}-01"}


def add_partnership(package, id, members, **values):
    """The first member leads."""
    package.add("partnerships", id=id, **values)
    for n, member in enumerate(members):
        package.add("partners", partnership=id, actor=member, role="lead" if n == 0 else "partner")


def add_projects(package, world, slots):
    """Given their total, Poisson counts are a multinomial draw: 600 pairs, each with probability by its weight."""
    draw = Draw("projects")
    pairs = [(a, b) for i, a in enumerate(world.study) for b in world.study[i + 1 :]]
    cumulative = list(accumulate(gravity_weight(world, a, b) for a, b in pairs))
    seats = {c.id: [s for s in slots if s.commune is c and not s.broker] for c in world.study}
    for n in range(1, PROJECTS + 1):
        a, b = draw.shuffled(pairs[draw.place(cumulative)])
        year = draw.between(2004, YEARS[-1])
        first, second = draw.one(seats[a.id]), draw.one(seats[b.id])
        theme = draw.one(first.themes + second.themes)
        amount = round(draw.skewed(18000, 0.9), -2) if draw.chance(0.6) else None
        add_partnership(
            package,
            f"partnership:SYN-PROJ-{n:04d}",
            [first.at(year).id, second.at(year).id],
            type="PROJ",
            title=draw.one(PROJECT_TITLES).format(phrase=draw.one(THEMES[theme][2])),
            themes=f"theme:{theme}",
            description=f"Projet entre deux structures, {at(a.name)} et {at(b.name)}.",
            territories=[a.id, b.id],
            amount=f"{amount:.0f}" if amount else None,
            currency="EUR" if amount else None,
            **period(draw, year),
        )


def add_cooperatives(package, slots):
    draw = Draw("cooperatives")
    blocks = [[s for s in slots if s.block == b] for b in range(BLOCKS)]
    number = 0
    for block in range(BLOCKS):
        for _ in range(COOPERATIVES):
            number += 1
            year = draw.between(2006, YEARS[-1])
            members = draw.some(blocks[block], draw.between(5, 8))
            for n in range(1, len(members)):
                if draw.chance(STRAY):
                    members[n] = draw.one(blocks[(block + draw.between(1, BLOCKS - 1)) % BLOCKS])
            members = list(dict.fromkeys(members))
            theme = members[0].themes[0]
            add_partnership(
                package,
                f"partnership:SYN-COOPA-{number:03d}",
                [m.at(year).id for m in members],
                type="COOPA",
                title=f"Coopérative d'acteurs : {draw.one(THEMES[theme][2])}",
                themes=f"theme:{theme}",
                territories=list(dict.fromkeys(m.commune.id for m in members)),
                description="Des acteur.rice.s de plusieurs communes travaillent ensemble sur un même thème.",
                **period(draw, year),
            )


def add_broker_groups(package, world, slots):
    """Each group joins its broker with a member of a block and one outside the blocks, in other EPCI or EPT."""
    draw = Draw("brokers")
    study = {c.id for c in world.study}
    blocks = [[s for s in slots if s.block == b] for b in range(BLOCKS)]
    outside = [s for s in slots if s.block is None and not s.broker and s.commune.id in study]
    number = 0
    for broker in (s for s in slots if s.broker):
        for turn in range(GROUPS):
            number += 1
            year = draw.between(2006, YEARS[-1])
            first = draw.one([s for s in blocks[turn % BLOCKS] if s.commune.unit != broker.commune.unit])
            taken = (broker.commune.unit, first.commune.unit)
            members = [broker, first, draw.one([s for s in outside if s.commune.unit not in taken])]
            theme = draw.one(first.themes)
            add_partnership(
                package,
                f"partnership:SYN-GT-{number:03d}",
                [m.at(year).id for m in members],
                type="GT",
                title=f"Groupe de travail partenarial : {draw.one(THEMES[theme][2])}",
                themes=f"theme:{theme}",
                territories=list(dict.fromkeys(m.commune.id for m in members)),
                description="Un tiers facilitateur relie des structures qui ne travaillent pas ensemble d'ordinaire.",
                **period(draw, year),
            )


def add_local_schemes(package, world, slots):
    draw = Draw("local schemes")
    units = list(dict.fromkeys(c.unit for c in world.study))
    number = 0
    for unit in units:
        seats = [s for s in slots if s.commune.unit == unit and not s.broker]
        for type in draw.some(list(LOCAL), 4):
            number += 1
            year = draw.between(2006, YEARS[-1])
            add_partnership(
                package,
                f"partnership:SYN-LOC-{number:03d}",
                [s.at(year).id for s in draw.some(seats, draw.between(3, 6))],
                type=type,
                territories=unit,
                title=f"{LOCAL_TITLES[type]} {number:03d} (fictif)",
                themes=f"theme:{LOCAL[type]}",
                description="Dispositif local fictif.",
                **period(draw, year, 6),
            )


def add_fees(package, crowd, slots):
    """The page counts the fees of 2020 by category and names nobody: the counts are real, the members invented."""
    draw = Draw("fees")
    seats = {
        "COLLTERR": [s for s in slots if s.type == "ORG.COL.COM"],
        "PM": [s for s in slots if s.type.startswith(("ORG.ASS", "ORG.BAI", "ORG.ESS", "ORG.ENT"))],
    }
    number = 0
    for category, count in FEES.items():
        if category == "PP":
            members = [p.id for p in draw.some(crowd.by_year[2020], count)]
        else:
            members = [s.at(2020).id for s in draw.some(seats[category], count)]
        for member in members:
            number += 1
            id = f"partnership:RU-2020-COT-{number:02d}"
            package.add(
                "partnerships",
                "REEL_SEED",
                id=id,
                title=f"Cotisation 2020 n° {number}",
                type="COT",
                member_category=category,
                description="Comptée sur la page sans nom ; le membre qui y est "
                "rattaché est inventé. Le montant n'est pas connu.",
                **YEAR_2020,
            )
            package.add("partners", partnership=id, actor=member, role="member")
            package.add("partners", "REEL_SEED", partnership=id, actor=CENTRE, role="beneficiary")
