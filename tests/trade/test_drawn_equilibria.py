"""Cuts and diversions in many draws: known answers, laws, certificates, a second road, refusals."""

import numpy as np
import pytest

from detente.errors import BadInput, MissingData
from detente.trade import (
    EconomyDraws,
    diversion,
    diversion_draws,
    drawn_flows,
    economy_from_flows,
    economy_of,
    severance,
    severance_draws,
)
from detente.world import example_world

SOLVED = 1e-12  # the largest residual of an equilibrium
ALIKE = 1e-10  # of welfare: two solutions with that residual
NAMES = ("AAA", "BBB", "CCC", "DDD")
FLOW = np.array(
    [
        [60.0, 9.0, 4.0, 2.0],
        [5.0, 80.0, 6.0, 3.0],
        [6.0, 5.0, 40.0, 2.0],
        [1.0, 4.0, 3.0, 20.0],
    ]
)
DEFICITS = ("balanced", "dek", "multiplicative")


def economies(draws=40, spread=0.15, seed=1, asked=(0, 1, 2)):
    """A world of four whose trade, output and elasticity are not known."""
    random = np.random.default_rng(seed)

    def factor(*shape):
        return np.exp(spread * random.standard_normal(shape))

    flows = drawn_flows(
        FLOW,
        FLOW.sum(axis=1) * factor(draws, 4),
        sells=factor(draws, 4),
        buys=factor(draws, 4),
        links={c: (factor(draws, 4), factor(draws, 4)) for c in asked},
        output_per_gdp=1.0 + spread * random.random(draws),
    )
    theta = 4.0 + 20.0 * spread * (random.random(draws) - 0.3)
    return EconomyDraws(economy_from_flows(FLOW, NAMES), flows, theta)


# Known answers


def test_two_equal_countries_close_their_border_costinot_rodriguez_clare_2014():
    """Each buys a fifth abroad and loses 1 − 0.8^(1/θ), in every draw by its own θ."""
    flow, theta = np.array([[8.0, 2.0], [2.0, 8.0]]), np.array([2.0, 4.0, 8.0])
    ones = np.ones((3, 2))
    flows = drawn_flows(
        flow,
        10 * ones,
        sells=ones,
        buys=ones,
        links={0: (ones, ones), 1: (ones, ones)},
        output_per_gdp=np.ones(3),
    )
    drawn = EconomyDraws(economy_from_flows(flow, ["AAA", "BBB"]), flows, theta)
    apart = severance_draws(drawn, "AAA", "BBB")
    assert apart.welfare[:, 0] == pytest.approx(0.8 ** (1 / theta), rel=ALIKE)


# Laws


@pytest.mark.parametrize("deficits", DEFICITS)
def test_the_order_of_the_two_changes_nothing(deficits):
    drawn = economies()
    one, other = (
        severance_draws(drawn, *pair, deficits=deficits)
        for pair in (("AAA", "BBB"), ("BBB", "AAA"))
    )
    assert one.welfare == pytest.approx(other.welfare, rel=ALIKE)


def test_under_balanced_trade_welfare_is_the_real_wage():
    apart = severance_draws(economies(), "AAA", "BBB")
    assert apart.welfare == pytest.approx(apart.real_wage, rel=ALIKE)


def test_draws_do_not_see_each_other():
    """More draws than a block holds, the same one many times over: one answer."""
    drawn = economies(draws=3)
    many = np.tile(np.arange(3), 400)
    again = EconomyDraws(drawn.recorded, drawn.flows.part(many), drawn.theta[many])
    few, found = (severance_draws(each, "AAA", "CCC").welfare for each in (drawn, again))
    assert found == pytest.approx(few[many], rel=ALIKE)


# Certificates


