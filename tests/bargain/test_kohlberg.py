"""Kohlberg's criterion: known answers, laws, refusals."""

import numpy as np
import pytest
from bargain.known_games import (
    PEOPLE,
    expected_of_case,
    game_of_case,
    games_worth_joining,
    published_nucleoli,
    small_cases,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.bargain import Game, Payoffs, is_nucleolus, is_prenucleolus, nucleolus, shapley_value
from detente.errors import BadInput

few = settings(max_examples=30)

# Known answers


def test_benedek_fliege_nguyen_2021_every_published_nucleolus_passes():
    assert all(is_nucleolus(published) for _, published in published_nucleoli())


@pytest.mark.parametrize("solution", ["nucleolus", "prenucleolus"])
def test_coop_small_json_every_published_value_passes(solution):
    check = {"nucleolus": is_nucleolus, "prenucleolus": is_prenucleolus}[solution]
    for case in small_cases(solution).values():
        if case["kind"] == "value" and "tol" not in case["expected"]:
            game = game_of_case(case)
            assert check(Payoffs(game, solution, expected_of_case(case, solution))), case["id"]


def test_benedek_example_the_imputation_whose_third_excess_is_larger_fails():
    game = game_of_case(small_cases("nucleolus")["benedek_example"])
    for payoff, passes in (([2.5, 4.0, 5.5], True), ([2.75, 3.75, 5.5], False)):
        assert is_nucleolus(Payoffs(game, "printed", np.array(payoff))) is passes


def test_peleg_sudholter_2007_example_5_5_12_the_two_differ():
    game = game_of_case(small_cases("prenucleolus")["peleg_sudholter_5_5_12"])
    protected = Payoffs(game, "nucleolus", np.array([1.0, 1.0, 0.0]))
    not_protected = Payoffs(game, "prenucleolus", np.array([3.0, 3.0, -4.0]))
    assert is_nucleolus(protected)
    assert not is_prenucleolus(protected)
    assert is_prenucleolus(not_protected)
    assert not is_nucleolus(not_protected)


def test_by_hand_one_and_two_players():
    one = Game(("a",), np.array([0.0, 2.0]))
    assert is_nucleolus(Payoffs(one, "all", np.array([2.0])))
    assert not is_nucleolus(Payoffs(one, "less", np.array([1.0])))
    two = Game(("a", "b"), np.array([0.0, 1.0, 3.0, 10.0]))
    assert is_nucleolus(Payoffs(two, "halves", np.array([4.0, 6.0])))
    assert not is_nucleolus(Payoffs(two, "not quite", np.array([4.01, 5.99])))


# Laws


@few
@given(games_worth_joining(4), st.integers(0, 3), st.integers(0, 3), st.sampled_from([0.01, 1.0]))
def test_any_shift_away_from_the_nucleolus_fails(game, giver, taker, amount):
    found = nucleolus(game)
    shifted = np.array(found.payoff)
    shifted[giver] -= amount
    shifted[taker] += amount
    assert is_nucleolus(Payoffs(game, "shifted", shifted)) is (giver == taker)


@few
@given(games_worth_joining(4))
def test_the_shapley_value_passes_only_where_it_is_the_nucleolus(game):
    value = shapley_value(game)
    is_same = np.allclose(value.payoff, nucleolus(game).payoff, rtol=0, atol=1e-9 * game.scale)
    assert is_nucleolus(value) is bool(is_same)


def test_every_draw_must_pass():
    worth = np.array([[0.0, 1.0, 3.0, 10.0], [0.0, 0.0, 0.0, 10.0]])
    game = Game(PEOPLE[:2], worth)
    assert is_nucleolus(Payoffs(game, "halves", np.array([[4.0, 6.0], [5.0, 5.0]])))
    assert not is_nucleolus(Payoffs(game, "halves", np.array([[4.0, 6.0], [4.0, 6.0]])))


# Refusals


def test_too_many_players_are_refused():
    game = Game(tuple(f"p{i}" for i in range(21)), np.zeros(2**21))
    with pytest.raises(BadInput) as refusal:
        is_nucleolus(Payoffs(game, "nothing", np.zeros(21)))
    assert str(refusal.value) == (
        "21 players have 2,097,152 coalitions; a nucleolus is checked for up to 20. See "
        "Payoffs.objection for the largest excess."
    )
