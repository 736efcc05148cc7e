"""Complementarity and advantage by sector: known answers, laws, certificates, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.data import load_world
from detente.errors import MissingData, UnknownLabel
from detente.trade import complementarity
from detente.world import Source, World, example_world

EXACT = 1e-11  # sums of some dozen numbers in another order, then a difference near one
GOLDEN = 1e-6  # the digits that the data dictionary gives

INVENTED = Source("Invented figures", "nobody", 2024, "CC0-1.0", "")
THREE = ("DEU", "NLD", "NOR")
SECTORS = ("food", "fuels", "machines")
NONE = float("nan")

amounts = st.one_of(st.just(NONE), st.just(0.0), st.floats(1e-3, 1e9))
flows = arrays(float, (3, 3, 3), elements=amounts)


def world(flow, countries=THREE, sectors=SECTORS) -> World:
    """Wrap one exporter × importer × sector table as a World."""
    tables = {"sector_flows": np.array(flow)}
    return World(2024, tuple(countries), tables, {"sector_flows": (INVENTED,)}, tuple(sectors))


def specialists() -> World:
    """Norway sells only fuels, the Netherlands only food, Germany buys both from each and more."""
    flow = np.full((3, 3, 3), NONE)
    flow[2, 0] = [0, 80, 0]
    flow[1, 0] = [20, 0, 0]
    flow[0, 1] = flow[0, 2] = [0, 0, 50]
    return world(flow)


some_examples = settings(max_examples=50, deadline=None)  # a busy machine is no failure


# Known answers


def test_by_hand_a_specialist_s_advantage_is_one_over_the_world_share():
    fit = complementarity(specialists())  # world: food 20, fuels 80, machines 100
    assert fit.advantage("NOR", "fuels") == 200 / 80
    assert fit.advantage("NOR", "food") == 0.0
    assert fit.export_share("NOR", "fuels") == 1.0
    assert fit.import_share("DEU", "fuels") == 0.8


def test_by_hand_complementarity_is_one_for_a_mirror_and_zero_for_nothing_in_common():
    fit = complementarity(specialists())
    assert fit.index("DEU", "NLD") == 1.0  # sells machines only, buys machines only
    assert fit.index("NOR", "NLD") == 0.0
    assert fit.index("NOR", "DEU") == pytest.approx(0.8)  # 1 − (0.2 + 0.2) / 2


def test_by_hand_a_match_is_an_advantage_that_the_other_buys():
    (match,) = complementarity(specialists()).matches("NOR", "DEU")
    assert (match.sector, match.advantage) == ("fuels", 2.5)
    assert (match.exports, match.imports, match.traded, match.overlap) == (80, 80, 80, 80)
    assert complementarity(specialists()).matches("NOR", "NLD") == ()


def test_by_hand_matches_are_ranked_by_what_could_change_hands():
    flow = np.zeros((3, 3, 3))
    flow[2, 0] = [30, 60, 0]  # Norway sells food and fuels to Germany
    flow[0, 1] = [10, 40, 500]  # the Netherlands buys more fuels than food
    found = complementarity(world(flow)).matches("NOR", "NLD")
    assert [(m.sector, m.overlap, m.traded) for m in found] == [
        ("fuels", 40.0, 0.0),
        ("food", 10.0, 0.0),
    ]


def test_by_hand_who_sells_nothing_on_record_fits_nobody():
    flow = np.full((3, 3, 3), NONE)
    flow[0, 1] = [1, 2, 3]
    fit = complementarity(world(flow))
    assert np.isnan(fit.export_share("NOR", "food"))
    assert np.isnan(fit.export_value("NOR", "food"))
    assert np.isnan(fit.import_value("DEU", "food"))
    assert (fit.export_value("DEU", "food"), fit.import_value("NLD", "fuels")) == (1.0, 2.0)
    assert np.isnan(fit.advantage("NOR", "food"))
    assert np.isnan(fit.index("NOR", "NLD"))
    assert np.isnan(fit.index("DEU", "NOR"))
    assert fit.matches("NOR", "NLD") == ()


def test_by_hand_a_sector_that_nobody_sells_has_no_advantage():
    flow = np.zeros((3, 3, 3))
    flow[0, 1] = flow[1, 0] = [1, 2, 0]
    assert np.isnan(complementarity(world(flow)).advantage("DEU", "machines"))


def test_unctad_2015_north_korea_sells_fuels_to_china():
    fit = complementarity(load_world(2015))
    china = next(m for m in fit.matches("PRK", "CHN") if m.sector == "3")
    assert china.traded == pytest.approx(1_374_232.504e3, rel=GOLDEN)
    assert china.advantage > 3


# Laws


@some_examples
@given(flows)
def test_shares_sum_to_one_or_are_not_known(x):
    fit = complementarity(world(x))
    for of in THREE:
        for share in (fit.export_share, fit.import_share):
            total = sum(share(of, sector) for sector in SECTORS)
            assert np.isnan(total) or total == pytest.approx(1.0, rel=EXACT)


@some_examples
@given(flows)
def test_the_index_lies_between_none_and_all(x):
    fit = complementarity(world(x))
    for a in THREE:
        for b in THREE:
            index = fit.index(a, b)
            assert np.isnan(index) or -EXACT <= index <= 1 + EXACT


@some_examples
@given(flows)
def test_advantages_weighted_by_the_world_average_one(x):
    fit = complementarity(world(x))
    sold = np.nansum(x[~np.eye(3, dtype=bool)], axis=0)
    for of in THREE:
        advantage = np.array([fit.advantage(of, s) for s in SECTORS])
        if not np.isnan(advantage).all():
            weights = sold / sold.sum()
            assert np.nansum(weights * advantage) == pytest.approx(1.0, rel=EXACT)


@some_examples
@given(flows, st.permutations(range(3)), st.permutations(range(3)))
def test_the_order_of_countries_and_sectors_does_not_matter(x, p, q):
    a = complementarity(world(x))
    shuffled = x[np.ix_(p, p, q)]
    b = complementarity(world(shuffled, [THREE[i] for i in p], [SECTORS[k] for k in q]))
    for i in THREE:
        for j in THREE:
            np.testing.assert_allclose(a.index(i, j), b.index(i, j), rtol=EXACT, atol=EXACT)
        for k in SECTORS:
            np.testing.assert_allclose(a.advantage(i, k), b.advantage(i, k), rtol=EXACT)


@some_examples
@given(flows, st.sampled_from([1e-3, 0.92, 1e6]))
def test_the_currency_does_not_matter(x, rate):
    a, b = (complementarity(world(y)) for y in (x, x * rate))
    for i in THREE:
        for j in THREE:
            np.testing.assert_allclose(a.index(i, j), b.index(i, j), rtol=EXACT, atol=EXACT)


# Certificates


def test_the_world_is_left_as_it_was_and_the_sources_stay_with_the_answer():
    x = np.ones((3, 3, 3))
    given_world = world(x)
    assert complementarity(given_world).sources == (INVENTED,)
    np.testing.assert_array_equal(given_world.table("sector_flows"), x)


def test_matches_are_what_they_claim_to_be():
    fit = complementarity(load_world(2015))
    found = fit.matches("RUS", "PRK")
    assert found
    assert list(found) == sorted(found, key=lambda m: -m.overlap)
    for match in found:
        assert match.advantage == fit.advantage("RUS", match.sector) > 1
        assert match.overlap == min(match.exports, match.imports) > 0


# A second road to the same number


@some_examples
@given(flows)
def test_agrees_with_adding_up_cell_by_cell(x):
    def share(of, k, axis):
        cells = [(of, j) if axis == 0 else (j, of) for j in range(3) if j != of]
        by_sector = [sum(np.nan_to_num(x[c][m]) for c in cells) for m in range(3)]
        return by_sector[k] / sum(by_sector) if sum(by_sector) else NONE

    fit = complementarity(world(x))
    for i, a in enumerate(THREE):
        for j, b in enumerate(THREE):
            gap = sum(abs(share(j, k, 1) - share(i, k, 0)) for k in range(3))
            np.testing.assert_allclose(fit.index(a, b), 1 - gap / 2, rtol=EXACT, atol=EXACT)
        for k, sector in enumerate(SECTORS):
            np.testing.assert_allclose(fit.export_share(a, sector), share(i, k, 0), rtol=EXACT)
            np.testing.assert_allclose(fit.import_share(a, sector), share(i, k, 1), rtol=EXACT)


# Refusals, word for word


def test_refuses_an_unknown_country_and_sector():
    fit = complementarity(example_world())
    with pytest.raises(UnknownLabel) as refusal:
        fit.index("NLD", "NRO")
    assert str(refusal.value) == "No country 'NRO' here. 3 known, nearest: NOR."
    with pytest.raises(UnknownLabel) as refusal:
        fit.advantage("NLD", "fuel")
    assert str(refusal.value) == "No sector 'fuel' here. 2 known, nearest: fuels."


def test_refuses_a_world_without_trade_by_sector():
    bare = World(2018, THREE, {"flows": np.ones((3, 3))}, {"flows": (INVENTED,)})
    with pytest.raises(MissingData) as refusal:
        complementarity(bare)
    assert str(refusal.value) == (
        "The World of 2018 holds no sector_flows (goods trade by SITC section), only: flows. "
        "Ask about another year."
    )
