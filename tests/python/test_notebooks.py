"""The notebooks run from top to bottom in a kernel of their own, and say what they promise."""

import math
import os
import re
from pathlib import Path

import nbclient
import nbformat
import pytest
import tissu._core

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(tissu._core.__file__).absolute().parents[1]
NOTEBOOKS = ROOT / "docs" / "notebooks"
URBACT = ROOT.parent / "shared" / "data" / "networks" / "urbact"

pytestmark = pytest.mark.skipif("asan" in os.environ.get("LD_PRELOAD", ""), reason="a kernel does not run with sanitizers")


def executed(name, folder, monkeypatch, **variables):
    """The notebook with its outputs. A cell that raises is an error."""
    given = {"PYTHONPATH": str(PACKAGE), "IPYTHONDIR": str(folder / "ipython"), "JUPYTER_RUNTIME_DIR": str(folder / "run")}
    for variable, value in ({"TISSU_URBACT": ""} | given | variables).items():
        monkeypatch.setenv(variable, value)
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()
    return notebook


def outputs(notebook):
    """What each cell of code shows, as plain text."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            yield cell.source, "".join(o.get("text", "") or o.get("data", {}).get("text/plain", "") for o in cell.outputs)


def table_of(notebook, source):
    """The rows of the table that the cell with this text shows, each a list of words; and the note."""
    shown = next(text for code, text in outputs(notebook) if source in code)
    lines = shown.splitlines()
    rule = next(i for i, line in enumerate(lines) if re.fullmatch(r"[- ]+", line))
    rows = [re.split(r" {2,}", line.strip()) for line in lines[rule + 1 :]]
    width = len(re.split(r" {2,}", lines[rule].strip()))
    return {row[0]: row[1:] for row in rows if len(row) == width}, shown


def test_notebooks_are_listed_and_hold_no_outputs():
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        assert f"notebooks/{path.name})" in index
        assert not any(cell.get("outputs") for cell in nbformat.read(path, as_version=4).cells)


@pytest.fixture(scope="module")
def of_demo(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        return executed("study", tmp_path_factory.mktemp("demo"), patch)


def test_every_result_is_a_table_with_its_note(of_demo):
    pages = [o["data"].get("text/html", "") for cell in of_demo.cells for o in cell.get("outputs", []) if "data" in o]
    tables = [page for page in pages if "<table" in page]
    assert len(tables) >= 24
    assert [page for page in tables if "<small>" not in page and "<th style=\"text-align:left\">rule" not in page] == []


def test_the_planted_law_is_found(of_demo):
    found, _ = table_of(of_demo, "se_dyadic")
    for term, planted in {"log_distance": -1.1, "same_departement": 0.5, "same_epci_or_ept": 1.2}.items():
        estimate, error = map(float, found[term][:2])
        assert abs(estimate - planted) < 2 * error, (term, estimate, error)


def test_counting_decides_ranks_and_power_is_said(of_demo):
    ranks, note = table_of(of_demo, "rank_correlation_with_full")
    assert float(ranks["full"][0]) == 1 and float(ranks["fractional"][0]) < 1 and "counting" in note or "projection" in note
    power, _ = table_of(of_demo, 'backbone(two, "svn"')
    tests, _, could_pass, passed, _ = map(float, power["over"])
    assert 0 <= passed <= could_pass <= tests


def test_the_same_notebook_on_urbact(tmp_path, monkeypatch):
    if not URBACT.exists():
        pytest.skip("../shared/data/networks/urbact is not there")
    notebook = executed("study", tmp_path, monkeypatch, TISSU_URBACT=str(URBACT))
    corpus, _ = table_of(notebook, "zeros that could not be otherwise")
    assert corpus["territories that take part"] == ["591"] and corpus["activities"] == ["172"]
    assert 0 < int(corpus["zeros that could not be otherwise"][0]) < int(corpus["zeros"][0])
    power, _ = table_of(notebook, 'backbone(two, "svn"')
    assert power["over"][0] == corpus["pairs that could have cooperated"][0] != str(math.comb(591, 2))


def test_two_questions(tmp_path, monkeypatch):
    notebook = executed("two-questions", tmp_path, monkeypatch)
    said = dict(outputs(notebook))
    french = next(text for code, text in said.items() if 'lang="fr"' in code)
    english = next(text for code, text in said.items() if 'lang="en"' in code)
    assert "celui demandé" in french and "the one asked" in english
    assert next(text for code, text in said.items() if "offset=5" in code) == "0"
    steps, _ = table_of(notebook, "narrow.scopes")
    assert list(steps)[:3] == ["commune", "epci", "departement"]
