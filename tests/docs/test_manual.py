"""The manual: every block of every page runs and answers what the page says."""

import ast
import doctest
import inspect
import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from docs.manual import DOCS, PAGES, blocks, commands, left_out

from detente.claims import MEASURES
from detente.cli import main
from detente.cli.app import COMMANDS

ROOT = DOCS.parent
SAME = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(DOCS)))


# Known answers


def ran(command, here):
    """Run one line of a console block in a folder: its exit code and all that it printed."""
    program, *words = shlex.split(command)
    if program == "cat":
        return 0, (here / words[0]).read_text(encoding="utf-8")
    assert program == "detente", f"only detente and cat run in a console block: {command}"
    return main(words), None


@each_page
def test_its_blocks_answer_what_it_says(page, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("DETENTE_DATA", str(tmp_path / "store"))
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    names = {}
    for language, block in blocks(page):
        if language == "python":
            test = doctest.DocTestParser().get_doctest(block, names, page.name, str(page), 0)
            assert test.examples, f"a python block without >>>: {block}"
            failed = doctest.DocTestRunner(verbose=False, optionflags=SAME)
            assert failed.run(test, clear_globs=False).failed == 0, capsys.readouterr().out
            names.update(test.globs)
        elif language == "toml" and (name := re.match(r"# ([\w-]+\.toml)\n", block)):
            Path(name[1]).write_text(block, encoding="utf-8")
        elif language == "console":
            for command, refused, printed in commands(block):
                code, shown = ran(command, tmp_path)
                out, err = capsys.readouterr()
                told = shown or (err if refused else out)
                assert code == int(refused), f"{command}: {err}"
                wrong = printed.strip() and left_out(printed, told)
                assert not wrong, f"{command} does not answer: {wrong}\nbut\n{told}"
        else:
            assert language in {"sh", "toml"}, f"a block of {language} is not known here"


@each_page
def test_its_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (page.parent / target).exists(), target


@each_page
def test_its_commands_exist(page):
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"(?:`|^\$? ?)detente ([a-z]+)\b(?!\.)", text, re.M)
    assert set(named) <= set(COMMANDS)


# Certificates: what the built pages claim to be


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The manual as HTML, every warning an error."""
    if find_spec("furo") is None:
        reason = 'Sphinx and its theme are missing: pip install ".[docs]"'
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    out = tmp_path_factory.mktemp("manual")
    build = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-d", f"{out}/.doctrees"]
    done = subprocess.run([*build, str(DOCS), str(out)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    shutil.rmtree(out / ".doctrees")
    return out


def test_it_builds_without_a_warning(built):
    assert (built / "index.html").exists()


def test_its_pages_fetch_nothing(built):
    fetched = re.compile(r"<(?:script|img|iframe|source)\b[^>]*?\bsrc=\"(?:https?:)?//[^\"]*\"")
    linked = re.compile(r"<link\b[^>]*?\bhref=\"(?:https?:)?//[^\"]*\"")
    for page in built.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert fetched.findall(text) + linked.findall(text) == [], page.name
    for sheet in built.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert not re.findall(r"(?:@import|url\()\s*[\"']?(?:https?:)?//", text), sheet.name


def test_its_equations_are_set_by_the_browser(built):
    pages = list((built / "methods").glob("*.html"))
    assert sum("<math" in page.read_text(encoding="utf-8") for page in pages) > len(pages) / 2


def test_its_dutch_pages_say_so(built):
    assert '<html class="no-js" lang="nl"' in (built / "nl" / "start.html").read_text("utf-8")


@pytest.mark.parametrize(
    "room", ["world", "data", "trade", "rules", "exchange", "bargain", "claims", "study", "brief"]
)
def test_its_reference_has_every_public_name(built, room):
    text = (built / "reference" / f"{room}.html").read_text(encoding="utf-8")
    door = import_module(f"detente.{room}")
    own = [
        alias.name
        for node in ast.parse(inspect.getsource(door)).body
        if isinstance(node, ast.ImportFrom) and node.module.startswith(f"detente.{room}.")
        for alias in node.names
    ]
    assert [name for name in own if f'id="detente.{room}.{name}"' not in text] == []


def test_its_reference_has_every_command_and_measure(built):
    commands_page = (built / "reference" / "commands.html").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f'id="detente-{name}"' not in commands_page] == []
    measures_page = (built / "reference" / "measures.html").read_text(encoding="utf-8")
    assert [m.name for m in MEASURES if f">{m.name}<" not in measures_page] == []
