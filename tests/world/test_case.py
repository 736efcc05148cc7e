"""The Case: known answers, laws, certificates, refusals."""

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import BadInput
from detente.world import Case

# Known answers


def test_what_is_not_asked_stays_open():
    asked = Case(("RUS", "PRK"))
    assert (asked.year, asked.theta) == (None, None)
    assert asked.deficits is None
    assert asked.diverted_share == 0.2


# Laws


@given(st.floats(0, 1e6, exclude_min=True), st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_any_positive_theta_and_any_true_share_is_a_question(theta, share):
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


@pytest.mark.parametrize("theta", [0.0, -4.0, float("nan")])
def test_refuses_a_theta_that_is_not_positive(theta):
    with pytest.raises(BadInput) as refusal:
        Case(("RUS", "PRK"), theta=theta)
    assert str(refusal.value) == (
        f"theta = {theta}: the trade elasticity must be positive and finite. "
        "It is the elasticity of trade to trade cost without its minus sign; try 4."
    )


@pytest.mark.parametrize("share", [0.0, 1.0, -0.2, 20.0, float("nan")])
def test_refuses_a_share_outside_the_unit_interval(share):
    with pytest.raises(BadInput) as refusal:
        Case(("RUS", "PRK"), diverted_share=share)
    assert str(refusal.value) == (
        f"The share to divert is {share}; it must lie between 0 and 1. Write a fifth as 0.2."
    )
