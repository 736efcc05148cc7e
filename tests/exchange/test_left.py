"""What the rules leave: known answers, laws, certificates, a second road, refusals."""

from math import isnan, nan
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.exchange import left_by_rules
from detente.exchange.worth import UNKNOWN, usd
from detente.rules import Outcome

VALUE, NOW = usd(100.0, 150.0, 360.0), usd(27.0, 50.0, 138.0)

some_examples = settings(max_examples=60, deadline=None)
outcomes = st.sampled_from(get_args(Outcome))
ranges = st.lists(st.floats(0.0, 1e9), min_size=3, max_size=3).map(lambda x: usd(*sorted(x)))


# Known answers


@pytest.mark.parametrize(
    ("outcome", "left"),
    [
        ("free", VALUE),
        ("exempt", VALUE),
        ("conditional", usd(0.0, 50.0, 360.0)),
        ("capped", usd(0.0, 50.0, 360.0)),
        ("unnamed", usd(0.0, 0.0, 360.0)),
        ("banned", usd(0.0, 0.0, 0.0)),
    ],
)
def test_by_hand_each_outcome(outcome, left):
    assert left_by_rules(outcome, VALUE, NOW) == left


def test_by_hand_what_runs_on_until_a_day_is_what_there_is():
    assert left_by_rules("conditional", VALUE, NOW, is_running_on=True) == NOW


def test_by_hand_a_cap_holds_back_both_the_middle_and_the_high_end():
    cap = usd(20.0, 40.0, 60.0)
    assert left_by_rules("capped", VALUE, NOW, cap=cap) == usd(0.0, 40.0, 60.0)
    assert left_by_rules("capped", VALUE, usd(10.0, 10.0, 10.0), cap=cap) == usd(0.0, 10.0, 60.0)


def test_by_hand_what_is_unknown_stays_unknown_unless_it_is_banned():
    assert isnan(left_by_rules("free", UNKNOWN, NOW).value)
    assert isnan(left_by_rules("capped", UNKNOWN, NOW).high)
    assert left_by_rules("banned", UNKNOWN, UNKNOWN) == usd(0.0, 0.0, 0.0)
    half = left_by_rules("conditional", VALUE, UNKNOWN)
    assert (half.low, half.high) == (0.0, 360.0)
    assert isnan(half.value)


# Laws


@some_examples
@given(outcomes, ranges, ranges, ranges)
def test_no_rule_leaves_more_than_there_was(outcome, value, now, cap):
    left = left_by_rules(outcome, value, now, cap=cap)
    assert 0.0 <= left.low <= left.value <= left.high <= value.high


@some_examples
@given(ranges, ranges)
def test_a_stricter_outcome_leaves_no_more(value, now):
    strictest_last = ("free", "conditional", "unnamed", "banned")
    highs = [left_by_rules(outcome, value, now).high for outcome in strictest_last]
    lows = [left_by_rules(outcome, value, now).low for outcome in strictest_last]
    assert highs == sorted(highs, reverse=True)
    assert lows == sorted(lows, reverse=True)


@some_examples
@given(outcomes, ranges, ranges, st.sampled_from([0.5, 2.0, 1024.0]))
def test_another_currency_changes_nothing_else(outcome, value, now, rate):
    def exchanged(amount):
        return usd(rate * amount.low, rate * amount.value, rate * amount.high)

    left = left_by_rules(outcome, value, now)
    assert left_by_rules(outcome, exchanged(value), exchanged(now)) == exchanged(left)


# Certificates


@pytest.mark.parametrize("outcome", get_args(Outcome))
def test_every_outcome_of_the_rules_has_an_answer(outcome):
    assert left_by_rules(outcome, VALUE, NOW).unit == "USD"


# A second road


@some_examples
@given(ranges, ranges, ranges)
def test_a_cap_that_does_not_bind_is_a_condition(value, now, cap):
    wide = usd(*(max(a, b) for a, b in ((cap.low, value.high),) * 3))
    capped = left_by_rules("capped", value, now, cap=wide)
    assert capped == left_by_rules("conditional", value, now)


# Refusals: none, since the ledger checks what comes in


def test_a_range_that_is_partly_unknown_is_told_as_such():
    assert isnan(left_by_rules("capped", VALUE, usd(nan, nan, nan)).value)
