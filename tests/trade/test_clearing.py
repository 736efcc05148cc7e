"""Worlds that fall apart: known answers, refusals."""

import numpy as np
import pytest
from trade.small_worlds import FOUR, alone, economy, refusal

from detente.errors import NoSolution
from detente.trade import Shock, counterfactual, is_equilibrium

EXACT = 1e-11  # the residual, twice

# Known answers


def test_a_country_on_its_own_keeps_its_real_wage_and_loses_its_price():
    x = np.array([[8, 1, 1, 0], [1, 8, 0, 1], [1, 0, 6, 3], [0, 1, 3, 6]])
    shock = Shock(cut=alone("NOR", FOUR))
    after = counterfactual(economy(x), shock, theta=4.0)
    norway = after.of("NOR")
    assert np.isnan(norway.wage)
    assert np.isnan(norway.price)
    assert norway.real_wage == norway.welfare == pytest.approx(0.6**0.25)
    assert np.isfinite(after.wage[:3]).all()
    assert is_equilibrium(economy(x), after, shock)
    assert after.notes == (
        "NOR trades with no one on the mainland, so its wage and price have no common unit; its "
        "real wage and welfare need none.",
    )


def test_the_mainland_is_where_most_countries_are():
    x = np.array([[90, 1, 1, 1], [1, 8, 2, 1], [1, 2, 6, 3], [1, 1, 3, 6]])
    after = counterfactual(economy(x), Shock(cut=alone("BEL", FOUR)), theta=4.0)
    assert np.isnan(after.of("BEL").wage)
    assert np.isfinite(after.wage[1:]).all()


def test_two_islands_are_two_worlds():
    x = np.array([[8, 2, 1, 0], [2, 8, 0, 1], [1, 0, 3, 3], [0, 1, 3, 3]])
    between = [(a, b) for a in FOUR[:2] for b in FOUR[2:]]
    shock = Shock(cut=tuple(p for a, b in between for p in ((a, b), (b, a))))
    after = counterfactual(economy(x), shock, theta=4.0)
    small = counterfactual(economy(x[2:, 2:], FOUR[2:]), Shock(), theta=4.0)
    home = np.diag(small.base.share) / np.diag(after.base.share)[2:]
    np.testing.assert_allclose(after.real_wage[2:], home**-0.25, rtol=EXACT)
    assert np.isnan(after.wage[2:]).all()
    assert np.isfinite(after.wage[:2]).all()


# Refusals


@pytest.mark.parametrize("deficits", ["dek", "multiplicative"])
def test_refuses_to_isolate_a_country_with_a_deficit(deficits):
    uneven = economy([[6, 3, 2], [2, 6, 2], [2, 2, 7]], ("NLD", "NOR", "QAT"))
    shock = Shock(cut=alone("NLD", uneven.countries))
    assert refusal(NoSolution, shock, of=uneven, deficits=deficits) == (
        "NLD would trade with no one else, so nobody could finance a trade deficit or take up a "
        "surplus there. Ask with deficits='balanced'."
    )


def test_refuses_balanced_trade_for_a_country_that_only_sells():
    shock = Shock(cut=(("NOR", "NLD"), ("QAT", "NLD")))
    assert refusal(NoSolution, shock) == (
        "NLD would sell abroad and buy nothing there, or the reverse: no wages can balance that "
        "trade."
    )


def test_refuses_a_country_with_nobody_left_to_buy_from():
    entrepot = economy([[0, 3, 2], [2, 6, 2], [3, 2, 7]], ("NLD", "NOR", "QAT"))
    shock = Shock(cut=alone("NLD", entrepot.countries))
    assert refusal(NoSolution, shock, of=entrepot) == (
        "NLD would have nobody left to buy from, not even at home."
    )


def test_refuses_where_no_wages_are_found_and_says_how_far_off():
    deep = economy([[1.0, 30.0], [1.0, 30.0]], ("NLD", "NOR"))  # Norway buys 29 it never pays for
    shock = Shock(cost_change={("NLD", "NOR"): 50.0})
    message = refusal(NoSolution, shock, of=deep, deficits="dek")
    assert message.startswith(
        "No wages found at which every country sells for what it earns: the residual stopped at "
    )
    assert message.endswith(". Ask for a smaller shock, or for deficits='balanced'.")
