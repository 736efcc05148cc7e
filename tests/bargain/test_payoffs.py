"""Payoffs and objections: known answers, laws, a second road, refusals."""

import numpy as np
import pytest
from bargain.known_games import GLOVES, MAJORITY, games
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.bargain import Game, Objection, Payoffs
from detente.errors import BadInput, UnknownLabel

EXACT = 1e-12  # a few roundings
BOTH = Game(GLOVES.players, np.stack([GLOVES.worth, MAJORITY.worth]))

# Known answers


def test_by_hand_the_right_glove_that_gets_nothing_leaves_with_the_left_one():
    shared = Payoffs.proposed(GLOVES, {"L": 0.5, "R": 0.5, "S": 0.0})
    assert shared.objection == Objection(("L", "S"), 0.5)
    assert shared.residual == 0.0
    assert shared.of("R") == 0.5
    assert shared.to_frame().loc["R", "payoff"] == 0.5
    assert shared.to_xarray().name == "proposal"


def test_by_hand_the_worst_of_all_draws_objects():
    payoffs = Payoffs(BOTH, "thirds", np.full((2, 3), 1 / 3))
    assert payoffs.objection.draw == (0,)
    assert payoffs.objection.coalition == ("L", "R")
    assert payoffs.to_xarray().dims == ("draw", "player")
    assert payoffs.to_frame().shape == (3, 2)


def test_by_hand_one_player_has_nobody_to_object():
    alone = Payoffs.proposed(Game.of({"only": 3}), {"only": 2})
    assert alone.objection == Objection((), 0.0)
    assert alone.residual == 1.0


# A second road


@settings(max_examples=50)
@given(games(4), st.permutations([0.0, 1.0, 2.5, 4.0]))
def test_the_objection_is_the_largest_by_a_plain_loop(game, payoff):
    payoffs = Payoffs(game, "any", np.array(payoff))
    excess = {
        c: game.worth[c] - sum(payoff[i] for i in range(4) if c >> i & 1) for c in range(1, 15)
    }
    found = payoffs.objection
    assert found.excess == pytest.approx(max(excess.values()), abs=EXACT)
    assert excess[game.coalition(*found.coalition)] == pytest.approx(found.excess, abs=EXACT)


# Refusals


@pytest.mark.parametrize(
    ("game", "payoff", "message"),
    [
        (GLOVES, [1.0, 2.0], "payoff has shape (2,); this game needs (3,)."),
        (BOTH, [1.0, 2.0, 3.0], "payoff has shape (3,); this game needs (2, 3)."),
        (
            GLOVES,
            [1.0, np.nan, 3.0],
            "The payoff of R is nan. Give every player a finite payoff.",
        ),
        (
            BOTH,
            [[1.0, 0.0, 3.0], [np.inf, 0.0, 1.0]],
            "The payoff of L is inf in draw 1. Give every player a finite payoff.",
        ),
    ],
)
def test_payoffs_that_do_not_fit_the_game_are_refused(game, payoff, message):
    with pytest.raises(BadInput) as refusal:
        Payoffs(game, "any", payoff)
    assert str(refusal.value) == message


def test_a_proposal_that_forgets_someone_is_refused():
    with pytest.raises(BadInput) as refusal:
        Payoffs.proposed(GLOVES, {"L": 1})
    assert str(refusal.value) == "No payoff is proposed for R, S. Give each player one."


def test_who_is_not_a_player_is_refused():
    expected = "No player 'T' here. 3 known, nearest: L, R, S."
    proposal = Payoffs.proposed(GLOVES, {"L": 1, "R": 0, "S": 0})
    for ask in (lambda: proposal.of("T"), lambda: Payoffs.proposed(GLOVES, {"T": 1})):
        with pytest.raises(UnknownLabel) as refusal:
            ask()
        assert str(refusal.value) == expected


def test_one_payoff_of_many_draws_is_refused():
    with pytest.raises(BadInput) as refusal:
        Payoffs(BOTH, "thirds", np.full((2, 3), 1 / 3)).of("L")
    assert str(refusal.value) == (
        "The payoff of a player is not one number in 2 draws. Take it from to_xarray(), or ask "
        "about a single game."
    )
