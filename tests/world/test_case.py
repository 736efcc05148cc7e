"""The Case: known answers, laws, certificates, refusals."""

from dataclasses import FrozenInstanceError, replace
from math import isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import BadInput, UnknownLabel
from detente.world import Amount, Case, Fact, Series

CHINA = Fact("T5", "trade", "China's share", 95.7, 95.8, 95.9, "percent", "2018", (), checked=True)
TOTAL = Series(
    "total", "trade", "Trade", "USD million", (2017, 2018), (5260.0, 0.1), (True,) * 2, ()
)

# Known answers


def test_what_is_not_asked_stays_open():
    asked = Case(("RUS", "PRK"))
    assert (asked.year, asked.theta) == (None, None)
    assert asked.deficits is None
    assert asked.diverted_share == 0.2


def test_by_hand_a_fact_is_counted_in_the_unit_of_its_measures():
    assert CHINA.amount == Amount(0.957, 0.958, 0.959, "share")
    assert TOTAL.amounts == (5.26e9, 100_000.0)


def test_what_is_no_number_has_no_amount():
    nothing = replace(CHINA, low=nan, value=nan, high=nan, unit="").amount
    assert isnan(nothing.low)
    assert isnan(nothing.value)
    assert isnan(nothing.high)
    assert nothing.unit == ""


def test_a_fact_is_found_by_its_id():
    assert Case(("RUS", "PRK"), facts=(CHINA,)).fact("T5") is CHINA


# Laws


@given(st.floats(0.1, 100), st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_any_true_theta_and_any_true_share_is_a_question(theta, share):
    asked = Case(("RUS", "PRK"), theta=theta, diverted_share=share)
    assert (asked.theta, asked.diverted_share) == (theta, share)


# Certificates


def test_a_question_does_not_change():
    with pytest.raises(FrozenInstanceError):
        Case(("RUS", "PRK")).year = 2018


# Refusals, word for word


def test_refuses_one_country_twice():
    with pytest.raises(BadInput) as refusal:
        Case(("RUS", "RUS"))
    assert str(refusal.value) == (
        "RUS was given twice. A question is about two different countries."
    )


@pytest.mark.parametrize("theta", [0.0, -4.0, 1e-8, 1e9, float("nan")])
def test_refuses_a_theta_out_of_bounds(theta):
    with pytest.raises(BadInput) as refusal:
        Case(("RUS", "PRK"), theta=theta)
    assert str(refusal.value) == (
        f"theta is {theta}; the elasticity of trade to trade cost lies between 0.1 and 100. Try 4."
    )


@pytest.mark.parametrize("share", [0.0, 1.0, -0.2, 20.0, float("nan")])
def test_refuses_a_share_outside_the_unit_interval(share):
    with pytest.raises(BadInput) as refusal:
        Case(("RUS", "PRK"), diverted_share=share)
    assert str(refusal.value) == (
        f"The share to divert is {share}; it must lie between 0 and 1. Write a fifth as 0.2."
    )


def test_refuses_a_fact_that_it_does_not_hold():
    with pytest.raises(UnknownLabel) as refusal:
        Case(("RUS", "PRK"), facts=(CHINA,)).fact("T6")
    assert str(refusal.value) == "No fact 'T6' here. 1 known, nearest: T5."
