"""The words of the demo: neutral word lists for invented names, and French phrases for invented texts."""

# theme: (weight in the offer, weight in the needs expressed, phrases). In the offer, education gets .15 and the
# values of the Republic and social ties .085 each once the weights are scaled to one.
THEMES = {
    "COH.EDU": (.062, .03, ("réussite éducative", "alliance éducative", "accompagnement à la scolarité")),
    "COH.EDU.CIT": (.050, .02, ("cités éducatives", "continuité éducative", "parcours de l'enfant")),
    "COH.EDU.COO": (.056, .02, ("coopérations éducatives", "mesure d'impact éducatif", "projet éducatif de territoire")),
    "COH.EDU.DEC": (.043, .03, ("décrochage scolaire", "persévérance scolaire", "exclusion temporaire de l'élève")),
    "COH.PAR": (.030, .03, ("soutien à la parentalité", "lieu d'accueil parents-enfants", "relations école-familles")),
    "COH.PET": (.012, .02, ("petite enfance", "modes d'accueil en crèche", "éveil culturel des tout-petits")),
    "COH.JEU": (.040, .05, ("jeunesse", "engagement des jeunes", "structures d'information jeunesse")),
    "COH.SAN": (.030, .03, ("santé dans les quartiers", "accès aux soins", "atelier santé ville")),
    "COH.SAN.MEN": (.025, .09, ("santé mentale", "souffrance psychique", "conseil local de santé mentale")),
    "COH.SAN.JEU": (.020, .05, ("santé des jeunes", "mal-être adolescent", "prévention auprès des collégiens")),
    "COH.SAN.ALI": (.012, .02, ("alimentation saine", "activité physique", "jardin et cuisine partagés")),
    "COH.SAN.ADD": (.010, .03, ("conduites addictives", "protoxyde d'azote", "réduction des risques")),
    "COH.CUL": (.025, .01, ("culture et expression artistique", "résidence d'artistes", "droits culturels")),
    "COH.SPO": (.014, .01, ("sport et loisirs", "éducation par le sport", "pratique sportive féminine")),
    "COH.LIE": (.1195, .03, ("lien social", "vie associative", "bénévolat de proximité")),
    "COH.PART": (.035, .03, ("participation des habitants", "citoyenneté", "concertation citoyenne")),
    "COH.PART.CC": (.030, .02, ("conseils citoyens", "tables de quartier", "tirage au sort")),
    "COH.PART.POU": (.020, .02, ("pouvoir d'agir", "marche exploratoire", "budget participatif")),
    "COH.DRO": (.022, .04, ("accès aux droits", "non-recours", "point conseil budget")),
    "COH.MED": (.020, .02, ("médiation sociale", "adultes-relais", "présence de proximité en soirée")),
    "COH.INT": (.016, .02, ("intégration", "interculturalité", "accueil des primo-arrivants")),
    "COH.INT.FLE": (.014, .03, ("apprentissage du français", "ateliers sociolinguistiques", "évaluation des niveaux de langue")),
    "COH.VIE": (.012, .05, ("vieillissement dans les quartiers", "isolement des personnes âgées", "logement adapté")),
    "COH.NUM": (.020, .06, ("inclusion numérique", "fracture numérique", "conseiller numérique")),
    "COH.PRE": (.020, .03, ("prévention de la délinquance", "rixes entre jeunes", "prévention spécialisée")),
    "COH.VRL": (.1195, .01, ("valeurs de la République", "laïcité", "neutralité du service public")),
    "COH.PAU": (.016, .04, ("pauvreté", "précarité", "aide alimentaire")),
    "RUC.HAB": (.018, .02, ("habitat", "accès au logement", "accompagnement des locataires")),
    "RUC.HAB.COP": (.012, .02, ("copropriétés fragiles", "charges impayées", "plan de sauvegarde")),
    "RUC.HAB.PEU": (.008, .01, ("peuplement", "mixité sociale", "attribution des logements sociaux")),
    "RUC.NPN": (.022, .01, ("renouvellement urbain", "maison du projet", "diversification de l'habitat")),
    "RUC.NPN.CON": (.016, .02, ("concertation et relogement", "mémoire du relogement", "accompagnement des ménages relogés")),
    "RUC.GUSP": (.035, .02, ("gestion urbaine et sociale de proximité", "propreté et tri des déchets", "diagnostic en marchant")),
    "RUC.ESP": (.012, .01, ("espaces publics", "équipements de proximité", "usages du pied d'immeuble")),
    "RUC.MOB": (.008, .02, ("mobilité", "désenclavement", "vélo-école")),
    "RUC.TRQ": (.012, .02, ("tranquillité publique", "sûreté des espaces", "occupation des halls")),
    "RUC.ECO": (.018, .03, ("transition écologique", "précarité énergétique", "agriculture urbaine")),
    "RUC.MEM": (.008, .01, ("mémoire des quartiers", "patrimoine populaire", "récits d'habitants")),
    "EDE.EMP": (.030, .04, ("emploi", "insertion professionnelle", "forum pour l'emploi")),
    "EDE.FOR": (.014, .02, ("formation et qualification", "validation des acquis", "remobilisation vers la formation")),
    "EDE.ENT": (.014, .02, ("entrepreneuriat", "création d'entreprise", "couveuse d'activités")),
    "EDE.ESS": (.016, .02, ("économie sociale et solidaire", "coopérative de quartier", "régie de quartier")),
    "EDE.COM": (.006, .01, ("commerce de proximité", "rez-de-chaussée actifs", "centre commercial de quartier")),
    "EDE.CLA": (.008, .01, ("clauses sociales", "achats responsables", "heures d'insertion")),
    "EDE.IMP": (.005, .01, ("implantation d'entreprises", "zone franche urbaine", "immobilier d'activité")),
    "TRA.EFH": (.030, .03, ("égalité femmes-hommes", "violences faites aux femmes", "place des femmes dans l'espace public")),
    "TRA.LCD": (.030, .02, ("lutte contre les discriminations", "testing", "discriminations à l'embauche")),
    "TRA.CRI": (.014, .04, ("crise sanitaire", "solidarités de quartier pendant le confinement", "continuité des services")),
    "TRA.NUMP": (.012, .02, ("outils numériques", "travail à distance", "animation en visioconférence")),
    "ING.CDV": (.040, .01, ("contrat de ville", "cadre réglementaire", "géographie prioritaire")),
    "ING.DRC": (.014, .01, ("droit commun", "mobilisation des politiques sectorielles", "conventions interministérielles")),
    "ING.GOU": (.020, .01, ("pilotage", "gouvernance partagée", "animation du partenariat")),
    "ING.OBS": (.012, .01, ("observation territoriale", "diagnostic partagé", "données de quartier")),
    "ING.EVA": (.025, .02, ("évaluation", "mesure d'impact", "protocole d'évaluation")),
    "ING.FIN": (.014, .03, ("financement des projets", "appel à projets", "modèle économique associatif")),
    "ING.MET": (.022, .02, ("conduite de projet", "méthodes collaboratives", "intelligence collective")),
    "ING.RES": (.018, .01, ("animation de réseaux", "communauté de pratiques", "pair-à-pair")),
}

