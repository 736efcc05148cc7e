"""What rules leave of trade: known answers, laws, certificates, a second road, refusals."""

from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente.data
from detente.data import load_world
from detente.errors import BadInput, MissingData, UnknownLabel
from detente.rules import SECTIONS, Rules, banned_share, rules_on
from detente.study import left_by_rules, rules_scenario, shock_of
from detente.trade import Shock, counterfactual, economy_of, is_equilibrium
from detente.world import Source, World, example_world

EXACT = 1e-12  # the same sums in another order
PRK = rules_on("PRK")
DAY = date(2018, 6, 30)
WORLD = load_world(2015)
SOLD = left_by_rules(WORLD, PRK, "export", DAY)
BOUGHT = left_by_rules(WORLD, PRK, "import", DAY)
TABLE = Path(detente.data.__file__).parents[1] / "snapshot" / "trade_2015.parquet"
COUNTRIES = ("CHN", "JPN", "NLD", "PRK")
amounts = st.lists(st.floats(0, 1e9), min_size=160, max_size=160)


def small_world(values, year=2015):
    flow = np.array(values).reshape(4, 4, 10)
    flow[2, 3] = flow[3, 2] = np.nan  # the Netherlands: no record
    return World(
        year,
        COUNTRIES,
        {"sector_flows": flow},
        {"sector_flows": (Source("Invented", "Nobody", 2020, "", ""),)},
        SECTIONS,
    )


def foregone(side):
    """The share of trade that is banned, read leniently and strictly."""
    return [1 - side.left(reading).sum() / side.traded.sum() for reading in ("lenient", "strict")]


# Known answers


def test_press_of_march_2018_full_enforcement_would_cut_exports_by_90_per_cent():
    """hedgeaccordingly.com/2018/03/the-impact-of-sanction-on-n-korea-sanctions-are-mitigated-by-
    illicit-trade.html: fully enforced, a cut of 90 percent in 2018."""
    low, high = foregone(SOLD)
    assert low < 0.90 < high


def test_vov5_of_december_2017_resolution_2397_cuts_imports_by_1_2_billion_or_30_per_cent():
    """vietnamnewsgazette.com/un-passes-new-sanctions-against-north-korea, after officials."""
    eve = left_by_rules(WORLD, PRK, "import", date(2017, 12, 21))
    low, high = (
        (eve.left(reading).sum() - BOUGHT.left(reading).sum()) / 1e9
        for reading in ("lenient", "strict")
    )
    assert low < 1.2 < high
    assert foregone(BOUGHT)[0] < 0.30 < foregone(BOUGHT)[1]


def test_by_hand_coal_to_china():
    fuels = SOLD.left()[SOLD.partners.index("CHN"), SECTIONS.index("3")]
    assert fuels == pytest.approx(1_374_232_504 * (1 - 0.95), rel=1e-6)


def test_by_hand_a_rise_of_cost_that_leaves_a_twentieth():
    """Of coal 0.9 to 1.0 is banned, 0.95 in the middle: κ^-4 = 0.05."""
    values = np.zeros((4, 4, 10))
    values[3, 0, 3] = 16.0
    sold = left_by_rules(small_world(values), PRK, "export", DAY)
    economy = economy_of(WORLD)
    (change,) = rules_scenario(economy, [sold], theta=4.0).costs
    assert change.change == pytest.approx(0.05**-0.25, rel=EXACT)
    strict = rules_scenario(economy, [sold], theta=4.0, reading="strict")
    assert (strict.costs, strict.cuts[0].exporters, strict.cuts[0].importers) == (
        (),
        ("PRK",),
        ("CHN",),
    )


# Laws


@settings(max_examples=25)
@given(amounts, st.sampled_from(["export", "import"]))
def test_nothing_grows_and_stricter_leaves_less(values, direction):
    side = left_by_rules(small_world(values), PRK, direction, DAY)
    strict, middle, lenient = (side.left(r) for r in ("strict", "middle", "lenient"))
    assert side.partners == ("CHN", "JPN")
    assert (strict >= 0).all()
    assert (strict <= middle).all()
    assert (middle <= lenient).all()
    assert (lenient <= side.traded).all()


@settings(max_examples=10)
@given(amounts, st.floats(1e-3, 1e3))
def test_another_currency_changes_no_share(values, rate):
    one, other = (
        left_by_rules(small_world(np.array(values) * factor), PRK, "export", DAY).left()
        for factor in (1.0, rate)
    )
    np.testing.assert_allclose(one * rate, other, rtol=1e-9, atol=1e-9)


