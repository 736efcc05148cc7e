"""The core: known answers, laws, certificates, a second road, refusals."""

import numpy as np
import pytest
from bargain.known_games import GLOVES, MAJORITY, PEOPLE, games
from hypothesis import given, settings

from detente.bargain import (
    CoreRange,
    Game,
    Payoffs,
    core,
    is_balanced,
    is_in_core,
    least_core,
    nucleolus,
)
from detente.errors import BadInput, UnknownLabel

SOLVED = 1e-8  # of the largest worth: the linear programs stop at 1e-10 on each row
few = settings(max_examples=30)

# Known answers


def test_coop_small_json_glove_1x2_the_core_is_a_single_point():
    found = core(GLOVES)
    assert not found.is_empty
    for player, expected in zip("LRS", (1, 0, 0), strict=True):
        got = found.of(player)
        assert got.lowest == pytest.approx(expected, abs=SOLVED)
        assert got.highest == pytest.approx(expected, abs=SOLVED)


def test_von_neumann_morgenstern_1944_majority_of_three_has_no_core():
    found = core(MAJORITY)
    assert found.is_empty
    assert np.isnan(found.lowest).all()
    assert found.least_core.excess == pytest.approx(1 / 3, abs=SOLVED)
    assert not is_balanced(MAJORITY)


def test_by_hand_a_seller_gets_what_lies_between_the_two_best_buyers():
    # one seller to whom it is worth 10; buyers to whom it is worth 25, 20 and 12
    buyers = {"x": 25, "y": 20, "z": 12}
    game = Game.from_function(
        "sxyz",
        lambda s: max([10, *(buyers[b] for b in s if b != "s")]) if "s" in s else 0,
    )
    found = core(game)
    assert found.of("s") == CoreRange("s", pytest.approx(20), pytest.approx(25))
    assert found.of("x") == CoreRange("x", pytest.approx(0, abs=25 * SOLVED), pytest.approx(5))
    assert found.of("y").highest == pytest.approx(0, abs=25 * SOLVED)


def test_by_hand_one_player_keeps_it_all():
    game = Game(("only",), np.array([0.0, 3.0]))
    assert core(game).of("only") == CoreRange("only", 3.0, 3.0)
    assert least_core(game).excess == 0.0
    assert is_in_core(Payoffs.proposed(game, {"only": 3}))
    assert not is_in_core(Payoffs.proposed(game, {"only": 4}))


def test_by_hand_tables_name_draws_and_players():
    two = Game(GLOVES.players, np.stack([GLOVES.worth, MAJORITY.worth]))
    found = core(two)
    assert found.to_xarray().lowest.dims == ("draw", "player")
    assert np.isnan(found.lowest).tolist() == [[False] * 3, [True] * 3]
    assert list(core(GLOVES).to_frame().columns) == ["lowest", "highest"]
    assert core(GLOVES).to_frame().loc["L", "lowest"] == pytest.approx(1)


# Laws


@few
@given(games(4))
def test_the_ends_of_every_range_hold_the_payoffs_of_the_core(game):
    found = core(game)
    if found.is_empty:
        assert found.least_core.excess > 0
        return
    assert (found.lowest <= found.highest + SOLVED * game.scale).all()
    point = nucleolus(game).payoff
    assert (found.lowest - SOLVED * game.scale <= point).all()
    assert (point <= found.highest + SOLVED * game.scale).all()


@few
@given(games(4))
def test_what_all_get_more_makes_the_least_excess_smaller_by_its_share(game):
    # adding to v(N) is the one way to raise what all coalitions can be given
    richer = np.array(game.worth)
    richer[-1] += 4.0
    before, after = least_core(game).excess, least_core(Game(game.players, richer)).excess
    assert after <= before - 1.0 + SOLVED * (game.scale + 4)  # each may get one more


def test_draws_are_worked_out_one_by_one():
    worth = np.random.default_rng(0).normal(size=(2, 3, 16))
    worth[..., 0], worth[0, :, -1] = 0, 9  # half of them with a core
    together, players = core(Game(tuple("abcd"), worth)), tuple("abcd")
    assert together.lowest.shape == (2, 3, 4)
    for draw in np.ndindex(2, 3):
        alone = core(Game(players, worth[draw]))
        np.testing.assert_allclose(together.lowest[draw], alone.lowest, rtol=0, atol=SOLVED)
        np.testing.assert_allclose(together.highest[draw], alone.highest, rtol=0, atol=SOLVED)
        excess = together.least_core.excess[draw]
        assert excess == pytest.approx(float(alone.least_core.excess), abs=SOLVED)


# Certificates


@few
@given(games(5))
def test_the_dual_proves_the_least_excess(game):
    found = least_core(game)
    assert found.gap <= SOLVED * game.scale
    assert found.payoffs.objection.excess == pytest.approx(float(found.excess), abs=SOLVED)
    assert found.payoffs.residual <= SOLVED * game.scale


@few
@given(games(4))
def test_a_game_is_balanced_just_when_its_least_core_is_in_the_core(game):
    assert is_balanced(game) == is_in_core(least_core(game).payoffs)


# A second road


@few
@given(games(4))
def test_ranges_with_every_row(game):
    from scipy.optimize import linprog

    found = core(game)
    member = np.array([[c >> i & 1 for i in range(4)] for c in range(1, 16)], dtype=float)
    for i, direction in enumerate(np.eye(4)):
        ends = [
            linprog(
                sign * direction,
                A_ub=-member,
                b_ub=-game.worth[1:],
                A_eq=np.ones((1, 4)),
                b_eq=game.worth[[-1]],
                bounds=(None, None),
            )
            for sign in (1, -1)
        ]
        if found.is_empty:
            assert {end.status for end in ends} == {2}
        else:
            assert found.lowest[i] == pytest.approx(ends[0].fun, abs=1e-6)
            assert found.highest[i] == pytest.approx(-ends[1].fun, abs=1e-6)


# Refusals


def test_one_answer_for_many_draws_is_refused():
    two = core(Game(PEOPLE[:3], np.stack([GLOVES.worth, MAJORITY.worth])))
    for ask, what in (
        (lambda: two.is_empty, "Whether the core is empty"),
        (lambda: two.of("Ann"), "The range of a player"),
    ):
        with pytest.raises(BadInput) as refusal:
            ask()
        assert str(refusal.value) == (
            f"{what} is not one number in 2 draws. Take it from to_xarray(), or ask about a single "
            "game."
        )


def test_who_is_not_a_player_is_refused():
    with pytest.raises(UnknownLabel) as refusal:
        core(GLOVES).of("T")
    assert str(refusal.value) == "No player 'T' here. 3 known, nearest: L, R, S."
