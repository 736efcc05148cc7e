"""Forecasts scored, and base rates of meetings: known answers, laws, refusals."""

from dataclasses import replace
from math import log

import pytest
from claims.invented_bargain import CASE, FAILS, HOLDS, OPEN, forecast

from detente.claims import came_true, measurement
from detente.errors import BadInput, MissingData

ROUNDING = 1e-12  # a mean of three


def measured(name, case=CASE, **asked):
    return measurement({}, name, asked, case)


# Known answers


@pytest.mark.parametrize(
    ("readings", "outcome"),
    [
        ((HOLDS,), True),
        ((FAILS, OPEN), False),
        ((HOLDS, FAILS), None),
        ((OPEN,), None),
        ((), None),
    ],
)
def test_by_hand_what_became_of_a_forecast(readings, outcome):
    assert came_true({}, CASE, forecast("F", *readings)) is outcome


def test_by_hand_two_of_three_came_true():
    assert measured("score.came_true").value == 2
    assert measured("score.decided").value == 3
    assert measured("score.decided").notes == ("Not decided, and left out: F3.",)


def test_brier_1950_by_hand():
    scored = measured("score.brier", chance=0.8)
    assert scored.value == pytest.approx((0.04 + 0.64 + 0.04) / 3, abs=ROUNDING)


def test_good_1952_by_hand():
    scored = measured("score.log", chance=0.8)
    assert scored.value == pytest.approx(-(2 * log(0.8) + log(0.2)) / 3, abs=ROUNDING)


def test_jeffreys_1946_two_of_three_meetings_signed():
    """A beta distribution of 2.5 and 1.5 has the mean 0.625."""
    chance = measured("visits.signed_chance", a="RUS", b="PRK")
    assert chance.value == pytest.approx(0.625)
    assert 0 < chance.low < 0.625 < chance.high < 1
    assert chance.notes[0] == "2 of 3."


def test_jeffreys_1946_one_of_two_gaps_was_as_long():
    """Gaps of one year and of ten; the open one of not quite eight."""
    assert measured("visits.longer_chance", a="RUS", b="PRK").value == pytest.approx(0.5)


# Laws


def test_a_coin_scores_a_quarter_whatever_happened():
    assert measured("score.brier", chance=0.5).value == pytest.approx(0.25, abs=ROUNDING)


def test_the_meeting_itself_is_not_among_those_before_it():
    notes = measured("visits.signed_chance", a="RUS", b="PRK").notes
    assert notes[0].endswith("of 3.")  # of four in the list


# Refusals, word for word


def test_refuses_a_case_without_a_decided_forecast():
    with pytest.raises(MissingData) as refusal:
        measured("score.brier", replace(CASE, statements=(forecast("F", OPEN),)))
    assert str(refusal.value) == (
        "The case holds no forecast that is decided, so none can be scored. Add statements of "
        'kind = "forecast" with readings of the outcome.'
    )


def test_refuses_a_case_without_a_day():
    with pytest.raises(BadInput) as refusal:
        measured("visits.signed_chance", replace(CASE, day=None), a="RUS", b="PRK")
    assert str(refusal.value) == (
        "The case names no day, so nothing can be before it. Give it a date."
    )


def test_refuses_two_who_never_met():
    with pytest.raises(MissingData) as refusal:
        measured("visits.signed_chance", a="RUS", b="KOR")
    assert str(refusal.value) == "The case lists no meeting of RUS and KOR before 2019-04-25."
    one = replace(CASE, visits=CASE.visits[:1])
    with pytest.raises(MissingData) as refusal:
        measured("visits.longer_chance", one, a="RUS", b="PRK")
    assert str(refusal.value) == (
        "The case lists fewer than two meetings of RUS and PRK before its day."
    )
