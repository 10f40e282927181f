"""What all sections are made of: a heading, words, a figure and a note on how it was counted."""

from __future__ import annotations

from .markup import Html, element, join
from .model import Made
from .voice import Voice


def words(*sentences: object) -> Html:
    """A paragraph of sentences; empty ones are left out."""
    spoken = [sentence for sentence in sentences if sentence]
    parts = [part for k, sentence in enumerate(spoken) for part in ((" ", sentence) if k else (sentence,))]
    return element("p", *parts) if spoken else Html("")


def figure(picture: Html, *caption: object) -> Html:
    """A picture with its caption; wide ones scroll on a small screen."""
    spoken = [sentence for sentence in caption if sentence]
    text = join(
        *(part for k, sentence in enumerate(spoken) for part in ((" ", sentence) if k else (sentence,)))
    )
    return element("figure", element("div", picture, class_="scroll"), element("figcaption", text))


def note(definition: str, made: Made, voice: Voice) -> Html:
    """How the numbers of a section were made, and what holds for the whole study."""
    common = [
        voice.say("period", value=made.period) if made.period else None,
        voice.say("geography", value=made.geography) if made.geography else None,
        voice.say("counting", value=voice.word(made.counting)) if made.counting and not definition else None,
        voice.say("seed", value=str(made.seed)) if made.seed is not None else None,
        *(f"{name} {version}" for name, version in list(made.versions.items())[:1]),
    ]
    lines = [part for line in definition.splitlines() if line.strip() for part in (" ", line.strip())]
    shown = [part for item in common if item for part in (item, "; ")][:-1]
    if not lines and not shown:
        return Html("")
    tail = [" (", *shown, ")"] if shown and lines else [" ", *shown]
    return element("p", element("strong", voice.say("definition")), *lines, *tail, class_="note")


def is_sparse(pairs: int, nodes: int) -> bool:
    """Whether there are so few pairs that a picture would promise more than there is."""
    return 4 * pairs < nodes
