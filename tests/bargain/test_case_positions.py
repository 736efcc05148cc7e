"""Forecasts of an issue of a case: known answers, laws, a second road, refusals."""

from dataclasses import replace

import numpy as np
import pytest
from bargain.line_project import case, position

from detente.bargain import compromise, expected_utility, issue, issue_forecasts, issues_of
from detente.errors import BadInput, MissingData, UnknownLabel

DRAWS = 400
SPREAD = 1.0  # points on a scale of a hundred, of a mean of that many draws

POSITIONS = (
    position("USA", 80, 90, 100, weight=0.2),
    position("PRK", 0, 10, 20, salience=100),
    position("RUS", 30, 40, 50),
    position("RUS", 50, 50, 50, issue="aid"),
    position("PRK", 60, 60, 60, issue="aid"),
)
CASE = replace(case(), positions=POSITIONS)
FOUND = issue_forecasts(CASE, "order", draws=DRAWS)

# Known answers


def test_by_hand_the_mean_and_the_median():
    """Weights 0.1, 0.1 and 0.05: 0.4 × 90 + 0.4 × 10 + 0.2 × 40; half of the weight at 40."""
    assert FOUND.by("mean").at_most_likely == pytest.approx(48)
    assert FOUND.by("median").at_most_likely == pytest.approx(40)
    assert FOUND.by("mean").value == pytest.approx(48, abs=SPREAD)


def test_by_hand_issues_in_the_order_of_the_case():
    assert issues_of(CASE) == ("order", "aid")


def test_by_hand_without_a_range_there_is_no_spread():
    found = issue_forecasts(CASE, "aid", draws=DRAWS).by("mean")
    assert found.low == pytest.approx(found.high)
    assert found.value == pytest.approx((0.05 * 50 + 0.05 * 60) / 0.1)


# Laws


def test_the_ends_hold_the_middle():
    for forecast in FOUND.forecasts:
        assert 0 <= forecast.low <= forecast.value <= forecast.high <= 100


def test_the_same_seed_gives_the_same_forecasts():
    assert issue_forecasts(CASE, "order", draws=DRAWS).forecasts == FOUND.forecasts


# A second road


def test_every_round_is_that_of_the_model_itself():
    asked = issue(
        ["USA", "PRK", "RUS"],
        position=[90, 10, 40],
        salience=[0.5, 1, 0.5],
        capability=[0.2, 0.1, 0.1],
    )
    for variant, kept in (("paper", FOUND.paper), ("code", FOUND.code)):
        assert np.array_equal(kept.position, expected_utility(asked, variant=variant).position)
    assert float(compromise(asked).mean) == FOUND.by("mean").at_most_likely


# Refusals, word for word


def test_refuses_what_the_case_does_not_hold():
    with pytest.raises(MissingData) as refusal:
        issue_forecasts(case(), "order")
    assert str(refusal.value) == (
        "The case holds no positions, so none can be forecast. Add [[positions]]."
    )
    with pytest.raises(UnknownLabel) as refusal:
        issue_forecasts(CASE, "orders")
    assert str(refusal.value) == "No issue 'orders' here. 2 known, nearest: order."
    with pytest.raises(UnknownLabel) as refusal:
        FOUND.by("guess")
    assert str(refusal.value).startswith("No forecaster 'guess' here.")


def test_refuses_one_actor():
    alone = replace(CASE, positions=POSITIONS[:1])
    with pytest.raises(BadInput) as refusal:
        issue_forecasts(alone, "order")
    assert str(refusal.value) == (
        "The actors are USA. Name two or more, each once: with fewer there is nothing to settle."
    )
