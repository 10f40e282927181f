"""Every sentence of the page, English first and French second. ` || ` parts the singular from the plural."""

from __future__ import annotations

from .labels_thin import THIN

TEXTS: dict[str, tuple[str, str]] = {
    # frame
    "contents": ("Contents", "Sommaire"),
    "kicker": ("Cooperation study", "Étude de coopération"),
    "table_behind": (
        "The table behind the picture ({n} row) || The table behind the picture ({n} rows)",
        "Le tableau derrière l’image ({n} ligne) || Le tableau derrière l’image ({n} lignes)",
    ),
    "table_whole": ("All {n} rows", "Les {n} lignes"),
    "more": ("… and {n} more. || … and {n} more.", "… et {n} autre. || … et {n} autres."),
    "more_in": (
        "… and {n} more, see {file}. || … and {n} more, see {file}.",
        "… et {n} autre, voir {file}. || … et {n} autres, voir {file}.",
    ),
    "whole_in": ("The whole table is in {file}.", "Le tableau complet est dans {file}."),
    "definition": ("How it is counted.", "Comment c’est compté."),
    "period": ("period {value}", "période {value}"),
    "geography": ("geography of {value}", "géographie du {value}"),
    "counting": ("counting: {value}", "comptage : {value}"),
    "seed": ("seed {value}", "graine {value}"),
    "not_studied": ("This part was not studied.", "Cette partie n’a pas été étudiée."),
    "other": ("other", "autres"),
    "unknown": ("unknown", "inconnu"),
    "footer": (
        "Made by tissu. This page is one file: it asks nothing of any other computer.",
        "Fait par tissu. Cette page est un seul fichier : elle ne demande rien à aucun autre ordinateur.",
    ),
    # 1 summary
    "summary": ("Summary", "Résumé"),
    "synthetic_all": (
        "Synthetic data: everything shown here is invented. Do not quote these figures.",
        "Données synthétiques : tout ce qui est montré ici est inventé. Ne citez pas ces chiffres.",
    ),
    "synthetic_some": (
        "Partly synthetic data: some of what is shown here is invented. Do not quote these figures.",
        (
            "Données en partie synthétiques : une part de ce qui est montré ici est inventée. Ne citez "
            "pas ces chiffres."
        ),
    ),
    "nothing_loaded": ("Nothing was loaded from {source}.", "Rien n’a été chargé depuis {source}."),
    "loaded": (
        (
            "{n} line was read from {source}: {kept} kept, {repaired} of them repaired; {rejected} "
            "rejected. || {n} lines were read from {source}: {kept} kept, {repaired} of them repaired; "
            "{rejected} rejected."
        ),
        (
            "{n} ligne a été lue depuis {source} ; gardées : {kept}, dont réparées : {repaired} ; "
            "rejetées : {rejected}. || {n} lignes ont été lues depuis {source} ; gardées : {kept}, dont "
            "réparées : {repaired} ; rejetées : {rejected}."
        ),
    ),
    "loaded_caption": (
        "Lines read, kept, repaired and rejected, by table",
        "Lignes lues, gardées, réparées et rejetées, par table",
    ),
    "issues_none": ("No issue was found in the input.", "Aucune anomalie n’a été trouvée dans les données."),
    "issues": (
        (
            "{n} issue was found in the input, and each was dealt with as shown. || {n} issues were "
            "found in the input, and each was dealt with as shown."
        ),
        (
            "{n} anomalie a été trouvée dans les données, et traitée comme indiqué. || {n} anomalies ont "
            "été trouvées dans les données, chacune traitée comme indiqué."
        ),
    ),
    "issues_caption": (
        "What was wrong, where, and what was done",
        "Ce qui n’allait pas, où, et la suite donnée",
    ),
    "issues_show": (
        "Show the issues ({n}) || Show the issues ({n})",
        "Montrer l’anomalie ({n}) || Montrer les anomalies ({n})",
    ),
    "figure_pairs": ("cooperating pairs: {level}", "paires qui coopèrent : {level}"),
    "figure_external": (
        "of the weight joins different {level}",
        "du poids relie des territoires différents : {level}",
    ),
    "figure_communities": ("communities", "communautés"),
    # 2 cooperation
    "cooperation": ("Cooperation at several levels", "La coopération à plusieurs niveaux"),
    "cooperation_two": ("Cooperation at two levels", "La coopération à deux niveaux"),
    "between": ("Between {level}", "Entre {level}"),
    "pairs_none": (
        ("No two {level} appear together in what was loaded: there is no cooperation to show at this level."),
        (
            "Aucune paire ({level}) n’apparaît ensemble dans ce qui a été chargé : il n’y a pas de "
            "coopération à montrer à ce niveau."
        ),
    ),
    "pairs": (
        (
            "{n} pair of {level} cooperates, out of {possible} possible ({share}). || {n} pairs of "
            "{level} cooperate, out of {possible} possible ({share})."
        ),
        (
            "{n} paire coopère ({level}), sur {possible} possibles ({share}). || {n} paires coopèrent "
            "({level}), sur {possible} possibles ({share})."
        ),
    ),
    "pairs_sparse": (
        (
            "This is very little: most of the {territories} {level} have no tie at all, so no matrix is "
            "drawn and nothing should be read into the few ties."
        ),
        (
            "C’est très peu : la plupart ({territories} {level}) n’ont aucun lien ; aucune matrice n’est "
            "donc dessinée, et il ne faut rien tirer de ces quelques liens."
        ),
    ),
    "pairs_first": (
        "The strongest is {a} – {b} with {weight}.",
        "La plus forte est {a} – {b} avec {weight}.",
    ),
    "pairs_first_many": (
        "{count} pairs are strongest with {weight} each, among them {a} – {b}.",
        "{count} paires sont les plus fortes avec {weight} chacune, dont {a} – {b}.",
    ),
    "pairs_external": (
        "{share} of the weight joins different {level}.",
        "{share} du poids relie des territoires différents ({level}).",
    ),
    "pairs_chart": (
        "The strongest pairs of {level} by {weight}",
        "Les paires les plus fortes ({level}), par {weight}",
    ),
    "pairs_caption": ("Pairs of {level}, strongest first", "Paires ({level}), la plus forte d’abord"),
    "matrix": (
        (
            "Cooperation between {level}: the darker, the more {weight}; blank means none. The diagonal "
            "is cooperation inside."
        ),
        (
            "La coopération entre {level} : plus c’est foncé, plus il y a de {weight} ; blanc : rien. La "
            "diagonale est la coopération interne."
        ),
    ),
    "matrix_part": (
        "Only the {n} strongest of {all} are drawn.",
        "Seuls les {n} plus forts sur {all} sont dessinés.",
    ),
    "weight": ("weight", "poids"),
    # 3 facilitators
    "facilitators": ("Facilitators", "Les facilitateurs"),
    "facilitators_none": (
        "No actor stands between others, so nobody can be called a facilitator here.",
        "Aucun acteur ne se trouve entre d’autres : personne ne peut être dit facilitateur ici.",
    ),
    "facilitators_lead": (
        "{name} lies on more shortest paths between others than any of the {n} actors",
        "{name} se trouve sur plus de plus courts chemins entre les autres qu’aucun des {n} acteurs",
    ),
    "facilitators_joins": (
        "and joins {n} {level}.",
        "et relie {n} {level}.",
    ),
    "facilitators_read": (
        (
            "Betweenness counts the shortest paths between two others that pass through the actor. "
            "Constraint is low when an actor’s partners do not know each other, which is where an actor "
            "can broker. A high rank says where somebody stands in the recorded ties, not how well they "
            "work."
        ),
        (
            "L’intermédiarité compte les plus courts chemins entre deux autres qui passent par l’acteur. "
            "La contrainte est faible quand ses partenaires ne se connaissent pas entre eux : c’est là "
            "qu’il peut faire le lien. Un rang élevé dit une place dans les liens recensés, non la "
            "qualité du travail."
        ),
    ),
    "facilitators_caption": ("The actors most between others", "Les acteurs les plus « entre » les autres"),
    # 4 openness
    "openness": ("Openness by territory", "L’ouverture par territoire"),
    "openness_none": (
        "No {level} has a tie, so openness cannot be measured.",
        "Aucun lien n’est recensé ({level}) : l’ouverture ne peut pas être mesurée.",
    ),
    "openness_lead": (
        (
            "{n} of {all} {level} has more ties outside than inside. || {n} of {all} {level} have more "
            "ties outside than inside."
        ),
        (
            "{n} sur {all} ({level}) a plus de liens externes qu’internes. || {n} sur {all} ({level}) "
            "ont plus de liens externes qu’internes."
        ),
    ),
    "openness_index": (
        "Over the whole network the E–I index is {value} (−1: all inside, +1: all outside).",
        "Sur tout le réseau, l’indice E–I vaut {value} (−1 : tout interne, +1 : tout externe).",
    ),
    "openness_expected": (
        "By chance, with territories of these sizes, it would be {value}.",
        "Au hasard, avec des territoires de ces tailles, il vaudrait {value}.",
    ),
    "openness_small": (
        "Many small territories push this index up by themselves.",
        "De nombreux petits territoires font monter cet indice à eux seuls.",
    ),
    "openness_chart": (
        "Share of ties to the outside and inside, by territory; E–I index at the right",
        "Part des liens vers l’extérieur et à l’intérieur, par territoire ; indice E–I à droite",
    ),
    "openness_part": (
        "The {n} with most ties are drawn, of {all}.",
        "Les {n} qui ont le plus de liens, sur {all}.",
    ),
    "openness_caption": (
        "Ties inside and outside, by territory",
        "Liens internes et externes, par territoire",
    ),
    "outside": ("outside", "externe"),
    "inside": ("inside", "interne"),
    "no_tie": ("no tie", "aucun lien"),
    # 5 communities
    "communities": ("Communities against borders", "Les communautés face aux frontières"),
    "communities_none": (
        "No community was found: there are too few ties.",
        "Aucune communauté n’a été trouvée : il y a trop peu de liens.",
    ),
    "communities_lead": (
        "The ties form {n} community || The ties form {n} communities",
        "Les liens forment {n} communauté || Les liens forment {n} communautés",
    ),
    "modularity_weak": (
        " with modularity {value}: a weak division, to be read with care.",
        " avec une modularité de {value} : une division faible, à lire avec prudence.",
    ),
    "modularity_clear": (
        " with modularity {value}: a clear division.",
        " avec une modularité de {value} : une division nette.",
    ),
    "agreement_none": (
        "They do not follow the borders of {level} (adjusted Rand index {value}).",
        "Elles ne suivent pas les limites : {level} (indice de Rand ajusté {value}).",
    ),
    "agreement_part": (
        "They partly follow the borders of {level} (adjusted Rand index {value}).",
        "Elles suivent en partie les limites : {level} (indice de Rand ajusté {value}).",
    ),
    "agreement_most": (
        "They largely follow the borders of {level} (adjusted Rand index {value}).",
        "Elles suivent largement les limites : {level} (indice de Rand ajusté {value}).",
    ),
    "communities_chart": (
        "What each community is made of: number of actors by {level}",
        "De quoi chaque communauté est faite : nombre d’acteurs par {level}",
    ),
    "communities_part": ("The {n} largest are drawn, of {all}.", "Les {n} plus grandes, sur {all}."),
    "communities_caption": (
        "Composition of the communities by {level}",
        "Composition des communautés par {level}",
    ),
    "agreements_caption": (
        "Agreement of communities and borders (1: identical, 0: as by chance)",
        "Accord des communautés et des limites (1 : identiques, 0 : comme au hasard)",
    ),
    # 6 network
    "network": ("The network", "Le réseau"),
    "network_none": (
        "There is nothing to draw: no two actors are tied.",
        "Il n’y a rien à dessiner : aucun acteur n’est lié à un autre.",
    ),
    "network_sparse": (
        (
            "{tied} of {n} actors are tied at all, by {ties} ties. This is too little for a picture of "
            "the network: the ties are listed instead."
        ),
        (
            "{tied} acteurs sur {n} ont un lien, par {ties} liens. C’est trop peu pour une image du "
            "réseau : les liens sont énumérés."
        ),
    ),
    "network_lead": (
        (
            "{tied} of {n} actors are tied, by {ties} ties. Two actors stand near each other when their "
            "partners are the same; position has no other meaning."
        ),
        (
            "{tied} acteurs sur {n} ont des liens, {ties} en tout. Deux acteurs sont proches quand leurs "
            "partenaires sont les mêmes ; la position n’a pas d’autre sens."
        ),
    ),
    "network_figure": (
        "Size shows the number of partners, colour the group ({group}).",
        "La taille montre le nombre de partenaires, la couleur le groupe ({group}).",
    ),
    "network_figure_plain": (
        "Size shows the number of partners.",
        "La taille montre le nombre de partenaires.",
    ),
    "edges_all": ("All {n} ties are drawn.", "Les {n} liens sont tous dessinés."),
    "edges_part": ("The {n} strongest of {all} ties are drawn.", "Les {n} liens les plus forts sur {all}."),
    "edges_least": (
        "{n} of {all} ties are drawn: those of weight {least} or more.",
        "{n} liens sur {all} sont dessinés : ceux de poids {least} ou plus.",
    ),
    "nodes_part": (
        "The {n} actors with most partners are drawn, of {all}, and the ties between them.",
        "Les {n} acteurs qui ont le plus de partenaires, sur {all}, et les liens entre eux.",
    ),
    "alone": (
        "{n} actor without any tie is not drawn. || {n} actors without any tie are not drawn.",
        "{n} acteur sans lien n’est pas dessiné. || {n} acteurs sans lien ne sont pas dessinés.",
    ),
    "network_caption": ("Ties, strongest first", "Liens, le plus fort d’abord"),
    # 7 map
    "map": ("The map", "La carte"),
    "map_none": (
        "No place has coordinates, so there is no map.",
        "Aucun lieu n’a de coordonnées : il n’y a donc pas de carte.",
    ),
    "map_lead": (
        "{n} place is on the map. || {n} places are on the map.",
        "{n} lieu est sur la carte. || {n} lieux sont sur la carte.",
    ),
    "map_missing": (
        "{n} has no coordinates. || {n} have no coordinates.",
        "{n} n’a pas de coordonnées. || {n} n’ont pas de coordonnées.",
    ),
    "map_sparse": ("Hardly any of them are tied.", "Presque aucun n’est lié à un autre."),
    "map_figure": (
        (
            "Places and the ties between them; the larger the disc, the more {weight}. No base map, so "
            "that nothing is fetched. Equal-area projection."
        ),
        (
            "Les lieux et leurs liens ; plus le disque est grand, plus il y a de {weight}. Sans fond de "
            "carte, pour ne rien aller chercher. Projection équivalente."
        ),
    ),
    "map_part": (
        "The {n} places with most {weight} are drawn, of {all}.",
        "Les {n} lieux qui ont le plus de {weight}, sur {all}.",
    ),
    "map_outside": (
        "{n} place lies outside the frame: || {n} places lie outside the frame:",
        "{n} lieu est hors du cadre : || {n} lieux sont hors du cadre :",
    ),
    "map_outside_lines": (
        (
            "{n} tie to a place that is not shown is not drawn. || {n} ties to places that are not shown "
            "are not drawn."
        ),
        (
            "{n} lien vers un lieu non montré n’est pas dessiné. || {n} liens vers des lieux non montrés "
            "ne sont pas dessinés."
        ),
    ),
    "map_caption": ("Places of the map", "Lieux de la carte"),
    # 8 recommendations
    "recommendations": ("Sample recommendations", "Exemples de recommandations"),
    "recommendations_lead": (
        (
            "{n} question was put to the catalogue; each answer says why it is there. || {n} questions "
            "were put to the catalogue; each answer says why it is there."
        ),
        (
            "{n} question a été posée au catalogue ; chaque réponse dit pourquoi elle est là. || {n} "
            "questions ont été posées au catalogue ; chaque réponse dit pourquoi elle est là."
        ),
    ),
    "recommendations_none": ("No recommendation was asked for.", "Aucune recommandation n’a été demandée."),
    "search_heading": ("Search: “{text}”", "Recherche : « {text} »"),
    "search_found": (
        "{n} thing was found; the best answer comes first. || {n} things were found; the best answers come first.",
        "{n} réponse trouvée, la meilleure d’abord. || {n} réponses trouvées, les meilleures d’abord.",
    ),
    "recommendation_empty": ("Nothing suitable was found.", "Rien de convenable n’a été trouvé."),
    # 9 made
    "made": ("How it was made", "Comment cela a été fait"),
    "made_lead": (
        "The same files, command, seed and version give the same figures.",
        "Les mêmes fichiers, commande, graine et version donnent les mêmes chiffres.",
    ),
    "command": ("Command", "Commande"),
    "versions": ("Versions", "Versions"),
    "seed_name": ("Seed", "Graine"),
    "period_name": ("Period", "Période"),
    "geography_name": ("Geography", "Géographie"),
    "counting_name": ("Counting", "Comptage"),
    "date_name": ("Date", "Date"),
    "sources_caption": ("Source files", "Fichiers sources"),
} | THIN
