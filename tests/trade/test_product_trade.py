"""Two countries product by product: known answers, laws, a second road, refusals."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.errors import BadInput, MissingData
from detente.trade import complementarity, product_trade
from detente.world import Source, World

SUMMED = 1e-9  # sums of a few numbers in another order, then shares of them
INVENTED = Source("Invented figures", "nobody", 2024, "CC0-1.0", "")
FOUR, PRODUCTS = ("DEU", "NLD", "NOR", "QAT"), ("01", "27", "85")
amounts = st.one_of(st.just(0.0), st.floats(1.0, 1e6))
flows = arrays(float, (4, 4, 3), elements=amounts)
few = settings(max_examples=40, deadline=None)


def asked(flow, pair=("NLD", "NOR")):
    """The answer to exporter × importer × product, by way of tables as the store gives them."""
    flow = np.array(flow, dtype=float)
    flow[np.arange(4), np.arange(4)] = 0.0
    totals = pd.DataFrame(
        [
            (code, product, flow[i, :, k].sum(), flow[:, i, k].sum())
            for i, code in enumerate(FOUR)
            for k, product in enumerate(PRODUCTS)
        ],
        columns=["iso3", "hs_code", "exports_usd", "imports_usd"],
    )
    a, b = (FOUR.index(code) for code in pair)
    between = pd.DataFrame(
        [
            (FOUR[i], FOUR[j], product, flow[i, j, k])
            for i, j in ((a, b), (b, a))
            for k, product in enumerate(PRODUCTS)
            if flow[i, j, k] > 0
        ],
        columns=["exporter_iso3", "importer_iso3", "hs_code", "value_usd"],
    )
    return product_trade(totals, between, pair, year=2024, sources=[INVENTED])


def by_hand():
    """The Netherlands buys 60 of its 100 of fuels from Norway, which sells 80 of 120 in all."""
    flow = np.zeros((4, 4, 3))
    flow[2, 1, 1], flow[3, 1, 1] = 60.0, 40.0
    flow[2, 0, 1] = 20.0
    flow[1, 2, 0] = 5.0
    return flow


# Known answers


def test_by_hand_most_from_one_partner_of_a_concentrated_product_is_critical():
    (found,) = asked(by_hand()).reliance("NLD")
    assert (found.product, found.traded, found.imports, found.share) == ("27", 60.0, 100.0, 0.6)
    assert found.concentration == pytest.approx((80 / 120) ** 2 + (40 / 120) ** 2, rel=SUMMED)
    assert found.is_critical
    assert asked(by_hand()).critical("NLD") == (found,)


def test_by_hand_a_product_that_many_sell_is_not_critical():
    flow = by_hand()
    flow[0, 1, 1] = flow[1, 0, 1] = 80.0  # four sellers now, the largest with a third
    (found,) = [each for each in asked(flow).reliance("NLD") if each.product == "27"]
    assert found.concentration < 0.4
    assert asked(flow).critical("NLD") == ()


def test_by_hand_a_little_over_half_is_most():
    flow = by_hand()
    flow[3, 1, 1] = 59.0
    (found,) = asked(flow).reliance("NLD")
    assert 0.5 < found.share < 0.51
    assert found.is_critical


def test_by_hand_half_is_not_most():
    flow = by_hand()
    flow[3, 1, 1] = 60.0
    (found,) = asked(flow).reliance("NLD")
    assert (found.share, found.is_critical) == (0.5, False)


def test_by_hand_the_fit_is_that_of_what_one_sells_to_what_the_other_buys():
    found = asked(by_hand())
    assert found.fit.index("NOR", "NLD") == 1.0  # sells fuels only, buys fuels only
    assert found.fit.index("NLD", "NOR") == 1.0
    (match,) = found.fit.matches("NOR", "NLD")
    assert (match.sector, match.exports, match.imports, match.traded) == ("27", 80.0, 100.0, 60.0)


# Laws


@few
@given(flows)
def test_shares_and_concentration_lie_where_they_must(flow):
    found = asked(flow)
    for of in found.pair:
        for each in found.reliance(of):
            assert 0 < each.share <= 1 + SUMMED
            assert 0.25 - SUMMED <= each.concentration <= 1 + SUMMED  # four can sell


@few
@given(flows, st.sampled_from([1e-3, 7.0, 1e6]))
def test_the_currency_changes_no_share(flow, rate):
    one, other = asked(flow), asked(flow * rate)
    for of in one.pair:
        pairs = zip(one.reliance(of), other.reliance(of), strict=True)
        for mine, theirs in pairs:
            assert theirs.traded == pytest.approx(mine.traded * rate, rel=SUMMED)
        assert sorted(each.share for each in one.reliance(of)) == pytest.approx(
            sorted(each.share for each in other.reliance(of)), rel=SUMMED
        )


@few
@given(flows)
def test_the_order_of_the_pair_changes_nothing(flow):
    one, other = asked(flow), asked(flow, ("NOR", "NLD"))
    for of in one.pair:
        assert one.reliance(of) == other.reliance(of)


# A second road: complementarity of the whole world at once


@few
@given(flows)
def test_the_fit_is_that_of_the_whole_world(flow):
    flow = np.array(flow)
    flow[np.arange(4), np.arange(4)] = np.nan
    world = World(2024, FOUR, {"sector_flows": flow}, {"sector_flows": (INVENTED,)}, PRODUCTS)
    whole, pair = complementarity(world), asked(np.nan_to_num(flow)).fit
    for a, b in (("NLD", "NOR"), ("NOR", "NLD")):
        assert pair.index(a, b) == pytest.approx(whole.index(a, b), rel=SUMMED, nan_ok=True)
        for product in PRODUCTS:
            assert pair.advantage(a, product) == pytest.approx(
                whole.advantage(a, product), rel=SUMMED, nan_ok=True
            )


# Refusals


def test_one_country_twice_is_refused():
    with pytest.raises(BadInput) as refused:
        asked(by_hand(), ("NLD", "NLD"))
    assert str(refused.value) == "NLD twice is no pair. Name two countries."


def test_a_country_without_a_record_is_refused():
    totals = pd.DataFrame(
        {"iso3": ["NLD"], "hs_code": "27", "exports_usd": 1.0, "imports_usd": 0.0}
    )
    none = pd.DataFrame(columns=["exporter_iso3", "importer_iso3", "hs_code", "value_usd"])
    with pytest.raises(MissingData) as refused:
        product_trade(totals, none, ("NLD", "PRK"), year=2024, sources=[])
    assert str(refused.value) == (
        "No trade by product of PRK is recorded in 2024. Ask about another year."
    )


def test_products_that_the_totals_do_not_know_are_refused():
    totals = pd.DataFrame(
        {"iso3": ["NLD", "NOR"], "hs_code": "27", "exports_usd": 1.0, "imports_usd": 1.0}
    )
    flows = pd.DataFrame(
        {"exporter_iso3": ["NOR"], "importer_iso3": "NLD", "hs_code": "2709", "value_usd": 1.0}
    )
    with pytest.raises(MissingData) as refused:
        product_trade(totals, flows, ("NLD", "NOR"), year=2024, sources=[])
    assert str(refused.value) == (
        "NLD and NOR trade 2709, of which the totals of 2024 know nothing. "
        "Give both at the same number of digits."
    )


def test_a_third_country_is_not_of_the_pair():
    with pytest.raises(BadInput) as refused:
        asked(by_hand()).reliance("DEU")
    assert str(refused.value) == "DEU is not of this pair. Ask about NLD or NOR."
