"""Figures by year as measures: known answers, laws, a second road, refusals."""

from dataclasses import replace
from math import isnan, nan
from statistics import mean, median, stdev

import numpy as np
import pytest
from claims.invented import CASE, DIARY, PRESS, TRADE
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.claims import measurement
from detente.claims.series_measures import yearly_changes
from detente.errors import BadInput

ROUNDING = 1e-9  # of sums over a few dozen numbers
few_examples = settings(max_examples=50, deadline=None)
figures = st.lists(st.integers(1, 10**6).map(float), min_size=4, max_size=30)

CHANGES = [0.2, -0.5, 0.25, 0.0]  # of 2015 to 2018; 2019 is missing, so 2020 has none


def measured(name, *, case=CASE, **asked):
    return measurement({}, name, {"series": "trade", **asked}, case)


def changes_of(figures):
    """Every change of a series without gaps, by a plain loop."""
    return [b / a - 1 for a, b in zip(figures, figures[1:], strict=False)]


def case_of(figures):
    years = tuple(range(1990, 1990 + len(figures)))
    known = (True,) * len(figures)
    series = replace(TRADE, years=years, values=tuple(figures), checked=known)
    return replace(CASE, series=(series,))


# Known answers


def test_by_hand_a_figure_of_one_year():
    value = measured("series.value", year=2016)
    assert (value.value, value.unit, value.year, value.sources) == (60e6, "USD", 2016, (PRESS,))
    assert measured("series.value").year == 2020


def test_by_hand_a_change_on_the_year_before():
    assert measured("series.change", year=2016).value == -0.5
    newest = measured("series.change")
    assert (newest.value, newest.year, newest.unit) == (0.0, 2018, "change")


def test_by_hand_one_series_as_a_multiple_of_another():
    ratio = measurement({}, "series.ratio", {"of": "trade", "to": "total"}, CASE)
    assert (ratio.value, ratio.year, ratio.sources) == (0.75, 2018, (PRESS, DIARY))
    asked = {"of": "trade", "to": "total", "first": 2015, "last": 2018}
    assert measurement({}, "series.ratio_change", asked, CASE).value == 0.25


def test_by_hand_how_usual_a_fall_by_a_fifth_is():
    assert measured("series.typical_change").value == pytest.approx(median(map(abs, CHANGES)))
    assert measured("series.volatility").value == pytest.approx(stdev(CHANGES))
    assert measured("series.share_of_years_below", change=-0.2).value == 1 / 4
    z = (-0.2 - mean(CHANGES)) / stdev(CHANGES)
    assert measured("series.z", change=-0.2).value == pytest.approx(z)
    assert measured("series.largest_unnoticed").value == pytest.approx(
        stdev(CHANGES) - mean(CHANGES)
    )


def test_by_hand_the_years_asked_are_those_of_the_changes():
    assert measured("series.typical_change", first=2017, last=2018).value == 0.125
    assert measured("series.typical_change", first=2015, last=2016).value == 0.35


def test_by_hand_years_from_memory_are_named_where_they_count():
    notes = measured("series.typical_change").notes
    assert notes == (
        "trade: Trade of the two; 2015 to 2018, 4 years",
        "From memory or unconfirmed: trade in 2014, 2017.",
    )
    assert measured("series.change", year=2016).notes == ("trade: Trade of the two",)
    assert measured("series.change", year=2015).notes[-1].endswith("trade in 2014.")


@pytest.mark.parametrize(
    ("name", "asked", "why"),
    [
        ("series.value", {"year": 2019}, "No figure for trade in 2019."),
        ("series.change", {"year": 2020}, "No figure for trade in 2019."),
        (
            "series.typical_change",
            {"first": 2018},
            "trade holds 1 yearly changes from 2018 to 2020; too few.",
        ),
    ],
)
def test_by_hand_a_year_without_a_figure_has_no_answer_and_says_why(name, asked, why):
    found = measured(name, **asked)
    assert isnan(found.value)
    assert found.notes[0] == why


