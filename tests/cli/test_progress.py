"""How far a long run is: known answers, laws."""

import io
import re
import sys

import pytest

from detente.cli.progress import counting


class Watched(io.StringIO):
    """A file that says that it is a terminal."""

    def isatty(self):
        return True


# Known answers


def test_who_watches_sees_how_many_are_done_and_the_answer_stays_clean(monkeypatch):
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(sys, "stderr", Watched())
    monkeypatch.setattr(sys, "stdout", Watched())
    with counting("Severing pairs", 30) as count:
        count(10)
        count(20)
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", sys.stderr.getvalue())
    assert "Severing pairs" in shown
    assert "30/30" in shown
    assert "a second" in shown
    assert sys.stdout.getvalue() == ""


# Laws


@pytest.mark.parametrize("steps", [(), (0,), (5, 5)])
def test_it_is_silent_where_nobody_watches(monkeypatch, steps):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with counting("Severing pairs", 10) as count:
        for step in steps:
            count(step)
    assert sys.stderr.getvalue().strip() == ""
