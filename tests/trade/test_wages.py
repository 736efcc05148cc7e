"""The equations themselves: known answers, laws, a second road."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.trade.wages import WageSystem

CENTRAL = 1e-7  # central differences

positive = st.floats(0.1, 3)
tables = arrays(float, (4, 4), elements=positive)
vectors = arrays(float, 4, elements=positive).map(lambda v: v / v.sum())
points = arrays(float, 4, elements=st.floats(-0.3, 0.3))
some_examples = settings(max_examples=30, deadline=None)


@st.composite
def systems(draw):
    """Any system, its deficits small enough that nobody spends less than nothing."""
    income = draw(vectors)
    expenditure = 0.8 * income + 0.2 * draw(vectors)
    theta, supply = draw(st.sampled_from([1.0, 4.0])), draw(st.sampled_from([0.0, 1.3]))
    return WageSystem(
        kernel=draw(tables),
        income=income,
        expenditure=expenditure,
        price_kernel=draw(tables),
        theta=theta,
        supply=supply,
        in_proportion=draw(st.booleans()),
        relief=draw(points),
    )


# Known answers


def test_by_hand_two_equal_countries():
    half = np.full(2, 0.5)
    system = WageSystem(np.full((2, 2), 0.5), half, half, np.full((2, 2), 0.5), theta=1.0)
    x = np.log([2.0, 1.0])  # q = 1/2, 1; A = 3/4; S = 1, 1/2; sales = 1/2, 1; earned 1, 1/2
    np.testing.assert_allclose(np.exp(system.excess(x)), [0.5, 2.0])
    np.testing.assert_allclose(system.spending(np.array([1.0, 0.5])), [1.0, 0.5])


# Laws


@some_examples
@given(systems(), points)
def test_the_world_spends_what_it_earns(system, x):
    earned = np.exp(system.log_earned(x)) * system.income
    assert system.spending(earned).sum() == pytest.approx(earned.sum())
    sold = np.exp(system.excess(x)) * earned
    assert sold.sum() == pytest.approx(earned.sum())


@some_examples
@given(systems(), points, st.floats(-2, 2))
def test_the_unit_of_money_does_not_matter(system, x, shift):
    np.testing.assert_allclose(system.excess(x + shift), system.excess(x), atol=1e-12)
    np.testing.assert_allclose(system.jacobian(x) @ np.ones(4), 0.0, atol=1e-12)


@some_examples
@given(systems(), arrays(float, (3, 4), elements=positive))
def test_rows_of_countries_spend_as_one_at_a_time(system, earned):
    together, memory = system.spending(earned), np.empty((3, 4))
    np.testing.assert_array_equal(system.spending(earned, out=memory), together)
    for row, alone in zip(together, map(system.spending, earned), strict=True):
        np.testing.assert_allclose(row, alone, rtol=1e-14)


@some_examples
@given(systems(), systems(), points)
def test_all_the_way_to_other_markets_is_there(system, other, x):
    changed = replace(other, income=system.income, expenditure=system.expenditure)
    changed = replace(changed, theta=system.theta, supply=system.supply)
    changed = replace(changed, in_proportion=system.in_proportion)
    np.testing.assert_allclose(system.towards(changed, 1.0).excess(x), changed.excess(x))
    np.testing.assert_allclose(system.towards(changed, 0.0).excess(x), system.excess(x))


@some_examples
@given(systems(), points, st.permutations(range(4)))
def test_all_countries_in_another_order_are_the_same_world(system, x, order):
    p = np.array(order)
    np.testing.assert_allclose(system.part(p).excess(x[p]), system.excess(x)[p], atol=1e-12)


@some_examples
@given(systems(), points)
def test_a_column_of_the_kernel_has_no_scale(system, x):
    scaled = replace(system, kernel=system.kernel * np.array([1.0, 7.0, 0.1, 3.0]))
    np.testing.assert_allclose(scaled.excess(x), system.excess(x), atol=1e-12)


# A second road


@some_examples
@given(systems(), points)
def test_the_jacobian_is_what_central_differences_say(system, x):
    steps = 1e-6 * np.eye(4)
    slopes = [(system.excess(x + h) - system.excess(x - h)) / 2e-6 for h in steps]
    np.testing.assert_allclose(system.jacobian(x), np.transpose(slopes), atol=CENTRAL)
