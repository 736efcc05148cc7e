"""Changes in a world of sectors: known answers, laws, certificates, a second road, refusals."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from trade.caliendo_parro import NAFTA, published, schedule, world_1993, world_by_sector

from detente.errors import BadInput, NoSolution, UnknownLabel
from detente.trade import Shock, counterfactual, economy_from_flows
from detente.trade.sector_economy import SectorEconomy
from detente.trade.sector_equilibrium import is_sector_equilibrium
from detente.trade.sector_example import example_sector_economy
from detente.trade.sectors import sector_counterfactual, without_surpluses

RESIDUAL = 1e-12  # where the solver stops
EXACT = 1e-10  # the residual, amplified by the slowest direction of trade
AUTHORS_LINEAR = 9e-9  # what the authors' tolerance of 1e-7 on prices leaves of small changes
AUTHORS_PRICE = 7e-8  # and of real wages
INDEPENDENT = 5e-11  # another solver on the same printed shares, which miss one by some 1e-7
PRINTED = 0.005  # half a hundredth of a per cent
FIRST_ORDER = 1.9  # half the step, half the gap
SLOW = 1e-9  # where the plain loop of the second road stops

CHANGES = ("nafta", "world_tariffs", "world_tariffs_except_nafta", "nafta_without_inputs")
N, S = 3, 2
COUNTRIES = ("BEL", "DEU", "NLD")
STEEL = ("Mexico", "USA", "basic metals")
AROUND_QATAR = [("QAT", "NLD"), ("QAT", "NOR"), ("NLD", "QAT"), ("NOR", "QAT")]

some_examples = settings(max_examples=20, deadline=None)
home = np.eye(N)[:, :, None]
flows = arrays(float, (N, N, S), elements=st.floats(0.1, 10)).map(lambda x: x + 20 * home)
made_of = arrays(float, (N, S, S), elements=st.floats(0, 1))
tariffs = arrays(float, (N, N, S), elements=st.floats(0, 0.5)).map(lambda t: t * (1 - home))
costs = arrays(float, (N, N, S), elements=st.floats(0.7, 1.6))
thetas = arrays(float, (S,), elements=st.sampled_from([1.5, 4.0, 9.0]))
worlds = st.builds(world_by_sector, flows, made_of, tariffs, thetas, st.just(COUNTRIES))
deficits = st.sampled_from(["dek", "balanced"])


def after(economy: SectorEconomy, tariff=None, cost=None, **options):
    """A counterfactual from bare arrays on the economy's own axes."""
    before = economy.to_xarray()["tariff"]
    return sector_counterfactual(
        economy,
        tariff_after=None if tariff is None else before.copy(data=tariff),
        cost_change=None if cost is None else before.copy(data=cost),
        **options,
    )


# Known answers


@pytest.mark.parametrize("change", CHANGES)
def test_caliendo_parro_2015_in_every_country(change):
    economy = world_1993("without_inputs" if change == "nafta_without_inputs" else "purged")
    found = sector_counterfactual(economy, tariff_after=schedule(change))
    theirs = published(change)
    assert found.residual <= RESIDUAL
    for ours, column, tolerance in (
        (found.welfare_linear, "authors_welfare_linear", AUTHORS_LINEAR),
        (found.terms_of_trade.sum(axis=(1, 2)), "authors_tot", AUTHORS_LINEAR),
        (found.volume_of_trade.sum(axis=(1, 2)), "authors_vot", AUTHORS_LINEAR),
        (found.real_wage, "authors_realwage", AUTHORS_PRICE),
        (found.real_wage, "exact_realwage_hat", INDEPENDENT),
        (found.welfare_exact, "exact_welfare_hat", INDEPENDENT),
    ):
        np.testing.assert_allclose(ours, theirs[column], rtol=0, atol=tolerance, err_msg=column)


def test_nafta_as_printed_in_caliendo_parro_2015_table_2_and_its_exact_welfare():
    nafta = (
        sector_counterfactual(world_1993(), tariff_after=schedule("nafta")).to_frame().loc[NAFTA]
    )
    linear, real_wage = 100 * nafta.welfare_linear, 100 * (nafta.real_wage - 1)
    np.testing.assert_allclose(linear, [-0.06, 1.31, 0.08], atol=PRINTED)
    np.testing.assert_allclose(real_wage, [0.32, 1.72, 0.11], atol=PRINTED)
    exact = 100 * (nafta.welfare_exact - 1)
    np.testing.assert_allclose(exact, [-0.1101, 0.0073, 0.0741], atol=PRINTED / 100)


