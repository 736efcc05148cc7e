"""The world after a shock: known answers, laws, certificates, a second road, refusals."""

import re
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trade.conftest import reference
from trade.small_worlds import (
    FOUR,
    MODES,
    alone,
    costs,
    economy,
    flows,
    labelled,
    modes,
    refusal,
    supplies,
    tariffs,
    thetas,
)

import detente.trade.equilibrium
from detente.errors import BadInput, NoSolution, UnknownLabel
from detente.trade import (
    Rebate,
    Shock,
    counterfactual,
    economy_from_flows,
    is_equilibrium,
    severance,
)

RESIDUAL = 1e-12  # where the solver stops
EXACT = 1e-10  # the residual, amplified by the slowest direction of trade
SPREAD = 1e-8  # the same where next to nothing is traded, times θ
OTHERS = 3e-9  # what the R package leaves of its own residual
SINGLE = 1.5e-7  # single precision figures
IN_PER_CENT = 1e-9  # what a residual of 1e-12 leaves of a per cent, in the slowest direction
PORTED = 1e-8  # per cent; what the ported program leaves of its residual
SLOW = 1e-8  # where the plain loop of the second road stops

some_examples = settings(max_examples=25, deadline=None)
rebates = st.sampled_from(get_args(Rebate))


def away(table):
    """Without home sales."""
    return table - np.diag(np.diag(table))


# Known answers


def test_arkolakis_costinot_rodriguez_clare_2012_autarky_costs_the_usa_1_4_or_0_7_per_cent():
    usa = economy([[93.0, 7.0], [7.0, 93.0]], ("ROW", "USA"))
    for theta, loss in ((5, 1.440931620601238), (10, 0.7230800339783072)):
        closed = severance(usa, "USA", "ROW", theta=theta).of("USA")
        assert 100 * (1 - closed.welfare) == pytest.approx(loss, abs=1e-12)


@pytest.mark.parametrize("scenario", ["ustau10", "sever_us_cn"])
@pytest.mark.parametrize(("suffix", "deficits"), [("add", "dek"), ("mult", "multiplicative")])
def test_gegravity_r_finds_the_same_welfare_and_real_wages(world_2023, scenario, suffix, deficits):
    if scenario == "ustau10":
        costs = {(c, "USA"): 1.1 for c in world_2023.countries if c != "USA"}
        after = counterfactual(world_2023, Shock(cost_change=costs), theta=4.0, deficits=deficits)
    else:
        after = severance(world_2023, "USA", "CHN", theta=4.0, deficits=deficits)
    expected = reference(f"severance_194/gegravityR_{scenario}_{suffix}.csv")
    assert after.residual <= RESIDUAL
    np.testing.assert_allclose(after.real_wage, expected.real_wage, rtol=OTHERS)
    if deficits == "dek":  # in the other mode the program calls the real wage welfare
        np.testing.assert_allclose(after.welfare, expected.welfare, rtol=OTHERS)


def announced_tariffs(world):
    announced = reference("liberation_day_2025/tariffs.csv").set_index("iso3").applied_tariff
    return {(c, "USA"): max(0.1, announced[c]) for c in world.countries if c != "USA"}


def assert_same_trade(world, after, expected):
    """Hold prices, deficits, revenue, exports and imports against those of Ignatenko et al."""
    unit = (1 + expected.d_cpi / 100) / after.price  # they count in another money
    np.testing.assert_allclose(unit, unit.iloc[0], rtol=EXACT)
    deficit = world.expenditure - world.sales
    np.testing.assert_allclose(expected.d_deficit / 100, np.sign(deficit) * (unit - 1), atol=EXACT)
    revenue = after.tariff_revenue * unit / world.expenditure
    np.testing.assert_allclose(revenue, expected.tariff_rev_over_E, atol=EXACT)
    gdp = after.wage * after.output * world.sales
    for axis, column in ((1, "d_export_gdp"), (0, "d_import_gdp")):
        before = away(world.flow).sum(axis) / world.sales
        change = away(after.flow).sum(axis) / gdp / before - 1
        np.testing.assert_allclose(100 * change, expected[column], atol=IN_PER_CENT)