def test_a_partner_is_held_to_its_own_law_as_well():
    """Japan banned all in 2006: nothing new for trade of 2015, much for that of 2005."""
    values = np.ones((4, 4, 10))
    old = left_by_rules(small_world(values, 2005), PRK, "export", DAY)
    new = left_by_rules(small_world(values, 2015), PRK, "export", DAY)
    japan, china = (old.partners.index(code) for code in ("JPN", "CHN"))
    clothing = SECTIONS.index("8")
    assert old.banned_low[japan, clothing] > old.banned_low[china, clothing]
    assert new.banned_high[japan, clothing] == 0.0


def test_a_ban_that_came_within_the_year_of_the_trade_is_not_new():
    """Resolution 2270 banned rare earths in March 2016."""
    chemicals = SECTIONS.index("5")
    values = np.ones((4, 4, 10))
    in_2015, in_2016 = (
        left_by_rules(small_world(values, year), PRK, "export", DAY).banned_high[0, chemicals]
        for year in (2015, 2016)
    )
    assert (in_2015, in_2016) == (0.05, 0.0)


# Certificates


@pytest.mark.parametrize("reading", ["middle", "strict", "lenient"])
@pytest.mark.parametrize("theta", [3.0, 4.0, 8.0])
def test_at_unchanged_wages_the_model_leaves_what_counting_leaves(theta, reading):
    economy = economy_of(WORLD)
    scenario = rules_scenario(economy, [SOLD, BOUGHT], theta=theta, reading=reading)
    cost = shock_of(scenario, economy).cost_change.to_numpy()
    kept = economy.flow * cost**-theta
    i = economy.row("PRK")
    for side, line in ((SOLD, kept[i]), (BOUGHT, kept[:, i])):
        counted = dict(zip(side.partners, side.left(reading).sum(axis=1), strict=True))
        for j, country in enumerate(economy.countries):
            if counted.get(country, 0.0) > 0.0:
                assert line[j] == pytest.approx(counted[country], rel=1e-9)


def test_what_comes_of_it_is_an_equilibrium():
    economy = economy_of(WORLD)
    shock = shock_of(rules_scenario(economy, [SOLD, BOUGHT], theta=4.0), economy)
    after = counterfactual(economy, shock, theta=4.0, deficits="dek")
    assert is_equilibrium(economy, after, shock)
    assert not is_equilibrium(economy, after, Shock())


def test_every_rule_that_binds_came_after_the_year():
    assert SOLD.binding
    assert all(rule.in_force_from > date(2015, 12, 31) for rule in SOLD.binding)


# A second road: SQL over the shipped table


@pytest.mark.parametrize("partner", ["CHN", "RUS"])
@pytest.mark.parametrize("side", [SOLD, BOUGHT], ids=["exports", "imports"])
def test_sql_leaves_the_same(side, partner):
    mine, theirs = (
        ("exporter", "importer") if side.direction == "export" else ("importer", "exporter")
    )
    kept = {s: 1 - banned_share(PRK, s, side.direction, DAY, since=date(2015, 12, 31)).value
            for s in SECTIONS}  # fmt: skip
    cases = " ".join(f"WHEN '{section}' THEN {share}" for section, share in kept.items())
    ((total,),) = duckdb.sql(
        f"SELECT sum(value_kusd * 1000 * CASE sitc1 {cases} END) FROM '{TABLE}' "
        f"WHERE {mine} = 'PRK' AND {theirs} = '{partner}'"
    ).fetchall()
    found = side.left()[side.partners.index(partner)].sum()
    assert found == pytest.approx(total, rel=1e-9)


# Refusals, word for word


def test_refuses_a_day_that_is_not_after_the_trade():
    with pytest.raises(BadInput) as refusal:
        left_by_rules(WORLD, PRK, "export", date(2015, 6, 30))
    assert str(refusal.value) == (
        "The trade is of 2015, and 2015-06-30 is not after it. Ask about a later day."
    )


def test_refuses_a_world_without_sections():
    with pytest.raises(MissingData) as refusal:
        left_by_rules(load_world(2018), PRK, "export", date(2019, 6, 30))
    assert str(refusal.value).startswith("The World of 2018 holds no sector_flows")


def test_refuses_a_country_without_a_record():
    with pytest.raises(MissingData) as refusal:
        left_by_rules(WORLD, Rules("ESH", (), ()), "export", DAY)
    assert str(refusal.value) == (
        "No exports of Western Sahara are on record for 2015. Ask about another year."
    )


def test_refuses_sectors_that_are_no_sections():
    with pytest.raises(UnknownLabel) as refusal:
        left_by_rules(example_world(), Rules("NOR", (), ()), "export", date(2025, 6, 30))
    assert str(refusal.value).startswith("No section '")
