"""A small case, and what is said of it when something in it is changed."""

import json
from copy import deepcopy

import pytest

from detente.errors import Error
from detente.world import case_in

CASE = {
    "id": "ferry",
    "title": "A ferry between Norway and Denmark",
    "pair": ["Norway", "Denmark"],
    "date": "2024-05-01",
    "third_parties": ["Sweden"],
    "sources": {"harbour": {"title": "The harbour's yearbook", "year": 2024}},
    "facts": [
        {
            "id": "F1",
            "about": "ferry",
            "statement": "What the ferry earns",
            "low": 1.5,
            "value": 2,
            "high": 3,
            "unit": "USD million",
            "when": "2023",
            "sources": ["harbour"],
            "checked": True,
        }
    ],
    "series": [
        {
            "id": "trips",
            "about": "ferry",
            "statement": "Trips of the ferry",
            "unit": "count",
            "values": {"2023": 90, "2022": 80},
            "sources": ["harbour"],
        }
    ],
    "visits": [
        {
            "id": "V1",
            "between": ["NOR", "DNK"],
            "first": "2024-04-30",
            "last": "2024-05-01",
            "place": "Oslo",
            "leaders": ["One", "Another"],
            "kind": "official",
            "signed": False,
            "sources": ["harbour"],
            "checked": True,
        }
    ],
    "exchanges": [
        {
            "id": "berth",
            "what": {"en": "A berth", "nl": "Een ligplaats"},
            "giver": "DNK",
            "taker": "NOR",
            "value": ["F1"],
        }
    ],
    "issues": {
        "fare": {"en": "The fare: 100 is the full price", "nl": "De prijs: 100 is de volle prijs"}
    },
    "positions": [
        {
            "actor": "NOR",
            "issue": "fare",
            "value": 40,
            "salience": 60,
            "weight": 0.1,
            "sources": ["harbour"],
            "checked": False,
        }
    ],
    "statements": [
        {
            "id": "S1",
            "speaker": "The captain",
            "quote": "a good two million",
            "lang": "en",
            "meaning": {"en": "The ferry earns 2 million", "nl": "De veerboot verdient 2 miljoen"},
            "kind": "quantity",
            "readings": [
                {
                    "says": {"en": "Two million", "nl": "Twee miljoen"},
                    "measure": "fact.value",
                    "with": {"fact": "F1"},
                    "holds_if": {"stated": "2000000"},
                }
            ],
        }
    ],
}


@pytest.fixture
def written_case():
    """What the small case holds, as JSON would."""
    return deepcopy(CASE)


@pytest.fixture
def case_with(tmp_path, written_case):
    """The small case, after a value at a place as ``facts.0.unit`` was changed; None drops it."""

    def read(place="", value=None):
        *parents, last = (int(p) if p.isdecimal() else p for p in place.split("."))
        table = written_case
        for part in parents:
            table = table[part]
        if value is not None:
            table[last] = value
        elif place:
            del table[last]
        path = tmp_path / "a.json"
        path.write_text(json.dumps(written_case), "utf-8")
        return case_in(path)

    return read


@pytest.fixture
def said_of(tmp_path, case_with):
    """The kind of a refusal and its words, the place on disk left out."""

    def said(place, value=None):
        with pytest.raises(Error) as refusal:
            case_with(place, value)
        return refusal.type, str(refusal.value).replace(str(tmp_path / "a.json"), "FILE")

    return said
