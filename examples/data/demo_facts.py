"""What is real in the demo: territories from open data, and the facts that the centre's public page states.

A row is REEL_SEED when the page states it. What we add to make it a record (a type, a seat, an end date, who else
took part) is either said in `note` or stands in a row of its own marked ESTIME.
"""

from demo_world import territory_rows

CENTRE = "org:RU"
AREA = ["departement:91", "departement:94", "departement:77"]
FUNDERS = [
    ("org:DRJSCS-IDF", "DRJSCS d'Île-de-France", "ORG.ETAT.REG", "region:11", "2021-04-01"),
    ("org:ARS-IDF", "Agence régionale de santé d'Île-de-France", "ORG.ETAT.ARS", "region:11", None),
    ("org:DDCS-91", "DDCS de l'Essonne", "ORG.ETAT.DEP", "departement:91", "2021-04-01"),
    ("org:DDCS-94", "DDCS du Val-de-Marne", "ORG.ETAT.DEP", "departement:94", "2021-04-01"),
    ("org:CD-91", "Conseil départemental de l'Essonne", "ORG.COL.DEP", "departement:91", None),
]
SUPPORTED = [
    ("org:MOISSY-CRAMAYEL", "Ville de Moissy-Cramayel", "ORG.COL.COM", "commune:77296", "siren:217702968"),
    (
        "org:EVRY-COURCOURONNES",
        "Ville d'Évry-Courcouronnes",
        "ORG.COL.COM",
        "commune:91228",
        "siren:200083525",
    ),
    (
        "org:GRAND-ORLY-SEINE-BIEVRE",
        "EPT Grand-Orly Seine Bièvre",
        "ORG.GRP.EPT",
        "ept:200058014",
        "siren:200058014",
    ),
]
CENTRES = [
    ("org:PROFESSION-BANLIEUE", "Profession Banlieue", "departement:93"),
    ("org:PRVDS-95", "Pôle de ressources ville et développement social", "departement:95"),
]
NETWORK = "collective:CRPV-IDF"
REGIONAL = [
    (
        "partnership:RU-2020-REG-1",
        "Cycle de qualification sur l'impact des coopérations éducatives",
        "theme:COH.EDU.COO",
        "event:RU-2020-REG-1",
        "FOR.CYC",
    ),
    (
        "partnership:RU-2020-REG-2",
        "Groupes de travail inter-centres de ressources",
        "theme:ING.RES",
        "event:RU-2020-REG-2",
        "GT.INT",
    ),
    (
        "partnership:RU-2020-REG-3",
        "Rencontres franciliennes de la gestion urbaine et sociale de proximité",
        "theme:RUC.GUSP",
        "event:RU-2020-REG-3",
        "REN.REG",
    ),
]
FEES = {"COLLTERR": 4, "PM": 19, "PP": 11}
YEAR_2020 = {"since": "2020-01-01", "until": "2021-01-01"}


def add_territories(package):
    for row in territory_rows():
        package.add("territories", **row)
    package.add(
        "successions",
        "REEL_OUVERT",
        "INSEE, code officiel géographique, mouvements de communes",
        from_="commune:91182",
        to="commune:91228",
        date="2019-01-01",
        kind="32",
        share="1",
    )


def add_actors(package):
    package.add(
        "actors",
        "REEL_SEED",
        id=CENTRE,
        kind="organisation",
        name="Ressources Urbaines",
        type="ORG.CRPV",
        aliases=["CRPVE", "Centre de ressources politique de la ville en Essonne"],
        territory=AREA[0],
        field="urban_policy",
        since="2001",
        note="ex CRPVE ; intervient en Essonne, Val-de-Marne et Seine-et-Marne ; siège déduit de l'ancien nom",
    )
    for id, name, type, territory, until in FUNDERS:
        package.add(
            "actors",
            "REEL_SEED",
            id=id,
            kind="organisation",
            name=name,
            type=type,
            territory=territory,
            until=until,
            note="financeur nommé en 2020 ; type, ressort et fin déduits",
        )
    for id, name, type, territory, identifier in SUPPORTED:
        package.add(
            "actors",
            "REEL_SEED",
            id=id,
            kind="organisation",
            name=name,
            type=type,
            territory=territory,
            identifiers=identifier,
            note="partenaire appuyé en 2020",
        )
    for id, name, territory in CENTRES:
        package.add(
            "actors",
            "REEL_OUVERT",
            "public pages of the centres",
            id=id,
            kind="organisation",
            name=name,
            type="ORG.CRPV",
            territory=territory,
            field="urban_policy",
        )
    package.add(
        "actors",
        "REEL_SEED",
        id=NETWORK,
        kind="collective",
        type="COLL.GT",
        territory="region:11",
        name="Centres de ressources politique de la ville d'Île-de-France",
        field="urban_policy",
    )
    package.add("affiliations", "REEL_SEED", actor=CENTRE, in_=NETWORK, role="membre")
    for id, _, _ in CENTRES:
        package.add("affiliations", "ESTIME", actor=id, in_=NETWORK, role="membre")


