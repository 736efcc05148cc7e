"""Figures of a case as measures: known answers, laws, refusals."""

from dataclasses import replace
from itertools import product
from math import isnan

import pytest
from claims.invented import CASE, DIARY, PRESS, fact
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.claims import measurement
from detente.errors import BadInput

ROUNDING = 1e-12  # of one division
few_examples = settings(max_examples=50, deadline=None)
ranges = st.lists(st.integers(1, 10**6), min_size=3, max_size=3).map(sorted)


def measured(name, *facts, **asked):
    case = replace(CASE, facts=(*facts, *CASE.facts))
    return measurement({}, name, asked, case)


# Known answers


def test_by_hand_a_figure_is_given_in_the_base_unit_with_its_range():
    share = measured("fact.value", fact="share")
    assert (share.low, share.value, share.high, share.unit) == (0.957, 0.958, 0.958, "share")
    assert (share.year, share.sources) == (2018, (PRESS,))
    assert share.notes == ("share (2018): What share is",)


def test_by_hand_a_figure_that_nobody_saw_in_print_says_so():
    sales = measured("fact.value", fact="sales")
    assert (sales.value, sales.unit) == (240e6, "USD")
    assert sales.notes[-1] == "From memory or unconfirmed: sales."


def test_by_hand_what_is_no_number_has_no_answer_and_says_why():
    mood = measured("fact.value", fact="mood")
    assert isnan(mood.value)
    assert (mood.notes[0], mood.year) == ("mood states no number.", None)


def test_by_hand_a_ratio_runs_over_both_ranges():
    ratio = measured("fact.ratio", of="fee", to="sales")
    assert (ratio.low, ratio.value, ratio.high) == (150 / 250, 160 / 240, 200 / 240)
    assert (ratio.unit, ratio.year) == ("ratio", 2018)
    assert ratio.notes[-1] == "From memory or unconfirmed: sales."


def test_by_hand_a_figure_is_scaled_as_another_changed():
    diary = fact("count", 12_000, "persons", when="2018-02", source=DIARY)
    everyone = fact("everyone", 30_000, "persons", low=24_000)
    scaled = measured("fact.scaled", diary, everyone, of="workers", by="count", over="everyone")
    assert (scaled.low, scaled.value, scaled.high) == (3_200, 3_200, 5_000)
    assert (scaled.unit, scaled.year, scaled.sources) == ("persons", None, (PRESS, DIARY))


@pytest.mark.parametrize("below", ["loss", "mood"])
def test_by_hand_nothing_is_a_multiple_of_nothing(below):
    ratio = measured("fact.ratio", of="fee", to=below)
    assert isnan(ratio.value)
    assert (
        ratio.notes[0]
        == {
            "loss": "No ratio to loss: it is, or may be, nothing.",
            "mood": "mood states no number.",
        }[below]
    )


# Laws


@few_examples
@given(ranges, ranges)
def test_a_ratio_turned_over_is_one_over_it(one, other):
    a, b = (fact(id, m, "USD", low=lo, high=hi) for id, (lo, m, hi) in (("a", one), ("b", other)))
    there, back = (
        measured("fact.ratio", a, b, of="a", to="b"),
        measured("fact.ratio", a, b, of="b", to="a"),
    )
    assert there.low <= there.value <= there.high
    assert there.value * back.value == pytest.approx(1, rel=ROUNDING)
    assert there.low * back.high == pytest.approx(1, rel=ROUNDING)


# A second road: every pair of values, one by one


@few_examples
@given(ranges, ranges)
def test_the_range_holds_every_pair_and_no_more(one, other):
    a, b = (fact(id, m, "USD", low=lo, high=hi) for id, (lo, m, hi) in (("a", one), ("b", other)))
    ratio = measured("fact.ratio", a, b, of="a", to="b")
    ratios = [x / y for x, y in product(one, other)]
    assert (ratio.low, ratio.high) == pytest.approx((min(ratios), max(ratios)), rel=ROUNDING)


# Refusals, word for word


def test_refuses_a_ratio_of_two_units():
    with pytest.raises(BadInput) as refusal:
        measured("fact.ratio", of="fee", to="workers")
    assert str(refusal.value) == (
        "fact.ratio: fee is in USD and workers in persons. "
        "Only two figures in the same unit make a ratio."
    )