def nafta_in_steps(steps, dearer=1.0):
    """Linear welfare, summed over equal steps of NAFTA's tariffs and of one cost."""
    here, goal, linear = world_1993(), schedule("nafta"), np.zeros(31)
    before = here.to_xarray()["tariff"]
    for step in range(1, steps + 1):
        found = sector_counterfactual(
            here,
            tariff_after=before + (goal - before) * (step / steps),
            cost_change={STEEL: dearer ** (1 / steps)},
        )
        linear, here = linear + found.welfare_linear, found.after
    return linear


def test_an_independent_solver_finds_the_linear_welfare_of_mexico_in_64_steps():
    mexico = world_1993().row("Mexico")
    assert 100 * nafta_in_steps(64)[mexico] == pytest.approx(0.0265, abs=PRINTED / 100)


def test_closing_the_deficits_of_1993_gives_the_purged_world_of_caliendo_parro_2015():
    found = sector_counterfactual(
        world_1993("recorded"), tariff_after=schedule("nafta"), deficits="balanced"
    )
    theirs = published("nafta")
    np.testing.assert_allclose(
        found.welfare_linear, theirs.authors_welfare_linear, rtol=0, atol=AUTHORS_LINEAR
    )
    np.testing.assert_allclose(found.real_wage, theirs.authors_realwage, atol=AUTHORS_PRICE)
    assert np.abs(found.base.surplus).max() < EXACT * found.base.value_added.sum()


@pytest.mark.parametrize("change", CHANGES[:3])
def test_deficits_that_are_kept_stay_the_same_share_of_the_world(change):
    economy = world_1993("recorded")
    found = sector_counterfactual(economy, tariff_after=schedule(change))
    world = economy.value_added.sum()
    np.testing.assert_allclose(found.after.surplus / world, economy.surplus / world, atol=EXACT)
    assert found.residual <= RESIDUAL
    assert is_sector_equilibrium(found)


@pytest.mark.parametrize("value_added", [1.0, 0.5, 0.25])
def test_the_loss_of_autarky_by_costinot_rodriguez_clare_2014(value_added):
    """One sector, home share λ: real wage λ^(1 / (θ β))."""
    economy = SectorEconomy(
        countries=("NLD", "NOR"),
        sectors=("goods",),
        flow=np.array([[[8.0], [2.0]], [[2.0], [8.0]]]),
        value_added_share=np.full((2, 1), value_added),
        input_share=np.full((2, 1, 1), 1 - value_added),
        final_share=np.ones((2, 1)),
        elasticity=np.array([4.0]),
        tariff=np.zeros((2, 2, 1)),
    )
    alone = sector_counterfactual(economy, cuts=[("NLD", "NOR"), ("NOR", "NLD")])
    np.testing.assert_allclose(alone.real_wage, 0.8 ** (1 / 4 / value_added), rtol=EXACT)
    np.testing.assert_allclose(alone.welfare_exact, alone.real_wage, rtol=EXACT)


# Laws


@some_examples
@given(worlds, deficits)
def test_no_change_changes_nothing(economy, mode):
    same = after(economy, economy.tariff, np.ones(economy.flow.shape), deficits=mode)
    for ratio in (same.wage, same.price, same.real_wage, same.welfare_exact):
        np.testing.assert_allclose(ratio, 1.0, rtol=EXACT)
    np.testing.assert_allclose(same.welfare_linear, 0.0, atol=EXACT)
    np.testing.assert_allclose(same.after.flow, same.base.flow, rtol=EXACT)


@some_examples
@given(worlds, costs, deficits, st.sampled_from([1e-6, 0.92, 1e9]))
def test_the_currency_does_not_matter(economy, cost, mode, rate):
    a = after(economy, cost=cost, deficits=mode)
    b = after(replace(economy, flow=economy.flow * rate), cost=cost, deficits=mode)
    np.testing.assert_allclose(a.wage, b.wage, rtol=EXACT)
    np.testing.assert_allclose(a.price, b.price, rtol=EXACT)
    np.testing.assert_allclose(a.after.flow * rate, b.after.flow, rtol=EXACT)


