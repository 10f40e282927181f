"""The house rules that a machine can check: layers, headers, lists of sources, forbidden words."""

import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# What each layer may include besides itself (docs/architecture.md, "Layers").
FOUNDATION = {"base", "model", "graph"}
LATTICE = FOUNDATION | {"territory"}
MIDDLE = LATTICE | {"catalogue", "network"}
MAY_INCLUDE = {
    "base": set(),
    "model": {"base"},
    "graph": {"base"},
    "store": {"base", "model"},
    "io": {"base", "model"},
    "load": {"base", "model", "store", "io"},
    "territory": FOUNDATION,
    "catalogue": LATTICE,
    "network": LATTICE,
    "analysis": MIDDLE,
    "recommend": MIDDLE,
}
# Third-party headers, in .cpp files and private headers only: the first part of the include path.
THIRD_PARTY = {
    "base": {"utf8proc.h"},
    "model": {"nlohmann"},  # the built-in schemes are a JSON file inside the library
    "store": {"sqlite3.h"},
    "io": {"nlohmann"},
    "catalogue": {"libstemmer.h", "utf8proc.h"},
    "recommend": {"Eigen"},
}
PUBLIC_THIRD_PARTY = {"include/tissu/graph/boost.hpp": {"boost/graph", "boost/property_map", "boost/iterator"}}
POSIX = {"fcntl.h", "unistd.h", "dirent.h", "sys/file.h", "sys/stat.h", "sys/types.h"}  # in src/ only

IGNORED_FOLDERS = {".git", ".venv", "build", "out", "dist", "__pycache__", ".hypothesis", ".pytest_cache"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]', re.MULTILINE)


def project_files(*suffixes: str) -> list[Path]:
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(f for f in folders if f not in IGNORED_FOLDERS and not f.endswith(".egg-info"))
        found += [Path(folder) / name for name in sorted(names) if not suffixes or name.endswith(suffixes)]
    return found


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def sources(*folders: str) -> list[Path]:
    return [p for p in project_files(".hpp", ".cpp") if name_of(p).startswith(folders)]


