"""Every public function that measures has a row in docs/methods.md, and every source can be looked up."""

import inspect
import re
from pathlib import Path

import pytest
import tissu as ts

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "methods.md").read_text(encoding="utf-8")
MODULES = ("cooperation", "twomode", "temporal", "inference", "equity", "graph", "multiplex")
DOI = re.compile(r"10\.\d{4,9}/[^\s;,|]+")


def rows(module):
    """The names in the first column of the table of a module, and the other columns of their row."""
    section = PAGE.partition(f"`ts.{module}`\n")[2].partition("\n## ")[0]
    found = {}
    for line in section.splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 3 and cells[0].startswith("`"):
            found |= dict.fromkeys(re.findall(r"`(\w+)`", cells[0]), cells[1:])
    return found


def functions(module):
    listed = getattr(ts, module)
    return [name for name in listed.__all__ if inspect.isfunction(getattr(listed, name))]


@pytest.mark.parametrize("module", MODULES)
def test_every_function_has_a_row(module):
    found = rows(module)
    missing = [name for name in functions(module) if name not in found]
    assert not missing, f"docs/methods.md, section ts.{module}: expected rows for {missing}"
    strange = [name for name in found if name not in functions(module)]
    assert not strange, f"docs/methods.md, section ts.{module}: no such functions {strange}"


@pytest.mark.parametrize("module", MODULES)
def test_every_row_has_a_formula(module):
    assert [name for name, (formula, _) in rows(module).items() if len(formula) < 4] == []


def test_every_source_can_be_looked_up():
    written = re.findall(r"doi:([^\s;|]+)", PAGE)
    assert len(written) > 80
    assert [doi for doi in written if not DOI.fullmatch(doi.rstrip(".,"))] == []
    assert [doi for doi in written if doi.count("(") != doi.count(")")] == []


def test_sources_agree_with_those_in_the_docstrings():
    """A source in a row is one that the function's own text or its page gives, for the functions that name one."""
    wrong = {}
    for module in MODULES:
        for name, (_, source) in rows(module).items():
            text = inspect.getdoc(getattr(getattr(ts, module), name)) or ""
            said, listed = set(re.findall(DOI, text)), set(re.findall(DOI, source))
            said = {doi.rstrip(".,)") if doi.count("(") < doi.count(")") else doi.rstrip(".,") for doi in said}
            if said and listed and not said & {doi.rstrip(".,") for doi in listed}:
                wrong[f"{module}.{name}"] = sorted(said)
    assert not wrong
