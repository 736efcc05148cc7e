"""A statement in a form: known answers, laws, refusals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import BadInput
from detente.web.form import Filled, filled_in, statement_of
from detente.web.page import page_words

WORDS = page_words()
SHARE = {"measure": "trade.share", "arg.of": "PRK", "arg.partner": "CHN"}

# Known answers


def test_a_form_becomes_a_statement_with_one_reading():
    filled = filled_in(
        {**SHARE, "quote": "China takes most", "relation": "at_least", "than": "50%"}
    )
    (said,) = statement_of(filled, None, "en", WORDS).statements
    (reading,) = said.readings
    assert said.quote == "China takes most"
    assert (reading.measure, dict(reading.args)) == ("trade.share", {"of": "PRK", "partner": "CHN"})
    assert (reading.relation, reading.than) == ("at_least", (0.5,))
    assert dict(said.meaning) == {
        "en": "Share of one partner in a country's recorded trade in goods",
        "nl": "Aandeel van één partner in de geregistreerde goederenhandel van een land",
    }
    assert dict(reading.says) == {
        "en": "trade.share of=PRK partner=CHN is at least 50%",
        "nl": "trade.share of=PRK partner=CHN is ten minste 50%",
    }


def test_a_stated_figure_keeps_its_digits():
    filled = filled_in({**SHARE, "than": "93,10 %"})
    assert statement_of(filled, None, "nl", WORDS).statements[0].readings[0].than == ("93.10 %",)


# Laws


@given(st.dictionaries(st.text(max_size=10), st.text(max_size=500), max_size=5))
def test_any_address_fills_in_a_form(query):
    filled = filled_in(query)
    assert len(filled.quote) <= 400
    assert all(value for _, value in filled.args)


# Refusals


def test_a_test_that_is_none_is_refused():
    with pytest.raises(BadInput) as refused:
        statement_of(
            Filled(measure="trade.share", relation="looks_like", than="1"), None, "en", WORDS
        )
    assert str(refused.value) == (
        "'looks_like' is no test. Choose: stated, at_least, at_most, more_than, less_than."
    )


def test_a_threshold_that_is_no_number_is_refused():
    with pytest.raises(BadInput) as refused:
        statement_of(
            Filled(measure="trade.share", relation="at_most", than="half"), None, "en", WORDS
        )
    assert str(refused.value) == "than is 'half', which is no number. Write it as 0.2 or 20 %."
