"""Why wars are fought: known answers, laws, a second road, refusals."""

import numpy as np
import pytest
from bargain.known_games import reference
from hypothesis import given
from hypothesis import strategies as st

from detente.bargain import bargaining_range, nash_settlement, pie, risky_demand
from detente.errors import BadInput

EXACT = 1e-12  # a few roundings
PRINTED = 1e-9  # the digits that were printed
SEARCHED = 1e-3  # a grid of 4,001 demands

CASES = reference("fearon_closed_forms.json")["cases"]
KNOWN = [case for case in CASES if case["id"] == "complete_information"]
RISKY = [case for case in CASES if case["id"] == "uniform_cost_ultimatum"]
chances = st.floats(0.0, 1.0)
costs = st.floats(0.0, 1.5)

# Known answers


@pytest.mark.parametrize("case", KNOWN, ids=lambda c: f"p = {c['p']}")
def test_fearon_1995_range(case):
    found = bargaining_range(case["p"], cost_a=case["cA"], cost_b=case["cB"])
    assert [found.low, found.high] == pytest.approx(case["range"], abs=EXACT)
    assert found.high == pytest.approx(case["ultimatum_by_A"], abs=EXACT)


@pytest.mark.parametrize("case", RISKY, ids=lambda c: f"p = {c['p']}, cost = {c['cA']}")
def test_fearon_1995_risk_return(case):
    found = risky_demand(case["p"], cost_a=case["cA"], highest_cost_b=case["cB_uniform_0_to"])
    assert found.demand == pytest.approx(case["demand"], abs=PRINTED)
    assert found.war == pytest.approx(case["war_probability"], abs=PRINTED)


def test_by_hand_nobody_asks_for_more_than_all():
    found = risky_demand(0.9, cost_a=0.0, highest_cost_b=0.8)
    assert (found.demand, found.war) == pytest.approx((1.0, 0.125))


# Laws


@given(chances, costs, costs)
def test_war_itself_lies_in_the_range(p, a, b):
    found = bargaining_range(p, cost_a=a, cost_b=b)
    assert 0 <= found.low <= p <= found.high <= 1


@given(chances, costs, st.floats(0.01, 1.5))
def test_dearer_war_for_the_one_who_asks_makes_it_ask_for_less(p, a, most):
    cheap, dear = (risky_demand(p, cost_a=c, highest_cost_b=most) for c in (a, a + 0.1))
    assert dear.demand <= cheap.demand
    assert dear.war <= cheap.war


@given(chances, costs, st.floats(0.01, 1.5))
def test_draws_are_the_same_questions_side_by_side(p, a, most):
    together = risky_demand([p, 1 - p], cost_a=a, highest_cost_b=most)
    alone = risky_demand(1 - p, cost_a=a, highest_cost_b=most)
    assert (together.demand[1], together.war[1]) == (alone.demand, alone.war)


# A second road


@given(chances, costs, st.floats(0.01, 1.5))
def test_no_demand_of_a_fine_grid_pays_more(p, a, most):
    found = risky_demand(p, cost_a=a, highest_cost_b=most)

    def worth(demand):
        war = np.clip((demand - p) / most, 0, 1)
        return (1 - war) * demand + war * (p - a)

    best = worth(np.linspace(0, 1, 4001)).max()
    assert worth(found.demand) >= best - SEARCHED**2


@given(chances, st.floats(0.01, 0.4), st.floats(0.01, 0.4))
def test_equals_who_would_else_fight_settle_in_the_range(p, a, b):
    settled = nash_settlement(pie(1), disagreement=(p - a, 1 - p - b)).of("first")
    found = bargaining_range(p, cost_a=a, cost_b=b)
    assert p - a <= settled <= p + b
    if p - a >= 0 and p + b <= 1:
        assert settled == pytest.approx((found.low + found.high) / 2, abs=EXACT)


# Refusals


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (
            lambda: bargaining_range(1.2, cost_a=0, cost_b=0),
            "A wins with probability 1.2. Give a fraction from 0 to 1.",
        ),
        (
            lambda: bargaining_range(0.5, cost_a=0.1, cost_b=[0.1, -0.1]),
            "War costs B -0.1. Give a share of the prize, 0 or more.",
        ),
        (
            lambda: risky_demand(0.5, cost_a=np.nan, highest_cost_b=0.2),
            "War costs A nan. Give a share of the prize, 0 or more.",
        ),
        (
            lambda: risky_demand(0.5, cost_a=0.1, highest_cost_b=0),
            "War costs B nothing at most. Give a highest cost above 0.",
        ),
    ],
)
def test_refuses_what_is_no_war(ask, says):
    with pytest.raises(BadInput) as refused:
        ask()
    assert str(refused.value) == says
