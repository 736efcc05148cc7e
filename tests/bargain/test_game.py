"""A game of worths: known answers, laws, refusals."""

import numpy as np
import pytest
from bargain.known_games import GLOVES
from hypothesis import given
from hypothesis import strategies as st

from detente.bargain import Game
from detente.bargain.game import coalition_payoffs, in_draw
from detente.errors import BadInput, UnknownLabel

EXACT = 1e-12  # a few roundings

# Known answers


def test_by_hand_players_come_in_the_order_of_first_mention_and_coalitions_in_binary():
    game = Game.of({"b": 1, "a": 2, "a | b": 4})
    assert game.players == ("b", "a")
    assert game.worth.tolist() == [0, 1, 2, 4]
    assert Game.of({"b": 1, "a": 2, "a|b": 4}, ["a", "b"]).worth.tolist() == [0, 2, 1, 4]


def test_by_hand_worths_by_name():
    assert GLOVES.worth_of("R", "L") == GLOVES.worth_of("L", "R", "L") == 1.0
    assert GLOVES.worth_of() == 0.0
    assert GLOVES.coalition("S", "L") == 0b101
    assert GLOVES.members(0b101) == ("L", "S")


def test_by_hand_the_table_has_a_row_a_coalition():
    assert GLOVES.to_frame().loc["L|S", "worth"] == 1.0
    assert GLOVES.to_frame().loc["", "worth"] == 0.0
    assert GLOVES.to_xarray().sel(coalition="L|R|S").item() == 1.0


def test_by_hand_draws_stand_before_coalitions():
    both = Game(GLOVES.players, np.stack([GLOVES.worth, 2 * GLOVES.worth]))
    assert both.draws == (2,)
    assert both.scale.tolist() == [1, 2]
    assert both.alone.shape == (2, 3)
    assert both.to_frame().loc["L|R"].tolist() == [1, 2]
    assert both.to_xarray().dims == ("draw", "coalition")
    four = Game(GLOVES.players, np.zeros((2, 2, 8)))
    assert four.to_xarray().dims == ("draw_0", "draw_1", "coalition")
    assert in_draw((1, 0)) == " in draw 1, 0"


# Laws


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8))
def test_what_a_coalition_gets_is_the_sum_over_its_members(payoff):
    n = len(payoff)
    found = coalition_payoffs(np.array(payoff))
    for coalition in range(2**n):
        by_loop = sum(payoff[i] for i in range(n) if coalition >> i & 1)
        assert found[coalition] == pytest.approx(by_loop, rel=EXACT, abs=1e6 * EXACT)


def test_a_game_keeps_its_own_copy():
    worth = np.array([0.0, 1.0])
    game = Game(("a",), worth)
    worth[1] = 2.0
    assert game.worth_of("a") == 1.0
    with pytest.raises(ValueError, match="read-only"):
        game.worth[1] = 3.0


# A second road


def test_a_function_and_a_table_give_the_same_game():
    by_function = Game.from_function("LRS", lambda s: min("L" in s, ("R" in s) + ("S" in s)))
    assert by_function.players == GLOVES.players
    assert by_function.worth.tolist() == GLOVES.worth.tolist()


# Refusals


@pytest.mark.parametrize(
    ("players", "worth", "message"),
    [
        ((), [0.0], "A game without players. Name one or more."),
        (
            tuple(f"p{i}" for i in range(25)),
            [0.0],
            "25 players have 33,554,432 coalitions; up to 24 players are worked out. Merge some of "
            "them.",
        ),
        (("a", "a"), [0.0] * 4, "Players named twice: a. Name each once."),
        (
            ("a|b",),
            [0.0] * 2,
            "'a|b' is no name of a player: it is empty, starts or ends with a space, or has a '|' "
            "in it, which stands between the members of a coalition.",
        ),
        (
            ("a", "b"),
            [0.0, 1.0, 2.0],
            "worth has shape (3,); 2 players need 4 worths on its last axis, the empty coalition "
            "first.",
        ),
        (
            ("a", "b"),
            0.0,
            "worth has shape (); 2 players need 4 worths on its last axis, the empty coalition "
            "first.",
        ),
        (
            ("a", "b"),
            [0.0, 1.0, 2.0, np.nan],
            "The worth of a|b is nan. Give every coalition a finite worth; 0 if it can do nothing.",
        ),
        (
            ("a", "b"),
            [[0.0, 1.0, 2.0, 3.0], [0.0, -np.inf, 2.0, 3.0]],
            "The worth of a is -inf in draw 1. Give every coalition a finite worth; 0 if it can do "
            "nothing.",
        ),
        (
            ("a",),
            np.ma.masked_equal([0.0, 1.0], 1.0),
            "The worth of a is nan. Give every coalition a finite worth; 0 if it can do nothing.",
        ),
        (
            ("a",),
            [[0.0, 1.0], [-2.0, 1.0]],
            "The empty coalition is worth -2. Nobody gets nothing: give 0.",
        ),
    ],
)
def test_worths_that_make_no_game_are_refused(players, worth, message):
    with pytest.raises(BadInput) as refusal:
        Game(players, worth)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("worths", "message"),
    [
        (
            {"a": 1, "b": 2, "c": 3, "a|b": 4},
            "No worth is given for a|c, b|c, a|b|c. 3 players need 7; 0 is a coalition that can do "
            "nothing.",
        ),
        (
            {"a": 1, "b": 2, "a|b": 4, "b|a": 4},
            "'a|b' and 'b|a' are the same coalition. Give it one worth.",
        ),
        ({}, "A game without players. Name one or more."),
    ],
)
def test_tables_that_make_no_game_are_refused(worths, message):
    with pytest.raises(BadInput) as refusal:
        Game.of(worths)
    assert str(refusal.value) == message


def test_who_is_not_a_player_is_refused():
    with pytest.raises(UnknownLabel) as refusal:
        GLOVES.worth_of("L", "T")
    assert str(refusal.value) == "No player 'T' here. 3 known, nearest: L, R, S."
    with pytest.raises(UnknownLabel):
        Game.of({"a": 1, "b": 1, "a|b": 1}, ["a"])


def test_one_worth_of_many_draws_is_refused():
    both = Game(GLOVES.players, np.stack([GLOVES.worth, GLOVES.worth]))
    with pytest.raises(BadInput) as refusal:
        both.worth_of("L")
    assert str(refusal.value) == (
        "The worth of a coalition is not one number in 2 draws. Take it from to_xarray(), or ask "
        "about a single game."
    )