def layer_of(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    return parts[2] if parts[0] == "include" else parts[1]


def layer_included(include: str) -> str | None:
    """The layer that `<tissu/base/id.hpp>` or `"store/statement.hpp"` belongs to."""
    parts = include.removeprefix("tissu/").split("/")
    return parts[0] if parts[0] in MAY_INCLUDE and len(parts) > 1 else None


def is_standard(include: str) -> bool:
    return re.fullmatch(r"[a-z_0-9]+", include) is not None


def matches(include: str, allowed: set[str]) -> bool:
    return any(include == a or include.startswith(a + "/") or include.startswith(a + ".") for a in allowed)


def layer_complaints(name: str, layer: str, includes: list[tuple[str, str]], public: bool) -> list[str]:
    allowed = MAY_INCLUDE[layer] | {layer}
    third_party = PUBLIC_THIRD_PARTY.get(name, set()) if public else THIRD_PARTY.get(layer, set()) | POSIX
    complaints = []
    for bracket, include in includes:
        other = layer_included(include)
        if other is not None:
            if other not in allowed:
                complaints.append(f"{name}: the layer {layer} may not include {include}")
            if public and not include.startswith("tissu/"):
                complaints.append(f"{name}: a public header may not include the private {include}")
        elif include.startswith("tissu_embedded/") or bracket == '"' and "/" not in include:
            if public:
                complaints.append(f"{name}: a public header may not include the private {include}")
        elif not is_standard(include) and not matches(include, third_party):
            complaints.append(f"{name}: the layer {layer} may not include {include}")
    return complaints


def test_includes_go_down_only():
    complaints = []
    for path in sources("include/", "src/"):
        includes = INCLUDE.findall(text_of(path))
        public = name_of(path).startswith("include/")
        complaints += layer_complaints(name_of(path), layer_of(path), includes, public)
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize(
    ("layer", "include", "public"),
    [
        ("base", ("<", "tissu/model/actor.hpp"), True),
        ("store", ("<", "tissu/io/import.hpp"), False),
        ("catalogue", ("<", "tissu/network/network.hpp"), False),
        ("territory", ("<", "tissu/network/network.hpp"), False),
        ("network", ("<", "tissu/store/store.hpp"), False),
        ("analysis", ("<", "tissu/store/store.hpp"), False),
        ("recommend", ('"', "store/statement.hpp"), False),
        ("store", ("<", "sqlite3.h"), True),
        ("io", ("<", "sqlite3.h"), False),
        ("graph", ("<", "nlohmann/json.hpp"), False),
        ("model", ("<", "unistd.h"), True),
    ],
)
def test_the_rule_on_includes_can_fail(layer, include, public):
    assert layer_complaints("some/file", layer, [include], public)


def test_bindings_see_public_headers_only():
    private = {f"{layer}/" for layer in MAY_INCLUDE}
    complaints = [
        f"{name_of(path)}: {include}"
        for path in sources("bindings/", "examples/")
        for _, include in INCLUDE.findall(text_of(path))
        if include.startswith(tuple(private)) or include.startswith("tissu_embedded/")
    ]
    assert not complaints, "\n".join(complaints)


def test_there_are_no_include_cycles():
    headers = {name_of(p).removeprefix("include/"): p for p in sources("include/")}
    graph = {name: [i for _, i in INCLUDE.findall(text_of(p)) if i in headers] for name, p in headers.items()}
    done: set[str] = set()

    def visit(name: str, trail: list[str]) -> None:
        assert name not in trail, " -> ".join([*trail, name])
        if name not in done:
            for other in graph[name]:
                visit(other, [*trail, name])
            done.add(name)

    for name in graph:
        visit(name, [])


def test_public_headers_open_with_a_sentence():
    opening = re.compile(r"#pragma once\n/// \\file\n/// \S.*")
    wrong = [name_of(p) for p in sources("include/") if not opening.match(text_of(p))]
    assert not wrong, wrong


def test_files_are_short():
    generated = {"python/tissu/_core.pyi"}
    long = {
        name_of(p): lines
        for p in project_files(".hpp", ".cpp", ".py", ".pyi", ".sh", ".cmake", ".sql")
        if (lines := text_of(p).count("\n")) > 400 and name_of(p) not in generated
    }
    assert not long, f"400 lines are the limit: {long}"


def test_every_layer_is_built():
    listed = re.search(r"set\(TISSU_LAYERS ([a-z ]+)\)", text_of(ROOT / "CMakeLists.txt")).group(1).split()
    assert listed == list(MAY_INCLUDE)
    with_sources = {layer_of(p) for p in sources("src/") if p.suffix == ".cpp"}
    assert with_sources <= set(listed)


@pytest.mark.parametrize("folder", ["src", "tests/cpp", "bindings", "examples/cpp"])
def test_every_source_is_listed_in_its_cmake_file(folder):
    """A file that no CMakeLists.txt names would never be compiled, and nobody would notice."""
    forgotten = []
    for path in sources(folder + "/"):
        if path.suffix == ".cpp":
            home = next(p for p in path.parents if (p / "CMakeLists.txt").exists())
            words = re.findall(r"[\w./-]+", text_of(home / "CMakeLists.txt"))
            if path.relative_to(home).as_posix() not in words and path.stem not in words:
                forgotten.append(name_of(path))
    assert not forgotten, forgotten


# Written in pieces, so that this file does not find itself.
FORBIDDEN = {
    r"std::" + r"shuffle\b": "differs between standard libraries: use tissu::shuffle",
    r"std::" + r"\w+_distribution\b": "differs between standard libraries: use tissu::Random",
    r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b": "finish it, or file an issue",
    r"/(work|root|home)" + r"/\w": "a path of one machine",
}


def forbidden_in(text: str) -> list[str]:
    return [f"{m.group()!r}: {why}" for rule, why in FORBIDDEN.items() for m in re.finditer(rule, text)]


def test_nothing_forbidden():
    text_files = project_files(".hpp", ".cpp", ".py", ".sh", ".cmake", ".txt", ".md", ".toml", ".json", ".sql", ".cff")
    text_files += [ROOT / "demo", ROOT / "check", ROOT / ".ci" / "run"]
    complaints = [f"{name_of(p)}: {c}" for p in text_files for c in forbidden_in(text_of(p))]
    assert not complaints, "\n".join(complaints)


def test_the_forbidden_is_found():
    assert len(forbidden_in("std::" + "shuffle(a); std::" + "uniform_int_distribution<> d; // TO" + "DO")) == 3
    assert forbidden_in("/ro" + "ot/x")


def test_the_version_is_written_once():
    version = re.search(r"project\(tissu VERSION ([0-9.]+)", text_of(ROOT / "CMakeLists.txt")).group(1)
    assert f"\n## {version}" in text_of(ROOT / "CHANGELOG.md")
    assert f"version: {version}\n" in text_of(ROOT / "CITATION.cff")
