"""The equations by sector: known answers, laws, certificates, a second road."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from trade.caliendo_parro import world_by_sector

from detente.trade.sector_system import SMALLEST_FALL, SectorSystem

EXACT = 1e-12  # sums of at most a dozen numbers, in another order

N, S = 3, 2
FLOW = np.arange(1.0, 19.0).reshape(N, N, S) + 40 * np.eye(N)[:, :, None]
MADE_OF = np.linspace(0, 1, N * S * S).reshape(N, S, S)
TARIFF = 0.3 * (1 - np.eye(N)[:, :, None]) * np.ones(S)
points = arrays(float, (1 + 2 * S, N), elements=st.floats(-0.3, 0.3))
some_examples = settings(max_examples=25, deadline=None)


def system(tariff=TARIFF) -> SectorSystem:
    """An economy that nothing changes."""
    economy = world_by_sector(FLOW, MADE_OF, tariff)
    return SectorSystem(
        kernel=economy.share.T,
        kernel_before_tariff=economy.share.T / (1 + tariff.T),
        value_added_share=economy.value_added_share.T,
        input_share=economy.input_share,
        final_share=economy.final_share.T,
        elasticity=economy.elasticity[:, None],
        value_added=economy.value_added,
        surplus=economy.surplus,
        spending=economy.spending.T,
    )


# Known answers


def test_the_base_solves_itself_and_gives_back_its_flows():
    base = system()
    np.testing.assert_allclose(base.excess(base.start()), 0.0, atol=EXACT)
    np.testing.assert_allclose(base.flow(base.start()).T, FLOW, rtol=EXACT)


def test_an_importer_twice_as_rich_asks_for_more_than_the_world_sells():
    base = system()
    x = base.start()
    x[1 + S :, 0] += np.log(2)
    assert base.excess(x)[0, 0] < 0  # it imports more than it exports
    assert (base.excess(x)[0, 1:] > 0).all()


# Laws


@some_examples
@given(points, st.floats(-2, 2))
def test_a_change_of_money_changes_no_gap(move, money):
    """Wages, prices and spending times m, with surpluses times m: the same gaps."""
    base = system()
    inflated = replace(base, surplus=base.surplus * np.exp(money))
    x = base.start() + move
    np.testing.assert_allclose(inflated.excess(x + money), base.excess(x), atol=100 * EXACT)


@some_examples
@given(points)
def test_trade_balances_in_the_world_as_a_whole(move):
    base = system()
    x = base.start() + move
    earned = np.exp(x[0]) * base.value_added
    assert abs((base.excess(x)[0] * earned).sum()) < 100 * EXACT * earned.sum()


# Certificates


def test_spending_cannot_fall_out_of_sight_in_one_round():
    base = replace(system(), surplus=np.array([1e6, 0.0, -1e6]))
    excess = base.excess(base.start())
    assert excess[1 + S :, 0] == pytest.approx(np.log(SMALLEST_FALL))


# A second road


@some_examples
@given(points)
def test_agrees_with_the_equations_written_cell_by_cell(move):
    economy, base = world_by_sector(FLOW, MADE_OF, TARIFF), system()
    x = base.start() + move
    wage, price, spending = np.exp(x[0]), np.exp(x[1 : 1 + S].T), np.exp(x[1 + S :].T)
    sold, asked = np.zeros((N, N, S)), np.zeros((N, S))
    for n, j in np.ndindex(N, S):
        standing = np.zeros(N)
        for i in range(N):
            cost = wage[i] ** economy.value_added_share[i, j]
            for k in range(S):
                cost *= price[i, k] ** economy.input_share[i, k, j]
            standing[i] = economy.share[i, n, j] * cost ** -economy.elasticity[j]
        asked[n, j] = standing.sum() ** (-1 / economy.elasticity[j])
        sold[:, n, j] = standing / standing.sum() * spending[n, j] / (1 + TARIFF[:, n, j])
    np.testing.assert_allclose(base.flow(x).T, sold, rtol=EXACT)
    np.testing.assert_allclose(base.excess(x)[1 : 1 + S].T, np.log(asked / price), atol=EXACT)
    balance = sold.sum(axis=(1, 2)) - sold.sum(axis=(0, 2)) - economy.surplus
    expected = balance / (wage * economy.value_added)
    np.testing.assert_allclose(base.excess(x)[0], expected, atol=10 * EXACT)
