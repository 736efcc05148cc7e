"""A brief as text: known answers, laws."""

import re
from dataclasses import replace

import pytest
from brief.invented import CASE, CLAIMS
from rich.cells import cell_len

from detente.brief import Section, compose, render
from detente.brief.compose import Paragraph
from detente.brief.sentence import Piece, Sentence
from detente.claims import Claim

ESCAPE = re.compile(r"\x1b\[[\d;]*m")
SHORT = [claim for claim in CLAIMS if claim.key in ("exchange.flows", "dependence.partners")]

# Known answers


def test_a_short_brief_word_for_word():
    written = compose(CASE, SHORT)
    assert render(written, "text") == (
        f"""\
What can Russia and North Korea mean for each other?
════════════════════════════════════════════════════
The figures describe 2018.

What they trade
───────────────

Russia sold North Korea goods worth 32.1 million US dollars. [1]

Who leans on whom
─────────────────

Partners of North Korea in 2018

                   North Korea trades   Share
 Partner       million US dollars [2]   % [3]
 ────────────────────────────────────────────
 China                        2,399.6    93.1
 Russia                          34.0     1.3
 Netherlands                     <0.1    <0.1

How each figure was measured
────────────────────────────

[1] 32.1 million US dollars, 2018
    detente measure trade.flow exporter=RUS importer=PRK
    Invented for trade.flow. S1
[2] 2018
    detente measure trade.two_way a=PRK b=CHN (for the first row)
    Invented for trade.two_way. S1
[3] 2018
    detente measure trade.share of=PRK partner=CHN (for the first row)
    Invented for trade.share. S1

Sources
───────

S1 Customs figures that nobody collected. Office of Inventions, 2020, edition
   V2. Licence: CC0-1.0 (licence text read).
   https://example.org/customs?year=2018&kind=goods, retrieved 2020-02-03,
   checksum c0ffee000000

The question as asked
─────────────────────

Countries:               Russia and North Korea
Year of trade:           2018
Trade elasticity:        the customary values
Trade imbalances:        the customary values
Share of trade diverted: 20%

Brief {written.id}, made with detente 0.1.0. The same question, data and version
give the same brief, to the letter.
"""
    )


def test_a_sentence_calls_its_notes_at_its_end(brief):
    assert re.search(r"(93.1%|93,1 procent).*\[5, 6, 7\]", render(brief, "text"), re.DOTALL)


def test_a_long_question_is_underlined_once():
    narrow = render(compose(CASE, CLAIMS), "text", width=30).splitlines()
    assert narrow[:3] == ["What can Russia and North", "Korea mean for each other?", "═" * 30]


def test_a_range_stands_under_its_number():
    text = render(compose(CASE, CLAIMS), "text")
    assert re.search(r"China +\+0.020\n +\+0.010 to \+0.030\n", text)


def test_each_reading_of_a_statement_stands_on_a_line_of_its_own(brief):
    told = [
        Sentence(Claim(f"statements.{key}", "detente", {}), (Piece(text),))
        for key, text in (("said", "Somebody: ‘so it is’."), ("holds", "Holds: it is."))
    ]
    section = Section("statements", "What was said", (Paragraph(tuple(told)),))
    text = render(replace(brief, sections=(section,)), "text")
    assert "\nSomebody: ‘so it is’.\n    Holds: it is.\n" in text


# Laws


@pytest.mark.parametrize("width", [40, 60, 80, 132])
def test_no_line_is_wider_than_asked(brief, width):
    assert max(map(cell_len, render(brief, "text", width=width).splitlines())) <= width


def test_colour_adds_escape_codes_and_nothing_else(brief):
    plain, coloured = render(brief, "text"), render(brief, "text", colour=True)
    assert not ESCAPE.search(plain)
    assert ESCAPE.search(coloured)
    bare = "\n".join(line.rstrip() for line in ESCAPE.sub("", coloured).splitlines())
    assert re.sub(r"\n{3,}", "\n\n", bare).split() == plain.split()


def test_the_environment_does_not_show(brief, monkeypatch):
    before = render(brief, "text")
    for name, value in {"COLUMNS": "33", "FORCE_COLOR": "1", "TERM": "xterm-256color"}.items():
        monkeypatch.setenv(name, value)
    assert render(brief, "text") == before
    monkeypatch.setenv("NO_COLOR", "1")
    assert ESCAPE.search(render(brief, "text", colour=True))
