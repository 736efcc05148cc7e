"""The README's Python runs as printed, and its commands exist."""

import doctest
import re
import tomllib
from pathlib import Path

from detente.cli.app import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_its_python_answers_what_it_says():
    tests = doctest.DocTestParser().get_doctest(README, {}, "README.md", None, 0)
    assert doctest.DocTestRunner(verbose=False).run(tests).failed == 0


def test_its_commands_exist():
    assert set(re.findall(r"`detente (\w+)", README)) <= set(COMMANDS)
    assert "pip install . && detente brief RUS PRK" in README
    assert 'pip install ".[dev]" && pytest' in README


def test_its_links_lead_somewhere():
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_one_version():
    from detente import __version__

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__
    assert f"version: {__version__}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
