"""Games with known answers, and games drawn at random, for the tests of this room."""

import csv
import json
from fractions import Fraction
from pathlib import Path

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.bargain import Game, Payoffs

REFERENCE = Path(__file__).parents[1] / "reference" / "games"
PEOPLE = ("Ann", "Bob", "Cas", "Dee", "Eva", "Fay", "Guy", "Hal", "Ida", "Jan")

GLOVES = Game.of({"L": 0, "R": 0, "S": 0, "L|R": 1, "L|S": 1, "R|S": 0, "L|R|S": 1})
MAJORITY = Game.of({"1": 0, "2": 0, "3": 0, "1|2": 1, "1|3": 1, "2|3": 1, "1|2|3": 1})


def reference(name):
    return json.loads((REFERENCE / name).read_text(encoding="utf-8"))


def rows(name):
    with (REFERENCE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def small_cases(solution):
    """Published games that state this solution, by the name of each."""
    return {
        case["id"]: case for case in reference("coop_small.json") if solution in case["expected"]
    }


def game_of_case(case):
    """The game of a published case; of a cost game, what coalitions save."""
    if case["kind"] == "value":
        return Game.of(case["v"], case["players"])
    alone = {player: case["v"][player] for player in case["players"]}
    saved = {
        coalition: sum(alone[player] for player in coalition.split("|")) - cost
        for coalition, cost in case["v"].items()
    }
    return Game.of(saved, case["players"])


def in_terms_of_case(case, payoffs):
    """Payoffs as the case states them: cost shares where it is about costs."""
    if case["kind"] == "value":
        return payoffs.payoff
    return np.array([case["v"][player] for player in case["players"]]) - payoffs.payoff


def expected_of_case(case, solution):
    return np.array([float(Fraction(str(x))) for x in case["expected"][solution]])


def published_nucleoli():
    """The games of Benedek, Fliege and Nguyen, each with its published nucleolus."""
    worths = {
        (row["type"], row["n"], row["index"]): row["worths_bitmask_order_from_1"].split()
        for row in rows("nucleolus_bfn_worths.csv")
    }
    for row in rows("nucleolus_bfn.csv"):
        worth = worths[row["type"], row["n"], row["index"]]
        game = Game(PEOPLE[: int(row["n"])], np.array([0, *worth], dtype=float))
        yield game, Payoffs(game, "published", np.array(row["nucleolus"].split(), dtype=float))


def games(n, largest=20):
    """Worths in halves, so that ties are common; a lone player may be worth something."""
    halves = st.integers(-2 * largest, 2 * largest).map(lambda k: k / 2)
    return arrays(float, 2**n - 1, elements=halves).map(
        lambda worth: Game(PEOPLE[:n], np.append(0.0, worth))
    )


def games_worth_joining(n):
    """Games in which the players get more together than alone, so that imputations exist."""
    return games(n).map(with_imputations)


def with_imputations(game):
    worth = np.array(game.worth)
    worth[-1] = max(worth[-1], game.alone.sum())
    return Game(game.players, worth)


def reordered(game, order):
    """The same game with its players in another order: the new player k is the old order[k]."""
    n = len(order)
    old = [sum(1 << order[k] for k in range(n) if c >> k & 1) for c in range(2**n)]
    return Game(tuple(game.players[i] for i in order), game.worth[..., old])
