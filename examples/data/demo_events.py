"""The invented meetings: sessions, who registered, who came and how, what they said, what they asked for."""

from datetime import date
from itertools import accumulate

from demo_actors import YEARS, draw_commune, two_themes
from demo_draw import Draw
from demo_facts import CENTRE
from demo_words import EVENT_TITLES, NEED_TEXTS, THEMES
from demo_world import power

REMOTE_SHARES = {2018: 0.03, 2019: 0.03, 2020: 0.68, 2021: 0.55, 2022: 0.38, 2023: 0.30, 2024: 0.30}
IN_PERSON = {
    "FOR.MOD": 24,
    "STA": 4,
    "ATE.COP": 13,
    "REN.DEB": 18,
    "GT": 14,
    "GT.PAI": 10,
    "COL": 2,
    "FRM": 2,
    "VIS": 4,
    "INF": 6,
}
REMOTE = {"WEB": 62, "GT.PAI": 14, "FOR.MOD": 14, "ESP": 10}
MISSIONS = {
    "FOR": "M2",
    "STA": "M2",
    "ATE": "M2",
    "WEB": "M2",
    "COL": "M3",
    "FRM": "M3",
    "REN": "M3",
    "VIS": "MC.APP",
}
THEME_MATCH, DECAY, BORDER, REMOTE_PULL = 6, -0.8, 0.45, 0.10
SCORE_MEAN, RESPONSE = 4.3, 0.45


class Session:
    def __init__(self, id, day, type, mode, commune, themes):
        self.id, self.day, self.type, self.mode, self.commune, self.themes = (
            id,
            day,
            type,
            mode,
            commune,
            themes,
        )
        self.parent, self.title, self.rows = None, "", []

    @property
    def remote(self):
        return self.mode == "DIST"


def mode_of(draw, year, day):
    """Remote by the yearly share; in 2020 mostly during the two lockdowns."""
    if year == 2020:
        locked = date(2020, 3, 17) <= day <= date(2020, 6, 1) or day >= date(2020, 10, 30)
        return "DIST" if locked or draw.chance(0.47) else "PRES"
    if draw.chance(REMOTE_SHARES.get(year, 0)):
        return "DIST"
    return "HYB" if year >= 2021 and draw.chance(0.06) else "PRES"


def make_sessions(world):
    draw = Draw("sessions")
    sessions = {}
    for year in YEARS:
        count = round(60 + 30 * (year - YEARS[0]) / (YEARS[-1] - YEARS[0]))
        days = sorted(draw.workday(year) for _ in range(count))
        sessions[year] = []
        for n, day in enumerate(days, 1):
            mode = mode_of(draw, year, day)
            types = REMOTE if mode == "DIST" else IN_PERSON
            type = draw.weighted(list(types), list(types.values()))
            session = Session(
                f"event:SYN-{year}-{n:03d}",
                day,
                type,
                mode,
                draw_commune(world, year, draw),
                two_themes(draw),
            )
            first = THEMES[session.themes[0]][2]
            session.title = EVENT_TITLES[type].format(theme=first[0].capitalize(), phrase=draw.one(first))
            sessions[year].append(session)
    return sessions