@pytest.mark.parametrize("scenario", ["ustr", "USCHN_145_125"])
def test_ignatenko_et_al_2025_liberation_day_as_plain_eaton_kortum(world_2023, scenario):
    duties = announced_tariffs(world_2023)
    if scenario == "USCHN_145_125":
        duties = {("CHN", "USA"): 1.45, ("USA", "CHN"): 1.25}
    shock = Shock(tariff_after=duties)
    after = counterfactual(world_2023, shock, theta=4.0, deficits="dek")
    expected = reference(f"liberation_day_2025/octave_pureEK_{scenario}.csv").set_index("iso3")
    np.testing.assert_allclose(100 * (after.welfare - 1), expected.d_welfare, atol=IN_PER_CENT)
    assert_same_trade(world_2023, after, expected)


@pytest.mark.parametrize(("table", "answer"), [("T9a4_EKK", 0.0), ("T10c3_DEK_retal", 0.25)])
def test_ignatenko_et_al_2025_revenue_that_replaces_a_tax_on_labour(world_2023, table, answer):
    duties = announced_tariffs(world_2023)
    duties |= {pair[::-1]: answer for pair in duties if answer}  # the optimal one is 1 / θ
    labour, scale = 0.5, 0.67 / 4  # elasticities of labour supply, and of productivity to labour
    supply = labour * (1 + scale) / (1 - labour * scale)
    model = {"theta": 4.0, "deficits": "dek", "supply_elasticity": supply, "rebate": "income_tax"}
    after = counterfactual(world_2023, Shock(tariff_after=duties), **model)
    expected = reference(f"liberation_day_2025/octave_{table}.csv").set_index("iso3")
    assert_same_trade(world_2023, after, expected)
    worked = after.output ** (1 / (1 + scale))
    np.testing.assert_allclose(100 * (worked - 1), expected.d_employment, atol=IN_PER_CENT)
    earned = after.wage * after.output
    income, spent = world_2023.sales, world_2023.expenditure
    untaxed = 1 - after.tariff_revenue / (earned * income)
    goods = spent / (spent - labour / (1 + labour) * untaxed * income)  # the rest is toil
    welfare = goods * after.welfare + (1 - goods) * earned / after.price
    np.testing.assert_allclose(100 * (welfare - 1), expected.d_welfare, atol=IN_PER_CENT)


def test_by_hand_two_alike_tax_each_other_instead_of_labour():
    tax = {("NLD", "NOR"): 0.5, ("NOR", "NLD"): 0.5}
    alike = economy([[8, 2], [2, 8]], ("NLD", "NOR"))
    model = {"theta": 4.0, "supply_elasticity": 1.24}
    after = counterfactual(alike, Shock(tariff_after=tax), **model, rebate="income_tax")
    abroad = 0.2 * 1.5**-4 / (0.8 + 0.2 * 1.5**-4)
    kept = 2 - 1 / (1 - abroad * 0.5 / 1.5)  # what is spent is earned and raised
    real_wage = (0.8 + 0.2 * 1.5**-4) ** (1 / 4)
    np.testing.assert_allclose(after.real_wage, real_wage, rtol=EXACT)
    np.testing.assert_allclose(after.output, (real_wage / kept) ** 1.24, rtol=EXACT)


def test_stata_ge_gravity_eu_enlargement_on_44_countries():
    given = reference("armington_wiod44/eu_enlargement_2000.csv")
    table = {
        name: given.pivot(index="exporter", columns="importer", values=name)
        for name in ("trade", "new_eu_pair", "w_eu", "X_eu", "w_mult")
    }
    world = economy_from_flows(table["trade"])
    cheaper = Shock(cost_change=np.exp(-0.22424901 / 4 * table["new_eu_pair"]))
    kept = counterfactual(world, cheaper, theta=4.0, deficits="dek")
    np.testing.assert_allclose(kept.welfare, table["w_eu"].iloc[:, 0], rtol=SINGLE)
    np.testing.assert_allclose(kept.flow, table["X_eu"], rtol=SINGLE)
    moved = counterfactual(world, cheaper, theta=4.0, deficits="multiplicative")
    np.testing.assert_allclose(moved.real_wage, table["w_mult"].iloc[:, 0], rtol=SINGLE)


