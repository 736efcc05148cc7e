"""The plain rendering: known answers, a second road, refusals."""

import json
from dataclasses import replace
from math import inf

import numpy as np
import pytest

from detente.claims import Label, Measurement, plain
from detente.errors import BadInput
from detente.world import Source

INVENTED = Source("Invented figures", "nobody", 2024, "CC0-1.0", "", licence_confirmed=True)
SHARE = Measurement(
    "trade.share", {"of": "NLD", "partner": "NOR"}, 0.75, "share", 2024, "By head.", (INVENTED,),
    high=0.8, notes=("Re-exports are in it.",),
)  # fmt: skip

# Known answers


def test_a_measurement():
    assert plain(SHARE) == {
        "name": "trade.share",
        "args": {"of": "NLD", "partner": "NOR"},
        "value": 0.75,
        "low": None,
        "high": 0.8,
        "unit": "share",
        "year": 2024,
        "method": "By head.",
        "notes": ["Re-exports are in it."],
        "sources": [
            {
                "title": "Invented figures",
                "publisher": "nobody",
                "year": 2024,
                "licence": "CC0-1.0",
                "url": "",
                "vintage": "",
                "retrieved": "",
                "sha256": "",
                "licence_confirmed": True,
            }
        ],
    }


def test_a_label_of_text_brings_its_words():
    words = (("en", "labour"), ("nl", "arbeid"))
    assert plain(Label("text", "", words)) == {"kind": "text", "of": "", "texts": dict(words)}


def test_a_label():
    assert plain(Label("country", "NLD")) == {"kind": "country", "of": "NLD"}


# A second road: through JSON and back


def test_numbers_of_any_make_come_back_from_json():
    found = replace(SHARE, value=np.float64(0.1) + np.float64(0.2), low=np.nan)
    back = json.loads(json.dumps(plain(found), allow_nan=False))
    assert (back["value"], back["low"]) == (0.1 + 0.2, None)


# Refusals


def test_refuses_an_infinite_number():
    with pytest.raises(BadInput) as refusal:
        plain(replace(SHARE, value=inf))
    assert str(refusal.value) == (
        "trade.share of=NLD partner=NOR came out infinite. Nothing can be concluded from that: a "
        "ratio to nothing has no answer, which is NaN."
    )
