"""The whole page: one HTML string, without script, that asks nothing of any host."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable

from . import frame_sections, sections
from .markup import Html, clip, element, join, text
from .model import StudyResult
from .style import STYLE
from .voice import Voice

_policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

Section = tuple[str, Html, Callable[[StudyResult, Voice], Html]]


def render(study: StudyResult, lang: str = "en") -> str:
    """The study as a self-contained HTML page.

    Parameters
    ----------
    study
        What was found. Every text in it is shown as text, never as markup.
    lang
        ``"en"`` or ``"fr"``: the language of the page's own words and numbers.

    Returns
    -------
    str
        The same study gives the same page, byte for byte.

    Raises
    ------
    ValueError
        If the language is not one of the two.
    """
    voice = Voice(lang)
    listed = _sections(study, voice)
    body = (_section(k + 1, section, study, voice) for k, section in enumerate(listed))
    columns = element("div", _contents(listed, voice), element("main", *body), class_="columns")
    page = element(
        "div",
        _header(study, voice),
        frame_sections.banner(study, voice),
        columns,
        element("footer", voice.say("footer")),
        class_="page",
    )
    return "<!DOCTYPE html>\n" + element("html", _head(study), element("body", page), lang=lang) + "\n"


def write(study: StudyResult, path: str | os.PathLike[str], lang: str = "en") -> None:
    """Writes the page. The file is either the old one or the whole new one, never a half."""
    content = render(study, lang).encode("utf-8")
    folder = os.path.dirname(os.path.abspath(path))
    handle, temporary = tempfile.mkstemp(prefix=".report-", suffix=".html", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sections(study: StudyResult, voice: Voice) -> list[Section]:
    two = "cooperation_two" if len(study.levels) == 2 else "cooperation"
    return [
        ("summary", voice.say("summary"), frame_sections.summary),
        ("cooperation", voice.say(two), sections.cooperation),
        ("facilitators", voice.say("facilitators"), sections.facilitators),
        ("openness", voice.say("openness"), sections.openness),
        ("communities", voice.say("communities"), sections.communities),
        ("network", voice.say("network"), frame_sections.network),
        ("map", voice.say("map"), frame_sections.map_section),
        ("recommendations", voice.say("recommendations"), frame_sections.recommendations),
        ("made", voice.say("made"), frame_sections.made),
    ]


def _head(study: StudyResult) -> Html:
    return element(
        "head",
        element("meta", charset="utf-8"),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{_policy}">'),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("link", rel="icon", href="data:,"),
        element("title", clip(study.title, 200)),
        Html(f"<style>{STYLE}</style>"),
    )


def _header(study: StudyResult, voice: Voice) -> Html:
    known = [part for part in (study.source, study.made.period, study.made.date) if part]
    line = join(
        *(
            part
            for k, item in enumerate(known)
            for part in (
                (" · ", element("bdi", clip(item, 200))) if k else (element("bdi", clip(item, 200)),)
            )
        )
    )
    return element(
        "header",
        element("p", voice.say("kicker"), class_="kicker"),
        element("h1", clip(study.title, 200), dir="auto"),
        element("p", line, class_="source"),
    )


def _contents(listed: list[Section], voice: Voice) -> Html:
    entries = (
        element("li", element("a", f"{k + 1}\u2002", title, href=f"#{name}"))
        for k, (name, title, _) in enumerate(listed)
    )
    return element(
        "nav",
        element("h2", voice.say("contents"), id="contents"),
        element("ol", *entries),
        aria_labelledby="contents",
    )


def _section(k: int, section: Section, study: StudyResult, voice: Voice) -> Html:
    name, title, content = section
    heading = element("h2", element("span", text(k), class_="index"), title, id=f"{name}-title")
    return element("section", heading, content(study, voice), id=name, aria_labelledby=f"{name}-title")