def add_cycles(package, sessions):
    """Three qualification cycles a year, each of three training modules that share the theme of the first."""
    for year in YEARS:
        modules = [s for s in sessions[year] if s.type == "FOR.MOD"]
        for n in range(min(3, len(modules) // 3)):
            parts = modules[n::3][:3]
            cycle = f"event:SYN-{year}-C{n + 1}"
            theme = parts[0].themes[0]
            for part in parts:
                part.parent, part.themes = cycle, [theme] + [t for t in part.themes if t != theme][:1]
                part.title = EVENT_TITLES["FOR.MOD"].format(theme=THEMES[theme][2][0].capitalize())
            package.add(
                "events",
                id=cycle,
                type="FOR.CYC",
                title=EVENT_TITLES["FOR.CYC"].format(theme=THEMES[theme][2][0].capitalize()),
                start=parts[0].day,
                end=parts[-1].day,
                half_days=len(parts),
                themes=f"theme:{theme}",
                organisers=CENTRE,
                mission="M2",
                state="held",
            )


def choices(world, person, sessions):
    """Running sums of the pull of each session on the person."""
    here = world.index[person.commune.id]
    weights = []
    for s in sessions:
        weight = THEME_MATCH if any(t in s.themes for t in person.themes) else 1
        if s.remote:
            weight *= REMOTE_PULL
        else:
            weight *= world.pull[here][world.index[s.commune.id]]
            weight *= 1 if s.commune.departement == person.commune.departement else BORDER
        weights.append(weight)
    return list(accumulate(weights))


def attend(world, crowd, sessions):
    """Fills Session.rows with (person, status, category, mode)."""
    draw = Draw("attendance")
    world.pull = [[power(max(km, 2.0), DECAY) for km in row] for row in world.km]
    for year in YEARS:
        held = sessions[year]
        for person in crowd.by_year[year]:
            cumulative = choices(world, person, held)
            wanted = min(12, 1 + draw.geometric(1 / 1.45))
            taken = []
            absent = draw.chance(0.16)
            while len(taken) < wanted + absent:
                n = draw.place(cumulative)
                if n in taken:
                    continue
                taken.append(n)
                status = "PRE" if len(taken) <= wanted else draw.weighted(("ABS", "EXC", "ANN"), (6, 3, 1))
                category = draw.weighted(("ASSO", "USAGER"), (3, 1)) if draw.chance(0.03) else person.category
                far = world.km[world.index[person.commune.id]][world.index[held[n].commune.id]] > 12
                at_home = held[n].mode == "HYB" and draw.chance(0.5 if far else 0.1)
                held[n].rows.append(
                    (person, status, category, "DIST" if at_home or held[n].remote else "PRES")
                )


def add_sessions(package, sessions):
    draw = Draw("session records")
    for year in YEARS:
        for s in sessions[year]:
            organisers = [CENTRE]
            seats = [p.slot for p, *_ in s.rows if p.slot]
            if seats and draw.chance(0.15):
                organisers.append(draw.one(seats).at(year).id)
            place = "à distance" if s.remote else s.commune.name
            phrase = draw.one(THEMES[s.themes[-1]][2])
            package.add(
                "events",
                id=s.id,
                title=s.title,
                type=s.type,
                start=s.day,
                end=s.day,
                mode=s.mode,
                parent=s.parent,
                half_days=1 if s.remote or draw.chance(0.7) else 2,
                themes=[f"theme:{t}" for t in s.themes],
                territories=s.commune.id,
                organisers=organisers,
                state="held",
                mission=MISSIONS.get(s.type[:3], "M1"),
                capacity=max(20, 10 * (len(s.rows) // 10 + 1)),
                rhythm="actualité" if draw.chance(0.25) else "fond",
                description=f"{s.title} ({place}). Échanges entre professionnel.le.s, élu.e.s et habitant.e.s : {phrase}.",
            )
            for person, status, category, mode in s.rows:
                seat = person.slot.at(year).id if person.slot and category == person.category else None
                package.add(
                    "participations",
                    event=s.id,
                    actor=person.id,
                    status=status,
                    category=category,
                    on_behalf_of=seat,
                    mode=mode,
                )


def add_governance(package, crowd):
    """One general assembly a year: who took part is kept apart from the participants of sessions."""
    draw = Draw("governance")
    for year in YEARS:
        id, day = f"event:SYN-{year}-AG", draw.workday(year, (5, 15), (6, 30))
        package.add(
            "events",
            id=id,
            title=f"Assemblée générale {year}",
            type="GOV.AG",
            start=day,
            end=day,
            half_days=1,
            mode="DIST" if year == 2020 else "PRES",
            organisers=CENTRE,
            state="held",
        )
        for person in draw.some(crowd.by_year[year], draw.between(20, 35)):
            seat = person.slot.at(year).id if person.slot else None
            package.add(
                "participations",
                event=id,
                actor=person.id,
                status="PRE",
                category=person.category,
                on_behalf_of=seat,
                mode="DIST" if year == 2020 else "PRES",
            )


def add_feedback(package, sessions):
    """Scores from 2016 on: mean 4.3, a small effect of the theme, fewer than half answer."""
    draw = Draw("feedback")
    effect = {theme: draw.normal(0, 0.1) for theme in THEMES}
    for year in range(2016, YEARS[-1] + 1):
        for s in sessions[year]:
            for person, status, _, _ in s.rows:
                if status == "PRE" and draw.chance(RESPONSE):
                    mean = SCORE_MEAN + 0.1 + effect[s.themes[0]]
                    package.add(
                        "feedback",
                        event=s.id,
                        actor=person.id,
                        score=max(1, min(5, round(draw.normal(mean, 0.7)))),
                    )


def add_needs(package, crowd):
    """A wave of 60 answers each year, each quarter in 2020. What is asked for differs from what is offered."""
    draw = Draw("needs")
    demand = list(accumulate(weight for _, weight, _ in THEMES.values()))
    number = 0
    for year in YEARS:
        for wave in (
            (f"{year}-T1", f"{year}-T2", f"{year}-T3", f"{year}-T4") if year == 2020 else (str(year),)
        ):
            month = 3 * int(wave[-1]) - 1 if year == 2020 else 11
            for person in draw.some(crowd.by_year[year], 60):
                number += 1
                theme = list(THEMES)[draw.place(demand)]
                text = draw.one(NEED_TEXTS).format(
                    phrase=draw.one(THEMES[theme][2]), theme=THEMES[theme][2][0]
                )
                package.add(
                    "needs",
                    id=f"need:SYN-{number:05d}",
                    theme=f"theme:{theme}",
                    territory=person.commune.id,
                    actor=person.id,
                    date=f"{year}-{month:02d}-{draw.between(1, 28):02d}",
                    wave=wave,
                    text=text,
                )