def test_by_hand_a_series_that_never_wavers_has_no_spread():
    found = measured("series.z", change=-0.2, case=case_of([1.0, 1.1, 1.21]))
    assert np.std([1.1 / 1.0, 1.21 / 1.1]) > 0  # by a last digit
    assert isnan(found.value)
    assert found.notes[0] == (
        "trade changes alike in every year from 1990 to 1992: there is no spread."
    )


def test_kotra_a_fall_by_a_fifth_in_trade_between_north_korea_and_china():
    """Changes of 2015 to 2018 after the yearly totals that KOTRA published, USD million."""
    case = case_of([6864.0, 5711.0, 6057.0, 5264.0, 2720.0])
    assert measured("series.change", case=case).value == pytest.approx(-0.483, abs=5e-4)
    assert measured("series.share_of_years_below", case=case, change=-0.2).value == 1 / 4


# Laws


@few_examples
@given(figures, st.floats(1e-3, 1e3))
def test_another_currency_changes_no_change(figures, rate):
    ours, theirs = case_of(figures), case_of([rate * figure for figure in figures])
    for name in ("series.typical_change", "series.volatility", "series.largest_unnoticed"):
        one, other = (measured(name, case=case).value for case in (ours, theirs))
        assert one == pytest.approx(other, rel=1e-6, abs=1e-6)


@few_examples
@given(figures, st.floats(0.5, 3))
def test_the_largest_unnoticed_fall_lies_as_many_deviations_below_as_asked(figures, deviations):
    case = case_of(figures)
    fall = measured("series.largest_unnoticed", case=case, deviations=deviations).value
    if 1e-6 < fall < 1:  # no less, for it is what subtracting leaves of larger numbers
        z = measured("series.z", case=case, change=-fall).value
        assert z == pytest.approx(-deviations, rel=1e-6)


@few_examples
@given(figures)
def test_half_of_the_years_change_by_no_more_than_is_typical(figures):
    typical = measured("series.typical_change", case=case_of(figures)).value
    sizes = [abs(change) for change in changes_of(figures)]
    assert np.mean([size <= typical + ROUNDING for size in sizes]) >= 0.5


# A second road: the standard library, over a plain loop


@few_examples
@given(figures)
def test_the_standard_library_finds_the_same_spread(figures):
    case, changes = case_of(figures), changes_of(figures)
    volatility = measured("series.volatility", case=case).value
    assert volatility == pytest.approx(stdev(changes), rel=1e-6, abs=ROUNDING)
    below = measured("series.share_of_years_below", case=case, change=-0.2).value
    assert below == sum(change < -0.2 for change in changes) / len(changes)


@few_examples
@given(st.dictionaries(st.integers(1990, 2020), st.just(0.0) | st.floats(1e-3, 1e6), min_size=1))
def test_a_gap_or_a_zero_gives_no_change(figures):
    years = sorted(figures)
    found = yearly_changes(np.array(years, float), np.array([figures[y] for y in years]))
    expected = [
        figures[y] / figures[y - 1] - 1 if figures.get(y - 1, 0) > 0 else nan for y in years
    ]
    np.testing.assert_allclose(found, expected, rtol=ROUNDING)


# Refusals, word for word


def test_refuses_a_ratio_of_two_units():
    with pytest.raises(BadInput) as refusal:
        measurement({}, "series.ratio", {"of": "trade", "to": "coal"}, CASE)
    assert str(refusal.value) == (
        "series.ratio: trade is in USD and coal in tonnes. "
        "Only two series in the same unit make a ratio."
    )


def test_refuses_years_in_the_wrong_order():
    asked = {"of": "trade", "to": "total", "first": 2018, "last": 2015}
    with pytest.raises(BadInput) as refusal:
        measurement({}, "series.ratio_change", asked, CASE)
    assert str(refusal.value) == (
        "series.ratio_change from 2018 to 2015 is no stretch of years. Name two, in order."
    )
