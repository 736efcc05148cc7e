"""Average contributions: known answers, laws, certificates, a second road."""

from fractions import Fraction
from itertools import permutations
from math import factorial

import numpy as np
import pytest
from bargain.known_games import (
    GLOVES,
    expected_of_case,
    game_of_case,
    games,
    in_terms_of_case,
    reference,
    reordered,
    rows,
    small_cases,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.bargain import Game, banzhaf_value, is_convex, is_in_core, shapley_value

EXACT = 1e-12  # a few roundings, in units of the largest worth
few = settings(max_examples=40)
VALUES = pytest.mark.parametrize("value", [shapley_value, banzhaf_value])

# Known answers


@pytest.mark.parametrize("name", small_cases("shapley"))
def test_coop_small_json_shapley_values(name):
    case = small_cases("shapley")[name]
    found = in_terms_of_case(case, shapley_value(game_of_case(case)))
    tolerance = case["expected"].get("tol", EXACT * max(abs(v) for v in case["v"].values()))
    np.testing.assert_allclose(found, expected_of_case(case, "shapley"), rtol=0, atol=tolerance)


def test_gambarelli_2011_banzhaf_value():
    case = small_cases("banzhaf")["gambarelli"]
    found = banzhaf_value(game_of_case(case)).payoff
    np.testing.assert_allclose(found, expected_of_case(case, "banzhaf"), rtol=0, atol=EXACT)


def test_littlechild_owen_1973_airport():
    case = reference("airport_small.json")
    names = [f"movement {k}" for k in range(4)]
    cost = dict(zip(names, case["cost"], strict=True))
    found = shapley_value(Game.from_function(names, lambda s: max(cost[m] for m in s))).payoff
    expected = [float(Fraction(x)) for x in case["shapley"]]
    np.testing.assert_allclose(found, expected, rtol=0, atol=EXACT)


def test_littlechild_owen_1973_closed_form_at_twenty_players():
    # each step of the runway is shared by those who need it
    cost = np.arange(1.0, 21.0) ** 2
    largest = np.zeros(1)
    for c in cost:
        largest = np.concatenate([largest, np.maximum(largest, c)])
    found = shapley_value(Game(tuple(f"m{k}" for k in range(20)), largest)).payoff
    steps = np.diff(np.append(0.0, cost)) / np.arange(20, 0, -1)
    np.testing.assert_allclose(found, np.cumsum(steps), rtol=0, atol=400 * EXACT)


@pytest.mark.parametrize("body", ["UNSC15", "UNSC11", "EEC1958", "EC1973"])
def test_power_indices_csv_as_games_of_all_coalitions(body):
    members = [row for row in rows("power_indices.csv") if row["body"] == body]
    weight, quota = [int(row["weight"]) for row in members], int(members[0]["quota"])
    votes = np.zeros(1)
    for w in weight:
        votes = np.concatenate([votes, votes + w])
    game = Game(tuple(row["member"] for row in members), (votes >= quota).astype(float))
    shapley = [float(row["shapley_shubik"]) for row in members]
    np.testing.assert_allclose(shapley_value(game).payoff, shapley, rtol=0, atol=EXACT)
    swings = [int(row["banzhaf_swings"]) for row in members]
    found = banzhaf_value(game).payoff * 2 ** (len(members) - 1)
    np.testing.assert_allclose(found, swings, rtol=0, atol=1e4 * EXACT)


# Laws


@few
@given(games(5))
def test_shapley_1953_everything_is_divided(game):
    assert shapley_value(game).residual <= EXACT * game.scale


@VALUES
@few
@given(games(4), st.permutations(range(4)))
def test_shapley_1953_names_and_order_do_not_matter(value, game, order):
    shuffled = value(reordered(game, order)).payoff
    np.testing.assert_allclose(
        shuffled, value(game).payoff[list(order)], rtol=0, atol=EXACT * game.scale
    )


@VALUES
@few
@given(games(4), st.floats(-5, 5))
def test_shapley_1953_who_adds_nothing_gets_only_what_it_gets_alone(value, game, alone):
    with_dummy = Game((*game.players, "dummy"), np.append(game.worth, game.worth + alone))
    found = value(with_dummy)
    assert found.of("dummy") == pytest.approx(alone, abs=EXACT * with_dummy.scale)
    np.testing.assert_allclose(
        found.payoff[:-1], value(game).payoff, rtol=0, atol=EXACT * with_dummy.scale
    )


@VALUES
@few
@given(games(4), games(4), st.floats(-3, 3))
def test_shapley_1953_the_value_of_a_sum_is_the_sum_of_values(value, a, b, times):
    both = value(Game(a.players, a.worth + times * b.worth)).payoff
    np.testing.assert_allclose(
        both, value(a).payoff + times * value(b).payoff, rtol=0, atol=300 * EXACT
    )


@few
@given(games(4))
def test_young_1985_a_larger_contribution_everywhere_never_pays_less(game):
    more = np.array(game.worth)
    more[np.arange(16) >> 2 & 1 == 1] += 1.0  # the third player adds one more to all it joins
    richer = shapley_value(Game(game.players, more))
    assert richer.payoff[2] >= shapley_value(game).payoff[2] + 1 - EXACT * game.scale


@VALUES
def test_draws_are_worked_out_one_by_one(value):
    worth = np.random.default_rng(0).normal(size=(2, 3, 16))
    worth[..., 0] = 0
    together = value(Game(tuple("abcd"), worth)).payoff
    for draw in np.ndindex(2, 3):
        alone = value(Game(tuple("abcd"), worth[draw])).payoff
        np.testing.assert_allclose(together[draw], alone, rtol=0, atol=EXACT)


# Certificates


def test_shapley_1971_in_a_convex_game_the_value_is_in_the_core():
    convex = Game.from_function("abcdef", lambda s: len(s) ** 2 + 3 * ("a" in s))
    assert is_convex(convex)
    assert is_in_core(shapley_value(convex))


def test_by_hand_with_two_routes_the_value_leaves_the_core():
    value = shapley_value(GLOVES)
    assert not is_in_core(value)
    assert value.objection.excess == pytest.approx(1 / 6, abs=EXACT)


# A second road


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 6, 7])
def test_by_all_orders_of_joining(n):
    worth = np.random.default_rng(n).normal(size=2**n)
    worth[0] = 0
    expected = np.zeros(n)
    for order in permutations(range(n)):
        joined = 0
        for i in order:
            expected[i] += worth[joined | 1 << i] - worth[joined]
            joined |= 1 << i
    found = shapley_value(Game(tuple("abcdefg"[:n]), worth)).payoff
    np.testing.assert_allclose(found, expected / factorial(n), rtol=0, atol=10 * EXACT)


@pytest.mark.parametrize("n", [1, 3, 6])
def test_banzhaf_by_a_loop_over_coalitions(n):
    worth = np.random.default_rng(n).normal(size=2**n)
    worth[0] = 0
    expected = [
        np.mean([worth[c | 1 << i] - worth[c] for c in range(2**n) if not c >> i & 1])
        for i in range(n)
    ]
    found = banzhaf_value(Game(tuple("abcdef"[:n]), worth)).payoff
    np.testing.assert_allclose(found, expected, rtol=0, atol=EXACT)


@VALUES
def test_many_players_as_few_and_one_who_adds_nothing(value):
    worth = np.random.default_rng(12).normal(size=(2, 2**12))
    worth[:, 0] = 0
    few, many = (
        Game(tuple("abcdefghijklm"[:n]), w) for n, w in ((12, worth), (13, np.tile(worth, 2)))
    )
    found = value(many).payoff
    np.testing.assert_allclose(found[:, :12], value(few).payoff, rtol=0, atol=10 * EXACT)
    np.testing.assert_allclose(found[:, 12], 0, rtol=0, atol=10 * EXACT)


# Refusals: what is no game is refused by Game; the values themselves refuse nothing.