@pytest.mark.parametrize("deficits", DEFICITS)
def test_every_draw_is_solved(deficits):
    drawn = economies(draws=200)
    cut = severance_draws(drawn, "AAA", "BBB", deficits=deficits)
    moved = diversion_draws(drawn, of="AAA", from_="BBB", to="CCC", share=0.2, deficits=deficits)
    assert max(cut.residual.max(), moved.residual.max()) <= SOLVED


# A second road


@pytest.mark.parametrize("deficits", DEFICITS)
def test_each_draw_is_the_cut_of_its_own_world(deficits):
    drawn = economies()
    found = severance_draws(drawn, "AAA", "BBB", deficits=deficits)
    for d in range(0, 40, 7):
        alone = economy_from_flows(drawn.flows.table(d), NAMES)
        after = severance(alone, "AAA", "BBB", theta=drawn.theta[d], deficits=deficits)
        assert found.welfare[d] == pytest.approx(after.welfare, rel=ALIKE)
        assert found.real_wage[d] == pytest.approx(after.real_wage, rel=ALIKE)
    assert (found.cost_change == 1.0).all()


@pytest.mark.parametrize("deficits", DEFICITS)
def test_each_draw_is_the_diversion_of_its_own_world(deficits):
    drawn = economies()
    asked = {"of": "AAA", "from_": "BBB", "to": "CCC", "share": 0.2, "deficits": deficits}
    found = diversion_draws(drawn, **asked)
    for d in range(0, 40, 7):
        alone = economy_from_flows(drawn.flows.table(d), NAMES)
        moved = diversion(alone, theta=drawn.theta[d], **asked)
        assert found.cost_change[d] == pytest.approx(moved.cost_change, rel=1e-8)
        assert found.welfare[d] == pytest.approx(moved.equilibrium.welfare, rel=1e-8)


def test_draws_that_the_steps_do_not_reach_are_solved_by_themselves(monkeypatch):
    drawn = economies(draws=5)
    found = severance_draws(drawn, "AAA", "BBB")
    monkeypatch.setattr("detente.trade.drawn_equilibria.MOST_STEPS", 0)
    assert severance_draws(drawn, "AAA", "BBB").welfare == pytest.approx(found.welfare, rel=ALIKE)


def test_a_draw_without_an_answer_is_nan():
    """Who trades with one other only, and on credit, cannot be cut off under fixed deficits."""
    flow = np.array([[60.0, 9.0, 0.0], [3.0, 80.0, 6.0], [0.0, 5.0, 40.0]])
    ones = np.ones((2, 3))
    links = {0: (ones, ones), 1: (ones, ones)}
    flows = drawn_flows(
        flow, flow.sum(axis=1) * ones, sells=ones, buys=ones, links=links, output_per_gdp=ones[:, 0]
    )
    drawn = EconomyDraws(economy_from_flows(flow, NAMES[:3]), flows, np.full(2, 4.0))
    found = severance_draws(drawn, "AAA", "BBB", deficits="dek")
    assert np.isnan(found.welfare).all()
    assert np.isnan(found.residual).all()


# Refusals


def test_countries_whose_links_were_not_drawn_are_refused():
    with pytest.raises(BadInput) as refused:
        severance_draws(economies(asked=(0, 1)), "AAA", "DDD")
    assert str(refused.value) == (
        "Asked about AAA, DDD, with links drawn of AAA, BBB. Name different countries whose links "
        "were drawn."
    )


def test_a_country_that_was_left_out_is_refused_with_the_reason():
    world = example_world()
    economy = economy_of(world)
    ones = np.ones((1, len(economy.countries)))
    flows = drawn_flows(
        economy.flow,
        ones,
        sells=ones,
        buys=ones,
        links={0: (ones, ones)},
        output_per_gdp=np.ones(1),
    )
    left_out = EconomyDraws(
        type(economy)(economy.countries, economy.flow, 2024, left_out={"PRK": "why"}),
        flows,
        np.full(1, 4.0),
    )
    with pytest.raises(MissingData, match="PRK is left out of the world model of 2024: why"):
        severance_draws(left_out, "PRK", economy.countries[0])
