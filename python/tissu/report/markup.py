"""HTML and SVG by construction: whatever is not `Html` is escaped when it enters an element."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

_hidden = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_void = frozenset({"meta", "link", "br"})
_leaf = frozenset({"circle", "rect", "line", "path", "polyline"})


class Html(str):
    """Text that is HTML already, so it is not escaped again."""

    __slots__ = ()


def visible(value: object) -> str:
    """Text with control, direction and other unseen characters written out, as [U+202E]."""
    return _hidden.sub(lambda match: f"[U+{ord(match[0]):04X}]", str(value))


def clip(value: object, limit: int) -> str:
    """Text cut to at most `limit` characters, the last one being an ellipsis if it was cut."""
    shown = visible(value)
    return shown if len(shown) <= limit else shown[: max(limit - 1, 1)].rstrip() + "…"


def text(value: object) -> Html:
    """Anything as escaped text; `None` is empty and `Html` stays as it is."""
    if isinstance(value, Html):
        return value
    return Html("" if value is None else html.escape(visible(value), quote=True))


def join(*parts: object) -> Html:
    """The parts one after the other, each escaped unless it is `Html`."""
    return Html("".join(text(part) for part in parts))


def element(name: str, /, *children: object, **attributes: object) -> Html:
    """An element. Attribute `class_` is `class`, `aria_label` is `aria-label`; `None` leaves it out."""
    opening = name + "".join(_attribute(key, value) for key, value in attributes.items() if value is not None)
    if name in _void:
        return Html(f"<{opening}>")
    if name in _leaf and not children:
        return Html(f"<{opening}/>")
    return Html(f"<{opening}>{join(*children)}</{name}>")


def link(url: str, label: object) -> Html:
    """A link if the address is http or https with a host, else the label alone."""
    if not is_web_address(url):
        return text(label)
    return element("a", label, href=url, rel="noopener noreferrer nofollow", referrerpolicy="no-referrer")


def is_web_address(url: str) -> bool:
    """Whether the address is plain http(s) with a host and without unseen characters or blanks."""
    if not url or _hidden.search(url) or re.search(r"\s|\\", url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)


def _attribute(key: str, value: object) -> str:
    name = key.rstrip("_").replace("_", "-")
    shown = number(value) if isinstance(value, float) else text(value)
    return f' {name}="{shown}"'


def number(value: float) -> str:
    """A number for an attribute or a path: two decimals at most, no needless zero."""
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown
