"""Finding prices by sector: known answers, laws, certificates, a second road."""

import numpy as np
import pytest
from trade.caliendo_parro import world_1993

from detente.trade import sector_solver
from detente.trade.sector_equilibrium import is_sector_equilibrium
from detente.trade.sector_example import example_sector_economy
from detente.trade.sector_solver import TOLERANCE, sector_point
from detente.trade.sectors import sector_counterfactual

EXACT = 1e-10  # the residual, amplified by the slowest direction of trade

# Known answers


def test_the_base_takes_one_round():
    economy = example_sector_economy()
    same = sector_counterfactual(economy, tariff_after={("NLD", "NOR", "food"): 0.25})
    assert same.iterations == 1
    assert same.residual <= TOLERANCE


# Laws


def test_each_island_keeps_the_income_that_it_had():
    links = [(a, b) for a, b in (("QAT", "NLD"), ("QAT", "NOR"), ("NLD", "QAT"), ("NOR", "QAT"))]
    found = sector_counterfactual(example_sector_economy(), cuts=links, deficits="balanced")
    earned = found.wage * found.base.value_added
    np.testing.assert_allclose(earned[2], found.base.value_added[2], rtol=EXACT)
    np.testing.assert_allclose(earned[:2].sum(), found.base.value_added[:2].sum(), rtol=EXACT)


# Certificates


def test_a_world_close_to_one_without_a_solution_is_still_solved():
    """At 6.5 times the cost, Ireland's kept surplus would take more than it can earn."""
    economy = world_1993("recorded")
    cost = np.where(np.eye(31, dtype=bool)[:, :, None], 1.0, np.full((31, 31, 40), 6.0))
    dear = economy.to_xarray()["tariff"].copy(data=cost)
    found = sector_counterfactual(economy, cost_change=dear)
    ireland = economy.row("Ireland")
    assert found.residual <= TOLERANCE
    assert found.income[ireland] < 0.1 * economy.income[ireland]
    assert is_sector_equilibrium(found)


# A second road


def test_plain_moves_find_the_same_as_accelerated_ones(monkeypatch):
    cut = [("NOR", "NLD", "fuels")]
    quick = sector_counterfactual(example_sector_economy(), cuts=cut)
    monkeypatch.setattr(sector_solver, "ACCELERATED", 1)
    slow = sector_counterfactual(example_sector_economy(), cuts=cut)
    assert (quick.method, slow.method) == ("accelerated", "plain")
    np.testing.assert_allclose(quick.wage, slow.wage, rtol=EXACT)
    np.testing.assert_allclose(quick.after.flow, slow.after.flow, rtol=EXACT)


# Refusals: the solver gives the nearest point that it reached, and its caller refuses


@pytest.mark.parametrize("rounds", [1, 5])
def test_a_point_that_is_not_found_says_how_far_off_it_is(monkeypatch, rounds):
    seen = []

    def noted(system, island):
        seen.append(sector_point(system, island))
        return seen[-1]

    monkeypatch.setattr("detente.trade.sectors.sector_point", noted)
    monkeypatch.setattr(sector_solver, "ACCELERATED", rounds)
    monkeypatch.setattr(sector_solver, "PLAIN", rounds)
    with pytest.raises(ArithmeticError):
        sector_counterfactual(example_sector_economy(), cuts=[("NOR", "NLD")])
    assert not seen[0].is_found
    assert TOLERANCE < seen[0].residual < np.inf
