"""A certificate is worth something only if it can be refused."""

from dataclasses import replace

from trade.small_worlds import economy

from detente.trade import Shock, counterfactual, is_equilibrium


def test_the_certificate_sees_a_wage_that_is_off(world_2023):
    shock = Shock(cost_change={("CHN", "USA"): 1.2})
    after = counterfactual(world_2023, shock, theta=4.0)
    for name in ("wage", "price", "real_wage", "welfare", "flow"):
        off = getattr(after, name).copy()
        off[7] *= 1 + 1e-7
        assert not is_equilibrium(world_2023, replace(after, **{name: off}), shock)
    assert not is_equilibrium(world_2023, after, Shock(cost_change={("CHN", "USA"): 1.2001}))
    other_mode = replace(after, deficits="dek")
    assert not is_equilibrium(world_2023, other_mode, shock)


def test_the_certificate_sees_trade_over_a_link_that_is_cut():
    world = economy([[20, 1, 2, 3], [2, 20, 3, 1], [1, 2, 20, 3], [3, 1, 2, 20]])
    shock = Shock(cut=(("NLD", "NOR"),))
    after = counterfactual(world, shock, theta=4.0)
    assert is_equilibrium(world, after, shock)
    leak = after.flow.copy()
    leak[2, 3] = 1e-6
    assert not is_equilibrium(world, replace(after, flow=leak), shock)
    assert not is_equilibrium(world, after, Shock())


def test_a_tax_that_no_relief_could_return_is_no_matter_where_output_is_fixed():
    """With three quarters and more of prices tariff, revenue exceeds what labour earns."""
    world = economy([[1, 9, 9], [9, 1, 9], [9, 9, 1]], ("NLD", "NOR", "QAT"))
    dear = Shock(tariff_after={("NOR", "NLD"): 5.0, ("QAT", "NLD"): 5.0})
    after = counterfactual(world, dear, theta=0.5, rebate="income_tax")
    assert after.tariff_revenue[0] > after.wage[0] * world.sales[0]
    assert is_equilibrium(world, after, dear)
