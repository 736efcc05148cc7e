"""The shape of a statement in a file: known answers, laws, refusals."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from detente.errors import BadInput
from detente.world.statement_shape import HoldsIf, ReadingEntry

BOTH = {"en": "In words", "nl": "In woorden"}
RELATIONS = "stated, at_least, at_most, more_than, less_than, between"

# Known answers


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("50000", "50000"),
        ("20 %", "20 %"),
        ("0.20", "0.20"),
        ("-3.5%", "-3.5%"),
        (50000, "50000"),
        (0.2, "0.2"),
        (3.0, "3"),
        (-4, "-4"),
    ],
)
def test_by_hand_what_was_stated_keeps_its_digits(written, read):
    assert HoldsIf(stated=written).given == {"stated": read}


# Laws


@settings(max_examples=50)
@given(
    st.dictionaries(
        st.sampled_from(["at_least", "at_most", "more_than", "less_than"]),
        st.floats(allow_nan=False, allow_infinity=False),
    )
)
def test_a_reading_has_one_test(relations):
    if len(relations) == 1:
        assert dict(HoldsIf(**relations).given) == relations
    else:
        with pytest.raises(ValidationError):
            HoldsIf(**relations)


@settings(max_examples=50)
@given(
    st.dictionaries(
        st.sampled_from(["of", "partner", "year"]),
        st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.just("CHN")),
    )
)
def test_arguments_stay_what_they_are(arguments):
    text = json.dumps(
        {"says": BOTH, "measure": "m", "with": arguments, "holds_if": {"at_least": 1}}
    )
    assert ReadingEntry.model_validate_json(text).arguments == arguments


# Refusals, word for word

STATEMENT = "FILE: statements no. 1 (S1)"
READING = f"{STATEMENT}, readings no. 1"
ARGUMENTS = (
    "Arguments of the measure, each text, a number or a day: "
    'with = { of = "PRK", partner = "CHN", year = 2018 }.'
)
STATED = (
    'The number as it was said, as text that keeps its digits: stated = "50000", "2.0" or "20 %".'
)
READ = "Write how it is to be measured, or why nothing can measure it."


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (
            "quote",
            "x" * 301,
            f"{STATEMENT}, quote: It has 301 characters, and at most 300 are taken. Quote the "
            "piece that matters.",
        ),
        (
            "quote",
            "two\nlines",
            f"{STATEMENT}, quote: 'two\\nlines' holds letters that no screen shows. Write it on "
            "one line.",
        ),
        (
            "readings",
            None,
            f"{STATEMENT}: It has neither readings nor no_reading_because. {READ}",
        ),
        (
            "no_reading_because",
            BOTH,
            f"{STATEMENT}: It has both readings and no_reading_because. {READ}",
        ),
        (
            "verdict",
            "supported",
            "FILE: No key 'verdict' is known in statements no. 1 (S1). Known: id, speaker, quote, "
            "lang, meaning, kind, readings, no_reading_because, sources.",
        ),
        (
            "readings.0.holds_if",
            {},
            f"{READING}, holds_if: A reading has one test; it has none. Write one of {RELATIONS}.",
        ),
        (
            "readings.0.holds_if",
            {"at_most": 2, "at_least": 1},
            f"{READING}, holds_if: A reading has one test; it has at_least, at_most. Write one of "
            f"{RELATIONS}.",
        ),
        (
            "readings.0.holds_if",
            {"between": [2, 1]},
            f"{READING}, holds_if: between is [2.0, 1.0]. Write the smaller number first.",
        ),
        (
            "readings.0.holds_if",
            {"stated": "50,000"},
            f"{READING}, holds_if.stated is '50,000'. {STATED}",
        ),
        ("readings.0.holds_if", {"stated": True}, f"{READING}, holds_if.stated is True. {STATED}"),
        ("readings.0.with", {"of": ["PRK"]}, f"{READING}, with.of: It is ['PRK']. {ARGUMENTS}"),
        ("readings.0.with", {"year": True}, f"{READING}, with.year: It is True. {ARGUMENTS}"),
        ("readings.0.with", 2018, f"{READING}, with is 2018. {ARGUMENTS}"),
        (
            "readings.0.measures",
            "trade.share",
            "FILE: No key 'measures' is known in statements no. 1 (S1), readings no. 1. Did you "
            "mean measure? Known: says, measure, with, holds_if.",
        ),
    ],
)
def test_refuses_what_is_no_statement(said_of, place, value, said):
    assert said_of(f"statements.0.{place}", value) == (BadInput, said)
