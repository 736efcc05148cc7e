"""What a diversion weighs: known answers, laws, a second road. Shares: test_trade_measures."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.claims import measurement
from detente.data import load_world
from detente.errors import MissingData
from detente.world import example_world

EXAMPLE = {2024: example_world()}
WORLDS = {2018: load_world(2018)}
MOVE = {"of": "NLD", "from": "NOR", "to": "QAT"}
ROUNDING = 1e-12
few_examples = settings(max_examples=30, deadline=None)


def value(name, worlds=EXAMPLE, **asked):
    return measurement(worlds, f"trade.{name}", asked).value


# Known answers


def test_by_hand_a_fifth_of_fifty_weighs_ten_in_all_that_norway_trades():
    assert value("diverted_weight", **MOVE, share=0.2) == 10 / 51  # Norway: 50 and 1
    assert value("diverted_weight", **MOVE, share=0.2, **{"in": "QAT"}) == 10 / 16


def test_by_hand_the_largest_share_below_a_tenth_of_norways_trade():
    asked = {"of": "NLD", "from": "NOR"}
    assert value("largest_unnoticed", **asked, below=0.1) == pytest.approx(5.1 / 50)
    assert value("largest_unnoticed", **asked, below=1) == 1.0


def test_data_package_a_fifth_of_north_korean_trade_is_a_ten_thousandth_of_chinas():
    asked = {"of": "PRK", "from": "CHN"}
    weight = value("diverted_weight", WORLDS, **asked, to="RUS", share=0.2)
    assert weight == pytest.approx(0.000115, abs=5e-7)
    assert value("largest_unnoticed", WORLDS, **asked, below=0.001) == 1.0


# Laws


@few_examples
@given(st.floats(0, 1))
def test_the_weight_is_in_proportion_to_the_share(share):
    weight = value("diverted_weight", **MOVE, share=share)
    assert weight == pytest.approx(share * value("diverted_weight", **MOVE, share=1))


@few_examples
@given(st.floats(1e-6, 0.9))
def test_the_largest_unnoticed_share_weighs_just_what_was_asked(below):
    share = value("largest_unnoticed", of="NLD", below=below, **{"from": "NOR"})
    assert value("diverted_weight", **MOVE, share=share) == pytest.approx(below)


# A second road


def test_a_weight_is_a_value_over_a_total():
    move = {"of": "PRK", "from": "CHN", "to": "RUS", "share": 0.2}
    moved, total = value("diverted_value", WORLDS, **move), value("total", WORLDS, of="CHN")
    assert value("diverted_weight", WORLDS, **move) == pytest.approx(moved / total, rel=ROUNDING)


# Refusals, word for word


def test_refuses_to_divert_what_nobody_recorded():
    with pytest.raises(MissingData) as refusal:
        value("diverted_weight", of="PRK", to="RUS", share=0.2, **{"from": "CHN"})
    assert str(refusal.value) == (
        "No goods trade for PRK and CHN and RUS in any one year here. Held for PRK: no year; "
        "CHN: no year; RUS: no year."
    )