@some_examples
@given(worlds, costs, tariffs, st.permutations(range(N)), st.permutations(range(S)))
def test_the_order_of_countries_and_sectors_does_not_matter(economy, cost, tariff, rows, columns):
    cell, pair = np.ix_(rows, rows, columns), np.ix_(rows, columns)
    other = SectorEconomy(
        countries=tuple(economy.countries[i] for i in rows),
        sectors=tuple(economy.sectors[j] for j in columns),
        flow=economy.flow[cell],
        value_added_share=economy.value_added_share[pair],
        input_share=economy.input_share[np.ix_(rows, columns, columns)],
        final_share=economy.final_share[pair],
        elasticity=economy.elasticity[columns],
        tariff=economy.tariff[cell],
    )
    a, b = after(economy, tariff, cost), after(other, tariff[cell], cost[cell])
    np.testing.assert_allclose(a.welfare_exact[rows], b.welfare_exact, rtol=EXACT)
    np.testing.assert_allclose(a.price[pair], b.price, rtol=EXACT)
    np.testing.assert_allclose(a.after.flow[cell], b.after.flow, rtol=10 * EXACT)


@some_examples
@given(worlds, costs)
def test_labels_may_come_in_any_order(economy, cost):
    given_cost = economy.to_xarray()["tariff"].copy(data=cost)
    turned = given_cost.transpose("sector", "importer", "exporter").isel(
        exporter=[2, 0, 1], importer=[1, 2, 0], sector=[1, 0]
    )
    a, b = (sector_counterfactual(economy, cost_change=c) for c in (given_cost, turned))
    np.testing.assert_array_equal(a.wage, b.wage)


@some_examples
@given(worlds, costs, tariffs)
def test_a_change_undone_leaves_the_world_as_it_was(economy, cost, tariff):
    there = after(economy, tariff, cost)
    back = after(there.after, economy.tariff, 1 / cost)
    np.testing.assert_allclose(back.after.flow, economy.flow, rtol=10 * EXACT)
    np.testing.assert_allclose(there.welfare_exact * back.welfare_exact, 1.0, rtol=EXACT)


@some_examples
@given(worlds, costs)
def test_a_sector_cut_in_two_halves_changes_nothing(economy, cost):
    halves = np.array([0, 0, 1])
    weight = np.array([0.5, 0.5, 1.0])
    split = SectorEconomy(
        countries=economy.countries,
        sectors=("a", "b", "c"),
        flow=economy.flow[:, :, halves] * weight,
        value_added_share=economy.value_added_share[:, halves],
        input_share=economy.input_share[:, halves][:, :, halves] * weight[:, None],
        final_share=economy.final_share[:, halves] * weight,
        elasticity=economy.elasticity[halves],
        tariff=economy.tariff[:, :, halves],
    )
    a, b = after(economy, cost=cost), after(split, cost=cost[:, :, halves])
    np.testing.assert_allclose(a.welfare_exact, b.welfare_exact, rtol=EXACT)


@pytest.mark.parametrize("dearer", [1.0, 0.9, 1.2])
def test_linear_steps_add_up_to_the_exact_change_the_better_the_smaller(dearer):
    """NAFTA's tariffs, and with them the cost of what the USA buys in Mexico."""
    economy, gaps = world_1993(), []
    rows = [economy.row(country) for country in NAFTA]
    exact = sector_counterfactual(
        economy, tariff_after=schedule("nafta"), cost_change={STEEL: dearer}
    )
    for steps in (4, 8, 16):
        gaps.append(np.abs(nafta_in_steps(steps, dearer) - (exact.welfare_exact - 1))[rows])
    assert (gaps[0] / gaps[1] > FIRST_ORDER).all()
    assert (gaps[1] / gaps[2] > FIRST_ORDER).all()


# Certificates


@some_examples
@given(worlds, costs, tariffs, deficits)
def test_what_is_found_is_an_equilibrium(economy, cost, tariff, mode):
    found = after(economy, tariff, cost, deficits=mode)
    assert found.residual <= RESIDUAL
    assert is_sector_equilibrium(found, tolerance=EXACT)


@pytest.mark.parametrize("times", [1.5, 3.0, 0.4])
@pytest.mark.parametrize("flow", ["purged", "recorded"])
def test_dear_and_cheap_worlds_are_solved(flow, times):
    economy = world_1993(flow)
    cost = np.where(np.eye(31, dtype=bool)[:, :, None], 1.0, np.full((31, 31, 40), times))
    assert is_sector_equilibrium(after(economy, cost=cost))


