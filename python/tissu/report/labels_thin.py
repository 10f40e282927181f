"""Sentences for data in which hardly anybody cooperates, English first and French second."""

from __future__ import annotations

THIN: dict[str, tuple[str, str]] = {
    "thin_none": (
        (
            "There is no cooperation in these data: none of the {n} actors shares an activity with another. What follows "
            "is short for that reason."
        ),
        (
            "Il n’y a pas de coopération dans ces données : aucun des {n} acteurs ne partage d’activité avec un autre. La "
            "suite est courte pour cette raison."
        ),
    ),
    "thin_few": (
        (
            "There is hardly any cooperation in these data: {tied} of the {n} actors share an activity with another. Read "
            "nothing into the few ties."
        ),
        (
            "Il n’y a presque pas de coopération dans ces données : {tied} acteurs sur {n} partagent une activité avec un "
            "autre. Ne concluez rien de ces quelques liens."
        ),
    ),
    "cooperation_none": (
        "No two territories share an activity.",
        "Aucune paire de territoires ne partage d’activité.",
    ),
    "presence": ("The same actor in several {level}", "Le même acteur dans plusieurs {level}"),
    "presence_none": (
        "Each of the {n} actors acts in one {level} only.",
        "Chacun des {n} acteurs n’agit que dans un {level}.",
    ),
    "presence_lead": (
        (
            "{several} of {actors} actors act in more than one {level}; they make {n} pair of {many}. || {several} of "
            "{actors} actors act in more than one {level}; they make {n} pairs of {many}."
        ),
        (
            "{several} acteurs sur {actors} agissent dans plus d’un {level} ; ils forment {n} paire de {many}. || "
            "{several} acteurs sur {actors} agissent dans plus d’un {level} ; ils forment {n} paires de {many}."
        ),
    ),
    "presence_read": (
        "An actor at work in two places does not make them cooperate: it is the most that these data show.",
        "Un acteur présent en deux lieux ne les fait pas coopérer : c’est le plus que montrent ces données.",
    ),
    "presence_caption": (
        "Pairs of {level} by the number of actors that act in both",
        "Paires de {level} selon le nombre d’acteurs qui agissent dans les deux",
    ),
}
