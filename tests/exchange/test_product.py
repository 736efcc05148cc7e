"""Products of facts and what they are measured in: known answers, laws."""

import pytest
from exchange.invented import fact
from hypothesis import given
from hypothesis import strategies as st

from detente.exchange import product

EXACT = 1e-12  # one product of floating-point numbers

GAS = fact("gas", 10, unit="bcm")
WAY = fact("way", 700, unit="km")
FEE = fact("fee", 2, unit="USD/1000 m3/100 km")

# Known answers


def test_kogas_2018_ten_bcm_over_seven_hundred_km():
    found = product([GAS, WAY, FEE])
    assert found.unit == {"USD": 1}
    assert found.at({}) == pytest.approx(140e6, rel=EXACT)
    assert found.units == "bcm × km × USD/1000 m3/100 km"


def test_by_hand_what_does_not_cancel_stays():
    assert product([WAY, FEE]).unit == {"USD": 1, "bcm": -1}
    assert product([]).unit == {}
    assert product([]).at({}) == 1.0


# Laws


@given(st.permutations([GAS, WAY, FEE]))
def test_the_order_of_facts_changes_nothing(facts):
    assert product(facts).unit == {"USD": 1}
    assert product(facts).at({}) == pytest.approx(140e6, rel=EXACT)


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_product_follows_each_of_its_facts(gas, way):
    values = {"gas": gas, "way": way}
    assert product([GAS, WAY, FEE]).at(values) == pytest.approx(gas * way * 2 * 1e4, rel=1e-9)