@pytest.mark.parametrize("supply", [1.24, 0.0])
def test_stata_ge_gravity2_universal_gravity_nafta_1990(supply):
    world = economy_from_flows(reference("universal_gravity_1990/flows_1990.csv").set_index("iso3"))
    nafta = ("CAN", "MEX", "USA")
    cheaper = {(a, b): np.exp(-0.5 / 5.03) for a in nafta for b in nafta if a != b}
    after = counterfactual(
        world, Shock(cost_change=cheaper), theta=5.03, deficits="dek", supply_elasticity=supply
    )
    name = f"universal_gravity_1990/gegravity2_nafta1990_theta5.03_psi{supply:g}.csv"
    expected = reference(name)
    imports = away(after.flow).sum(axis=0) / away(world.flow).sum(axis=0) / after.price
    exports = away(after.flow).sum(axis=1) / away(world.flow).sum(axis=1) / after.wage
    found = {"Welfare": after.welfare, "Output": after.output}
    found |= {"Imports": imports, "Exports": exports}
    for column, ratio in found.items():
        np.testing.assert_allclose(100 * (ratio - 1), expected[column], atol=PORTED)


# Laws


@pytest.mark.parametrize("deficits", MODES)
def test_nothing_changes_nothing(world_2023, deficits):
    after = counterfactual(world_2023, Shock(), theta=4.0, deficits=deficits)
    for name in ("wage", "price", "real_wage", "welfare"):
        np.testing.assert_allclose(getattr(after, name), 1.0, rtol=EXACT)
    np.testing.assert_allclose(after.flow, after.base.flow, rtol=EXACT)


@some_examples
@given(flows, costs, tariffs, thetas, modes)
def test_the_unit_of_money_does_not_matter(x, cost, tariff, theta, deficits):
    shock = Shock(cost_change=labelled(cost), tariff_after=labelled(tariff))
    a, b = (
        counterfactual(economy(x * rate), shock, theta=theta, deficits=deficits)
        for rate in (1.0, 0.92e6)
    )
    for name in ("wage", "price", "real_wage", "welfare"):
        np.testing.assert_allclose(getattr(a, name), getattr(b, name), rtol=SPREAD)
    np.testing.assert_allclose(a.flow * 0.92e6, b.flow, rtol=SPREAD)


@some_examples
@given(flows, costs, tariffs, thetas, modes, st.permutations(range(4)))
def test_the_order_of_countries_does_not_matter(x, cost, tariff, theta, deficits, p):
    shock = Shock(cost_change=labelled(cost), tariff_after=labelled(tariff))
    a = counterfactual(economy(x), shock, theta=theta, deficits=deficits)
    shuffled = economy(x[np.ix_(p, p)], [FOUR[i] for i in p])
    b = counterfactual(shuffled, shock, theta=theta, deficits=deficits)
    for country in FOUR:
        assert a.of(country).welfare == pytest.approx(b.of(country).welfare, rel=SPREAD)
        assert a.of(country).wage == pytest.approx(b.of(country).wage, rel=SPREAD)


@some_examples
@given(flows, costs, thetas, modes)
def test_arkolakis_costinot_rodriguez_clare_2012_the_home_share_gives_the_real_wage(
    x, cost, theta, deficits
):
    np.fill_diagonal(cost, 1.0)
    shock = Shock(cost_change=labelled(cost))
    after = counterfactual(economy(x), shock, theta=theta, deficits=deficits)
    home = np.diag(after.flow) / after.flow.sum(axis=0) / np.diag(after.base.share)
    np.testing.assert_allclose(after.real_wage, home ** (-1 / theta), rtol=EXACT)


@some_examples
@given(
    flows,
    costs,
    tariffs,
    tariffs,
    thetas,
    st.sampled_from(["balanced", "dek"]),
    supplies,
    rebates,
)
def test_two_shocks_one_after_the_other_are_one_shock(
    x, cost, first, second, theta, deficits, supply, rebate
):
    model = {"theta": theta, "deficits": deficits, "supply_elasticity": supply, "rebate": rebate}
    both = Shock(cost_change=labelled(cost), tariff_after=labelled(second))
    at_once = counterfactual(economy(x), both, **model)
    one = Shock(cost_change=labelled(cost), tariff_after=labelled(first))
    halfway = counterfactual(economy(x), one, **model)
    two = Shock(tariff_before=labelled(first), tariff_after=labelled(second))
    then = counterfactual(economy(halfway.flow), two, **model)
    np.testing.assert_allclose(halfway.welfare * then.welfare, at_once.welfare, rtol=SPREAD)
    np.testing.assert_allclose(then.flow, at_once.flow, rtol=SPREAD)
    np.testing.assert_allclose(then.tariff_revenue, at_once.tariff_revenue, rtol=SPREAD)


@some_examples
@given(flows, st.floats(0.5, 2), thetas, modes)
def test_better_skill_is_cheaper_delivery_to_all(x, skill, theta, deficits):
    a = counterfactual(
        economy(x), Shock(productivity={"NLD": skill}), theta=theta, deficits=deficits
    )
    cheaper = Shock(cost_change={("NLD", c): 1 / skill for c in FOUR})
    b = counterfactual(economy(x), cheaper, theta=theta, deficits=deficits)
    np.testing.assert_allclose(a.welfare, b.welfare, rtol=SPREAD)


@some_examples
@given(flows, costs, tariffs, thetas, modes)
def test_where_output_is_fixed_it_is_all_one_how_revenue_is_given_back(
    x, cost, tariff, theta, deficits
):
    shock = Shock(cost_change=labelled(cost), tariff_after=labelled(tariff))
    one, other = (
        counterfactual(economy(x), shock, theta=theta, deficits=deficits, rebate=rebate)
        for rebate in get_args(Rebate)
    )
    np.testing.assert_array_equal(one.flow, other.flow)
    np.testing.assert_array_equal(one.welfare, other.welfare)


@some_examples
@given(flows, tariffs, thetas)
def test_a_lower_tax_on_labour_makes_the_world_work_more(x, tariff, theta):
    shock = Shock(tariff_after=labelled(tariff))
    handed_out, kept = (
        counterfactual(economy(x), shock, theta=theta, supply_elasticity=0.5, rebate=rebate)
        for rebate in get_args(Rebate)
    )
    sales = handed_out.base.sales
    assert kept.output @ sales >= (1 - EXACT) * handed_out.output @ sales


def test_a_tariff_before_that_stays_changes_nothing(world_2023):
    kept = Shock(tariff_before={("CHN", "USA"): 0.2, ("DEU", "FRA"): 0.1})
    after = counterfactual(world_2023, kept, theta=4.0)
    np.testing.assert_allclose(after.welfare, 1.0, rtol=EXACT)
    revenue = dict(zip(after.countries, after.tariff_revenue, strict=True))
    usa, chn = after.base.row("USA"), after.base.row("CHN")
    assert revenue["USA"] == pytest.approx(0.2 * after.base.flow[chn, usa])
    assert revenue["NLD"] == 0.0


def test_deficits_stay_what_their_name_says(world_2023):
    shock, before = Shock(productivity={"CHN": 1.3}), world_2023.expenditure - world_2023.sales
    for deficits in MODES:
        after = counterfactual(world_2023, shock, theta=4.0, deficits=deficits)
        sold, spent = after.flow.sum(axis=1), after.flow.sum(axis=0)
        if deficits == "multiplicative":
            ratio = (spent / sold) / (world_2023.expenditure / world_2023.sales)
            np.testing.assert_allclose(ratio, ratio[0], rtol=EXACT)
        else:
            kept = before if deficits == "dek" else 0 * before
            np.testing.assert_allclose(spent - sold, kept, atol=EXACT * sold.max())
        assert sold.sum() == pytest.approx(world_2023.sales.sum())


