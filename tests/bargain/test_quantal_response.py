"""Logit quantal response: known answers, laws, certificates, a second road, refusals."""

import numpy as np
import pytest
from bargain.known_games import reference
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.bargain import Decisions, is_quantal_response, quantal_response, two_player_game
from detente.errors import BadInput, NoSolution, UnknownLabel

EXACT = 1e-10  # of probabilities: residual 1e-12 in log odds

few = settings(max_examples=20)
tables = arrays(float, (3, 2), elements=st.floats(-1.0, 1.0))
FOLDED = [[[0, 1, 3], [2, 0, 0], [3, 1, 1]], [[0, 1, 3], [3, 3, 0], [2, 1, 1]]]
PENNIES = reference("qre_matching_pennies.json")["cases"]


def pennies(a):
    return two_player_game(
        [[a, 0], [0, 1]], [[0, 1], [1, 0]], row_actions=["U", "D"], column_actions=["L", "R"]
    )


def three_by_two(row, column):
    return two_player_game(row, column, row_actions="abc", column_actions="xy")


def three_by_three(row, column):
    return two_player_game(row, column, row_actions="abc", column_actions="xyz")


# Known answers


@pytest.mark.parametrize("case", PENNIES, ids=lambda c: f"a = {c['a']}, λ = {c['lam']}")
def test_goeree_holt_palfrey_2003_lopsided_matching_pennies(case):
    found = quantal_response(pennies(case["a"]), rationality=case["lam"])
    assert found.of("row", "U") == pytest.approx(case["p_U"], abs=EXACT)
    assert found.of("column", "L") == pytest.approx(case["q_L"], abs=EXACT)


def test_ochs_1995_nash_in_the_limit():
    found = quantal_response(pennies(4), rationality=2000)
    assert found.of("row", "U") == pytest.approx(1 / 2, abs=1e-3)
    assert found.of("column", "L") == pytest.approx(1 / (1 + 4), abs=1e-3)


def test_by_hand_no_rationality_is_pure_chance():
    found = quantal_response(three_by_two(np.eye(3, 2), np.eye(3, 2)), rationality=0)
    assert [p.tolist() for p in found.probability] == [[1 / 3] * 3, [1 / 2] * 2]


def test_by_hand_two_who_would_meet_stay_undecided_along_the_branch():
    meet = two_player_game(np.eye(2), np.eye(2), row_actions="ab", column_actions="ab")
    for rationality in (1, 2, 3, 50):  # two more answers part from the branch at 2
        assert quantal_response(meet, rationality=rationality).of("row", "a") == 0.5


# Laws


@few
@given(tables, tables, st.floats(0.1, 2.0))
def test_better_actions_are_taken_more_often(row, column, rationality):
    game = three_by_two(row, column)
    found = quantal_response(game, rationality=rationality)
    for p, u in zip(found.probability, game.payoffs(found.probability), strict=True):
        assert p.sum() == pytest.approx(1.0, abs=1e-12)
        assert (np.diff(p[np.argsort(u)]) >= -1e-9).all()


@few
@given(tables, tables, st.floats(0.2, 5.0), st.floats(-3.0, 3.0))
def test_the_unit_of_payoffs_is_the_unit_of_rationality(row, column, unit, shift):
    one = quantal_response(three_by_two(row, column), rationality=1.0)
    scaled = three_by_two(unit * row + shift, unit * column - shift)
    other = quantal_response(scaled, rationality=1.0 / unit)
    for p, q in zip(one.probability, other.probability, strict=True):
        np.testing.assert_allclose(p, q, atol=1e-9)


@few
@given(tables, tables, st.permutations(range(3)))
def test_the_order_of_actions_does_not_matter(row, column, order):
    order = list(order)
    one = quantal_response(three_by_two(row, column), rationality=1.5)
    other = quantal_response(three_by_two(row[order], column[order]), rationality=1.5)
    np.testing.assert_allclose(one.probability[0][order], other.probability[0], atol=1e-9)
    np.testing.assert_allclose(one.probability[1], other.probability[1], atol=1e-9)


# Certificates


@few
@given(tables, tables, st.floats(0.1, 5.0))
def test_it_is_its_own_logit_answer(row, column, rationality):
    game = three_by_two(row, column)
    found = quantal_response(game, rationality=rationality)
    assert found.residual < EXACT
    assert is_quantal_response(game, found.probability, rationality=rationality)
    p, q = found.probability
    tilted = (p, q * [0.9, 1.0] + [0.0, 0.1 * q[0]])
    assert not is_quantal_response(game, tilted, rationality=rationality)


