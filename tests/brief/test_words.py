"""The words of a brief: the same in every language but for the language."""

import re
from collections.abc import Mapping
from typing import get_args

import pytest

from detente.brief.number import DECIMALS, MANNERS
from detente.brief.sentence import Slot, slots
from detente.brief.words import words
from detente.errors import UnknownLabel
from detente.world import Language, country_name

LANGUAGES = get_args(Language)
EN, NL = (words(lang) for lang in LANGUAGES)
TABLES = ("ui", "units", "column_units", "labels", "titles", "columns", "pictures", "sentences")


def flat(table, path=""):
    """Every text of a nested table, by its path."""
    for key, entry in table.items():
        if isinstance(entry, Mapping):
            yield from flat(entry, f"{path}{key}.")
        else:
            yield f"{path}{key}", entry


def texts(worded):
    return {f"{t}.{path}": text for t in TABLES for path, text in flat(getattr(worded, t))}


def blanks(template):
    return {part.name for part in slots(template) if isinstance(part, Slot)}


# Known answers


def test_both_languages_answer():
    assert (EN.ui["sources"], NL.ui["sources"]) == ("Sources", "Bronnen")
    assert (EN.locale, NL.locale) == ("en_GB", "nl")


# Laws


def test_every_language_has_the_same_keys():
    assert list(texts(EN)) == list(texts(NL))


def test_every_language_has_the_same_blanks():
    english, dutch = ({path: blanks(t) for path, t in texts(w).items()} for w in (EN, NL))
    assert english == dutch


@pytest.mark.parametrize("worded", [EN, NL], ids=LANGUAGES)
def test_no_number_is_typed_in_a_sentence(worded):
    for table in (worded.sentences, worded.titles, worded.columns, worded.ui):
        for key, template in table.items():
            said = re.sub(r"\{[^}]*\}", "", template)
            assert not re.search(r"\d", said), f"{key} types a number; it comes from a claim"


@pytest.mark.parametrize("worded", [EN, NL], ids=LANGUAGES)
def test_every_blank_is_asked_for_in_a_known_manner(worded):
    for key, template in {**worded.sentences, **worded.columns}.items():
        for slot in (part for part in slots(template) if isinstance(part, Slot)):
            assert set(slot.manner) <= set(MANNERS), key
            assert len(slot.forms) in (0, 2), f"{key}: {slot.name} has {len(slot.forms)} forms"


@pytest.mark.parametrize("worded", [EN, NL], ids=LANGUAGES)
def test_sections_are_ordered_and_titled(worded):
    assert worded.order == EN.order
    assert sorted(worded.order) == sorted(worded.titles)
    assert {key.partition(".")[0] for key in worded.sentences} <= set(worded.order)


@pytest.mark.parametrize("worded", [EN, NL], ids=LANGUAGES)
def test_every_unit_has_its_words(worded):
    assert set(worded.units) == set(worded.column_units) == set(DECIMALS)
    assert all("{number}" in t for forms in worded.units.values() for t in forms.values())


@pytest.mark.parametrize("worded", [EN, NL], ids=LANGUAGES)
def test_countries_with_a_plural_verb_exist(worded):
    assert all(country_name(code, worded.language) for code in worded.plural)


# Refusals


def test_refuses_a_language_that_no_brief_is_written_in():
    with pytest.raises(UnknownLabel) as refusal:
        words("fr")
    assert str(refusal.value) == "No language 'fr' here. 2 known, nearest: en, nl."


def test_refuses_what_nobody_worded():
    with pytest.raises(UnknownLabel) as refusal:
        NL.looked_up("columns", "colour", NL.columns)
    assert str(refusal.value) == (
        "No 'colour' under [columns] in nl.toml. Word it there, and in the other languages."
    )