# Certificates


def everywhere(world, change):
    cost = np.full(world.flow.shape, change)
    np.fill_diagonal(cost, 1.0)
    return Shock(cost_change=labelled(cost, world.countries))


def at_random(world, seed):
    cost = np.random.default_rng(seed).uniform(0.5, 2, world.flow.shape)
    return Shock(cost_change=labelled(cost, world.countries))


def usa_left_with_canada(world):
    others = [c for c in world.countries if c not in ("USA", "CAN")]
    return Shock(cut=tuple(pair for c in others for pair in ((c, "USA"), ("USA", c))))


@pytest.mark.parametrize("deficits", MODES)
@pytest.mark.parametrize(
    "shock_of",
    [
        lambda w: everywhere(w, 1.5),
        lambda w: everywhere(w, 2.0),
        lambda w: everywhere(w, 0.7),
        lambda w: at_random(w, 1),
        lambda w: at_random(w, 2),
        usa_left_with_canada,
    ],
    ids=["dearer", "far-dearer", "cheaper", "random-1", "random-2", "usa-left-with-canada"],
)
def test_large_shocks_end_in_an_equilibrium(world_2023, shock_of, deficits):
    shock = shock_of(world_2023)
    after = counterfactual(world_2023, shock, theta=4.0, deficits=deficits)
    assert after.residual <= RESIDUAL
    assert is_equilibrium(world_2023, after, shock, tolerance=EXACT)


@pytest.mark.parametrize("deficits", ["balanced", "multiplicative"])  # a refusal below tells why
def test_near_autarky_is_an_equilibrium_where_no_surplus_must_stay(world_2023, deficits):
    shock = everywhere(world_2023, 3.0)
    after = counterfactual(world_2023, shock, theta=4.0, deficits=deficits)
    assert after.residual <= RESIDUAL
    assert is_equilibrium(world_2023, after, shock, tolerance=EXACT)


@some_examples
@given(flows, costs, tariffs, tariffs, thetas, modes, supplies, rebates)
def test_every_outcome_is_an_equilibrium(x, cost, before, after, theta, deficits, supply, rebate):
    shock = Shock(
        cost_change=labelled(cost),
        tariff_before=labelled(before),
        tariff_after=labelled(after),
        productivity={"NLD": 1.2},
        cut=(("NOR", "DEU"),),
    )
    model = {"theta": theta, "deficits": deficits, "supply_elasticity": supply, "rebate": rebate}
    try:
        found = counterfactual(economy(x), shock, **model)
    except NoSolution:  # a surplus that must stay can exceed what its country still earns
        assert deficits != "balanced"
        return
    assert is_equilibrium(economy(x), found, shock, tolerance=EXACT)


# A second road


def by_plain_loop(x, cost, tariff, theta):
    """Wages by slow tatonnement, written out seller by seller; deficits a share of the world."""
    n, world = len(x), sum(map(sum, x))
    income = [sum(x[i]) for i in range(n)]
    spending = [sum(x[i][j] for i in range(n)) for j in range(n)]
    wage, gap = [1.0] * n, 1.0
    while gap > SLOW / 100:
        total = sum(w * y for w, y in zip(wage, income, strict=True))
        wage = [w * world / total for w in wage]
        sold, welfare = [0.0] * n, [0.0] * n
        for j in range(n):
            delivered = [
                x[i][j] / spending[j] * (wage[i] * cost[i][j] * (1 + tariff[i][j])) ** -theta
                for i in range(n)
            ]
            price = sum(delivered) ** (-1 / theta)
            share = [d / sum(delivered) for d in delivered]
            revenue_share = sum(s * t / (1 + t) for s, t in zip(share, tariff[:, j], strict=True))
            spent = (wage[j] * income[j] + spending[j] - income[j]) / (1 - revenue_share)
            welfare[j] = spent / spending[j] / price
            for i in range(n):
                sold[i] += share[i] * spent / (1 + tariff[i][j])
        gap = max(abs(np.log(sold[i] / wage[i] / income[i])) for i in range(n))
        wage = [wage[i] * (sold[i] / wage[i] / income[i]) ** (1 / (1 + theta)) for i in range(n)]
    return wage, welfare


