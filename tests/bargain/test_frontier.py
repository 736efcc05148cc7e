"""What two parties can have at most: known answers, laws, a second road, refusals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.bargain import frontier_of_curve, frontier_of_points, pie
from detente.errors import BadInput

EXACT = 1e-12  # a few roundings
HALVED = 1e-10  # of an interval, to the last digit
SLOPED = 1e-9  # a slope by central differences, good to 1e-10
UP, RIGHT, BOTH = np.array([0.0, 1.0]), np.array([1.0, 0.0]), np.ones(2)
CORNERS = [[0.0, 4.0], [2.0, 3.0], [3.0, 0.0]]

starts = st.tuples(st.floats(-1, 1.2), st.floats(-1, 1.2)).map(np.array)

# Known answers


def test_by_hand_how_far_one_can_go_in_a_pie_of_ten():
    found = [pie(10).reach(np.array([2.0, 1.0]), v) for v in (RIGHT, UP, BOTH)]
    np.testing.assert_allclose(found, [7.0, 7.0, 3.5], rtol=EXACT)


def test_by_hand_how_far_one_can_go_between_corners():
    found = [frontier_of_points(CORNERS).reach(np.zeros(2), v) for v in (RIGHT, UP, BOTH)]
    np.testing.assert_allclose(found, [3.0, 4.0, 2.25], rtol=EXACT)  # 9 − 3u = u


def test_by_hand_a_party_may_throw_away_what_lies_beyond_its_end():
    flat = frontier_of_points([[1.0, 2.0], [1.5, 1.0]])
    assert flat.reach(np.zeros(2), UP) == 2.0
    assert flat.reach(np.zeros(2), RIGHT) == 1.5


def test_by_hand_a_quarter_circle():
    circle = frontier_of_curve(lambda x: np.sqrt(1 - x**2))
    found = [circle.reach(np.zeros(2), v) for v in (RIGHT, UP, BOTH)]
    np.testing.assert_allclose(found, [1.0, 1.0, np.sqrt(0.5)], rtol=HALVED)


def test_by_hand_where_the_product_is_largest():
    none, power = np.zeros(2), np.array(2 / 3)
    circle = frontier_of_curve(lambda x: np.sqrt(1 - x**2))  # at the angle with tan² = ½
    expected = [np.sqrt(2 / 3), np.sqrt(1 / 3)]
    np.testing.assert_allclose(circle.nash_point(none, power), expected, atol=SLOPED)
    np.testing.assert_allclose(pie(3).nash_point(none, power), [2, 1], rtol=EXACT)
    corners = frontier_of_points(CORNERS)
    np.testing.assert_allclose(corners.nash_point(none, power), [2, 3], rtol=EXACT)
    np.testing.assert_allclose(corners.nash_point(none, np.array(0.9)), [2.7, 0.9], rtol=EXACT)
    np.testing.assert_allclose(corners.nash_point(none, np.array(0.1)), [0.8, 3.6], rtol=EXACT)


def test_by_hand_the_product_may_be_largest_at_an_end():
    short = frontier_of_points([[0.0, 1.0], [0.2, 0.9]])
    np.testing.assert_array_equal(short.nash_point(np.zeros(2), np.array(0.5)), [0.2, 0.9])
    curve = frontier_of_curve(lambda x: 1 - x**2 / 2, high=0.2)
    found = curve.nash_point(np.zeros(2), np.array(0.5))
    np.testing.assert_allclose(found, [0.2, 0.98], atol=SLOPED)


# Laws


@given(starts)
def test_going_as_far_as_one_can_ends_on_the_frontier(start):
    for frontier in (pie(1), frontier_of_points(CORNERS), frontier_of_curve(lambda x: 1 - x**2)):
        end = start + frontier.reach(start, BOTH) * BOTH
        assert frontier.reach(end, BOTH) == pytest.approx(0.0, abs=HALVED)


@given(starts)
def test_draws_are_the_same_questions_side_by_side(start):
    sizes = np.array([1.0, 2.0, 5.0])
    together = pie(sizes).reach(start, BOTH)
    np.testing.assert_array_equal(together, [pie(size).reach(start, BOTH) for size in sizes])


# A second road


@given(starts)
def test_a_curve_and_its_finely_spaced_corners_reach_as_far(start):
    def parabola(x):
        return 1 - x**2

    x = np.linspace(0, 1, 2001)
    corners = frontier_of_points(np.column_stack([x, parabola(x)]))
    curve = frontier_of_curve(parabola)
    for v in (BOTH, np.array([1.0, 0.3])):
        assert curve.reach(start, v) == pytest.approx(float(corners.reach(start, v)), abs=1e-6)


@given(starts)
def test_a_straight_curve_is_two_corners(start):
    line, corners = frontier_of_curve(lambda x: 2 - 2 * x), frontier_of_points([[0, 2], [1, 0]])
    assert line.reach(start, BOTH) == pytest.approx(float(corners.reach(start, BOTH)), abs=HALVED)


# Refusals


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (
            lambda: pie(np.nan),
            "The size of the pie is not a finite number. Give what there is to divide.",
        ),
        (
            lambda: frontier_of_points([[0, 1]]),
            "Points of shape (1, 2) are no frontier. Give two or more corners, each a payoff of "
            "the first and of the second party.",
        ),
        (
            lambda: frontier_of_points([[0, 1], [np.inf, 0]]),
            "A corner of the frontier is not a finite number. Leave it out.",
        ),
        (
            lambda: frontier_of_points([[0, 3], [1, 2], [1, 1]]),
            "From corner 2 to 3 the first party's payoff does not rise while the second's falls. "
            "Give corners from the second party's best to the first party's.",
        ),
        (
            lambda: frontier_of_points([[0, 3], [1, 1], [3, 0]]),
            "The frontier bends inwards at corner 2. A lottery between its neighbours is better "
            "for both: leave that corner out.",
        ),
        (
            lambda: frontier_of_curve(lambda x: 1 - x, low=1, high=0),
            "A curve from 1 to 0 has no length. Give low below high.",
        ),
        (
            lambda: frontier_of_curve(lambda x: np.where(x > 0.5, np.nan, 1 - x)),
            "The curve is not one finite number for each payoff between 0 and 1. Give a function "
            "of arrays, and ends between which it is known.",
        ),
        (
            lambda: frontier_of_curve(lambda x: (1 - x) ** 2),
            "The curve does not fall ever faster near 0.01. What can be agreed is convex, since "
            "parties may draw lots: give its outer edge.",
        ),
    ],
)
def test_refuses_what_is_no_frontier(ask, says):
    with pytest.raises(BadInput) as refused:
        ask()
    assert str(refused.value) == says
