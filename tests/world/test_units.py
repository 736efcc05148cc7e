"""Units: known answers, laws, certificates, a second road, refusals."""

from decimal import Decimal
from fractions import Fraction
from math import isnan, nan
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.claims import Unit
from detente.errors import UnknownLabel
from detente.world import UNITS, in_base_unit

some_unit = st.sampled_from(sorted(UNITS))
some_number = st.floats(-1e12, 1e12).filter(lambda x: x == 0 or abs(x) > 1e-12)

# Known answers


@pytest.mark.parametrize(
    ("value", "unit", "expected", "base"),
    [
        (95.8, "percent", 0.958, "share"),
        (0.0118, "percent", 0.000118, "share"),
        (-96.9, "percent change", -0.969, "change"),
        (2.72, "USD billion", 2.72e9, "USD"),
        (4.62, "USD trillion", 4.62e12, "USD"),
        (22.5, "Mt", 22.5e6, "tonnes"),
        (0.5, "million barrels", 500_000.0, "barrels"),
        (3000, "m", 3.0, "km"),
        (1, "yes/no", 1.0, "count"),
    ],
)
def test_by_hand(value, unit, expected, base):
    assert (in_base_unit(value, unit), UNITS[unit]) == (expected, base)


def test_the_international_mile_of_nist_special_publication_811():
    assert in_base_unit(700, "miles") == 1126.5408


# Laws


@given(st.decimals(-1000, 1000, places=4), st.sampled_from(["percent", "percent change"]))
def test_a_percentage_becomes_the_decimal_that_it_stands_for(written, unit):
    assert in_base_unit(float(written), unit) == float(written / Decimal(100))


@given(some_number, some_number, some_unit)
def test_order_stays(one, other, unit):
    low, high = sorted((one, other))
    assert in_base_unit(low, unit) <= in_base_unit(high, unit)


@given(some_unit)
def test_nothing_stays_nothing_and_no_answer_stays_none(unit):
    assert in_base_unit(0.0, unit) == 0.0
    assert isnan(in_base_unit(nan, unit))


# Certificates


def test_a_base_unit_is_counted_in_itself():
    assert all(UNITS[base] == base for base in UNITS.values())
    assert all(in_base_unit(1.0, base) == 1.0 for base in UNITS.values())


def test_measures_know_every_base_unit():
    assert {*UNITS.values()} <= {*get_args(Unit)}


# A second road


@given(st.integers(-(10**9), 10**9), st.sampled_from(["USD million", "kt", "GW", "percent"]))
def test_the_same_in_fractions(value, unit):
    factor = Fraction(1, 100) if unit == "percent" else Fraction(10**6 if "USD" in unit else 1000)
    assert in_base_unit(value, unit) == float(value * factor)


# Refusals, word for word


def test_refuses_a_unit_that_nobody_knows():
    with pytest.raises(UnknownLabel) as refusal:
        in_base_unit(1.0, "USD milion")
    assert str(refusal.value) == (
        "No unit 'USD milion' here. 51 known, nearest: USD million, USD billion, USD trillion. "
        f"Known: {', '.join(UNITS)}."
    )