@settings(max_examples=10, deadline=None)
@given(flows, costs, tariffs, thetas)
def test_agrees_with_a_plain_loop(x, cost, tariff, theta):
    shock = Shock(cost_change=labelled(cost), tariff_after=labelled(tariff))
    after = counterfactual(economy(x), shock, theta=theta, deficits="dek")
    wage, welfare = by_plain_loop(x, cost, tariff, theta)
    np.testing.assert_allclose(after.wage, wage, rtol=SLOW)
    np.testing.assert_allclose(after.welfare, welfare, rtol=SLOW)


def test_frames_and_arrays_hold_the_same_numbers(world_2023):
    after = severance(world_2023, "USA", "CHN", theta=4.0)
    frame, tables = after.to_frame(), after.to_xarray()
    assert frame.loc["NLD", "welfare"] == after.of("NLD").welfare
    assert float(tables.welfare.sel(country="NLD")) == after.of("NLD").welfare
    trade = after.partners("NLD")
    sold = tables.flow_after.sel(exporter="NLD", importer="DEU")
    assert trade.loc["DEU", "exports_after"] == float(sold)
    assert "NLD" not in trade.index
    assert tables.attrs["deficits"] == "balanced"


# Refusals


def test_refuses_an_unknown_rebate():
    assert refusal(BadInput, rebate="none") == (
        "No rebate 'none'. Choose one of: lump_sum, income_tax."
    )


def test_refuses_to_replace_a_tax_on_labour_that_is_not_so_large():
    open_to_trade = economy([[1, 9, 9], [9, 1, 9], [9, 9, 1]], ("NLD", "NOR", "QAT"))
    dear = Shock(tariff_after={("NOR", "NLD"): 5.0, ("QAT", "NLD"): 5.0})
    model = {"theta": 0.5, "supply_elasticity": 1.0, "rebate": "income_tax"}
    assert refusal(NoSolution, dear, open_to_trade, **model) == (
        "Tariffs would raise more in NLD than labour earns there, so no tax on labour is as large. "
        "Ask with rebate='lump_sum', or for lower tariffs."
    )


def test_refuses_tax_relief_that_does_not_settle(monkeypatch):
    monkeypatch.setattr(detente.trade.equilibrium, "MOST_ROUNDS", 1)
    dear = Shock(tariff_after={("NOR", "NLD"): 0.2})
    said = refusal(NoSolution, dear, supply_elasticity=1.0, rebate="income_tax")
    assert re.fullmatch(
        r"No tax relief found that the tariffs at its own wages pay for: the residual stopped at "
        r"\d\.\de-\d\d\. Ask with rebate='lump_sum', or for lower tariffs\.",
        said,
    )


def test_refuses_to_let_a_country_spend_less_than_nothing(world_2023):
    assert refusal(NoSolution, everywhere(world_2023, 3.0), world_2023, deficits="dek") == (
        "GIN, MNG would have less than nothing to spend, since a trade surplus stays and income "
        "falls. Ask with deficits='balanced', or for a smaller shock."
    )


def test_refuses_welfare_that_no_number_can_hold():
    hermit = economy([[1e-33, 2, 2], [2, 6, 2], [2, 2, 7]], ("NLD", "NOR", "QAT"))
    cut = Shock(cut=alone("NLD", hermit.countries))
    assert refusal(NoSolution, cut, hermit, theta=0.1) == (
        "At theta = 0.1 the price after this shock is out of the range of numbers: NLD inf. Ask "
        "for a smaller shock, or a larger theta."
    )


def test_refuses_to_speak_of_a_country_it_does_not_hold(world_2023):
    after = severance(world_2023, "USA", "CHN", theta=4.0)
    for question in (after.of, after.partners):
        with pytest.raises(UnknownLabel) as refused:
            question("PRK")
        assert str(refused.value) == "No country 'PRK' here. 194 known, nearest: PRY, PRT, PER."
