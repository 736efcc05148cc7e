"""The linear program: known answers, a second road, silence, refusals."""

import numpy as np
import pytest

from detente.bargain.linear_program import LinearProgram
from detente.errors import NoSolution

SOLVED = 1e-9  # rows and reduced costs hold within 1e-10

# Known answers


def test_hillier_lieberman_wyndor_glass_the_dual_of_a_row_is_what_its_last_unit_is_worth():
    # max 3x + 5y, x ≤ 4, 2y ≤ 12, 3x + 2y ≤ 18: doors and windows
    program = LinearProgram(-np.array([3.0, 5.0]), np.zeros(2), np.array([4.0, 6.0]))
    program.add_rows(np.array([[3.0, 2.0]]), np.array([-np.inf]), np.array([18.0]))
    found = program.optimum()
    np.testing.assert_allclose(found.column, [2, 6], atol=SOLVED)
    assert found.value == pytest.approx(-36, abs=SOLVED)
    assert found.dual == pytest.approx([-1], abs=SOLVED)


def test_by_hand_rows_bounds_and_costs_move_between_solutions():
    program = LinearProgram(np.array([1.0, 2.0]), np.zeros(2), np.full(2, 10.0))
    program.add_rows(np.array([[1.0, 1.0]]), np.array([4.0]), np.array([np.inf]))
    assert program.optimum().column.tolist() == [4, 0]
    program.set_bounds(np.array([0]), np.array([0.0]), np.array([3.0]))
    assert program.optimum().column.tolist() == [3, 1]
    program.set_cost(np.array([3.0, 2.0]))
    assert program.optimum().column.tolist() == [0, 4]
    program.add_rows(np.array([[0.0, 1.0]]), np.array([-np.inf]), np.array([1.0]))
    assert program.optimum().column.tolist() == [3, 1]


# Laws


def test_nothing_is_printed(capfd):
    program = LinearProgram(np.ones(2), np.zeros(2), np.ones(2))
    program.add_rows(np.ones((1, 2)), np.ones(1), np.ones(1))
    program.optimum()
    assert capfd.readouterr() == ("", "")


# A second road


@pytest.mark.parametrize("seed", range(5))
def test_another_door_to_a_solver(seed):
    from scipy.optimize import linprog

    draw = np.random.default_rng(seed)
    cost, rows, low = draw.uniform(size=6), draw.uniform(size=(4, 6)), draw.uniform(size=4)
    program = LinearProgram(cost, np.zeros(6), np.ones(6))
    program.add_rows(rows, low, np.full(4, np.inf))
    expected = linprog(cost, A_ub=-rows, b_ub=-low, bounds=(0, 1), method="highs-ipm")
    found = program.optimum()
    assert found.value == pytest.approx(expected.fun, abs=1e-7)
    np.testing.assert_allclose(found.dual, -expected.ineqlin.marginals, atol=1e-6)


# Refusals


def test_what_has_no_optimum_is_refused():
    program = LinearProgram(np.array([-1.0]), np.zeros(1), np.array([np.inf]))
    with pytest.raises(NoSolution) as refusal:
        program.optimum()
    assert str(refusal.value) == (
        "HiGHS stops without an optimum: Unbounded. The numbers of the game may be too far apart "
        "in size; give them in a larger unit."
    )
    program = LinearProgram(np.array([1.0]), np.zeros(1), np.ones(1))
    program.add_rows(np.ones((1, 1)), np.array([2.0]), np.array([2.0]))
    with pytest.raises(NoSolution, match="Infeasible"):
        program.optimum()
