"""The words of the command line: commands, arguments, help."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from tissu import _core
from tissu.study.options import LANGUAGES, VIA

from . import commands

_source = "a store (.tissu), or a file or folder that can be read, which is then loaded into memory"
_kinds = ("resource", "event", "partnership", "actor")
_countings = ("full", "pairs", "fractional", "newman", "hyperbolic", "amount", "lead")
_projections = (
    "count",
    "binary",
    "pairs",
    "newman",
    "fractional",
    "hyperbolic",
    "amount",
    "lead",
    "jaccard",
    "cosine",
)


def parser() -> argparse.ArgumentParser:
    """The parser of all commands. Each leaves the function to run in `run`."""
    top = argparse.ArgumentParser(
        prog="tissu",
        description="Networks of actors, what brings them together and where.",
        epilog="try:\n  tissu study --demo -o out, then open out/report.html",
        formatter_class=_help,
    )
    top.add_argument("--version", action="version", version=f"tissu {_core.__version__}")
    added = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (_study, _load, _check, _info, _search, _recommend, _network, _cooperation, _export, _formats):
        add(added)
    return top


def _help(prog: str) -> argparse.HelpFormatter:
    """Examples keep their lines; words and their explanation share one."""
    return argparse.RawDescriptionHelpFormatter(prog, max_help_position=28)


def _command(
    added: argparse._SubParsersAction,
    name: str,
    run: Callable[[argparse.Namespace], int],
    help: str,
    *examples: str,
) -> argparse.ArgumentParser:
    sub = added.add_parser(
        name,
        help=help,
        description=help[0].upper() + help[1:] + ".",
        epilog="\n".join(["examples:", *(f"  tissu {name} {example}".rstrip() for example in examples)]),
        formatter_class=_help,
    )
    sub.set_defaults(run=run, parser=sub)
    return sub


def _study(added: argparse._SubParsersAction) -> None:
    sub = _command(
        added,
        "study",
        commands.study,
        "the main job: cooperation tables, facilitators, communities, pictures and one page, written to a folder",
        "urbact/ -o out",
        "--demo -o out --lang fr",
        "network.tissu -o out --levels epci,departement --since 2018",
    )
    _add_source(sub)
    sub.add_argument(
        "-o", "--out", metavar="OUT", type=Path, required=True, help="the folder to write to, made if absent"
    )
    sub.add_argument("--overwrite", action="store_true", help="replace the files of an earlier study in OUT")
    sub.add_argument(
        "--levels",
        metavar="A,B",
        type=_list,
        default=(),
        help="kinds of territory, the finest first (default: chosen from the data)",
    )
    _add_lens(sub)
    sub.add_argument("--seed", type=int, default=0, metavar="N", help="of communities and layout (default 0)")
    sub.add_argument("--lang", choices=LANGUAGES, default="en", help="of the page (default en)")
    sub.add_argument("--title", default="", help="of the page")
    sub.add_argument(
        "--date", default="", metavar="DAY", help="to show on the page (default: SOURCE_DATE_EPOCH, or none)"
    )
    sub.add_argument(
        "--format", metavar="NAME", help="of the source (default: recognised; see tissu formats)"
    )
    _add_threads(sub)
    sub.add_argument("-q", "--quiet", action="store_true", help="no progress and no summary")


def _load(added: argparse._SubParsersAction) -> None:
    sub = _command(
        added,
        "load",
        commands.load,
        "read files or folders into a store, each in one transaction",
        "network.tissu package/",
        "network.tissu communes.csv epci.json --strict",
    )
    sub.add_argument("store", metavar="STORE", type=Path, help="a store (.tissu), made if absent")
    sub.add_argument("paths", metavar="PATH", type=Path, nargs="+", help="what to load")
    sub.add_argument("--source", metavar="TEXT", help="who says so (default: what the reader knows)")
    sub.add_argument("--source-kind", metavar="KIND", help="REEL_SEED, REEL_OUVERT, CALCULE, ESTIME or SYNTH")
    sub.add_argument("--strict", action="store_true", help="write nothing if any row would be rejected")
    _add_reading(sub)
    _add_output(sub)


def _check(added: argparse._SubParsersAction) -> None:
    sub = _command(
        added,
        "check",
        commands.check,
        "say what load would report, and write nothing; exit code 1 if rows would be rejected",
        "package/",
        "memberships.csv --csv > issues.csv",
        "package/ --store network.tissu",
    )
    sub.add_argument("paths", metavar="PATH", type=Path, nargs="+", help="what to check")
    sub.add_argument("--store", metavar="STORE", type=Path, help="check against what is in this store")
    _add_reading(sub)
    _add_output(sub)


def _info(added: argparse._SubParsersAction) -> None:
    sub = _command(added, "info", commands.info, "say what is in a store", "network.tissu", "--demo --json")
    _add_source(sub)
    _add_output(sub)


def _search(added: argparse._SubParsersAction) -> None:
    sub = _command(
        added,
        "search",
        commands.search,
        "find resources, events, partnerships and actors",
        'network.tissu "santé mentale des jeunes"',
        '--demo éducation --territory "Évry-Courcouronnes"',
        "--demo logement --kind resource --facet theme",
    )
    _add_source(sub, "what to look for")
    _add_about(sub)
    sub.add_argument("--type", metavar="TYPE", action="append", help="only of this type (may be repeated)")
    sub.add_argument("--facet", metavar="NAME", help="count by theme, territory, kind, type or year instead")
    sub.add_argument("--limit", type=_count, default=20, metavar="N", help="how many (default 20)")
    sub.add_argument("--offset", type=_count, default=0, metavar="N", help="after how many")
    _add_output(sub)


def _recommend(added: argparse._SubParsersAction) -> None:
    sub = _command(
        added,
        "recommend",
        commands.recommend,
        "what to look at next, with reasons",
        '--demo --theme "santé mentale" --territory "Évry-Courcouronnes"',
        "network.tissu --actor org:1234 --kind event --lang fr",
    )
    _add_source(sub)
    _add_about(sub)
    sub.add_argument("--actor", metavar="CODE", help="for this actor")
    sub.add_argument("--limit", type=_count, default=10, metavar="N", help="how many (default 10)")
    sub.add_argument("--no-widen", action="store_true", help="nothing from outside the territory")
    sub.add_argument("--diversity", type=float, default=0.0, metavar="D", help="0 to 1: variety (default 0)")
    sub.add_argument("--fairness", type=float, default=0.0, metavar="F", help="0 to 1: between territories (default 0)")
    sub.add_argument("--level", default="departement", metavar="KIND", help="of those territories (default departement)")
    sub.add_argument("--seen", action="store_true", help="also what the actor knows already")
    sub.add_argument("--lang", choices=LANGUAGES, default="en", help="of the reasons (default en)")
    _add_output(sub)


def _network(added: argparse._SubParsersAction) -> None:
    sub = _command(
        added,
        "network",
        commands.network,
        "who is linked to whom, and who stands where",
        "network.tissu --via partnership",
        "--demo --nodes territory --level epci --measure degree,pagerank",
        "network.tissu --edges --csv > edges.csv",
    )
    _add_source(sub)
    _add_lens(sub)
    sub.add_argument(
        "--nodes",
        default="actor",
        metavar="KIND",
        help="actor, person, organisation, collective, territory or theme (default actor)",
    )
    sub.add_argument("--level", metavar="KIND", help="with territories: commune, epci, country …")
    sub.add_argument(
        "--projection",
        choices=_projections,
        default="count",
        help="how sharing becomes weight (default count)",
    )
    sub.add_argument("--within", metavar="CODE", action="append", help="only actors seated in this territory")
    sub.add_argument("--without", metavar="CODE", action="append", help="leave this actor out")
    sub.add_argument("--min-weight", type=float, default=0.0, metavar="W", help="leave lighter ties out")
    sub.add_argument(
        "--measure",
        type=_list,
        default=("degree", "betweenness", "constraint"),
        metavar="A,B",
        help=f"of {', '.join(commands.MEASURES)} (default degree,betweenness,constraint)",
    )
    sub.add_argument(
        "--sort",
        metavar="COLUMN",
        help="the largest first (default: the last measure of degree or betweenness)",
    )
    sub.add_argument("--edges", action="store_true", help="the ties instead of the nodes")
    sub.add_argument("--seed", type=int, default=0, metavar="N", help="of communities (default 0)")
    _add_limit(sub)
    _add_threads(sub)
    _add_output(sub)


def _cooperation(added: argparse._SubParsersAction) -> None:
    sub = _command(
        added,
        "cooperation",
        commands.cooperation,
        "how much territories cooperate, pair by pair",
        "urbact/ --level country",
        "--demo --level epci --counting fractional",
        "--demo --level departement --openness",
    )
    _add_source(sub)
    _add_lens(sub)
    sub.add_argument(
        "--level", metavar="KIND", required=True, help="the kind of territory: commune, epci, city, country …"
    )
    sub.add_argument(
        "--counting", choices=_countings, default="full", help="how a partnership counts (default full)"
    )
    sub.add_argument(
        "--openness", action="store_true", help="ties of actors inside and outside each territory instead"
    )
    _add_limit(sub)
    _add_threads(sub)
    _add_output(sub)


def _export(added: argparse._SubParsersAction) -> None:
    sub = _command(
        added,
        "export",
        commands.export,
        "write everything in a store to a data package or a new store",
        "network.tissu package/",
        "network.tissu copy.tissu",
        "--demo demo-package/",
    )
    sub.add_argument("words", metavar="STORE PATH", nargs="+", help=f"{_source}; then where to write")
    sub.add_argument("--demo", action="store_true", help="the embedded example base, instead of STORE")
    sub.add_argument(
        "--format", choices=("package", "sqlite"), help="default: sqlite for .tissu, .sqlite and .db"
    )
    sub.set_defaults(takes_text=True)


def _formats(added: argparse._SubParsersAction) -> None:
    sub = _command(added, "formats", commands.formats, "list the formats that can be read", "")
    _add_output(sub)


def _add_source(sub: argparse.ArgumentParser, text: str = "") -> None:
    shown = "STORE TEXT" if text else "STORE"
    sub.add_argument(
        "words", metavar=shown, nargs="*" if text else "?", help=_source + (f"; then {text}" if text else "")
    )
    sub.add_argument("--demo", action="store_true", help="the embedded example base, instead of STORE")
    sub.set_defaults(takes_text=bool(text))


def _add_about(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--theme", metavar="THEME", help="a code or a label")
    sub.add_argument("--territory", metavar="PLACE", help="a code or a name")
    sub.add_argument("--kind", choices=_kinds, action="append", help="only these (may be repeated)")
    _add_period(sub)


def _add_lens(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--via", choices=VIA, action="append", help="only these activities (may be repeated)")
    sub.add_argument(
        "--theme", metavar="CODE", action="append", help="only activities about this concept or below"
    )
    _add_period(sub)


def _add_period(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--since", metavar="DATE", help="2018, 2018-05 or 2018-05-31")
    sub.add_argument("--until", metavar="DATE", help="a year or month counts whole, a day is outside")


def _add_reading(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--format", metavar="NAME", help="default: recognised from the content; see tissu formats"
    )
    sub.add_argument("-q", "--quiet", action="store_true", help="no progress")


def _add_limit(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--top",
        type=_count,
        metavar="N",
        help="how many rows (default 20 on a terminal, all with --csv or --json)",
    )


def _add_threads(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--threads", type=_count, default=0, metavar="N", help="0: all (default); the result is the same"
    )


def _add_output(sub: argparse.ArgumentParser) -> None:
    form = sub.add_mutually_exclusive_group()
    form.add_argument(
        "--json", action="store_const", dest="form", const="json", help="for machines: rows, units and note"
    )
    form.add_argument(
        "--csv", action="store_const", dest="form", const="csv", help="for machines and spreadsheets"
    )
    sub.set_defaults(form="text")


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"expected 0 or more, found {text}")
    return number
