"""The program over coalitions: known answers, certificates, a second road."""

import numpy as np
import pytest
from bargain.known_games import MAJORITY, games
from hypothesis import given, settings

from detente.bargain.coalition_program import CoalitionProgram, members
from detente.bargain.game import coalition_payoffs

SOLVED = 1e-9  # rows hold within that before the largest excess is taken as found


def program(worth, rows=()):
    n = worth.size.bit_length() - 1
    still_open = np.ones(worth.size, dtype=bool)
    still_open[[0, -1]] = False
    return CoalitionProgram(
        worth,
        np.full(n, -np.inf),
        {worth.size - 1: float(worth[-1])},
        still_open,
        np.array([*rows, *(1 << np.arange(n))], dtype=np.intp),
    )


# Known answers


def test_by_hand_pairs_of_three_hold_up_a_third():
    found = program(MAJORITY.worth).least_excess()
    assert found.excess == pytest.approx(1 / 3, abs=SOLVED)
    held_up = found.coalitions[found.dual > 0.1]
    assert sorted(held_up.tolist()) == [0b011, 0b101, 0b110]
    np.testing.assert_allclose(found.dual[found.dual > 0.1], 1 / 3, atol=SOLVED)


def test_by_hand_members_of_coalitions():
    assert members(np.array([5, 2]), 3).tolist() == [[1, 0, 1], [0, 1, 0]]


# Certificates


@settings(max_examples=30)
@given(games(5))
def test_no_coalition_objects_more_and_the_weights_add_up(game):
    worth = game.worth / game.scale
    found = program(worth).least_excess()
    excess = (worth - coalition_payoffs(found.payoff))[1:-1]
    assert excess.max() == pytest.approx(found.excess, abs=2 * SOLVED)
    assert found.dual.sum() == pytest.approx(1, abs=SOLVED)
    assert np.ptp(found.dual @ members(found.coalitions, 5)) < SOLVED


# A second road


@settings(max_examples=30)
@given(games(5))
def test_with_every_row_from_the_start(game):
    worth = game.worth / game.scale
    singles = {1 << i for i in range(5)}
    every = program(worth, [c for c in range(1, 31) if c not in singles]).least_excess()
    assert every.programs == 1
    assert program(worth).least_excess().excess == pytest.approx(every.excess, abs=2 * SOLVED)
