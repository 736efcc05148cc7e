"""What two parties settle on: known answers, laws, certificates, a second road, refusals."""

from fractions import Fraction

import numpy as np
import pytest
from bargain.known_games import reference
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.bargain import (
    egalitarian_settlement,
    frontier_of_curve,
    frontier_of_points,
    is_nash_settlement,
    kalai_smorodinsky_settlement,
    nash_settlement,
    pie,
)
from detente.errors import BadInput, NoSolution, UnknownLabel

EXACT = 1e-12  # a few roundings
CURVED = 1e-9  # a slope by central differences, good to 1e-10
SEARCHED = 2e-3  # of the gains: a grid of 2,001 points finds no better place than this

PRINTED = {case["id"]: case for case in reference("bargaining_closed_forms.json")}
CORNERS = [[0.0, 4.0], [2.0, 3.0], [3.0, 0.0]]

powers = st.floats(0.05, 0.95)
points = st.tuples(st.floats(-1.0, 1.0), st.floats(-1.0, 1.0))  # within the corners above
rates = st.floats(0.1, 10.0)
solutions = st.sampled_from([nash_settlement, kalai_smorodinsky_settlement, egalitarian_settlement])
some = settings(max_examples=40)

# Known answers


def test_nash_1950_and_kalai_1977_weights_are_shares_of_a_pie():
    case = PRINTED["nash_divide_linear"]
    found = nash_settlement(pie(1), power=case["inputs"]["a"])
    assert found.of("first") == pytest.approx(case["expected"]["x"], abs=EXACT)


def test_closed_form_a_party_that_shuns_risk_gets_less():
    case = PRINTED["nash_risk_aversion"]["expected"]
    frontier = frontier_of_curve(lambda x: np.sqrt(1 - x))
    nash = nash_settlement(frontier)
    assert nash.of("first") == pytest.approx(float(Fraction(case["nash_x"])), abs=CURVED)
    kalai = kalai_smorodinsky_settlement(frontier)
    assert kalai.of("first") == pytest.approx(case["ks_x"], abs=EXACT)


def test_closed_form_disagreement_moves_nash_one_for_one():
    case = PRINTED["nash_disagreement"]
    found = nash_settlement(pie(case["inputs"]["pie"]), disagreement=case["inputs"]["d"])
    np.testing.assert_allclose(found.payoffs, case["expected"]["x"], rtol=EXACT)


def test_binmore_shaked_sutton_1989_an_outside_option_binds_or_does_nothing():
    case, split = PRINTED["outside_option"], PRINTED["split_difference"]
    assert case["inputs"] == split["inputs"]
    found = nash_settlement(pie(1), outside_options=case["inputs"]["cases"])
    np.testing.assert_allclose(found.of("first"), case["expected"]["x1"], rtol=EXACT)
    other = found.payoffs_if_options_were_disagreement[:, 0]
    np.testing.assert_allclose(other, split["expected"]["x1"], rtol=EXACT)
    assert found.is_bound_by_option.tolist() == [
        [False, False],
        [False, False],
        [True, False],
        [False, True],
    ]


def test_by_hand_an_option_is_a_constraint_and_not_a_disagreement_point():
    found = nash_settlement(pie(1), outside_options=(0.3, 0.0))
    assert found.of("first") == 0.5
    assert found.payoffs_if_options_were_disagreement[0] == pytest.approx(0.65, abs=EXACT)


def test_by_hand_between_corners_a_kink_holds_a_range_of_powers():
    frontier = frontier_of_points(CORNERS)
    for power in (0.4, 0.5, 0.6):  # a/(1−a) from 1/3 to 2 stays at the kink (2, 3)
        np.testing.assert_array_equal(nash_settlement(frontier, power=power).payoffs, [2.0, 3.0])
    assert nash_settlement(frontier, power=0.8).of("first") == pytest.approx(2.4, rel=EXACT)


def test_by_hand_equal_gains_may_leave_something_on_the_table():
    steep = frontier_of_points([[0.0, 1.0], [0.2, 0.9]])
    np.testing.assert_allclose(egalitarian_settlement(steep).payoffs, [0.2, 0.2], rtol=EXACT)


# Laws


@some
@given(solutions, points)
def test_nobody_is_worse_off_and_nothing_is_left(solve, d):
    found = solve(frontier_of_points(CORNERS), disagreement=d)
    assert (found.gains >= -EXACT).all()
    assert frontier_of_points(CORNERS).reach(found.payoffs, np.ones(2)) == pytest.approx(
        0.0, abs=1e-12
    )
    assert found.residual < EXACT


