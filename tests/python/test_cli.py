"""The command line: every command, its forms of output, its exit codes, and what it says when something is wrong."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import tissu as ts
from tissu.cli import main
from tissu.cli.parser import parser

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "examples" / "data" / "neighbours"
COMMANDS = [
    "study",
    "load",
    "check",
    "info",
    "search",
    "recommend",
    "network",
    "cooperation",
    "export",
    "formats",
]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("cli") / "neighbours.tissu"
    with ts.open(path) as opened:
        opened.load(PACKAGE)
    return str(path)


@pytest.fixture
def run(capsys):
    """Runs a command: its code, what it printed, what it said on stderr."""

    def runner(*arguments):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            code = stopped.code
        said = capsys.readouterr()
        return code, said.out, said.err

    return runner


def spawned(*arguments, **options):
    """The command as a process of its own, from where the package lies."""
    environment = os.environ | {"PYTHONPATH": str(Path(ts.__file__).absolute().parents[1])}
    return subprocess.Popen(
        [sys.executable, "-m", "tissu", *map(str, arguments)], env=environment, text=True, **options
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_examples(run, command):
    code, out, _ = run(command, "--help")
    assert code == 0
    assert f"usage: tissu {command}" in out and "examples:\n  tissu " + command in out


def test_the_commands_are_those_listed(run):
    _, out, _ = run("--help")
    assert re.findall(r"^    (\w+)(?:  |$)", out, re.MULTILINE) == COMMANDS


def test_examples_in_help_are_understood():
    """Each example parses: its words are those of the parser."""
    import shlex

    for command in COMMANDS:
        sub = parser()._subparsers._group_actions[0].choices[command]
        for line in sub.epilog.splitlines()[1:]:
            words = shlex.split(line.split(">")[0])
            assert parser().parse_args(words[1:]).run


def test_version(run):
    assert run("--version") == (0, f"tissu {ts.__version__}\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["search"],
        ["load", "a.tissu"],
        ["info", "a.tissu", "b.tissu"],
        ["recommend", "--demo"],
        ["network", "--demo", "--measure", "charm"],
        ["cooperation", "--demo"],
        ["study", "--demo"],
        ["search", "--demo", "x", "--limit", "-1"],
        ["info", "--demo", "--json", "--csv"],
        ["export", "--demo"],
        ["cooperation", "--demo", "--level", "epci", "--counting", "roughly"],
    ],
)
def test_wrong_use_exits_2_and_says_why(run, arguments):
    code, out, err = run(*arguments)
    assert code == 2 and out == ""
    assert err.startswith("usage: tissu") and "error: " in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["info", "nowhere.tissu"],
        ["search", "nowhere", "x"],
        ["check", "nowhere"],
        ["load", "made.tissu", "nowhere"],
        ["recommend", PACKAGE, "--theme", "theme:NOT.THERE"],
        ["search", PACKAGE, "x", "--territory", "commune:00000"],
        ["search", PACKAGE, "x", "--facet", "colour"],
        ["network", PACKAGE, "--nodes", "ghost"],
        ["cooperation", PACKAGE, "--level", "galaxy", "--openness"],
        ["network", PACKAGE, "--since", "soon"],
        ["study", PACKAGE, "-o", "out", "--levels", "galaxy"],
        ["study", "nowhere", "-o", "out"],
        ["network", PACKAGE, "--sort", "colour"],
    ],
)
def test_what_cannot_be_done_exits_1_with_one_line(run, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    code, _, err = run(*arguments)
    complaint = [line for line in err.splitlines() if "rows rejected" not in line]
    assert code == 1
    assert len(complaint) == 1 and complaint[0].startswith("tissu: ")
    assert "Traceback" not in err and not Path("out").exists()


def test_load_then_ask(run, tmp_path):
    path = tmp_path / "new.tissu"
    code, out, err = run("load", path, PACKAGE)
    assert code == 1, "a partner nobody has heard of is rejected"
    assert "partners: 11 read, 10 kept, 1 rejected" in out and "rejected partners.csv:12" in out and err == ""
    code, out, _ = run("load", path, PACKAGE)
    assert (code, out.splitlines()[1]) == (0, "already in the store: nothing to do")
    assert run("load", tmp_path / "strict.tissu", PACKAGE, "--strict")[0] == 1
    with ts.open(tmp_path / "strict.tissu") as opened:
        assert len(opened.actors) == 0


def test_check_writes_nothing_and_says_what_is_wrong(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, _ = run("check", PACKAGE)
    assert code == 1 and "1 rejected" in out
    code, out, _ = run("check", PACKAGE, "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["action"] for row in rows} >= {"rejected"} and rows[0].keys() >= {"file", "line", "rule"}
    code, out, _ = run("check", PACKAGE, "--json")
    assert json.loads(out)[0]["ok"] is False
    good = tmp_path / "good"
    good.mkdir()
    (good / "actors.csv").write_text("id,kind,name\norg:1,organisation,One\n")
    assert run("check", good)[0] == 0
    assert list(tmp_path.iterdir()) == [good]


def test_info_counts_what_is_there(run, store):
    code, out, err = run("info", store, "--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    counts = {(row["what"], row["kind"]): row["count"] for row in found["rows"]}
    assert counts["actors", "organisation"] == 6 and counts["territories", "commune"] == 4
    assert found["synthetic"] == "none" and found["revision"] == 1
    assert "organisation" in run("info", store)[1]


def test_a_folder_stands_for_a_store_and_says_what_it_lost(run, store):
    code, out, err = run("info", PACKAGE, "--csv")
    assert code == 0 and out == run("info", store, "--csv")[1]
    assert err == "tissu: neighbours: rows rejected: 2, see tissu check\n"


def test_search_finds_in_three_forms(run, store):
    code, out, _ = run("search", store, "sante", "mentale", "--json")
    found = json.loads(out)
    assert code == 0 and found["found"] == len(found["rows"]) >= 2
    assert {row["id"] for row in found["rows"]} >= {"resource:1", "partnership:1"}
    rows = list(csv.DictReader(io.StringIO(run("search", store, "sante", "mentale", "--csv")[1])))
    assert [row["id"] for row in rows] == [row["id"] for row in found["rows"]]
    assert run("search", store, "santé mentale", "--kind", "resource")[1].startswith("found: 1\n")
    assert "theme:COH.SAN.MEN" in run("search", store, "santé mentale", "--facet", "theme")[1]


def test_recommend_gives_reasons_in_both_languages(run, store):
    question = ["recommend", store, "--theme", "theme:COH.SAN.MEN", "--territory", "Grigny"]
    code, out, _ = run(*question, "--json")
    rows = json.loads(out)["rows"]
    assert code == 0 and rows[0]["rank"] == 1 and all(row["reasons"] for row in rows)
    french = json.loads(run(*question, "--json", "--lang", "fr")[1])["rows"]
    assert [row["id"] for row in french] == [row["id"] for row in rows]
    assert french[0]["reasons"] != rows[0]["reasons"]
    assert rows[0]["title"] in run(*question)[1]


def test_network_measures_are_those_of_the_library(run, store):
    code, out, _ = run(
        "network", store, "--via", "partnership", "--measure", "degree,betweenness,community", "--json"
    )
    found = json.loads(out)
    with ts.open(store, read_only=True) as opened:
        net = opened.network(via="partnership")
        between = dict(zip(net.ids, ts.graph.betweenness(net, normalized=True)["betweenness"].tolist()))
    assert code == 0 and found["nodes"] == len(net) and found["ties"] == net.size == 8
    assert {row["node"]: row["betweenness"] for row in found["rows"]} == pytest.approx(between)
    assert found["rows"][0]["betweenness"] == max(between.values())
    assert "nodes actor via partnership" in found["note"] and "Betweenness" in found["note"]
    edges = list(
        csv.DictReader(io.StringIO(run("network", store, "--via", "partnership", "--edges", "--csv")[1]))
    )
    assert len(edges) == net.size
    shown = run("network", store, "--via", "partnership", "--top", "2")[1]
    assert len(shown.splitlines()) == 2 + 2 + 2 + 1, shown


def test_cooperation_counts_by_hand(run, store):
    code, out, _ = run("cooperation", store, "--level", "departement", "--json")
    found = json.loads(out)
    weights = {frozenset((row["a"], row["b"])): row["weight"] for row in found["rows"]}
    assert code == 0 and found["pairs"] == 3
    assert weights[frozenset(("departement:91", "departement:77"))] == 2
    assert weights[frozenset(("departement:91", "departement:94"))] == 2
    assert weights[frozenset(("departement:91",))] == 1
    code, out, _ = run("cooperation", store, "--level", "departement", "--openness", "--csv")
    assert code == 0 and {row["group"] for row in csv.DictReader(io.StringIO(out))} == {
        "departement:77",
        "departement:91",
        "departement:94",
    }


def test_export_is_a_package_that_loads_again(run, store, tmp_path):
    assert run("export", store, tmp_path / "package")[0] == 0
    assert run("export", store, tmp_path / "copy.tissu")[0] == 0
    for made in ("package", "copy.tissu"):
        assert run("info", tmp_path / made, "--csv")[1] == run("info", store, "--csv")[1]
    code, _, err = run("export", store, tmp_path / "package")
    assert code == 1 and err.startswith("tissu: ")


def test_the_demo_base_announces_what_is_invented(run):
    code, out, err = run("search", "--demo", "logement", "--kind", "resource", "--limit", "1", "--csv")
    assert code == 0 and len(out.splitlines()) == 2
    assert err.startswith("tissu: demo base: ") and "synthetic" in err and err.count("\n") == 1


def test_formats_are_listed(run):
    code, out, _ = run("formats", "--json")
    assert code == 0 and {"package", "urbact", "cog"} <= {row["name"] for row in json.loads(out)["rows"]}


def test_a_store_asked_a_question_is_not_changed(run, store):
    before = Path(store).read_bytes()
    for question in (
        ["info", store],
        ["search", store, "santé"],
        ["network", store],
        ["cooperation", store, "--level", "epci"],
    ):
        assert run(*question)[0] == 0
    assert Path(store).read_bytes() == before


def test_cells_of_a_hostile_table_stay_cells(run, tmp_path):
    package = tmp_path / "hostile"
    package.mkdir()
    (package / "actors.csv").write_text(
        'id,kind,name\norg:1,organisation,"=HYPERLINK(""x"")"\norg:2,organisation,"\x1b[2Jred\u202e"\n',
        encoding="utf-8",
    )
    (package / "partnerships.csv").write_text("id,title\np:1,Two\n")
    (package / "partners.csv").write_text("partnership,actor\np:1,org:1\np:1,org:2\n")
    code, out, _ = run("network", package, "--csv")
    assert code == 0 and "'=HYPERLINK" in out
    _, out, _ = run("network", package)
    assert "\x1b" not in out and "\u202e" not in out


def test_a_closed_pipe_is_quiet(store):
    with spawned("info", store, "--json", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        said = process.stderr.read()
        assert process.wait(timeout=60) in (0, 141)
    assert said == ""


def test_ctrl_c_exits_130(tmp_path):
    """A reader that never finishes, because its input is a pipe that nobody writes to, is stopped."""
    code = (
        "import sys, time, tissu.cli.commands as c\n"
        "def slow(chosen):\n    print('ready', flush=True)\n    time.sleep(60)\n"
        "c.formats = slow\n"
        "from tissu.cli import main\nsys.exit(main(['formats']))\n"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(ts.__file__).absolute().parents[1])}
    with subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, "tissu: stopped\n")


def test_the_module_runs_as_a_program(store):
    with spawned("info", store, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "") and "actors" in out
    with spawned("info", "nowhere", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "") and err.startswith("tissu: expected a store")
