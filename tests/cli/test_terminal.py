"""What the terminal is asked: known answers, laws, certificates."""

import io
import sys

import pytest

from detente.brief import compose, render
from detente.claims import Claim
from detente.cli.terminal import PLAIN_WIDTH, WIDEST, page, page_width, waiting
from detente.world import Case


class Watched(io.StringIO):
    """A file that says that it is a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    """Pretend that somebody watches both outputs on a terminal of so many columns."""

    def watched(columns: int = 80) -> None:
        for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setattr(sys, "stdout", Watched())
        monkeypatch.setattr(sys, "stderr", Watched())

    return watched


@pytest.fixture
def brief():
    return compose(Case(("RUS", "PRK")), (Claim("basis.records", "detente", {}),))


# Known answers


@pytest.mark.parametrize(("columns", "width"), [(40, 40), (90, 90), (300, WIDEST)])
def test_a_page_is_as_wide_as_the_terminal_but_not_too_wide(terminal, columns, width):
    terminal(columns)
    assert page_width() == width


def test_a_pipe_has_the_plain_width(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert page_width() == PLAIN_WIDTH


# Laws


def test_bold_is_for_who_watches_and_allows_it(terminal, brief, monkeypatch):
    terminal()
    assert "\x1b[1m" in page(brief)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in page(brief)


def test_json_is_the_same_for_all(terminal, brief):
    terminal(40)
    assert page(brief, json=True) == render(brief, "json")


# Certificates


def test_waiting_shows_itself_to_who_watches_and_never_on_the_answer(terminal):
    terminal()
    with waiting("Solving"):
        pass
    assert "Solving …" in sys.stderr.getvalue()
    assert sys.stdout.getvalue() == ""


def test_waiting_is_silent_where_nobody_watches(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with waiting("Solving"):
        pass
    assert sys.stderr.getvalue().strip() == ""
