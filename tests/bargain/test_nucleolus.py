"""The nucleolus: known answers, laws, certificates, a second road, refusals."""

import sys
from types import SimpleNamespace

import numpy as np
import pytest
from bargain.known_games import (
    GLOVES,
    PEOPLE,
    expected_of_case,
    game_of_case,
    games,
    games_worth_joining,
    in_terms_of_case,
    published_nucleoli,
    reference,
    reordered,
    small_cases,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.bargain import (
    Game,
    is_balanced,
    is_in_core,
    is_nucleolus,
    is_prenucleolus,
    is_superadditive,
    nucleolus,
    prenucleolus,
)
from detente.errors import BadInput, NoSolution

EXACT = 1e-10  # of the largest worth: the last system is solved from levels that are so exact
PUBLISHED = 1e-9  # the published nucleoli have twelve decimals, of worths up to some hundreds
few = settings(max_examples=30)

# Known answers


@pytest.mark.parametrize("solution", [nucleolus, prenucleolus])
def test_coop_small_json(solution):
    cases = small_cases(solution.__name__)
    assert len(cases) >= 3
    for name, case in cases.items():
        found = in_terms_of_case(case, solution(game_of_case(case)))
        largest = max(abs(v) for v in case["v"].values())
        tolerance = case["expected"].get("tol", EXACT * largest)
        expected = expected_of_case(case, solution.__name__)
        np.testing.assert_allclose(found, expected, rtol=0, atol=tolerance, err_msg=name)


def test_littlechild_owen_1973_airport():
    case = reference("airport_small.json")
    names = [f"movement {k}" for k in range(4)]
    cost = dict(zip(names, case["cost"], strict=True))
    saving = Game.from_function(names, lambda s: sum(cost[m] for m in s) - max(cost[m] for m in s))
    found = np.array(case["cost"]) - nucleolus(saving).payoff
    np.testing.assert_allclose(found, case["nucleolus"], rtol=0, atol=EXACT * 6)


def test_benedek_fliege_nguyen_2021_all_140_games():
    tested = 0
    for game, published in published_nucleoli():
        found = nucleolus(game).payoff
        np.testing.assert_allclose(found, published.payoff, rtol=0, atol=PUBLISHED)
        tested += 1
    assert tested == 140


@pytest.mark.parametrize(
    ("estate", "awards"),
    [(100, [100 / 3] * 3), (200, [50, 75, 75]), (300, [50, 100, 150]), (400, [50, 125, 225])],
)
def test_aumann_maschler_1985_the_contested_estate(estate, awards):
    claims = {"a": 100, "b": 200, "c": 300}
    left = Game.from_function(
        "abc", lambda s: max(0, estate - sum(claims[i] for i in claims if i not in s))
    )
    np.testing.assert_allclose(nucleolus(left).payoff, awards, rtol=0, atol=estate * EXACT)


def test_by_hand_the_security_council_belongs_to_those_with_a_veto():
    # the core: who has no veto gets nothing; the nucleolus: those who have one share alike
    votes = np.zeros(1)
    for weight in [7] * 5 + [1] * 10:
        votes = np.concatenate([votes, votes + weight])
    council = Game(tuple(f"member {k}" for k in range(15)), (votes >= 39).astype(float))
    expected = [0.2] * 5 + [0.0] * 10
    np.testing.assert_allclose(nucleolus(council).payoff, expected, rtol=0, atol=EXACT)


@pytest.mark.parametrize("n", [1, 2])
def test_by_hand_what_two_gain_by_meeting_is_halved(n):
    game = Game(PEOPLE[:n], np.array([0.0, 1.0, 3.0, 10.0][: 2**n]))
    np.testing.assert_allclose(nucleolus(game).payoff, [[1.0], [4.0, 6.0]][n - 1], atol=EXACT * 10)


def test_by_hand_a_game_that_is_worth_nothing_pays_nothing():
    assert nucleolus(Game(PEOPLE[:4], np.zeros(16))).payoff.tolist() == [0, 0, 0, 0]


# Laws


@few
@given(games_worth_joining(4))
def test_schmeidler_1969_everyone_gets_what_it_gets_alone_and_all_is_divided(game):
    found = nucleolus(game)
    assert (found.payoff >= game.alone - EXACT * game.scale).all()
    assert found.residual <= EXACT * game.scale


@few
@given(games_worth_joining(4), st.lists(st.floats(-9, 9), min_size=4, max_size=4))
def test_schmeidler_1969_what_everyone_brings_along_comes_on_top(game, brought):
    brings = np.array([sum(brought[i] for i in range(4) if c >> i & 1) for c in range(16)])
    moved = Game(game.players, 3 * game.worth + brings)
    for solution in (nucleolus, prenucleolus):
        np.testing.assert_allclose(
            solution(moved).payoff,
            3 * solution(game).payoff + brought,
            rtol=0,
            atol=10 * EXACT * (3 * game.scale + 36),
        )


@few
@given(games_worth_joining(4), st.permutations(range(4)))
def test_names_and_order_do_not_matter(game, order):
    np.testing.assert_allclose(
        nucleolus(reordered(game, order)).payoff,
        nucleolus(game).payoff[list(order)],
        rtol=0,
        atol=10 * EXACT * game.scale,
    )


@few
@given(games_worth_joining(4))
def test_schmeidler_1969_it_is_in_the_core_where_there_is_one(game):
    assert is_in_core(nucleolus(game)) == is_balanced(game)


@few
@given(games_worth_joining(4))
def test_in_a_superadditive_game_no_player_needs_protection(game):
    if is_superadditive(game):
        np.testing.assert_allclose(
            nucleolus(game).payoff, prenucleolus(game).payoff, rtol=0, atol=10 * EXACT * game.scale
        )


def test_draws_are_worked_out_one_by_one():
    worth = np.random.default_rng(0).uniform(size=(5, 16))
    worth[:, 0], worth[:, -1] = 0, 4
    found = nucleolus(Game(PEOPLE[:4], worth))
    alone = [nucleolus(Game(PEOPLE[:4], each)) for each in worth]
    assert found.programs == sum(each.programs for each in alone)
    for k in range(5):
        np.testing.assert_array_equal(found.payoff[k], alone[k].payoff)


# Certificates


@few
@given(games_worth_joining(5))
def test_kohlberg_1971_any_game(game):
    assert is_nucleolus(nucleolus(game))


@few
@given(games(5))
def test_kohlberg_1971_any_game_without_protection(game):
    assert is_prenucleolus(prenucleolus(game))


@pytest.mark.parametrize("n", [10, 12])
def test_kohlberg_1971_large_games_with_many_ties(n):
    worth = np.random.default_rng(n).integers(0, n, 2**n).astype(float)
    worth[0], worth[-1] = 0, 2 * n
    worth[1 << np.arange(n)] = 0
    found = nucleolus(Game(tuple(f"p{i}" for i in range(n)), worth))
    assert is_nucleolus(found)


def test_what_one_direction_leaves_alone_by_chance_stays_open(monkeypatch):
    # the first direction leaves 1 and 2 together alone, the second does not: they are not fixed
    module = sys.modules["detente.bargain.nucleolus"]
    drawn = np.array([[1.0, -1.0, 0.0], [1.0, 2.0, 5.0]])
    generator = SimpleNamespace(standard_normal=lambda shape: drawn)
    monkeypatch.setattr(module.np.random, "default_rng", lambda seed: generator)
    spanned = module._spanned({0b111: 1.0}, 3)
    assert np.flatnonzero(spanned).tolist() == [0b000, 0b111]


def test_it_says_how_many_programs_it_took():
    assert 1 <= nucleolus(GLOVES).programs <= 10


# A second road


@pytest.mark.parametrize("n", [3, 4, 5])
@pytest.mark.parametrize("seed", range(6))
def test_maschler_peleg_shapley_1979_with_every_row_and_a_program_a_coalition(n, seed):
    draw = np.random.default_rng(seed)
    worth = draw.integers(0, 4 if seed % 2 else 100, 2**n).astype(float)  # odd: full of ties
    worth[0], worth[-1] = 0, max(worth[-1], worth[1 << np.arange(n)].sum())
    game = Game(PEOPLE[:n], worth)
    expected = by_every_row(game)
    np.testing.assert_allclose(nucleolus(game).payoff, expected, rtol=0, atol=1e-7 * game.scale)


def by_every_row(game):
    """Settle a coalition when no payoffs at the least excess give it more: one program for each."""
    from scipy.optimize import linprog

    n, count = len(game.players), len(game.worth)
    member = np.array([[c >> i & 1 for i in range(n)] for c in range(count)], dtype=float)
    settled, left = {count - 1: game.worth[-1]}, set(range(1, count - 1))
    bounds = [(alone, None) for alone in game.alone]
    while True:
        rows = np.array([[*-member[c], -1.0] for c in sorted(left)])
        least = linprog(
            [0.0] * n + [1.0],
            A_ub=rows,
            b_ub=[-game.worth[c] for c in sorted(left)],
            A_eq=[[*member[c], 0.0] for c in settled],
            b_eq=list(settled.values()),
            bounds=[*bounds, (None, None)],
        )
        excess = least.x[-1]
        fixed = {}
        for c in sorted(left):
            most = linprog(
                [*-member[c], 0.0],
                A_ub=rows,
                b_ub=[-game.worth[other] for other in sorted(left)],
                A_eq=[[*member[other], 0.0] for other in settled],
                b_eq=list(settled.values()),
                bounds=[*bounds, (None, excess + 1e-9)],
            )
            if -most.fun <= game.worth[c] - excess + 1e-6:
                fixed[c] = game.worth[c] - excess
        settled |= fixed
        left -= set(fixed)
        if np.linalg.matrix_rank(member[list(settled)]) == n:
            return np.linalg.lstsq(member[list(settled)], list(settled.values()), rcond=None)[0]


# Refusals


def test_ibn_ezra_has_no_imputation():
    case = small_cases("shapley")["ibn_ezra"]
    with pytest.raises(BadInput) as refusal:
        nucleolus(game_of_case(case))
    assert str(refusal.value) == (
        "The players get 250 alone and 120 together, so no division gives each what it gets alone, "
        "and there is no nucleolus. Ask for the prenucleolus."
    )
    assert is_prenucleolus(prenucleolus(game_of_case(case)))


def test_the_draw_without_an_imputation_is_named():
    worth = np.array([[0.0, 1.0, 1.0, 3.0], [0.0, 1.0, 1.0, 1.5]])
    with pytest.raises(BadInput) as refusal:
        nucleolus(Game(("a", "b"), worth))
    assert str(refusal.value) == (
        "The players get 2 alone and 1.5 together in draw 1, so no division gives each what it "
        "gets alone, and there is no nucleolus. Ask for the prenucleolus."
    )


def test_a_stage_that_settles_nothing_is_refused(monkeypatch):
    monkeypatch.setattr(sys.modules["detente.bargain.nucleolus"], "POSITIVE", 2.0)
    with pytest.raises(NoSolution) as refusal:
        nucleolus(GLOVES)
    assert str(refusal.value) == (
        "The nucleolus of 3 players stops with 1 coalitions settled of 3: no dual is above 2.0. "
        "Give the worths in a unit in which they are less far apart."
    )
