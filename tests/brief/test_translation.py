"""Methods and caveats in Dutch: known answers, laws."""

import re

import pytest

from detente.brief.translation import BLANK, KINDS, translated
from detente.brief.words import words
from detente.claims import MEASURES
from detente.data import shipped_worlds
from detente.world import TABLES

EN, NL = words("en"), words("nl")

# Known answers


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (
            "No answer for 1995: there was no such trade, or nobody reported it.",
            "Geen antwoord voor 1995: er was geen zulke handel, of niemand meldde die.",
        ),
        (
            "From 2015, the highest of the years here, to 2018.",
            "Van 2015, het hoogste van de jaren hier, tot 2018.",
        ),
        (
            "South Korea's trade lacks 86 links that existed in 2018, 1,146.7 billion USD "
            "together: we infer that neither side had reported yet.",
            "In de handel van Zuid-Korea ontbreken 86 stromen die er in 2018 waren, samen 1.146,7 "
            "miljard dollar: daaruit leiden we af dat nog geen van beide kanten had gemeld.",
        ),
        (
            "Gas pipeline in transit: unnamed on 2019-04-25, by UNSCR 2375 OP18, UNSCR 2397 OP7.",
            "Doorvoer van gas per pijpleiding: vergt wat verboden is op 25 april 2019, door UNSCR "
            "2375 OP18, UNSCR 2397 OP7.",
        ),
        ("CHE includes Liechtenstein.", "CHE is met Liechtenstein."),
    ],
)
def test_what_differs_from_one_note_to_the_next_is_kept(note, said):
    assert translated(note, NL) == said


def test_what_nobody_translated_stays_as_it_is():
    assert translated("North Korea's totals may be low.", NL) == ""
    assert translated("XYZ includes Atlantis.", NL) == ""
    assert translated("Recorded trade of 2018.", EN) == ""


# Laws


def test_every_method_of_the_registry_is_told_in_dutch():
    assert [m.name for m in MEASURES if not translated(m.method, NL)] == []


def test_every_caveat_of_the_shipped_tables_is_told_in_dutch():
    notes = {
        note
        for world in shipped_worlds().values()
        for table in TABLES
        if world.holds(table)
        for note in world.notes_of(table)
    }
    assert len(notes) > 30
    assert [note for note in sorted(notes) if not translated(note, NL)] == []


@pytest.mark.parametrize("said", NL.notes)
def test_a_translation_keeps_its_blanks_its_years_and_its_letters(said):
    here = NL.notes[said]
    assert BLANK.findall(here) == BLANK.findall(said)
    assert {*BLANK.findall(said)} <= {*KINDS}
    assert sorted(re.findall(r"\d{4}|θ", said)) == sorted(re.findall(r"\d{4}|θ", here))
