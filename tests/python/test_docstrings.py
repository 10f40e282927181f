"""The example in every docstring runs and gives what it says."""

import doctest
import importlib
import pkgutil

import pytest

import tissu

MODULES = sorted(
    module.name for module in pkgutil.walk_packages(tissu.__path__, "tissu.") if not module.name.endswith((".__main__", "._core"))
)


def examples(name: str) -> list[doctest.DocTest]:
    module = importlib.import_module(name)
    return [test for test in doctest.DocTestFinder(exclude_empty=True).find(module) if test.examples]


def test_there_are_examples():
    assert sum(bool(examples(name)) for name in MODULES) > 3


@pytest.mark.parametrize("name", MODULES)
def test_examples_of(name):
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    for test in examples(name):
        runner.run(test, out=said.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(said)