def test_a_country_left_alone_keeps_its_own_money_and_says_so():
    economy = without_surpluses(example_sector_economy())
    found = sector_counterfactual(economy, cuts=AROUND_QATAR)
    assert found.wage[2] == pytest.approx(1.0, abs=EXACT)
    assert found.welfare_exact[2] < 1
    assert found.notes == (
        "QAT trades with no one on the mainland. Its wage, prices and flows are in money of its "
        "own island, whose value added stays what it was.",
    )
    assert is_sector_equilibrium(found)


def test_a_country_with_a_surplus_of_rounding_can_be_left_alone():
    economy = world_1993()
    others = [country for country in economy.countries if country != "USA"]
    links = [(c, "USA") for c in others] + [("USA", c) for c in others]
    found = sector_counterfactual(economy, cuts=links)
    assert 0 < abs(economy.surplus[economy.row("USA")]) < EXACT * economy.flow.sum()
    assert is_sector_equilibrium(found)


# A second road


@settings(max_examples=5, deadline=None)
@given(worlds, costs, tariffs)
def test_agrees_with_a_plain_loop(economy, cost, tariff):
    found = after(economy, tariff, cost)
    wage, price = plain_loop(economy, cost, tariff)
    np.testing.assert_allclose(found.wage, wage, rtol=10 * SLOW)
    np.testing.assert_allclose(found.price, price, rtol=10 * SLOW)


def plain_loop(economy, cost, tariff):
    """Cell by cell as the paper writes it; wages clear the labour market, in small steps."""
    dearer = cost * (1 + tariff) / (1 + economy.tariff)
    labour = wages_paid(economy, economy.flow)
    wage, price, spending = np.ones(N), np.ones((N, S)), economy.spending
    for _ in range(20_000):
        standing = standings(economy, wage, price, dearer)
        new_price = standing.sum(axis=0) ** (-1 / economy.elasticity)
        sold = standing / standing.sum(axis=0) * spending / (1 + tariff)
        new_spending = used(economy, sold, tariff, wage * labour)
        gap = np.log(wages_paid(economy, sold) / (wage * labour))
        moves = (np.log(new_price / price), np.log(new_spending / spending), gap)
        wage = wage * np.exp(0.1 * gap)
        world = (wage * labour).sum() / labour.sum()
        wage, price, spending = wage / world, new_price / world, new_spending / world
        if max(np.abs(move).max() for move in moves) < SLOW / 100:
            break
    return wage, price


def standings(economy, wage, price, dearer):
    """Base share times what the cost to the buyer has become, to the power −θ."""
    standing = np.zeros((N, N, S))
    for i, n, j in np.ndindex(N, N, S):
        spent = sum(economy.flow[h, n, j] * (1 + economy.tariff[h, n, j]) for h in range(N))
        share = economy.flow[i, n, j] * (1 + economy.tariff[i, n, j]) / spent
        asked = unit_cost(economy, wage, price, i, j) * dearer[i, n, j]
        standing[i, n, j] = share * asked ** -economy.elasticity[j]
    return standing


def unit_cost(economy, wage, price, i, j):
    cost = wage[i] ** economy.value_added_share[i, j]
    for k in range(S):
        cost *= price[i, k] ** economy.input_share[i, k, j]
    return cost


def wages_paid(economy, sold):
    paid = np.zeros(N)
    for n, m, j in np.ndindex(N, N, S):
        paid[n] += economy.value_added_share[n, j] * sold[n, m, j]
    return paid


def used(economy, sold, tariff, earned):
    """What people and industries buy of each good, by country."""
    spending = np.zeros((N, S))
    for n in range(N):
        revenue = sum(sold[i, n, j] * tariff[i, n, j] for i in range(N) for j in range(S))
        surplus = sum(economy.flow[n, :, j].sum() - economy.flow[:, n, j].sum() for j in range(S))
        income = earned[n] + revenue - surplus
        for j in range(S):
            spending[n, j] = economy.final_share[n, j] * income
            for k in range(S):
                spending[n, j] += economy.input_share[n, j, k] * sold[n, :, k].sum()
    return spending


