"""Several deals at once: known answers, laws, certificates, a second road, refusals."""

from fractions import Fraction

import numpy as np
import pytest
from bargain.known_games import reference
from hypothesis import given
from hypothesis import strategies as st

from detente.bargain import Game, nash_in_nash, nash_settlement, pie, shapley_value
from detente.errors import BadInput, NoSolution, UnknownLabel

EXACT = 1e-12  # a few roundings, in units of the largest worth

PRINTED = {case["id"]: case for case in reference("bargaining_closed_forms.json")}
HUB = {"hub": "U", "suppliers": ("s1", "s2")}


@st.composite
def worths(draw):
    """Worths of none, 1, 2, both that leave each contract something to gain."""
    a, b = draw(st.floats(0.0, 10.0)), draw(st.floats(0.0, 10.0))
    return np.array([0.0, a, b, max(a, b) + draw(st.floats(0.0, 10.0))])


# Known answers


def test_horn_wolinsky_1988_hub():
    case = PRINTED["nash_in_nash_hub"]
    for i, (a, b, c) in enumerate(case["inputs"]["cases"]):
        found = nash_in_nash([0, a, b, c], **HUB)
        for name in ("U", "s1", "s2"):
            assert found.of(name) == pytest.approx(case["expected"][name][i], abs=EXACT)


def test_closed_form_shapley_value_of_the_same_hub():
    case = PRINTED["shapley_same_hub"]
    for i, (a, b, c) in enumerate(case["inputs"]["cases"]):
        game = {"U": 0, "s1": 0, "s2": 0, "U|s1": a, "U|s2": b, "s1|s2": 0, "U|s1|s2": c}
        found = shapley_value(Game.of(game))
        for name in ("U", "s1", "s2"):
            expected = float(Fraction(case["expected"][name][i]))
            assert found.of(name) == pytest.approx(expected, abs=10 * EXACT)


def test_by_hand_a_cost_is_repaid_before_the_gain_is_split():
    # each contract brings 10 and costs its supplier 4: 6 to split, 3 each, so the fee is 7
    cost = [[0, -4, 0, -4], [0, 0, -4, -4]]
    found = nash_in_nash([0, 10, 10, 20], supplier_worth=cost, **HUB)
    np.testing.assert_allclose(found.fees, [7, 7], rtol=EXACT)
    np.testing.assert_allclose(found.supplier_payoffs, [3, 3], rtol=EXACT)
    assert found.hub_payoff == pytest.approx(6.0, rel=EXACT)


# Laws


@given(worths(), st.floats(0.05, 0.95))
def test_what_is_paid_is_received(worth, power):
    found = nash_in_nash(worth, hub_power=min(0.95, max(power, 0.5)), **HUB)
    total = found.hub_payoff + found.supplier_payoffs.sum()
    assert total == pytest.approx(worth[-1], abs=20 * EXACT)


@given(worths(), st.floats(0.1, 100.0))
def test_the_currency_does_not_matter(worth, rate):
    one, other = nash_in_nash(worth, **HUB), nash_in_nash(worth * rate, **HUB)
    np.testing.assert_allclose(one.fees * rate, other.fees, rtol=1e-9, atol=20 * rate * EXACT)


@given(worths())
def test_the_order_of_suppliers_does_not_matter(worth):
    one = nash_in_nash(worth, **HUB)
    other = nash_in_nash(worth[[0, 2, 1, 3]], hub="U", suppliers=("s2", "s1"))
    for name in ("U", "s1", "s2"):
        assert one.of(name) == pytest.approx(float(other.of(name)), abs=20 * EXACT)


def test_suppliers_that_replace_each_other_get_nothing():
    found = nash_in_nash([0, 10, 10, 10], **HUB)
    np.testing.assert_array_equal(found.fees, [0.0, 0.0])


# Certificates


@given(worths())
def test_each_pair_splits_what_its_own_contract_adds(worth):
    found = nash_in_nash(worth, hub_power=0.7, **HUB)
    for i, without in enumerate((2, 1)):
        lost = worth[without] - (found.fees.sum() - found.fees[i])
        gain = float(found.hub_payoff) - lost
        assert gain == pytest.approx(0.7 * found.joint_gains[i], abs=50 * EXACT)


# A second road


@given(worths())
def test_one_supplier_is_a_nash_settlement(worth):
    found = nash_in_nash([0.0, 1 + worth[1]], hub="U", suppliers=["s"], hub_power=0.3)
    same = nash_settlement(pie(1 + worth[1]), power=0.3)
    assert found.of("U") == pytest.approx(float(same.of("first")), abs=11 * EXACT)


def test_draws_and_frames_hold_the_same_numbers():
    together = nash_in_nash([[0, 10, 8, 15], [0, 6, 6, 9]], **HUB)
    alone = nash_in_nash([0, 6, 6, 9], **HUB)
    assert together.to_frame().loc[(1, "U"), "payoff"] == alone.to_frame().loc["U", "payoff"] == 6
    np.testing.assert_array_equal(together.fees[1], alone.fees)


# Refusals


@pytest.mark.parametrize(
    ("worth", "more", "error", "says"),
    [
        (
            [0, 0, 0, 0, 0, 0, 0, 12],
            {"hub": "U", "suppliers": ["s1", "s2", "s3"]},
            NoSolution,
            "Fees agreed pair by pair leave U -6, less than the 0 it has with no contract at all. "
            "The suppliers need each other too much for separate deals; ask for the Shapley value "
            "of the game instead.",
        ),
        (
            [0, 10, 8, 7],
            HUB,
            NoSolution,
            "The contract with s2 loses 3 for the hub and its supplier together, given the others, "
            "so they would not sign it. Ask again without it.",
        ),
        (
            [0, 10, 8],
            HUB,
            BadInput,
            "Worths of shape (3,) for the hub and (2, 4) for the suppliers. 2 suppliers can sign 4 "
            "sets of contracts: give the hub 4 worths, and 4 to each supplier.",
        ),
        (
            [0, 10, 8, np.nan],
            HUB,
            BadInput,
            "A worth is not a finite number. Give one for every set of contracts.",
        ),
        (
            [0, 10, 8, 15],
            HUB | {"hub_power": 0.0},
            BadInput,
            "Bargaining power is 0. It lies between 0 and 1: 0.5 for equals.",
        ),
        (
            [0, 10, 8, 15],
            {"hub": "U", "suppliers": ["U", "s"]},
            BadInput,
            "A hub 'U' with suppliers U, s. Name 1 to 16 of them, each once.",
        ),
    ],
)
def test_refuses_deals_that_nobody_would_sign(worth, more, error, says):
    with pytest.raises(error) as refused:
        nash_in_nash(worth, **more)
    assert str(refused.value) == says


def test_refuses_a_party_that_is_not_there():
    with pytest.raises(UnknownLabel) as refused:
        nash_in_nash([0, 10, 8, 15], **HUB).of("s3")
    assert str(refused.value) == "No party 's3' here. 3 known, nearest: U, s1, s2."