@some
@given(solutions, st.floats(-2.0, 0.4), st.floats(0.5, 4.0))
def test_equals_get_the_same(solve, d, size):
    corners = np.array([[0.0, 2.0], [1.5, 1.5], [2.0, 0.0]]) * size
    found = solve(frontier_of_points(corners), disagreement=(d * size, d * size))
    assert found.of("first") == pytest.approx(float(found.of("second")), rel=EXACT, abs=EXACT)


@some
@given(points, powers, rates, rates, points)
def test_nash_and_kalai_smorodinsky_do_not_depend_on_units(d, power, a, b, shift):
    unit = np.array([a, b])
    plain, scaled = (
        frontier_of_points(c) for c in (CORNERS, np.array(CORNERS) * unit + np.array(shift))
    )
    there = np.array(d) * unit + np.array(shift)
    for one, other in (
        (
            nash_settlement(plain, disagreement=d, power=power),
            nash_settlement(scaled, disagreement=there, power=power),
        ),
        (
            kalai_smorodinsky_settlement(plain, disagreement=d),
            kalai_smorodinsky_settlement(scaled, disagreement=there),
        ),
    ):
        np.testing.assert_allclose(one.payoffs * unit + shift, other.payoffs, rtol=1e-9, atol=1e-9)


@some
@given(points, powers)
def test_nash_does_not_depend_on_what_nobody_would_choose(d, power):
    whole = nash_settlement(frontier_of_points(CORNERS), disagreement=d, power=power)
    x, y = whole.payoffs
    kept = [[max(x - 0.3, 0.0), 0.0], [x, y], [x + (3.0 - x) / 2, 0.0]]
    for point in (kept[0], kept[2]):
        height = frontier_of_points(CORNERS).reach(np.array([point[0], -9.0]), np.array([0.0, 1.0]))
        point[1] = float(height) - 9.0
    fewer = [p for i, p in enumerate(kept) if i == 1 or abs(p[0] - x) > 1e-6]
    found = nash_settlement(frontier_of_points(fewer), disagreement=d, power=power)
    np.testing.assert_allclose(found.payoffs, whole.payoffs, rtol=1e-9, atol=1e-9)


@some
@given(st.floats(0.01, 0.95))
def test_kalai_smorodinsky_pays_a_party_for_whom_more_becomes_possible(t):
    plain = kalai_smorodinsky_settlement(frontier_of_points([[0, 1], [1, 0]]))
    more = kalai_smorodinsky_settlement(frontier_of_points([[0, 1], [t, 1 - t / 2], [1, 0]]))
    assert (more.payoffs >= plain.payoffs - EXACT).all()  # the best of each is what it was


def test_kalai_and_smorodinsky_1975_nash_may_not():
    plain = nash_settlement(frontier_of_points([[0, 1], [0.75, 0.9], [1, 0.7]]))
    less = nash_settlement(frontier_of_points([[0, 1], [1, 0.7]]))
    assert plain.of("second") > less.of("second")
    assert plain.of("first") < less.of("first")  # who lost nothing but room gained


@some
@given(st.floats(0.0, 0.5), st.floats(0.0, 0.5), powers)
def test_deal_me_out_is_the_median_of_the_options_and_the_free_settlement(o1, o2, power):
    found = nash_settlement(pie(1), outside_options=(o1, o2), power=power)
    assert found.of("first") == pytest.approx(np.median([o1, power, 1 - o2]), abs=EXACT)


@some
@given(st.floats(-1.0, 0.0), st.floats(-1.0, 0.0), points)
def test_an_option_below_disagreement_changes_nothing(o1, o2, d):
    d = np.abs(d) / 2
    asked = {"disagreement": d, "power": 0.3}
    found = nash_settlement(pie(3), outside_options=(o1, o2), **asked)
    free = nash_settlement(pie(3), **asked)
    np.testing.assert_array_equal(found.payoffs, free.payoffs)
    np.testing.assert_array_equal(found.payoffs_if_options_were_disagreement, free.payoffs)


@some
@given(st.lists(points, min_size=1, max_size=5), powers)
def test_draws_are_the_same_questions_side_by_side(draws, power):
    for frontier in (frontier_of_points(CORNERS), frontier_of_curve(lambda x: 4 - x**2, high=2)):
        together = nash_settlement(frontier, disagreement=draws, power=power).payoffs
        one_by_one = [nash_settlement(frontier, disagreement=d, power=power).payoffs for d in draws]
        np.testing.assert_allclose(together, one_by_one, atol=CURVED)


