"""The stubs name what the module has: `scripts/stubs.py` makes them."""

import ast
from pathlib import Path

import tissu._core

STUB = Path(__file__).resolve().parents[2] / "python" / "tissu" / "_core.pyi"


def names_in(body: list[ast.stmt]) -> set[str]:
    names = set()
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
        elif isinstance(node, ast.Assign):
            names |= {t.id for t in node.targets if isinstance(t, ast.Name)}
    return {n for n in names if not n.startswith("_")}


def public(thing: object) -> set[str]:
    return {n for n in vars(thing) if not n.startswith("_")}


def test_the_stub_names_everything():
    tree = ast.parse(STUB.read_text(encoding="utf-8"))
    assert names_in(tree.body) == public(tissu._core), "run scripts/stubs.py"


def test_the_stub_names_every_method():
    tree = ast.parse(STUB.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            # what a base class brings is not repeated in the stub
            assert names_in(node.body) == public(getattr(tissu._core, node.name)), f"{node.name}: run scripts/stubs.py"
