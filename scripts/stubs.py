"""Writes python/tissu/_core.pyi, what type checkers and editors know of the compiled module.

    PYTHONPATH=build/dev/python .venv/bin/python scripts/stubs.py

Run it after a change in bindings/. Signatures come from pybind11's first docstring lines, and from
the Python functions that the package adds to the classes.
"""

import inspect
import re
from pathlib import Path

import tissu._core as core

TARGET = Path(__file__).resolve().parents[1] / "python" / "tissu" / "_core.pyi"

# What may stand in an annotation, and where it comes from.
IMPORTS = {
    r"\bcollections\.abc\.": "import collections.abc",
    r"\bdatetime\.": "import datetime",
    r"\bos\.": "import os",
    r"\btyping\.": "import typing",
    r"(?<!\.)\bCallable\b": "from collections.abc import Callable",
    r"(?<!\.)\bIterable\b": "from collections.abc import Iterable",
    r"(?<!\.)\bIterator\b": "from collections.abc import Iterator",
    r"(?<!\.)\bMapping\b": "from collections.abc import Mapping",
    r"(?<!\.)\bSequence\b": "from collections.abc import Sequence",
    r"(?<!\.)\bTextIO\b": "from typing import TextIO",
    r"(?<!\.)\bAny\b": "from typing import Any",
    r"\bnumpy\.(?!typing)": "import numpy",
    r"\bnp\.": "import numpy as np",
    r"\bnumpy\.typing\.": "import numpy.typing",
    r"\btyping_extensions\.": "import typing_extensions",
}
SPECIAL = {"__init__", "__len__", "__iter__", "__getitem__", "__contains__", "__enter__", "__exit__",
           "__arrow_c_stream__", "__arrow_c_schema__"}  # fmt: skip
SHORTER = {
    "typing.SupportsInt | typing.SupportsIndex": "int",
    "typing.SupportsFloat | typing.SupportsIndex": "float",
    "tissu._core.": "",
    "tissu::": "",  # a class that was bound after the function that gives it
    "typing_extensions.CapsuleType": "object",
    "ProgressLike": "Any",
}


def shorter(text: str) -> str:
    for long, short in SHORTER.items():
        text = text.replace(long, short)
    return text


def signatures(function: object) -> list[str]:
    """`(arguments) -> result`, one per overload. Empty if nobody says."""
    if inspect.isfunction(function):
        said = str(inspect.signature(function))
        return [shorter(re.sub(r"(: |-> )'([^']*)'", r"\1\2", said))]
    lines = (function.__doc__ or "").strip().splitlines()
    found = [re.fullmatch(r"(?:\d+\. )?\w*(\(.*\) -> .*)", line) for line in lines]
    return [shorter(m[1]) for m in found if m]


def function_stub(name: str, function: object, indent: str, decorator: str = "") -> list[str]:
    overloads = signatures(function)
    lines = []
    for signature in overloads:
        if len(overloads) > 1:
            lines.append(f"{indent}@typing.overload")
        if decorator:
            lines.append(f"{indent}@{decorator}")
        lines.append(f"{indent}def {name}{signature}: ...")
    if not overloads:
        raise SystemExit(f"stubs: {name} has no signature")
    return lines


def member_stub(name: str, member: object) -> list[str]:
    indent = "    "
    if isinstance(member, staticmethod):
        return function_stub(name, member.__func__, indent, "staticmethod")
    if isinstance(member, property):
        signature = signatures(member.fget)[0].replace("arg0", "self")
        lines = [f"{indent}@property", f"{indent}def {name}{signature}: ..."]
        if member.fset is not None:
            result = signature.split(" -> ")[1]
            lines += [f"{indent}@{name}.setter", f"{indent}def {name}(self, value: {result}) -> None: ..."]
        return lines
    if callable(member):
        return function_stub(name, member, indent)
    return [f"{indent}{name}: typing.ClassVar[{shorter(type(member).__qualname__)}]"]


def is_shown(name: str) -> bool:
    return name in SPECIAL if name.startswith("__") else name != "_pybind11_conduit_v1_"


def class_stub(cls: type) -> list[str]:
    bases = [b.__name__ for b in cls.__bases__ if b is not object and b.__name__ != "pybind11_object"]
    lines = [f"class {cls.__name__}({', '.join(bases)}):" if bases else f"class {cls.__name__}:"]
    for name, member in sorted(vars(cls).items()):
        if name == "__init__" and not signatures(member):  # pybind11's "there is no constructor"
            continue
        if name == "__members__" or not is_shown(name):
            continue
        lines += member_stub(name, member)
    return lines if len(lines) > 1 else [lines[0] + " ..."]


def module_stub(module: object) -> str:
    body: list[str] = []
    classes = [m for m in vars(module).values() if inspect.isclass(m)]
    for cls in sorted(classes, key=lambda c: (len(c.__mro__), c.__name__)):
        body += [*class_stub(cls), ""]
    for name, member in sorted(vars(module).items()):
        if not name.startswith("__") and not inspect.isclass(member):
            body += function_stub(name, member, "") if callable(member) else [f"{name}: {type(member).__name__}"]
    text = "\n".join([*body, "__version__: str", ""])
    imports = sorted(line for pattern, line in IMPORTS.items() if re.search(pattern, text))
    return "\n".join(["# Made by scripts/stubs.py.", *imports, "", text])


if __name__ == "__main__":
    TARGET.write_text(module_stub(core), encoding="utf-8")
