"""What a study says in its own words, in English and in French."""

from __future__ import annotations

from tissu.report.voice import Voice

_texts: dict[str, tuple[str, str]] = {
    "title": ("Cooperation in {name}", "La coopération dans {name}"),
    "title_demo": (
        "Who works with whom: the demo base of a resource centre",
        "Qui travaille avec qui : la base de démonstration d’un centre de ressources",
    ),
    "demo": ("the demo base", "la base de démonstration"),
    "begun": ("{years} (begun; the last ends in {end})", "{years} (début ; le dernier finit en {end})"),
    "synthetic": (
        "Every row that was invented says so: its source kind is SYNTH.",
        "Chaque ligne inventée le dit : sa nature de source est SYNTH.",
    ),
    "synthetic_demo": (
        (
            "Territories and the facts of the centre’s public page are real; persons, attendance, projects, resources "
            "and needs are invented, and marked so on every row."
        ),
        (
            "Les territoires et les faits de la page publique du centre sont réels ; les personnes, les présences, les "
            "projets, les ressources et les besoins sont inventés, et marqués comme tels à chaque ligne."
        ),
    ),
    "cooperation_note": (
        (
            "Full counting: a pair of territories weighs 1 for each {activity} in which actors of both take part. The file also "
            "counts by pairs of actors, fractionally and after Newman."
        ),
        (
            "Comptage complet : une paire de territoires pèse 1 pour chaque {activity} où des acteurs des deux prennent part. Le "
            "fichier compte aussi par paires d’acteurs, par fractions et selon Newman."
        ),
    ),
    "external_note": (
        "The share across borders is that of the weight between {level} whose {outer} differs.",
        "La part qui passe les limites est celle du poids entre territoires ({level}) de {outer} différents.",
    ),
    "actors_note": (
        "Two actors are tied when they share a {activity}; the weight counts how many.",
        "Deux acteurs sont liés quand ils partagent un {activity} ; le poids dit combien.",
    ),
    "facilitators_note": (
        (
            "Betweenness over unweighted shortest paths, as a share of all pairs of others (Brandes 2001); constraint after "
            "Burt (1992)."
        ),
        (
            "Intermédiarité sur les plus courts chemins non pondérés, en part de toutes les paires d’autres acteurs "
            "(Brandes 2001) ; contrainte selon Burt (1992)."
        ),
    ),
    "estimated": (
        "Estimated from {n} starting points.",
        "Estimée à partir de {n} points de départ.",
    ),
    "left_out": (
        "Left out, because it takes part in more than half of all activities and would stand between everybody: {names}.",
        "Écarté, parce qu’il prend part à plus de la moitié des activités et serait entre tous : {names}.",
    ),
    "openness_note": (
        (
            "Ties between actors by weight. E–I is (external − internal) / (external + internal); by chance means labels "
            "shuffled among the actors, in closed form."
        ),
        (
            "Liens entre acteurs, par poids. E–I vaut (externe − interne) / (externe + interne) ; « au hasard » : étiquettes "
            "permutées entre acteurs, en forme close."
        ),
    ),
    "communities_note": (
        (
            "Leiden algorithm on weighted ties (Traag et al. 2019); agreement by the adjusted Rand index (Hubert and Arabie "
            "1985). Actors without ties are left out."
        ),
        (
            "Algorithme de Leiden sur liens pondérés (Traag et al. 2019) ; accord par l’indice de Rand ajusté (Hubert et "
            "Arabie 1985). Les acteurs sans lien sont écartés."
        ),
    ),
    "presence_note": (
        "A partner acts where its partnership says, else where the partnership is carried out; a pair counts an actor once.",
        (
            "Un partenaire agit là où son partenariat le dit, sinon là où celui-ci est mené ; une paire compte un acteur une "
            "fois."
        ),
    ),
    "network_note": (
        "Positions by forces (ForceAtlas2, Jacomy et al. 2014).",
        "Positions par forces (ForceAtlas2, Jacomy et al. 2014).",
    ),
    "map_note": (
        "Positions are those of the territories in the source. A point’s weight sums its pairs.",
        "Les positions sont celles des territoires dans la source. Le poids d’un point est la somme de ses paires.",
    ),
    "question": (
        "{theme}: what is there around {territory}?",
        "{theme} : qu’y a-t-il autour de {territory} ?",
    ),
    "partnership": ("partnership", "partenariat"),
    "event": ("event", "événement"),
    "resource": ("resource", "document"),
    "affiliation": ("affiliation", "affiliation"),
    "activity": ("activity", "activité commune"),
    # the summary on a terminal
    "said_source": ("{name}: {said}", "{name} : {said}"),
    "said_loaded": (
        "read {read} rows, kept {kept}; repaired {repaired}, rejected {rejected}",
        "{read} lignes lues, {kept} gardées ; réparées {repaired}, rejetées {rejected}",
    ),
    "said_synthetic": (
        "some of the data are synthetic: do not quote the figures",
        "une part des données est synthétique : ne citez pas les chiffres",
    ),
    "said_store": ("{kept} records in the store", "{kept} enregistrements dans la base"),
    "said_issues": ("issues: {n}, listed in {file}", "anomalies : {n}, dans {file}"),
    "said_network": (
        "{activities} activities tie {tied} actors by {ties} ties",
        "{activities} activités lient {tied} acteurs par {ties} liens",
    ),
    "said_level": (
        "{level}: {territories}, {pairs} cooperating pairs, weight {weight}",
        "{level} : {territories}, {pairs} paires qui coopèrent, poids {weight}",
    ),
    "said_first": ("strongest pair {a} – {b} ({weight})", "paire la plus forte {a} – {b} ({weight})"),
    "said_validated": (
        "{passed} pairs share more than chance (exact, Bonferroni); {could} of {tests} could have passed",
        "{passed} paires partagent plus que par hasard (exact, Bonferroni) ; {could} sur {tests} auraient pu passer",
    ),
    "said_external": (
        "{share} of the weight joins different {level}",
        "{share} du poids relie des territoires différents ({level})",
    ),
    "said_facilitators": ("facilitators: {names}", "facilitateurs : {names}"),
    "said_openness": (
        "openness by {level}: E–I {value}, by chance {expected}",
        "ouverture par {level} : E–I {value}, au hasard {expected}",
    ),
    "said_communities": (
        "{n} communities, modularity {modularity}; agreement with {agreements}",
        "{n} communautés, modularité {modularity} ; accord avec {agreements}",
    ),
    "said_nothing": (
        "no two actors share an activity: there is no cooperation to show",
        "aucun acteur n’en rencontre un autre : il n’y a pas de coopération à montrer",
    ),
    "said_thin": (
        "hardly any cooperation: do not read a network into the few ties",
        "presque pas de coopération : ne lisez pas un réseau dans ces quelques liens",
    ),
    "said_presence": (
        "{several} of {actors} actors act in more than one {level}: {pairs} pairs of {many}, the most that these data show",
        (
            "{several} acteurs sur {actors} agissent dans plus d’un {level} : {pairs} paires de {many}, le plus que montrent "
            "ces données"
        ),
    ),
    "said_question": ("{question} {title}", "{question} {title}"),
    "said_search": (
        "search “{text}”: {total} found, first {title}",
        "recherche « {text} » : {total} trouvés, d’abord {title}",
    ),
    "said_report": ("report: {path}", "rapport : {path}"),
    "said_tables": ("tables: {n} files beside it", "tableaux : {n} fichiers à côté"),
}


class Words:
    """The texts of one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.voice = Voice(lang)
        self._row = 0 if lang == "en" else 1

    def say(self, key: str, **values: object) -> str:
        """The text of the key with its values filled in; whole numbers as the language writes them."""
        shown = {
            name: self.voice.integer(value) if isinstance(value, int) else value
            for name, value in values.items()
        }
        return _texts[key][self._row].format(**shown)

    def number(self, value: float) -> str:
        """A weight, without decimals that mean nothing."""
        return self.voice.number(value)

    def index(self, value: float) -> str:
        """An index from -1 to 1, with its sign."""
        return ("+" if value > 0 else "") + self.voice.decimal(value, 2)

    def activity(self, via: tuple[str, ...]) -> str:
        """One activity of the kinds looked at."""
        return self.say(via[0] if len(via) == 1 else "activity")