def test_a_frame_holds_the_same_numbers():
    found = quantal_response(pennies(4), rationality=1)
    assert found.to_frame().loc[("row", "U"), "probability"] == found.of("row", "U")


# A second road


@few
@given(tables, tables)
def test_answering_each_other_again_and_again_ends_there(row, column):
    """While λ is small the logit answers pull together, and their fixed point is the only one."""
    p, q = np.full(3, 1 / 3), np.full(2, 1 / 2)
    for _ in range(200):
        p, q = np.exp(0.4 * row @ q), np.exp(0.4 * p @ column)
        p, q = p / p.sum(), q / q.sum()
    found = quantal_response(three_by_two(row, column), rationality=0.4)
    np.testing.assert_allclose(found.probability[0], p, atol=EXACT)
    np.testing.assert_allclose(found.probability[1], q, atol=EXACT)


@pytest.mark.parametrize("a", [2.0, 9.0])
@pytest.mark.parametrize("rationality", [0.7, 3.0])
def test_a_root_in_one_unknown(a, rationality):
    from scipy.optimize import brentq

    def logit(x):
        return 1 / (1 + np.exp(-rationality * x))

    def gap(p):
        q = logit((1 - p) - p)  # the column player meets the other's mistakes
        return logit(a * q - (1 - q)) - p

    expected = brentq(gap, 1e-9, 1 - 1e-9, xtol=1e-14)
    found = quantal_response(pennies(a), rationality=rationality)
    assert found.of("row", "U") == pytest.approx(expected, abs=EXACT)


@pytest.mark.parametrize("rationality", [1.0, 1.0295, 1.04, 1.1])
def test_the_branch_is_followed_through_its_turns(rationality):
    """It turns back at 1.03, and again; from many starts, one answer is left at 1.04."""
    from scipy.optimize import root

    row, column = np.array(FOLDED)
    p, q = quantal_response(three_by_three(row, column), rationality=rationality).probability

    def gap(y):
        a, b = (np.exp(np.append(0, part)) for part in (y[:2], y[2:]))
        u, v = row @ (b / b.sum()), (a / a.sum()) @ column
        return y - rationality * np.append((u - u[0])[1:], (v - v[0])[1:])

    random = np.random.default_rng(0)
    roots = [root(gap, random.normal(0, 2, 4)) for _ in range(40)]
    answers = {tuple(found.x.round(3)) for found in roots if found.success}
    assert tuple(np.append(np.log(p[1:] / p[0]), np.log(q[1:] / q[0])).round(3)) in answers
    assert len(answers) == (3 if rationality == 1.0295 else 1)


# Refusals


def test_refuses_payoffs_that_jump():
    def payoffs(play):
        return (np.array([0.0, 1.0 if play[0][1] < 0.7 else -1.0]),)

    jumping = Decisions({"point": ("no", "yes")}, payoffs)
    with pytest.raises(NoSolution) as refused:
        quantal_response(jumping, rationality=5)
    assert str(refused.value) == (
        "The branch that begins at chance was lost at a rationality of 0.8473, short of 5. Payoffs "
        "may jump there; ask for less."
    )


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (
            lambda: quantal_response(pennies(4), rationality=-1),
            "Rationality is -1. Give 0 for chance, more for better answers.",
        ),
        (
            lambda: quantal_response(
                two_player_game([[1, 2]], [[1, 2]], row_actions="a", column_actions="xy"),
                rationality=1,
            ),
            "The actions at row are a. Name two or more, each once.",
        ),
        (
            lambda: three_by_two([[1, 2]], np.ones((3, 2))),
            "Payoffs of shape (1, 2) and (3, 2) for 3 and 2 actions. Give both players one finite "
            "number for each pair.",
        ),
    ],
)
def test_refuses_what_is_no_game(ask, says):
    with pytest.raises(BadInput) as refused:
        ask()
    assert str(refused.value) == says


def test_refuses_a_point_or_an_action_that_is_not_there():
    found = quantal_response(pennies(4), rationality=1)
    with pytest.raises(UnknownLabel) as refused:
        found.of("rows", "U")
    assert str(refused.value) == "No point of decision 'rows' here. 2 known, nearest: row."
    with pytest.raises(UnknownLabel) as refused:
        found.of("row", "L")
    assert str(refused.value) == "No action 'L' here. 2 known, nearest: U, D."
