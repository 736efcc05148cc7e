"""Games on graphs: known answers, laws, a second road, refusals."""

from itertools import combinations

import numpy as np
import pytest
from bargain.known_games import PEOPLE, games, reference
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.bargain import Game, linked_game, myerson_value, shapley_value
from detente.errors import BadInput, UnknownLabel

EXACT = 1e-12  # a few roundings, in units of the largest worth
few = settings(max_examples=40)
EXAMPLE = reference("myerson_1977.json")
PAIRS = list(combinations(PEOPLE[:5], 2))
graphs = st.lists(st.sampled_from(PAIRS), unique=True)

# Known answers


@pytest.mark.parametrize("case", EXAMPLE["cases"], ids=lambda case: case["graph"])
def test_myerson_1977_worked_example(case):
    game = Game.of(EXAMPLE["v"], ["1", "2", "3"])
    found = myerson_value(game, [(str(a), str(b)) for a, b in case["edges"]])
    np.testing.assert_allclose(found.payoff, case["myerson"], rtol=0, atol=12 * EXACT)


def test_by_hand_whoever_stands_between_takes_a_third():
    # 1 and 3 are worth 6 together but meet only through 2
    game = Game.from_function("123", lambda s: 6.0 if {"1", "3"} <= set(s) else 0.0)
    found = myerson_value(game, [("1", "2"), ("2", "3")])
    np.testing.assert_allclose(found.payoff, [2, 2, 2], rtol=0, atol=6 * EXACT)


# Laws


@few
@given(games(5), graphs)
def test_myerson_1977_each_part_divides_what_it_is_worth(game, links):
    found = myerson_value(game, links).payoff
    for part in parts_of(game.players, links):
        got = sum(found[game.players.index(name)] for name in part)
        assert got == pytest.approx(game.worth_of(*part), abs=10 * EXACT * game.scale)


@few
@given(games(5), graphs, st.sampled_from(PAIRS))
def test_myerson_1977_both_ends_gain_the_same_from_their_link(game, links, link):
    others = [pair for pair in links if pair != link]
    gain = myerson_value(game, [*others, link]).payoff - myerson_value(game, others).payoff
    a, b = (gain[game.players.index(name)] for name in link)
    assert a == pytest.approx(b, abs=10 * EXACT * game.scale)


@few
@given(games(5))
def test_with_every_link_it_is_the_shapley_value(game):
    found = myerson_value(game, PAIRS).payoff
    np.testing.assert_allclose(found, shapley_value(game).payoff, rtol=0, atol=EXACT * game.scale)


def test_draws_are_worked_out_one_by_one():
    worth = np.random.default_rng(0).normal(size=(3, 8))
    worth[:, 0] = 0
    links = [("a", "b")]
    together = myerson_value(Game(tuple("abc"), worth), links).payoff
    for draw in range(3):
        alone = myerson_value(Game(tuple("abc"), worth[draw]), links).payoff
        np.testing.assert_allclose(together[draw], alone, rtol=0, atol=EXACT)


# A second road


@few
@given(games(5), graphs)
def test_worths_by_walking_the_graph(game, links):
    linked = linked_game(game, links)
    for coalition in range(32):
        members = game.members(coalition)
        by_parts = sum(game.worth_of(*part) for part in parts_of(members, links))
        assert linked.worth_of(*members) == pytest.approx(by_parts, abs=EXACT * game.scale)


def parts_of(members, links):
    left, found = list(members), []
    while left:
        part, fresh = set(), [left[0]]
        while fresh:
            name = fresh.pop()
            part.add(name)
            near = {b if a == name else a for a, b in links if name in (a, b)}
            fresh += [other for other in near if other in members and other not in part]
        found.append(sorted(part))
        left = [name for name in left if name not in part]
    return found


# Refusals


def test_links_that_are_none_are_refused():
    game = Game.of(EXAMPLE["v"], ["1", "2", "3"])
    with pytest.raises(UnknownLabel) as refusal:
        myerson_value(game, [("1", "4")])
    assert str(refusal.value) == "No player '4' here. 3 known, nearest: 1, 2, 3."
    with pytest.raises(BadInput) as refusal:
        myerson_value(game, [("1", "1")])
    assert str(refusal.value) == "A link from 1 to itself. A link joins two players."
