"""The world after a shock: known answers, laws, certificates, a second road, refusals."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from trade.conftest import reference

from detente.errors import BadInput, MissingData, NoSolution, UnknownLabel
from detente.trade import (
    Shock,
    counterfactual,
    economy_from_flows,
    economy_of,
    is_equilibrium,
    severance,
)
from detente.world import example_world

RESIDUAL = 1e-12  # where the solver stops
EXACT = 1e-10  # the residual, amplified by the slowest direction of trade
OTHERS = 3e-9  # what the R package leaves of its own residual
SINGLE = 1.5e-7  # single precision figures
SLOW = 1e-8  # where the plain loop of the second road stops

MODES = ("balanced", "dek", "multiplicative")
FOUR = ("BEL", "DEU", "NLD", "NOR")

flows = arrays(float, (4, 4), elements=st.floats(0.1, 10)).map(lambda x: x + 20 * np.eye(4))
costs = arrays(float, (4, 4), elements=st.floats(0.6, 1.8))
tariffs = arrays(float, (4, 4), elements=st.floats(0, 0.6)).map(lambda t: t * (1 - np.eye(4)))
thetas = st.sampled_from([1.5, 4.0, 8.0])
modes = st.sampled_from(MODES)
some_examples = settings(max_examples=25, deadline=None)


def labelled(table, countries=FOUR) -> pd.DataFrame:
    return pd.DataFrame(table, index=countries, columns=countries)


def economy(flow, countries=FOUR):
    return economy_from_flows(np.asarray(flow, dtype=float), countries)


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


@pytest.mark.parametrize("scenario", ["ustr", "USCHN_145_125"])
def test_ignatenko_et_al_2025_liberation_day_as_plain_eaton_kortum(world_2023, scenario):
    announced = reference("liberation_day_2025/tariffs.csv").set_index("iso3").applied_tariff
    duties = {(c, "USA"): max(0.1, t) for c, t in announced.items() if c != "USA"}
    if scenario == "USCHN_145_125":
        duties = {("CHN", "USA"): 1.45, ("USA", "CHN"): 1.25}
    shock = Shock(tariff_after=duties)
    after = counterfactual(world_2023, shock, theta=4.0, deficits="dek")
    expected = reference(f"liberation_day_2025/octave_pureEK_{scenario}.csv").set_index("iso3")
    np.testing.assert_allclose(100 * (after.welfare - 1), expected.d_welfare, atol=1e-9)
    unit = (1 + expected.d_cpi / 100) / after.price  # they count in another money
    np.testing.assert_allclose(unit, unit.iloc[0], rtol=EXACT)
    revenue = after.tariff_revenue * unit / world_2023.expenditure
    np.testing.assert_allclose(revenue, expected.tariff_rev_over_E, atol=EXACT)
    gdp = after.wage * world_2023.sales
    for axis, column in ((1, "d_export_gdp"), (0, "d_import_gdp")):
        before = away(world_2023.flow).sum(axis) / world_2023.sales
        change = away(after.flow).sum(axis) / gdp / before - 1
        np.testing.assert_allclose(100 * change, expected[column], atol=1e-9)


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
        np.testing.assert_allclose(getattr(a, name), getattr(b, name), rtol=EXACT)
    np.testing.assert_allclose(a.flow * 0.92e6, b.flow, rtol=EXACT)


@some_examples
@given(flows, costs, tariffs, thetas, modes, st.permutations(range(4)))
def test_the_order_of_countries_does_not_matter(x, cost, tariff, theta, deficits, p):
    shock = Shock(cost_change=labelled(cost), tariff_after=labelled(tariff))
    a = counterfactual(economy(x), shock, theta=theta, deficits=deficits)
    shuffled = economy(x[np.ix_(p, p)], [FOUR[i] for i in p])
    b = counterfactual(shuffled, shock, theta=theta, deficits=deficits)
    for country in FOUR:
        assert a.of(country).welfare == pytest.approx(b.of(country).welfare, rel=EXACT)
        assert a.of(country).wage == pytest.approx(b.of(country).wage, rel=EXACT)


@some_examples
@given(flows, costs, thetas, modes)
def test_the_home_share_alone_gives_the_real_wage(x, cost, theta, deficits):
    np.fill_diagonal(cost, 1.0)
    shock = Shock(cost_change=labelled(cost))
    after = counterfactual(economy(x), shock, theta=theta, deficits=deficits)
    home = np.diag(after.flow) / after.flow.sum(axis=0) / np.diag(after.base.share)
    np.testing.assert_allclose(after.real_wage, home ** (-1 / theta), rtol=EXACT)


@some_examples
@given(flows, costs, tariffs, tariffs, thetas, st.sampled_from(["balanced", "dek"]))
def test_two_shocks_one_after_the_other_are_one_shock(x, cost, first, second, theta, deficits):
    both = Shock(cost_change=labelled(cost), tariff_after=labelled(second))
    at_once = counterfactual(economy(x), both, theta=theta, deficits=deficits)
    one = Shock(cost_change=labelled(cost), tariff_after=labelled(first))
    halfway = counterfactual(economy(x), one, theta=theta, deficits=deficits)
    two = Shock(tariff_before=labelled(first), tariff_after=labelled(second))
    then = counterfactual(economy(halfway.flow), two, theta=theta, deficits=deficits)
    np.testing.assert_allclose(halfway.welfare * then.welfare, at_once.welfare, rtol=EXACT)
    np.testing.assert_allclose(then.flow, at_once.flow, rtol=EXACT)
    np.testing.assert_allclose(then.tariff_revenue, at_once.tariff_revenue, rtol=EXACT)


@some_examples
@given(flows, st.floats(0.5, 2), thetas, modes)
def test_better_skill_is_cheaper_delivery_to_all(x, skill, theta, deficits):
    a = counterfactual(
        economy(x), Shock(productivity={"NLD": skill}), theta=theta, deficits=deficits
    )
    cheaper = Shock(cost_change={("NLD", c): 1 / skill for c in FOUR})
    b = counterfactual(economy(x), cheaper, theta=theta, deficits=deficits)
    np.testing.assert_allclose(a.welfare, b.welfare, rtol=EXACT)


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
        lambda w: everywhere(w, 3.0),
        lambda w: everywhere(w, 0.7),
        lambda w: at_random(w, 1),
        lambda w: at_random(w, 2),
        usa_left_with_canada,
    ],
    ids=["dearer", "near-autarky", "cheaper", "random-1", "random-2", "usa-left-with-canada"],
)
def test_large_shocks_end_in_an_equilibrium(world_2023, shock_of, deficits):
    shock = shock_of(world_2023)
    after = counterfactual(world_2023, shock, theta=4.0, deficits=deficits)
    assert after.residual <= RESIDUAL
    assert is_equilibrium(world_2023, after, shock, tolerance=EXACT)


@some_examples
@given(flows, costs, tariffs, tariffs, thetas, modes)
def test_every_outcome_is_an_equilibrium(x, cost, before, after, theta, deficits):
    shock = Shock(
        cost_change=labelled(cost),
        tariff_before=labelled(before),
        tariff_after=labelled(after),
        productivity={"NLD": 1.2},
        cut=(("NOR", "DEU"),),
    )
    found = counterfactual(economy(x), shock, theta=theta, deficits=deficits)
    assert is_equilibrium(economy(x), found, shock, tolerance=EXACT)


def test_the_certificate_sees_a_wage_that_is_off(world_2023):
    from dataclasses import replace

    shock = Shock(cost_change={("CHN", "USA"): 1.2})
    after = counterfactual(world_2023, shock, theta=4.0)
    for name in ("wage", "price", "real_wage", "welfare", "flow"):
        off = getattr(after, name).copy()
        off[7] *= 1 + 1e-7
        assert not is_equilibrium(world_2023, replace(after, **{name: off}), shock)
    assert not is_equilibrium(world_2023, after, Shock(cost_change={("CHN", "USA"): 1.2001}))
    other_mode = replace(after, deficits="dek")
    assert not is_equilibrium(world_2023, other_mode, shock)


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


# Islands


def alone(country, countries):
    return tuple(p for c in countries if c != country for p in ((c, country), (country, c)))


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


THREE = economy([[6, 2, 2], [2, 6, 2], [2, 2, 7]], ("NLD", "NOR", "QAT"))


def refusal(kind, shock=None, of=THREE, **options):
    with pytest.raises(kind) as refused:
        counterfactual(of, shock or Shock(), **({"theta": 4.0} | options))
    return str(refused.value)


@pytest.mark.parametrize("theta", [0, -4.0, float("nan"), float("inf")])
def test_refuses_a_theta_that_is_not_positive(theta):
    assert refusal(BadInput, theta=theta) == (
        f"theta is {theta}; it is the elasticity of trade to trade cost and must be above 0."
    )


def test_refuses_an_unknown_treatment_of_deficits():
    assert refusal(BadInput, deficits="additive") == (
        "No deficits 'additive'. Choose one of: balanced, dek, multiplicative."
    )


@pytest.mark.parametrize("cost", [0.0, -1.0, float("nan"), float("inf")])
def test_refuses_a_cost_that_is_not_positive(cost):
    assert refusal(BadInput, Shock(cost_change={("NOR", "NLD"): cost})) == (
        f"cost_change: NOR→NLD = {cost}; it must be above 0, and known. To end a trade, use cut."
    )


@pytest.mark.parametrize("name", ["tariff_before", "tariff_after"])
def test_refuses_a_tariff_that_makes_goods_free(name):
    assert refusal(BadInput, Shock(**{name: {("NOR", "NLD"): -1.0}})) == (
        f"{name}: NOR→NLD = -1.0; it must be above −1, which is a price of nothing, and known. "
        "To end a trade, use cut."
    )


def test_refuses_a_tariff_on_home_sales():
    assert refusal(BadInput, Shock(tariff_after={("NOR", "NOR"): 0.1})) == (
        "A tariff on home sales of NOR. They pay none: set it to 0."
    )


def test_refuses_productivity_that_is_not_positive():
    assert refusal(BadInput, Shock(productivity={"NOR": 0.0})) == (
        "productivity of NOR is 0.0; it must be above 0, and known."
    )


def test_refuses_a_bare_array():
    assert refusal(BadInput, Shock(cost_change=np.ones((3, 3)))) == (
        "cost_change is a bare array, so its sides cannot be told apart. Give a DataFrame with "
        "exporters as rows and importers as columns, or a mapping from (exporter, importer)."
    )


def test_refuses_a_table_of_other_countries():
    table = labelled(np.ones((4, 4)))
    assert refusal(BadInput, Shock(cost_change=table)) == (
        "cost_change: its rows (exporters) are not the economy's 3 countries; BEL, DEU, QAT. "
        "Reindex it on economy.countries."
    )


def test_refuses_a_country_that_is_not_there():
    assert refusal(UnknownLabel, Shock(cut=(("NOR", "NDL"),))) == (
        "No country 'NDL' here. 3 known, nearest: NLD."
    )
    assert refusal(BadInput, Shock(cut=(("NOR", "NOR"),))) == (
        "cut names NOR→NOR. A country has no link to itself."
    )


def test_refuses_a_country_that_was_left_out_with_the_reason():
    tables = dict(example_world().tables)
    tables["gdp"] = np.array([900.0, 400.0, np.nan])
    from dataclasses import replace

    small = economy_of(replace(example_world(), tables=tables))
    assert refusal(MissingData, Shock(cut=(("NLD", "QAT"),)), of=small) == (
        "QAT is left out of the world model of 2024: its GDP is not in the data. "
        "Ask about another country or year."
    )


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
