"""What a change makes of a world of sectors: answers, laws, certificates, second road, refusals."""

from dataclasses import replace

import numpy as np
import pytest
from trade.caliendo_parro import schedule, world_1993, world_by_sector

from detente.errors import UnknownLabel
from detente.trade.sector_equilibrium import SectorEquilibrium, is_sector_equilibrium
from detente.trade.sector_example import example_sector_economy
from detente.trade.sectors import sector_counterfactual

EXACT = 1e-12  # sums of at most a thousand numbers, in another order
TELLING = 1e-6  # a change that the certificate must see


@pytest.fixture(scope="module")
def free() -> SectorEquilibrium:
    """Norway and the Netherlands drop their tariffs on food, and fuels get dearer to Qatar."""
    return sector_counterfactual(
        example_sector_economy(),
        tariff_after={("NLD", "NOR"): 0.0, ("NOR", "NLD"): 0.0},
        cost_change={("QAT", "NLD", "fuels"): 1.2},
    )


# Known answers


def test_terms_and_volume_of_trade_by_hand(free):
    base, cost, n, p, j = free.base, free.unit_cost, 1, 0, 0  # Norway, the Netherlands, food
    sold, bought, income = base.flow[n, p, j], base.flow[p, n, j], base.income[n]
    terms = (sold * (cost[n, j] - 1) - bought * (cost[p, j] - 1)) / income
    assert free.terms_of_trade[n, p, j] == pytest.approx(terms, rel=EXACT)
    volume = 0.25 * (free.after.flow[p, n, j] - bought * cost[p, j]) / income
    assert free.volume_of_trade[n, p, j] == pytest.approx(volume, rel=EXACT)
    assert free.cost_of_trade[0, 2, 1] == pytest.approx(-0.2 * 10 / base.income[0], rel=EXACT)


def test_a_cut_has_no_linear_welfare_for_who_bought_and_one_for_the_others():
    cut = sector_counterfactual(example_sector_economy(), cuts=[("NOR", "NLD", "fuels")])
    assert np.isnan(cut.welfare_linear).tolist() == [True, False, False]
    assert not np.isnan(cut.welfare_exact).any()
    spared = sector_counterfactual(example_sector_economy(), cuts=[("QAT", "NLD", "food")])
    assert not np.isnan(spared.welfare_linear).any()  # Qatar sold the Netherlands none


# Laws


def test_a_country_has_no_terms_of_trade_with_itself(free):
    assert not np.einsum("nnj->nj", free.terms_of_trade).any()
    assert not np.einsum("nnj->nj", free.volume_of_trade).any()


def test_what_one_gains_in_terms_of_trade_the_other_loses():
    nafta = sector_counterfactual(world_1993(), tariff_after=schedule("nafta"))
    money = nafta.terms_of_trade * nafta.base.income[:, None, None]
    np.testing.assert_allclose(money, -money.swapaxes(0, 1), atol=EXACT * np.abs(money).max())


def test_all_income_is_spent(free):
    used = np.einsum("njk,nk->n", free.after.input_share, free.after.output)
    np.testing.assert_allclose(free.after.spending.sum(axis=1) - used, free.income, rtol=1e-11)


# Certificates


def test_an_equilibrium_is_recognised_and_anything_near_it_is_not(free):
    assert is_sector_equilibrium(free)
    bump = np.ones(3)
    bump[1] += TELLING
    flow = free.after.flow.copy()
    flow[0, 1, 0] *= 1 + TELLING
    for near in (
        replace(free, wage=free.wage * bump),
        replace(free, price=free.price * bump[:, None]),
        replace(free, after=replace(free.after, flow=flow)),
        replace(free, cost_change=free.cost_change * bump[:, None]),
    ):
        assert not is_sector_equilibrium(near)


def test_goods_that_nobody_uses_are_seen_where_no_wage_tells():
    """Two sectors alike: spending moved from one to the other changes no income anywhere."""
    flow = np.repeat(example_sector_economy().flow[:, :, 1:], 2, axis=2)
    same = sector_counterfactual(world_by_sector(flow, np.full((3, 2, 2), 0.5)))
    assert is_sector_equilibrium(same)
    flow[:, 0] *= 1 + TELLING * np.array([1, -1])
    assert not is_sector_equilibrium(replace(same, after=replace(same.after, flow=flow)))


def test_the_base_is_not_the_equilibrium_of_a_change(free):
    same = replace(free, wage=np.ones(3), price=np.ones((3, 2)), after=free.base)
    assert not is_sector_equilibrium(same)
    nothing = np.ones(free.base.flow.shape)
    assert is_sector_equilibrium(replace(same, cost_change=nothing))


# A second road


def test_the_frame_and_the_dataset_hold_the_same_numbers(free):
    frame, tables = free.to_frame(), free.to_xarray()
    for country in free.countries:
        outcome = free.of(country)
        for name in ("wage", "real_wage", "welfare_exact", "welfare_linear", "tariff_revenue"):
            assert frame.loc[country, name] == getattr(outcome, name)
            assert float(tables[name].sel(country=country)) == getattr(outcome, name)
    parts = frame.terms_of_trade + frame.volume_of_trade + frame.cost_of_trade
    np.testing.assert_allclose(parts, frame.welfare_linear, rtol=EXACT)
    np.testing.assert_array_equal(tables.flow_after, free.after.flow)
    by_partner = tables.terms_of_trade.sum(("partner", "sector"))
    np.testing.assert_allclose(by_partner, frame.terms_of_trade, rtol=EXACT)
    assert tables.attrs["residual"] == free.residual
    np.testing.assert_allclose(frame.exports - frame.imports, free.base.surplus, atol=1e-10)


# Refusals


def test_refuses_a_country_that_is_not_there(free):
    with pytest.raises(UnknownLabel) as refusal:
        free.of("BEL")
    assert str(refusal.value) == "No country 'BEL' here. 3 known, nearest: NLD, NOR, QAT."
