"""Trade intensity: known answers, laws, certificates, a second road, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.data import load_world
from detente.errors import MissingData, UnknownLabel
from detente.trade import dependence, trade_intensity
from detente.world import Source, World, example_world

EXACT = 1e-12  # sums of at most sixteen numbers, in another order

INVENTED = Source("Invented figures", "nobody", 2024, "CC0-1.0", "")
FOUR = ("BEL", "DEU", "NLD", "NOR")
NONE = float("nan")

amounts = st.one_of(st.just(NONE), st.just(0.0), st.floats(1e-3, 1e9))
flows = arrays(float, (4, 4), elements=amounts)


def world(flow, countries=FOUR) -> World:
    """Wrap one exporter × importer matrix as a World."""
    return World(2024, tuple(countries), {"flows": np.array(flow)}, {"flows": (INVENTED,)})


some_examples = settings(max_examples=50, deadline=None)  # a busy machine is no failure


# Known answers


def test_by_hand_norway_sells_all_to_the_netherlands_which_buys_most():
    # Norway sells 30 of 30; the Netherlands buys 40 of the 45 that others than Norway buy.
    assert trade_intensity(example_world()).of("NOR", "NLD") == (30 / 30) / (40 / 45)


def test_by_hand_equal_trade_everywhere_is_an_intensity_of_one():
    values = trade_intensity(world(np.ones((4, 4)))).values
    np.testing.assert_allclose(values[~np.eye(4, dtype=bool)], 1.0, rtol=EXACT)


def test_by_hand_a_pair_without_a_record_has_no_intensity_and_a_recorded_none_has_zero():
    flow = np.ones((4, 4))
    flow[0, 1], flow[0, 2] = NONE, 0.0
    found = trade_intensity(world(flow))
    assert np.isnan(found.of("BEL", "DEU"))
    assert found.of("BEL", "NLD") == 0.0
    assert np.isnan(found.of("BEL", "BEL"))


# Laws


@some_examples
@given(flows)
def test_intensities_weighted_by_the_purchases_of_others_average_one(x):
    x = np.where(np.eye(4, dtype=bool), NONE, x)
    found = trade_intensity(world(x)).values
    imports = np.nansum(x, axis=0)
    for a in range(4):
        if np.nansum(x[a]) > 0:
            others = np.delete(imports, a)
            weight = others / others.sum()
            assert np.nansum(weight * np.delete(found[a], a)) == pytest.approx(1.0, rel=EXACT)


@some_examples
@given(flows, st.permutations(range(4)))
def test_the_order_of_countries_does_not_matter(x, order):
    order = list(order)
    a = trade_intensity(world(x)).values[np.ix_(order, order)]
    b = trade_intensity(world(x[np.ix_(order, order)], [FOUR[i] for i in order])).values
    np.testing.assert_allclose(a, b, rtol=EXACT)


@some_examples
@given(flows, st.sampled_from([1e-3, 0.92, 1e6]))
def test_the_currency_does_not_matter(x, rate):
    a, b = (trade_intensity(world(y)).values for y in (x, x * rate))
    np.testing.assert_allclose(a, b, rtol=EXACT)


# Certificates


def test_the_sources_stay_with_the_answer_and_the_world_as_it_was():
    x = np.ones((4, 4))
    given_world = world(x)
    assert trade_intensity(given_world).sources == (INVENTED,)
    np.testing.assert_array_equal(given_world.table("flows"), x)


# A second road to the same number


@pytest.mark.parametrize(("a", "b"), [("PRK", "CHN"), ("CHN", "PRK"), ("DEU", "FRA")])
def test_agrees_with_the_shares_of_dependence_in_2018(a, b):
    shipped = load_world(2018)
    trade = dependence(shipped)
    everyone = np.nansum([trade.total(c, "imports") for c in shipped.countries])
    usual = trade.total(b, "imports") / (everyone - trade.total(a, "imports"))
    expected = trade.share(a, b, "exports") / usual
    assert trade_intensity(shipped).of(a, b) == pytest.approx(expected, rel=1e-11)


# Refusals, word for word


def test_refuses_an_unknown_country():
    with pytest.raises(UnknownLabel) as refusal:
        trade_intensity(example_world()).of("NLD", "NRO")
    assert str(refusal.value) == "No country 'NRO' here. 3 known, nearest: NOR."


def test_refuses_a_world_without_trade():
    empty = World(2019, FOUR, {"gdp": np.ones(4)}, {"gdp": (INVENTED,)})
    with pytest.raises(MissingData) as refusal:
        trade_intensity(empty, "model_flows")
    assert str(refusal.value) == (
        "The World of 2019 holds no model_flows (goods trade with known gaps of the source "
        "filled), only: gdp. Ask about another year."
    )
