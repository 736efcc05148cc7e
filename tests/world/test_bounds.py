"""What numbers in a question may be: known answers, laws, refusals."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import BadInput
from detente.world import tariff_rate, trade_elasticity

# Known answers


@pytest.mark.parametrize(
    "four", [4, 4.0, Fraction(4), np.int64(4), np.float32(4), np.float64(4), np.uint8(4)]
)
def test_any_kind_of_four_is_four(four):
    found = trade_elasticity(four)
    assert (found, type(found)) == (4.0, float)


# Laws


@given(st.floats(0.1, 100))
def test_every_elasticity_within_the_bounds_stays_what_it_is(theta):
    assert trade_elasticity(theta) == theta


@given(st.floats(-0.99, 10))
def test_every_rate_up_to_ten_stays_what_it_is(rate):
    assert tariff_rate(rate) == rate


# Refusals, word for word


@pytest.mark.parametrize(
    ("theta", "shown"),
    [
        (1e-8, "1e-08"),
        (1e9, "1000000000.0"),
        (0, "0"),
        (-4.0, "-4.0"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (np.float64(0.05), "0.05"),
        (np.int64(101), "101"),
        (True, "True"),
        (np.True_, "True"),
        ("4", "'4'"),
    ],
)
def test_refuses_what_is_no_elasticity(theta, shown):
    with pytest.raises(BadInput) as refusal:
        trade_elasticity(theta)
    assert str(refusal.value) == (
        f"theta is {shown}; the elasticity of trade to trade cost lies between 0.1 and 100. Try 4."
    )


def test_refuses_a_percentage_for_a_fraction():
    with pytest.raises(BadInput) as refusal:
        tariff_rate(25.0)
    assert str(refusal.value) == "rate = 25 is 2,500 %; write 0.25 for 25 %."
