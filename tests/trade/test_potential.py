"""Potential trade: known answers, laws, certificates, a second road, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.data import load_world
from detente.errors import MissingData, UnknownLabel
from detente.trade import potential_trade
from detente.trade.potential import READINGS
from detente.world import Source, World, example_world

SEARCH = 1e-6  # two searches end when the deviance stands still; coefficients lag behind it
TOTALS = 1e-6  # what a search may leave of a country's total; see detente.trade.poisson

few_examples = settings(max_examples=6, deadline=None)
INVENTED = Source("Invented figures", "nobody", 2024, "CC0-1.0", "")
SIX = ("BEL", "CHE", "DEU", "NLD", "NOR", "QAT")
ABROAD = ~np.eye(6, dtype=bool)
APART = 100 * (1 + np.abs(np.subtract.outer(np.arange(6) ** 2, np.arange(6) ** 2)))
BORDER = 30.0 * (np.abs(np.subtract.outer(np.arange(6), np.arange(6))) == 1)
EXACT = np.outer([9, 3, 4, 7, 2, 5], [8, 2, 6, 1, 3, 4]) * 1e6 / APART * np.exp(0.5 * (BORDER > 0))


def world(flow, countries=SIX, order=None) -> World:
    """Wrap flows between six countries."""
    tables = {"flows": np.asarray(flow, dtype=float), "distance": APART, "border": BORDER}
    if order is not None:
        tables = {name: table[np.ix_(order, order)] for name, table in tables.items()}
        countries = [countries[k] for k in order]
    return World(2024, tuple(countries), tables, dict.fromkeys(tables, (INVENTED,)))


def noisy(seed, unrecorded=0.1):
    """Flows around the equation, some of them not recorded."""
    draw = np.random.default_rng(seed)
    flow = EXACT * draw.lognormal(0, 0.5, size=EXACT.shape)
    return np.where(draw.random(flow.shape) < unrecorded, np.nan, flow)


@pytest.fixture(scope="module")
def in_2018():
    """The shipped World of 2018."""
    return potential_trade(load_world(2018))


# Known answers


def test_by_hand_flows_that_follow_the_equation_are_their_own_potential():
    found = potential_trade(world(EXACT))
    np.testing.assert_allclose(found.potential[:, ABROAD], [EXACT[ABROAD]] * 2, rtol=SEARCH)
    for fit in found.fits:
        assert fit.coefficients == pytest.approx([-1.0, 0.5], abs=SEARCH)
    flow = found.of("DEU", "NLD")
    assert flow.ratio == pytest.approx(1.0, rel=SEARCH)
    assert flow.low == pytest.approx(flow.high, rel=SEARCH)


def test_by_hand_a_flow_that_is_left_out_is_found_back_and_one_that_is_not_there_is_not():
    flow = EXACT.copy()
    flow[2, 3] = np.nan
    found = potential_trade(world(flow))
    zero, left_out = found.potential[:, 2, 3]
    assert left_out == pytest.approx(EXACT[2, 3], rel=1e-5)
    assert zero < EXACT[2, 3]
    pair = found.of("DEU", "NLD")
    assert np.isnan([pair.realised, pair.ratio, pair.ratio_low, pair.ratio_high, pair.below]).all()
    assert (pair.potential, pair.low <= zero, pair.high >= left_out) == (zero, True, True)


def test_santos_silva_tenreyro_2006_table_5_distance_and_contiguity_with_effects():
    # On 136 countries in 1990, with language, ties and agreements besides: -0.750 and 0.370.
    fit = potential_trade(load_world(1995)).fit("no_trade")
    assert -0.95 < fit.coefficient("log_distance") < -0.65
    assert 0.2 < fit.coefficient("border") < 0.9


def test_an_exporter_of_nothing_has_no_potential():
    flow = noisy(1, unrecorded=0)
    flow[4] = np.nan
    found = potential_trade(world(flow))
    assert np.isnan(found.potential[:, 4]).all()
    assert np.isnan(found.of("NOR", "NLD").low)
    assert found.fit("no_trade").rows("separated") == 5
    assert found.fit("left_out").rows("missing") == 5


# Laws


@few_examples
@given(st.integers(0, 10**6), st.sampled_from([1e-3, 0.92, 1e6]))
def test_the_currency_moves_no_ratio(seed, rate):
    a, b = (potential_trade(world(noisy(seed) * r)) for r in (1.0, rate))
    np.testing.assert_allclose(b.potential, a.potential * rate, rtol=1e-5)
    np.testing.assert_allclose(b.log_error, a.log_error, rtol=1e-4)


@few_examples
@given(st.integers(0, 10**6), st.permutations(range(6)))
def test_the_order_of_countries_does_not_matter(seed, order):
    flow = noisy(seed)
    a, b = potential_trade(world(flow)), potential_trade(world(flow, order=list(order)))
    for buyer in SIX[1:]:
        one, other = (found.of(SIX[0], buyer) for found in (a, b))
        assert other.potential == pytest.approx(one.potential, rel=1e-5)
        assert (other.low, other.high) == pytest.approx((one.low, one.high), rel=1e-4)
        assert other.below == pytest.approx(one.below, nan_ok=True)


def test_the_range_holds_both_readings(in_2018):
    for pair in (("RUS", "PRK"), ("PRK", "RUS"), ("DEU", "NLD"), ("USA", "CHN")):
        found = in_2018.of(*pair)
        cell = in_2018.countries.index(pair[0]), in_2018.countries.index(pair[1])
        both = in_2018.potential[(..., *cell)]
        assert found.low < both.min() <= found.potential <= both.max() < found.high
        assert found.ratio_low < found.ratio < found.ratio_high
        assert 0 <= found.below < 1


# Certificates


@pytest.mark.parametrize("reading", READINGS)
def test_potential_adds_up_to_what_every_country_is_recorded_to_sell_and_buy(in_2018, reading):
    fit = in_2018.fit(reading)
    n = len(in_2018.countries)
    used = np.zeros((n, n), dtype=bool)
    used[~np.eye(n, dtype=bool)] = fit.status == "used"
    potential = np.where(used, in_2018.potential[READINGS.index(reading)], 0)
    realised = np.where(used, np.nan_to_num(in_2018.realised), 0)
    for axis in (0, 1):
        np.testing.assert_allclose(potential.sum(axis), realised.sum(axis), rtol=TOTALS)


def test_the_sources_stay_with_the_answer_and_the_world_as_it_was():
    given_world = world(noisy(2))
    before = given_world.table("flows").copy()
    assert potential_trade(given_world).sources == (INVENTED,)
    np.testing.assert_array_equal(given_world.table("flows"), before)


# A second road to the same number


def test_agrees_with_scaling_rows_and_columns_to_their_totals(in_2018):
    """Given β, the effects are those at which exp(zβ) is scaled to every row and column total."""
    shipped, fit = load_world(2018), in_2018.fit("no_trade")
    n = len(in_2018.countries)
    used = np.zeros((n, n), dtype=bool)
    used[~np.eye(n, dtype=bool)] = fit.status == "used"
    pull = np.where(used, np.nan_to_num(shipped.table("distance"), nan=1.0), 1.0)
    pull = pull ** fit.coefficient("log_distance")
    pull *= np.exp(fit.coefficient("border") * (shipped.table("border") > 0))
    pull, realised = np.where(used, pull, 0), np.where(used, np.nan_to_num(in_2018.realised), 0)
    live = used.any(axis=1), used.any(axis=0)
    pull, realised = pull[np.ix_(*live)], realised[np.ix_(*live)]
    for _ in range(500):
        pull = pull * (realised.sum(1) / pull.sum(1))[:, None]
        pull = pull * (realised.sum(0) / pull.sum(0))
    expected = np.where(pull > 0, in_2018.potential[0][np.ix_(*live)], 0)
    np.testing.assert_allclose(pull, expected, rtol=1e-5)


def test_frame_and_arrays_hold_the_same_numbers(in_2018):
    row = in_2018.to_frame().loc[("RUS", "PRK")]
    found = in_2018.of("RUS", "PRK")
    assert (row["realised"], row["potential_no_trade"]) == (found.realised, found.potential)


# Refusals, word for word


def test_refuses_an_unknown_country_or_reading(in_2018):
    with pytest.raises(UnknownLabel) as refused:
        potential_trade(world(EXACT)).of("NLD", "NRO")
    assert str(refused.value) == "No country 'NRO' here. 6 known, nearest: NOR."
    with pytest.raises(UnknownLabel) as refused:
        in_2018.fit("leftout")
    assert str(refused.value) == "No reading 'leftout' here. 2 known, nearest: left_out."


def test_refuses_a_world_without_borders():
    with pytest.raises(MissingData) as refused:
        potential_trade(example_world())
    assert str(refused.value) == (
        "The World of 2024 holds no border (length of the shared land border), only: flows, "
        "model_flows, sector_flows, gdp, population, distance, agreement, joint_votes. Ask about "
        "another year."
    )
