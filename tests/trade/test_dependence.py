"""Dependence on partners: known answers, laws, certificates, a second road, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.data import load_world
from detente.errors import BadInput, MissingData, UnknownLabel
from detente.trade import DIRECTIONS, dependence, share_after_diversion
from detente.world import Source, World, example_world

EXACT = 1e-12  # sums of at most sixteen numbers, in another order
GOLDEN = 1e-6  # the digits that the data dictionary gives

INVENTED = Source("Invented figures", "nobody", 2024, "CC0-1.0", "")
FOUR = ("BEL", "DEU", "NLD", "NOR")
NONE = float("nan")

amounts = st.one_of(st.just(NONE), st.just(0.0), st.floats(1e-3, 1e9))
flows = arrays(float, (4, 4), elements=amounts)
directions = st.sampled_from(DIRECTIONS)


def world(flow, countries=FOUR, year=2024) -> World:
    """Wrap one exporter × importer matrix as a World."""
    return World(year, tuple(countries), {"flows": np.array(flow)}, {"flows": (INVENTED,)})


some_examples = settings(max_examples=50, deadline=None)  # a busy machine is no failure


# Known answers


def test_by_hand_thirty_of_forty_is_three_quarters():
    trade = dependence(example_world())
    assert trade.share("NLD", "NOR", "imports") == 0.75  # 30 / (30 + 10)
    assert trade.concentration("NLD", "imports") == 0.625  # 0.75² + 0.25²
    assert trade.partner_ratio("NLD", "imports") == 3.0
    assert trade.total("NLD") == 65.0  # sells 20 + 5, buys 30 + 10
    assert trade.share("NLD", "NOR") == 50 / 65
    assert [p.country for p in trade.partners("NLD")] == ["NOR", "QAT"]
    assert trade.rank("NLD", "QAT") == 2


def test_by_hand_one_recorded_direction_is_the_two_way_trade():
    trade = dependence(example_world())  # Qatar sells 1 to Norway; the reverse is not recorded
    assert trade.value("NOR", "QAT") == 1.0
    assert np.isnan(trade.value("NOR", "QAT", "exports"))


def test_by_hand_who_has_no_recorded_trade_has_no_share_rather_than_a_share_of_zero():
    flow = np.full((4, 4), NONE)
    flow[0, 1] = 5.0
    trade = dependence(world(flow))
    for of, direction in (("NLD", "both"), ("BEL", "imports"), ("DEU", "exports")):
        assert np.isnan(trade.total(of, direction))
        assert np.isnan(trade.concentration(of, direction))
        assert np.isnan(trade.partner_ratio(of, direction))
        assert np.isnan(trade.rank(of, "NOR", direction))
        assert trade.partners(of, direction) == ()


def test_by_hand_a_recorded_none_is_a_total_of_zero_without_shares():
    trade = dependence(world([[NONE, 0.0], [NONE, NONE]], ("NLD", "NOR")))
    assert trade.total("NLD", "exports") == 0.0
    assert np.isnan(trade.share("NLD", "NOR", "exports"))
    assert np.isnan(trade.concentration("NLD", "exports"))
    assert trade.rank("NLD", "NOR", "exports") == 1


def test_by_hand_equals_share_a_place_and_stand_by_their_code():
    flow = np.full((4, 4), NONE)
    flow[2] = [7.0, 9.0, NONE, 7.0]  # the Netherlands to Belgium, Germany and Norway
    trade = dependence(world(flow))
    assert [p.country for p in trade.partners("NLD")] == ["DEU", "BEL", "NOR"]
    assert trade.rank("NLD", "BEL") == trade.rank("NLD", "NOR") == 2


def test_baci_2018_china_in_north_korean_trade():
    trade = dependence(load_world(2018))
    assert trade.share("PRK", "CHN") == pytest.approx(0.9307866, rel=GOLDEN)
    assert trade.value("PRK", "RUS") == pytest.approx(34.018972e6, rel=GOLDEN)
    assert trade.total("PRK", "exports") == pytest.approx(265_349.668e3, rel=GOLDEN)
    assert trade.total("PRK", "imports") == pytest.approx(2_312_646.676e3, rel=GOLDEN)
    assert len(trade.partners("PRK", "exports")) == 65
    assert len(trade.partners("PRK", "imports")) == 44
    assert trade.rank("PRK", "RUS") == 3  # after China and India


def test_baci_2018_a_fifth_of_china_s_trade_multiplies_russia_s_fifteen_times():
    moved = share_after_diversion(load_world(2018), of="PRK", from_="CHN", to="RUS", share=0.2)
    assert moved.from_after == pytest.approx(0.8 * 0.9307866, rel=GOLDEN)
    assert moved.times == pytest.approx((34_018.972 + 0.2 * 2_399_564.550) / 34_018.972, rel=GOLDEN)


def test_baci_2018_the_filled_table_gives_canada_more_of_american_trade():
    raw, filled = (dependence(load_world(2018), table) for table in ("flows", "model_flows"))
    assert raw.value("USA", "CAN", "exports") == pytest.approx(193_799_630.487e3, rel=GOLDEN)
    assert filled.value("USA", "CAN", "exports") == pytest.approx(279_990_083.749e3, rel=GOLDEN)


# Laws


@some_examples
@given(flows, directions)
def test_shares_sum_to_one_or_are_not_known(x, direction):
    trade = dependence(world(x))
    for of in FOUR:
        shares = [p.share for p in trade.partners(of, direction)]
        if shares and trade.total(of, direction) > 0:
            assert sum(shares) == pytest.approx(1.0, rel=EXACT)
            assert 1 / len(shares) <= trade.concentration(of, direction) * (1 + EXACT)
            assert trade.concentration(of, direction) <= 1 + EXACT
        else:
            assert np.isnan(shares).all()


@some_examples
@given(flows, st.permutations(range(4)), directions)
def test_the_order_of_countries_does_not_matter(x, order, direction):
    order = list(order)
    a = dependence(world(x))
    b = dependence(world(x[np.ix_(order, order)], [FOUR[i] for i in order]))
    for of in FOUR:
        assert [p.country for p in a.partners(of, direction)] == [
            p.country for p in b.partners(of, direction)
        ]
        for what in ("total", "concentration", "partner_ratio"):
            np.testing.assert_allclose(
                getattr(a, what)(of, direction), getattr(b, what)(of, direction), rtol=EXACT
            )


@some_examples
@given(flows, st.sampled_from([1e-3, 0.92, 1e6]))
def test_the_currency_does_not_matter(x, rate):
    a, b = (dependence(world(y)).shares for y in (x, x * rate))
    np.testing.assert_allclose(a, b, rtol=EXACT)


@some_examples
@given(flows)
def test_what_a_country_sells_to_itself_does_not_matter(x):
    home = x.copy()
    np.fill_diagonal(home, 1e9)
    np.testing.assert_array_equal(dependence(world(x)).shares, dependence(world(home)).shares)


@some_examples
@given(flows)
def test_exports_of_one_are_imports_of_the_other(x):
    trade = dependence(world(x))
    for a in FOUR:
        for b in FOUR:
            np.testing.assert_equal(trade.value(a, b, "exports"), trade.value(b, a, "imports"))
            np.testing.assert_equal(trade.value(a, b), trade.value(b, a))


@some_examples
@given(arrays(float, (4, 4), elements=st.floats(1e-3, 1e9)), st.floats(0, 1))
def test_a_diversion_keeps_the_total_and_moves_what_it_says(x, share):
    before = dependence(world(x))
    moved = share_after_diversion(world(x), of="NLD", from_="DEU", to="NOR", share=share)
    total = before.total("NLD")
    assert moved.from_before + moved.to_before == pytest.approx(
        moved.from_after + moved.to_after, rel=EXACT
    )
    assert moved.moved == pytest.approx(
        total * (moved.to_after - moved.to_before), abs=EXACT * total
    )
    assert moved.times == pytest.approx(moved.to_after / moved.to_before, rel=EXACT)


def test_moving_nothing_changes_nothing():
    moved = share_after_diversion(example_world(), of="NLD", from_="NOR", to="QAT", share=0)
    assert (moved.from_after, moved.to_after) == (moved.from_before, moved.to_before)
    assert moved.concentration_after == moved.concentration_before
    assert (moved.moved, moved.times) == (0.0, 1.0)


# Certificates


def test_the_result_is_frozen_and_carries_its_sources():
    trade = dependence(example_world())
    assert trade.sources == example_world().sources_of("flows")
    with pytest.raises(AttributeError):
        trade.year = 2025  # type: ignore[misc]


def test_the_world_is_left_as_it_was():
    x = np.full((4, 4), 3.0)
    given_world = world(x)
    dependence(given_world)
    share_after_diversion(given_world, of="NLD", from_="DEU", to="NOR", share=0.5)
    np.testing.assert_array_equal(given_world.table("flows"), x)


# A second road to the same number


@some_examples
@given(flows, directions)
def test_agrees_with_counting_pair_by_pair(x, direction):
    def traded(i, j):
        legs = {"exports": [x[i, j]], "imports": [x[j, i]], "both": [x[i, j], x[j, i]]}[direction]
        known = [leg for leg in legs if not np.isnan(leg)]
        return sum(known) if known and i != j else None

    trade = dependence(world(x))
    for i, of in enumerate(FOUR):
        known = {FOUR[j]: v for j in range(4) if (v := traded(i, j)) is not None}
        total = sum(known.values())
        squares = 0.0
        for partner in FOUR:
            share = known[partner] / total if partner in known and total else NONE
            squares += 0.0 if np.isnan(share) else share**2
            np.testing.assert_allclose(trade.share(of, partner, direction), share, rtol=EXACT)
        expected = squares if known and total else NONE
        np.testing.assert_allclose(trade.concentration(of, direction), expected, rtol=EXACT)


def test_the_diversion_agrees_with_a_world_in_which_it_has_happened():
    x = np.array([[0, 4, 6, 2], [3, 0, 8, 1], [5, 9, 0, 7], [2, 2, 3, 0]], dtype=float)
    after = x.copy()
    for cell, to in (((2, 1), (2, 3)), ((1, 2), (3, 2))):  # exports, then imports of NLD
        after[cell] -= 0.3 * x[cell]
        after[to] += 0.3 * x[cell]
    moved = share_after_diversion(world(x), of="NLD", from_="DEU", to="NOR", share=0.3)
    trade = dependence(world(after))
    assert moved.from_after == pytest.approx(trade.share("NLD", "DEU"), rel=EXACT)
    assert moved.to_after == pytest.approx(trade.share("NLD", "NOR"), rel=EXACT)
    assert moved.concentration_after == pytest.approx(trade.concentration("NLD"), rel=EXACT)


def test_a_diversion_to_a_partner_without_a_record_has_no_multiple():
    flow = np.full((4, 4), NONE)
    flow[2, 1] = 8.0
    moved = share_after_diversion(world(flow), of="NLD", from_="DEU", to="NOR", share=0.25)
    assert np.isnan(moved.to_before)
    assert np.isnan(moved.times)
    assert (moved.from_after, moved.to_after, moved.moved) == (0.75, 0.25, 2.0)


# Refusals, word for word


def test_refuses_an_unknown_country():
    with pytest.raises(UnknownLabel) as refusal:
        dependence(example_world()).share("NLD", "NRO")
    assert str(refusal.value) == ("No country 'NRO' here. 3 known, nearest: NOR.")


def test_refuses_an_unknown_direction():
    with pytest.raises(BadInput) as refusal:
        dependence(example_world()).total("NLD", "export")
    assert str(refusal.value) == "No direction 'export'. Choose one of: both, exports, imports."


@pytest.mark.parametrize("share", [-0.1, 1.1, NONE])
def test_refuses_to_move_what_is_no_fraction(share):
    with pytest.raises(BadInput) as refusal:
        share_after_diversion(example_world(), of="NLD", from_="NOR", to="QAT", share=share)
    assert str(refusal.value) == (
        f"A share of {share} cannot move. Give a fraction from 0 to 1, 0.2 for 20 %."
    )


def test_refuses_a_country_named_twice():
    with pytest.raises(BadInput) as refusal:
        share_after_diversion(example_world(), of="NLD", from_="NOR", to="NOR", share=0.2)
    assert str(refusal.value) == "NLD, NOR, NOR: name three different countries."


def test_refuses_to_move_trade_that_nobody_recorded():
    flow = np.full((4, 4), NONE)
    flow[2, 1] = 8.0
    with pytest.raises(MissingData) as refusal:
        share_after_diversion(world(flow), of="NLD", from_="NOR", to="DEU", share=0.2)
    assert str(refusal.value) == (
        "No trade between NLD and NOR is recorded in 2024, so none can move. "
        "Ask about another partner or year."
    )


def test_refuses_a_world_without_trade():
    empty = World(2019, FOUR, {"gdp": np.ones(4)}, {"gdp": (INVENTED,)})
    with pytest.raises(MissingData) as refusal:
        dependence(empty)
    assert str(refusal.value) == (
        "The World of 2019 holds no flows (goods trade), only: gdp. Ask about another year."
    )
