"""Anderson acceleration: known answers, laws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.trade.acceleration import Anderson


def iterated(step, x, depth, moves):
    memory = Anderson(depth)
    for _ in range(moves):
        x = memory.next_point(x, step(x) - x)
    return x


# Known answers


def test_walker_ni_2011_the_first_move_is_the_plain_one():
    assert iterated(lambda x: 0.5 * x, np.array([8.0]), depth=3, moves=1) == 4.0


def test_walker_ni_2011_a_linear_map_in_n_unknowns_rests_after_n_plus_one_moves():
    rng = np.random.default_rng(0)
    matrix, target = 0.3 * rng.normal(size=(4, 4)), rng.normal(size=4)
    rest = np.linalg.solve(np.eye(4) - matrix, target)
    found = iterated(lambda x: matrix @ x + target, np.zeros(4), depth=4, moves=5)
    np.testing.assert_allclose(found, rest, atol=1e-7)  # the ridge


# Laws


@settings(deadline=None)
@given(st.floats(0.5, 0.99), st.integers(1, 5))
def test_no_slower_than_the_plain_iteration(rate, depth):
    rates = np.linspace(0.1, rate, 6)
    plain = np.ones(6) * rates**12
    quick = iterated(lambda x: rates * x, np.ones(6), depth, moves=12)
    assert np.abs(quick).max() <= np.abs(plain).max()


def test_standing_still_divides_by_nothing():
    assert iterated(lambda x: x, np.ones(3), depth=2, moves=4) == pytest.approx(np.ones(3))
