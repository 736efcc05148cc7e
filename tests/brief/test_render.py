"""One brief, three renderings: laws, refusals."""

import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from brief.invented import CASE, CLAIMS

from detente.brief import Page, compose, render
from detente.errors import UnknownLabel

TESTS = Path(__file__).parents[1]
SCRIPT = """
import hashlib, importlib, sys
from dataclasses import replace
from brief.invented import CASE, CLAIMS, COLUMNS, SENTENCES
from detente.brief import compose, render
module = importlib.import_module("detente.brief.compose")
real = module.words
module.words = lambda lang: replace(real(lang), sentences=SENTENCES[lang], columns=COLUMNS)
written = compose(CASE, CLAIMS, "nl")
pages = "".join(render(written, format) for format in ("text", "html", "json"))
sys.stdout.write(hashlib.sha256(pages.encode()).hexdigest())
"""

# Laws


@pytest.mark.parametrize("format", get_args(Page))
def test_the_same_brief_gives_the_same_characters(brief, format):
    again = compose(CASE, CLAIMS, brief.lang)
    assert render(brief, format) == render(again, format)


def test_another_process_in_another_place_gives_the_same_bytes():
    def digest(seed, **environment):
        return subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": f"{TESTS.parent / 'src'}:{TESTS}",
                **environment,
            },
            capture_output=True,
            check=True,
            text=True,
        ).stdout

    assert digest("1", LANG="C", TZ="Asia/Vladivostok") == digest("2", LANG="nl_NL.UTF-8")


# Refusals


def test_refuses_a_format():
    with pytest.raises(UnknownLabel) as refusal:
        render(compose(CASE, CLAIMS), "pdf")
    assert str(refusal.value) == "No format 'pdf' here. 3 known, nearest: text, html, json."