def add_partnerships(package):
    for n, (id, name, _, _, _) in enumerate(FUNDERS, 1):
        grant = f"partnership:RU-2020-SUB-{n}"
        package.add(
            "partnerships",
            "REEL_SEED",
            id=grant,
            title=f"Subvention 2020 : {name}",
            type="SUB",
            description="La page nomme le financeur sans donner de montant : il est inconnu, et non nul.",
            territories=AREA,
            **YEAR_2020,
        )
        package.add("partners", "REEL_SEED", partnership=grant, actor=id, role="funder")
        package.add("partners", "REEL_SEED", partnership=grant, actor=CENTRE, role="beneficiary")
    for n, (id, name, _, territory, _) in enumerate(SUPPORTED, 1):
        support = f"partnership:RU-2020-APPUI-{n}"
        package.add(
            "partnerships",
            "REEL_SEED",
            id=support,
            title=f"Appui 2020 : {name}",
            type="APPUI",
            description="L'un des trois partenaires que la page cite pour 2020.",
            territories=territory,
            **YEAR_2020,
        )
        package.add("partners", "REEL_SEED", partnership=support, actor=CENTRE, role="lead")
        package.add("partners", "REEL_SEED", partnership=support, actor=id, role="partner")
    for id, title, theme, _, _ in REGIONAL:
        package.add(
            "partnerships",
            "REEL_SEED",
            id=id,
            title=title,
            type="INTER",
            themes=theme,
            description="L'une des trois actions régionales que la page cite pour 2020 ; les partenaires "
            "autres que le centre sont déduits.",
            territories="region:11",
            **YEAR_2020,
        )
        package.add("partners", "REEL_SEED", partnership=id, actor=CENTRE, role="partner")
        for centre, _, _ in CENTRES:
            package.add("partners", "ESTIME", partnership=id, actor=centre, role="partner")
    package.add(
        "partnerships",
        "REEL_SEED",
        id="partnership:RU-2019-CONV",
        signed="2019",
        since="2019",
        type="CONV.REG",
        title="Convention de régionalisation des centres de ressources",
        themes="theme:ING.CDV",
        description="Convention signée en 2019 : le centre intervient dans de nouveaux départements. Les "
        "autres signataires sont déduits.",
        territories=AREA,
    )
    package.add(
        "partners", "REEL_SEED", partnership="partnership:RU-2019-CONV", actor=CENTRE, role="signatory"
    )
    for actor in (FUNDERS[0][0], CENTRES[0][0], CENTRES[1][0]):
        package.add(
            "partners", "ESTIME", partnership="partnership:RU-2019-CONV", actor=actor, role="signatory"
        )


def add_events(package):
    package.add(
        "events",
        "REEL_SEED",
        id="event:RU-2020-COF",
        title="Comité des financeurs du 5 février 2020",
        type="GOV.COF",
        start="2020-02-05",
        end="2020-02-05",
        organisers=CENTRE,
        state="held",
        description="La page donne la date et dit que les financeurs s'y réunissent ; elle ne dit pas qui "
        "était présent ce jour-là : aucune participation n'est donc enregistrée.",
    )
    for _, title, theme, id, type in REGIONAL:
        package.add(
            "events",
            "REEL_SEED",
            id=id,
            title=title,
            type=type,
            start="2020",
            themes=theme,
            organisers=NETWORK,
            territories="region:11",
            mission="M1" if type != "FOR.CYC" else "M2",
            state="held",
            description="Action régionale de 2020. La participation n'est pas connue : aucune n'est enregistrée.",
        )


def add_observations(package):
    package.add(
        "observations",
        "REEL_SEED",
        indicator="participants",
        period="2020",
        value="1500",
        subject=CENTRE,
        channel="page",
        note="« environ 1 500 personnes par an » : chiffre arrondi",
    )
    for category, count in FEES.items():
        package.add(
            "observations",
            "REEL_SEED",
            indicator="adhesions",
            period="2020",
            value=count,
            subject=CENTRE,
            channel=category,
        )


def add_facts(package):
    add_territories(package)
    add_actors(package)
    add_partnerships(package)
    add_events(package)
    add_observations(package)