# invented names: one word of each list; none of them is a place or a person
PLACES = ("Tilleuls", "Marronniers", "Coquelicots", "Bleuets", "Peupliers", "Glycines", "Noisetiers", "Genêts",
          "Roseaux", "Cerisiers", "Alouettes", "Mésanges", "Hirondelles", "Libellules", "Cigales", "Galets",
          "Fougères", "Bruyères", "Amandiers", "Oliviers", "Pervenches", "Jonquilles", "Érables", "Sorbiers",
          "Charmilles", "Aubépines", "Grenadiers", "Tournesols", "Violettes", "Capucines")
NAMES = {
    "ORG.ASS.PRO": ("Passerelle fictive", "Boussole fictive", "Ruche fictive", "Escale fictive", "Lanterne fictive",
                    "Trait d'union fictif", "Atelier fictif", "Tremplin fictif"),
    "ORG.ASS.CS": ("Centre social fictif",),
    "ORG.ASS.FED": ("Fédération fictive",),
    "ORG.COL.COM": ("Service communal fictif",),
    "ORG.COL.CCAS": ("Action sociale communale fictive",),
    "ORG.GRP.EPCI": ("Service intercommunal fictif",),
    "ORG.COL.DEP": ("Service départemental fictif",),
    "ORG.ETAT.EDU": ("Établissement scolaire fictif",),
    "ORG.ETAT.JUS": ("Service de justice fictif",),
    "ORG.ETAT.DEP": ("Direction de l'État fictive",),
    "ORG.ETAT.PREF": ("Délégation préfectorale fictive",),
    "COLL.CC": ("Conseil citoyen fictif",),
    "ORG.ENT": ("Entreprise fictive",),
    "ORG.ENT.CON": ("Cabinet fictif",),
    "ORG.BAI": ("Bailleur fictif",),
    "ORG.ESS": ("Régie fictive", "Coopérative fictive"),
    "ORG.OPS": ("Caisse fictive",),
    "ORG.EMP": ("Mission emploi fictive",),
    "ORG.SAN": ("Maison de santé fictive",),
    "ORG.REC": ("Laboratoire fictif",),
    "ORG.AGU": ("Observatoire fictif",),
}

