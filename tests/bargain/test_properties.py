"""Monotone, superadditive, convex: known answers, laws, a second road, refusals."""

from itertools import product

import numpy as np
import pytest
from bargain.known_games import GLOVES, MAJORITY, PEOPLE, games
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.bargain import Breach, Game, breach, is_convex, is_monotone, is_superadditive
from detente.errors import BadInput, UnknownLabel

CHECKS = {"monotone": is_monotone, "superadditive": is_superadditive, "convex": is_convex}
few = settings(max_examples=60)

# Known answers


def test_shapley_1971_gloves_are_superadditive_and_not_convex():
    assert is_monotone(GLOVES)
    assert is_superadditive(GLOVES)
    assert breach(GLOVES, "convex") == Breach(("L", "R"), ("L", "S"), 1.0)


def test_aumann_maschler_1985_a_bankruptcy_is_convex():
    claims = dict(zip(PEOPLE, range(1, 11), strict=True))
    game = Game.from_function(
        PEOPLE, lambda s: max(0, 20 - sum(claims[i] for i in PEOPLE if i not in s))
    )
    assert all(check(game) for check in CHECKS.values())


def test_by_hand_a_nuisance_breaks_monotonicity():
    game = Game.of({"a": 2, "b": 0, "a|b": 1})
    assert breach(game, "monotone") == Breach(("a",), ("b",), 1.0)
    assert breach(game, "superadditive") == Breach(("a",), ("b",), 1.0)


def test_by_hand_the_draw_of_the_breach_is_named():
    worth = np.stack([MAJORITY.worth, GLOVES.worth, -MAJORITY.worth])
    assert breach(Game(PEOPLE[:3], worth), "monotone").draw == (2,)


# Laws


@few
@given(games(4))
def test_shapley_1971_convex_games_are_superadditive(game):
    if is_convex(game):
        assert is_superadditive(game)


@few
@given(games(4), st.sampled_from(["superadditive", "convex"]), st.floats(-9, 9))
def test_what_everyone_brings_along_changes_neither(game, of, brought):
    size = np.array([c.bit_count() for c in range(16)])
    assert CHECKS[of](game) == CHECKS[of](Game(game.players, game.worth + brought * size))


# Certificates


@few
@given(games(4), st.sampled_from(list(CHECKS)))
def test_a_breach_is_one(game, of):
    found = breach(game, of)
    if found is not None:
        a, b = game.coalition(*found.first), game.coalition(*found.second)
        worth = game.worth
        apart = worth[a] if of == "monotone" else worth[a] + worth[b]
        shared = 0.0 if of == "monotone" else worth[a & b]
        assert found.shortfall == pytest.approx(apart - worth[a | b] - shared)
        assert found.shortfall > 0


# A second road


@few
@given(games(4))
def test_by_all_pairs_of_coalitions(game):
    worth, pairs = game.worth, list(product(range(16), repeat=2))
    assert is_monotone(game) == all(worth[a] <= worth[b] for a, b in pairs if a & b == a)
    assert is_superadditive(game) == all(
        worth[a] + worth[b] <= worth[a | b] for a, b in pairs if a & b == 0
    )
    assert is_convex(game) == all(
        worth[a] + worth[b] <= worth[a | b] + worth[a & b] for a, b in pairs
    )


# Refusals


def test_other_properties_are_refused():
    with pytest.raises(UnknownLabel) as refusal:
        breach(GLOVES, "konvex")
    assert str(refusal.value) == ("No property of a game 'konvex' here. 3 known, nearest: convex.")


def test_too_many_pairs_are_refused():
    game = Game(tuple(f"p{i}" for i in range(15)), np.zeros(2**15))
    assert is_convex(game)
    with pytest.raises(BadInput) as refusal:
        is_superadditive(game)
    assert str(refusal.value) == (
        "15 players have 14,348,907 pairs of separate coalitions; superadditivity is looked into "
        "for up to 14. Merge some players, or ask about convexity."
    )