def test_draws_may_come_with_the_frontier_or_the_power():
    sizes, powers_asked = np.array([1.0, 2.0, 5.0]), np.array([0.2, 0.5, 0.7])
    corners = np.array(CORNERS) * sizes[:, None, None]
    found = nash_settlement(frontier_of_points(corners), disagreement=(-1, 0), power=powers_asked)
    for i, (size, power) in enumerate(zip(sizes, powers_asked, strict=True)):
        one = frontier_of_points(np.array(CORNERS) * size)
        alone = nash_settlement(one, disagreement=(-1, 0), power=power)
        np.testing.assert_allclose(found.payoffs[i], alone.payoffs, rtol=EXACT)
        kalai = kalai_smorodinsky_settlement(frontier_of_points(corners)).payoffs[i]
        np.testing.assert_allclose(kalai, kalai_smorodinsky_settlement(one).payoffs, rtol=EXACT)
    curve = frontier_of_curve(lambda x: 4 - x**2, high=2)
    together = nash_settlement(curve, power=powers_asked).of("first")
    alone = [nash_settlement(curve, power=power).of("first") for power in powers_asked]
    np.testing.assert_allclose(together, alone, atol=CURVED)


# Certificates


@some
@given(points, powers)
def test_the_nash_settlement_passes_its_definition_and_others_do_not(d, power):
    for frontier in (frontier_of_points(CORNERS), frontier_of_curve(lambda x: 4 - x**2, high=2)):
        found = nash_settlement(frontier, disagreement=d, power=power)
        asked = {"disagreement": d, "power": power}
        assert is_nash_settlement(frontier, found.payoffs, **asked)
        assert not is_nash_settlement(frontier, found.payoffs - 0.01, **asked)
        assert found.residual < CURVED


def test_a_frame_holds_the_same_numbers():
    found = nash_settlement(pie([1, 2]), outside_options=(0.6, 0), parties=("PRK", "USA"))
    frame = found.to_frame()
    assert frame.loc[(1, "PRK"), "payoff"] == found.of("PRK")[1] == 1.0
    assert frame.loc[(0, "PRK"), "if_options_were_disagreement"] == 0.8
    assert nash_settlement(pie(1)).to_frame().loc["second", "gain"] == 0.5


# A second road


@some
@given(points, powers)
def test_no_point_of_a_fine_grid_has_a_larger_product(d, power):
    x = np.linspace(0, 3, 2001)
    y = np.minimum(4 - x / 2, 9 - 3 * x)
    gain = np.maximum(np.column_stack([x, y]) - d, 0)
    best = np.argmax(gain[:, 0] ** power * gain[:, 1] ** (1 - power))
    found = nash_settlement(frontier_of_points(CORNERS), disagreement=d, power=power)
    assert found.of("first") == pytest.approx(x[best], abs=3 * SEARCHED)


@some
@given(st.floats(-1, 0.5), st.floats(-1, 0.5), powers)
def test_a_straight_curve_settles_like_a_pie(d1, d2, power):
    curve = frontier_of_curve(lambda x: 3 - x, low=-2, high=5)
    for solve, more in (
        (nash_settlement, {"power": power, "outside_options": (0.8, 1.1)}),
        (kalai_smorodinsky_settlement, {}),
        (egalitarian_settlement, {}),
    ):
        one, other = (solve(f, disagreement=(d1, d2), **more) for f in (curve, pie(3)))
        np.testing.assert_allclose(one.payoffs, other.payoffs, atol=CURVED)


# Refusals


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        (
            {"disagreement": (0.7, 0.5)},
            BadInput,
            "Disagreement gives (0.7, 0.5), and no agreement gives both more: each would have 0.1 "
            "less. There is nothing to settle; lower the disagreement point or widen what can be "
            "agreed.",
        ),
        (
            {"outside_options": [(0.1, 0.1), (0.7, 0.5)]},
            NoSolution,
            "No deal: the parties can leave for (0.7, 0.5), and in any agreement that treats them "
            "alike each would have 0.1 less. One of them does better outside; lower an outside "
            "option or widen what can be agreed.",
        ),
        (
            {"power": [0.5, 1.0]},
            BadInput,
            "Bargaining power is 1. It lies between 0 and 1: 0.5 for equals.",
        ),
        (
            {"disagreement": (0.1, np.nan)},
            BadInput,
            "[0.1 nan] was given as disagreement. Give a finite payoff for the first and for the "
            "second party.",
        ),
        (
            {"parties": ("PRK", "PRK")},
            BadInput,
            "Parties are PRK, PRK. Name two different ones.",
        ),
    ],
)
def test_refuses_what_cannot_be_settled(asked, error, says):
    with pytest.raises(error) as refused:
        nash_settlement(pie(1), **asked)
    assert str(refused.value) == says


def test_refuses_a_party_that_is_not_there():
    with pytest.raises(UnknownLabel) as refused:
        nash_settlement(pie(1), parties=("PRK", "USA")).of("CHN")
    assert str(refused.value) == "No party 'CHN' here. 2 known, nearest: PRK, USA."