@some_examples
@given(
    arrays(float, (4, 4, 1), elements=st.floats(0.1, 10)),
    arrays(float, (4, 4, 1), elements=st.floats(0.6, 1.8)),
    arrays(float, (4, 4, 1), elements=st.floats(0, 0.5)),
    st.sampled_from([1.5, 4.0, 8.0]),
    deficits,
)
def test_one_sector_without_inputs_is_the_one_sector_model(flow, cost, tariff, theta, mode):
    abroad = 1 - np.eye(4)
    flow, tariff = flow + 20 * np.eye(4)[:, :, None], tariff * abroad[:, :, None]
    economy = world_by_sector(flow, np.zeros((4, 1, 1)), theta=np.array([theta]))
    many = after(economy, tariff, cost, deficits=mode)
    pairs = [(a, b) for a in economy.countries for b in economy.countries if a != b]
    row = economy.row
    shock = Shock(
        cost_change={(a, b): cost[row(a), row(b), 0] for a in economy.countries
                     for b in economy.countries},
        tariff_after={(a, b): tariff[row(a), row(b), 0] for a, b in pairs},
    )  # fmt: skip
    one = counterfactual(
        economy_from_flows(flow[:, :, 0], economy.countries), shock, theta=theta, deficits=mode
    )
    np.testing.assert_allclose(many.wage, one.wage, rtol=EXACT)
    np.testing.assert_allclose(many.real_wage, one.real_wage, rtol=EXACT)
    np.testing.assert_allclose(many.welfare_exact, one.welfare, rtol=EXACT)
    np.testing.assert_allclose(many.after.flow[:, :, 0], one.flow, rtol=10 * EXACT)


# Refusals


def test_refuses_a_bare_table():
    with pytest.raises(BadInput) as refusal:
        sector_counterfactual(np.ones((3, 3, 2)))
    assert str(refusal.value) == (
        "economy is of type ndarray. Make one with sector_economy_from_table(...)."
    )


def test_refuses_unknown_deficits():
    with pytest.raises(BadInput) as refusal:
        sector_counterfactual(example_sector_economy(), deficits="kept")
    assert str(refusal.value) == "No deficits 'kept'. Choose one of: balanced, dek."


def test_refuses_to_leave_somebody_with_nobody_to_buy_from():
    economy = with_flow(2, 2, 0, -20.0)  # Qatar makes no food
    with pytest.raises(NoSolution) as refusal:
        sector_counterfactual(economy, cuts=[("NLD", "QAT", "food"), ("NOR", "QAT", "food")])
    assert str(refusal.value) == (
        "Nobody would be left to buy from, not even at home: QAT food. Leave one supplier in "
        "place, or merge the sector with another."
    )


def test_refuses_to_leave_a_surplus_that_nobody_can_take_up():
    economy = with_flow(2, 0, 1, 4.0)  # Qatar sells the Netherlands more fuels
    with pytest.raises(NoSolution) as refusal:
        sector_counterfactual(economy, cuts=AROUND_QATAR)
    assert str(refusal.value) == (
        "QAT would trade with no one else, with a surplus of 4 that nobody is left to take up or "
        "finance. Ask with deficits='balanced'."
    )


def with_flow(exporter, importer, sector, more) -> SectorEconomy:
    """The example with more of one flow, still adding up."""
    economy = example_sector_economy()
    flow = economy.flow.copy()
    flow[exporter, importer, sector] += more
    spending = (flow * (1 + economy.tariff)).sum(axis=0)
    final = spending - np.einsum("njk,nk->nj", economy.input_share, flow.sum(axis=1))
    return replace(economy, flow=flow, final_share=final / final.sum(axis=1, keepdims=True))


def test_refuses_trade_in_one_direction_only():
    links = [("QAT", "NLD"), ("QAT", "NOR")]
    with pytest.raises(NoSolution) as refusal:
        sector_counterfactual(example_sector_economy(), cuts=links, deficits="balanced")
    assert str(refusal.value) == (
        "QAT would sell abroad and buy nothing there, or the reverse: no wages can balance that "
        "trade."
    )


def test_refuses_a_world_that_no_prices_clear_and_says_how_far_off_it_stopped():
    economy = world_1993("recorded")
    cost = np.where(np.eye(31, dtype=bool)[:, :, None], 1.0, np.full((31, 31, 40), 10.0))
    with pytest.raises(NoSolution) as refusal:
        after(economy, cost=cost)
    assert str(refusal.value).endswith(
        ", in Ireland. Ask for a smaller change, or with deficits='balanced': a surplus that is "
        "kept can exceed what a country can still earn."
    )
    assert str(refusal.value).startswith(
        "No prices found that clear every market: the residual stopped at "
    )


def test_refuses_an_unknown_country():
    with pytest.raises(UnknownLabel) as refusal:
        sector_counterfactual(example_sector_economy(), cuts=[("NLD", "BEL")])
    assert str(refusal.value) == "No country 'BEL' here. 3 known, nearest: NLD, NOR, QAT."
