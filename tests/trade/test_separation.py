"""Zeros that cannot be fitted: known answers, laws, certificates, a second road, refusals."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from detente.errors import NoSolution
from detente.trade.separation import (
    dummies,
    free_direction,
    is_separated,
    least_squares,
)

ROUNDING = 1e-9  # of least squares on some dozens of dummies

some_examples = settings(max_examples=40, deadline=None)
PAIRS = np.array([(i, j) for i in range(5) for j in range(5) if i != j])
NOTHING = np.zeros((len(PAIRS), 0))  # no variables, only effects


def drawn(seed, positive=0.5):
    """Random flows, many of them zero, and one variable that is often zero too."""
    draw = np.random.default_rng(seed)
    y = np.where(draw.random(len(PAIRS)) < positive, draw.exponential(size=len(PAIRS)), 0)
    x = np.where(draw.random(len(PAIRS)) < 0.3, draw.normal(size=len(PAIRS)), 0)
    return y, x[:, None]


# Known answers


def test_by_hand_an_exporter_of_nothing():
    y = np.where(PAIRS[:, 0] == 2, 0.0, 1.0)
    np.testing.assert_array_equal(is_separated(y, NOTHING, PAIRS), PAIRS[:, 0] == 2)


def test_by_hand_one_group_sells_nothing_to_another_and_of_the_way_back_nothing_is_known():
    first, second = (PAIRS < 2).T
    known = ~(~first & second)
    y = np.where(first & ~second, 0.0, 1.0)[known]
    found = is_separated(y, NOTHING[known], PAIRS[known])
    np.testing.assert_array_equal(found, (first & ~second)[known])


def test_by_hand_a_variable_that_pulls_zeros_both_ways_separates_none():
    y = np.ones(len(PAIRS))
    y[:2] = 0.0
    x = np.zeros((len(PAIRS), 1))
    x[:2, 0] = 1.0, -1.0
    assert not is_separated(y, x, PAIRS).any()
    assert list(np.flatnonzero(is_separated(y, np.abs(x), PAIRS))) == [0, 1]


def test_by_hand_flows_without_zeros_are_never_separated():
    assert not is_separated(np.ones(len(PAIRS)), NOTHING, PAIRS).any()


# Laws


@some_examples
@given(st.integers(0, 10**6), st.sampled_from([1e-6, -1.0, 1e6]))
def test_the_size_of_flows_and_the_unit_of_a_variable_do_not_matter(seed, unit):
    y, x = drawn(seed)
    np.testing.assert_array_equal(
        is_separated(y, x, PAIRS), is_separated(np.sign(y), unit * x, PAIRS)
    )


@some_examples
@given(st.integers(0, 10**6))
def test_once_they_are_gone_no_more_are_found(seed):
    y, x = drawn(seed)
    left = ~is_separated(y, x, PAIRS)
    assert not is_separated(y[left], x[left], PAIRS[left]).any()


@some_examples
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(seed, chance):
    y, x = drawn(seed)
    order = chance.sample(range(len(y)), len(y))
    expected = is_separated(y, x, PAIRS)[order]
    np.testing.assert_array_equal(is_separated(y[order], x[order], PAIRS[order]), expected)


# Certificates


@some_examples
@given(st.integers(0, 10**6))
def test_a_free_direction_is_zero_where_it_must_be_and_no_smaller_one_fits_as_well(seed):
    draw = np.random.default_rng(seed)
    design = dummies(PAIRS)
    np.testing.assert_allclose(design @ free_direction(design, draw), 0, atol=ROUNDING)
    target = draw.normal(size=len(PAIRS))
    expected = np.linalg.lstsq(design.toarray(), target, rcond=None)[0]
    np.testing.assert_allclose(least_squares(design, target), expected, atol=ROUNDING)


# A second road to the same answer


@some_examples
@example(191972, 0.3)  # stated as two inequalities a row, HiGHS stops on this one
@given(st.integers(0, 10**6), st.sampled_from([0.15, 0.3, 0.5]))
def test_agrees_with_one_linear_programme_for_each_zero(seed, positive):
    y, x = drawn(seed, positive)
    design = np.hstack([x, dummies(PAIRS).toarray()])
    fixed, zeros = design[y > 0], design[y == 0]
    expected = np.zeros(len(y), dtype=bool)
    for row in np.flatnonzero(y == 0):  # can this one rise while no other zero falls?
        found = linprog(
            -design[row],
            A_ub=np.vstack([-zeros, design[row][None]]),
            b_ub=np.append(np.zeros(len(zeros)), 1.0),
            A_eq=fixed if len(fixed) else None,
            b_eq=np.zeros(len(fixed)) if len(fixed) else None,
            bounds=(None, None),
        )
        expected[row] = -found.fun > 0.5
    np.testing.assert_array_equal(is_separated(y, x, PAIRS), expected)


# Refusals


def test_refuses_a_linear_programme_that_stops(monkeypatch):
    stopped = SimpleNamespace(success=False, message="Time limit reached.")
    monkeypatch.setattr("scipy.optimize.linprog", lambda *_, **__: stopped)
    with pytest.raises(NoSolution) as refused:
        is_separated(np.where(PAIRS[:, 0] == 2, 0.0, 1.0), NOTHING, PAIRS)
    assert str(refused.value) == (
        "The search for separated rows stopped: Time limit reached. Leave out a variable."
    )