EVENT_TITLES = {
    "FOR.MOD": "Module de formation : {theme}",
    "FOR.CYC": "Cycle de qualification : {theme}",
    "STA": "Stage : {phrase}",
    "ATE.COP": "Atelier de co-production : {phrase}",
    "REN.DEB": "Rencontre-débat : {theme}",
    "GT": "Groupe de travail : {theme}",
    "GT.PAI": "Échange de pratiques : {phrase}",
    "WEB": "Webinaire : {theme}",
    "COL": "Colloque : {theme}",
    "FRM": "Forum : {theme}",
    "ESP": "Espace de partage : {phrase}",
    "VIS": "Visite : {phrase}",
    "INF": "Réunion d'information : {theme}",
}

RESOURCE_TITLES = {
    "CAP": "{theme} : retour sur la rencontre « {phrase} »",
    "LET": "Lettre ressources n° {number} : {theme}",
    "VID.REP": "Replay : {theme}, {phrase}",
    "VID.CAP": "Capsule vidéo : {phrase}",
    "FEX": "Fiche expérience : {phrase} ({place})",
    "NOT": "Note synthétique : {theme}",
    "CHR": "Chronique : {phrase}",
    "GUI": "Guide-mémo : {phrase}",
    "SIT": "Sitographie : {theme}",
    "BIB": "Bibliographie : {theme}",
    "OUT": "Boîte à outils : {phrase}",
    "SUP": "Support de formation : {theme}",
    "DIA": "Diaporama : {phrase}",
    "ACT": "Actes du colloque : {theme}",
    "RAP": "Rapport d'activité de l'année {year}",
    "ETU": "Diagnostic : {phrase} ({place})",
    "EVA": "Protocole d'évaluation : {phrase}",
    "SON": "Enregistrement sonore : {phrase}",
    "ANN": "Annuaire des acteur.rice.s : {theme}",
    "FAQ": "Questions-réponses : {theme}",
}

# several writings of one idea, as they meet in real texts
PEOPLE = ("les acteur.rice.s de terrain", "les habitant·e·s du quartier", "des élu-e-s et leurs services",
          "les professionnel(le)s de droit commun", "les représentant.e.s d'associations", "les conseiller.ère.s citoyen.ne.s",
          "les habitants et les associations", "les agents des collectivités", "les acteurs du territoire",
          "les jeunes et leurs familles", "les élus et les techniciens", "les délégué·e·s du préfet")
OPENINGS = (
    "{title_kind} consacrée à « {theme} ».",
    "Comment agir sur « {theme} » dans les quartiers ?",
    "Un point d'étape sur « {theme} », du cadre national aux pratiques locales.",
    "{People} partagent leurs questions sur « {theme} ».",
    "Ce document rassemble ce qui a été dit et essayé autour de « {theme} ».",
)
MIDDLES = (
    "{At_place}, {people} ont travaillé sur : {phrase}, {phrase2}.",
    "L'action menée {at_place} part d'un constat simple : {phrase} demande du temps et des alliances.",
    "Trois thèmes reviennent dans les échanges : {phrase}, {phrase2} et {other}.",
    "L'expérience conduite {at_place} montre comment relier {phrase} et {other}.",
    "{People} décrivent les freins rencontrés : {phrase2}, {other}.",
    "On y trouve des repères sur {phrase}, des exemples pris {at_place} et des contacts utiles.",
)
CLOSINGS = (
    "Des pistes pour coopérer entre communes voisines ferment le texte.",
    "Une liste de références accompagne le propos.",
    "Les conditions de réussite et les limites sont précisées.",
    "Le texte s'adresse aussi aux nouveaux arrivants dans la politique de la ville.",
    "Les suites prévues : une séance à distance et un groupe d'échange.",
    "La démarche peut être reprise sur d'autres territoires.",
)
NEED_TEXTS = (
    "Être formé.e sur : {phrase}.", "Rencontrer d'autres territoires sur : {phrase}.",
    "Trouver des exemples d'actions sur : {phrase}.", "Comprendre le cadre : {theme}.",
    "Disposer d'outils simples : {phrase}.",
)
PROJECT_TITLES = ("Projet commun : {phrase}", "Action partagée : {phrase}", "Démarche croisée : {phrase}")


def at(place):
    """« à » with the article that some communes bear: au Mée-sur-Seine, aux Ulis, à La Norville."""
    for article, short in (("Le ", "au "), ("Les ", "aux ")):
        if place.startswith(article):
            return short + place[len(article):]
    return f"à {place}"
