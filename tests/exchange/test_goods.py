"""Goods under rules: known answers, laws, certificates, a second road, refusals."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from exchange.invented import BAN, rules
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.data import load_world
from detente.exchange.goods import goods_between
from detente.rules import SECTIONS, banned_share, rules_on
from detente.world import World, example_world

EXACT = 1e-12  # one product of floating-point numbers
GOLDEN = 1e-6  # as the data dictionary states its figures

PRK = rules_on("PRK")
SUMMIT, BEFORE = date(2019, 4, 25), date(2016, 1, 1)
YEAR_2015 = load_world(2015)

some_examples = settings(max_examples=30, deadline=None)


def goods(giver, taker, world=YEAR_2015, day=SUMMIT, held=(PRK,)):
    return {entry.sector: entry for entry in goods_between(world, giver, taker, held, day)}


# Known answers


def test_unctad_2015_fuels_to_china_before_and_after_resolution_2371():
    fuels = goods("PRK", "CHN")["3"]
    assert fuels.before.value == pytest.approx(1_374_232.504e3, rel=GOLDEN)
    assert fuels.after.high == pytest.approx(fuels.before.value / 10, rel=GOLDEN)
    assert (fuels.after.low, fuels.outcome) == (0.0, "in part")
    assert [str(rule) for rule in fuels.binding] == ["UNSCR 2371 OP8"]
    assert goods("PRK", "CHN", day=BEFORE)["3"].after == fuels.before


def test_unctad_2015_who_else_sells_fuels():
    assert goods("RUS", "PRK")["3"].others == ("CHN", "MEX", "BGD")


def test_by_hand_the_law_of_the_other_side_counts():
    coal = replace(BAN, target="PRK", direction="export", covers=("coal_export",), binds=("CHN",))
    held = (replace(PRK, rules=(replace(coal, in_force_from=date(2017, 1, 1)),)),)
    assert goods("PRK", "CHN", held=held)["3"].outcome == "in part"
    assert goods("PRK", "RUS", held=held)["3"].outcome == "free"


def test_by_hand_without_rules_all_is_left():
    entry = goods("NOR", "NLD", example_world(), None, ())["fuels"]
    assert (entry.before.value, entry.after, entry.outcome) == (27.0, entry.before, None)
    assert (entry.others, entry.is_goods, entry.is_counted) == (("QAT",), True, True)


def test_by_hand_no_record_is_unknown_and_none_is_none():
    world = example_world()
    assert np.isnan(goods("NOR", "QAT", world, None, ())["food"].after.value)
    assert goods("NLD", "QAT", world, None, ())["fuels"].after.value == 0.0


def test_by_hand_rules_whose_sections_nobody_laid_down_leave_what_is_unknown():
    held = rules(replace(BAN, covers=("fish",), direction="export"))
    entry = goods("NOR", "NLD", held=(held,), day=date(2020, 1, 1))["0"]
    assert entry.before.value > 0
    assert np.isnan(entry.after.value)
    (note,) = entry.notes
    assert note.startswith("What rules on Norway name of each section of goods is not held")


# Laws


@some_examples
@given(st.dates(date(2005, 1, 1), date(2019, 12, 31)))
def test_rules_leave_no_more_than_was_traded(day):
    for entry in goods("PRK", "CHN", day=day).values():
        after = entry.after
        assert 0.0 <= after.low <= after.value <= after.high <= entry.before.value


def test_rules_of_the_year_of_the_trade_take_nothing_off():
    entries = goods("CHN", "PRK", day=date(2015, 12, 31)).values()
    assert all(entry.after == entry.before for entry in entries)


def test_another_currency_changes_nothing_else():
    w = YEAR_2015
    tables = {"sector_flows": 2 * w.table("sector_flows")}
    doubled = World(w.year, w.countries, tables, w.sources, w.sectors)
    for one, other in zip(
        goods("CHN", "PRK").values(), goods("CHN", "PRK", doubled).values(), strict=True
    ):
        assert other.after.high == pytest.approx(2 * one.after.high, rel=EXACT)
        assert (other.outcome, other.others) == (one.outcome, one.others)


# Certificates


def test_the_sections_add_up_to_the_trade_of_the_year():
    found = sum(entry.before.value for entry in goods("CHN", "PRK").values())
    assert found == pytest.approx(YEAR_2015.value("flows", "CHN", "PRK"), rel=GOLDEN)


@pytest.mark.parametrize("giver", ["PRK", "CHN"])
def test_a_section_is_free_only_where_nothing_is_taken_off(giver):
    taker = {"PRK": "CHN", "CHN": "PRK"}[giver]
    for entry in goods(giver, taker).values():
        assert (entry.outcome == "free") == (not entry.binding)
        assert entry.outcome != "free" or entry.after == entry.before


def test_a_rule_older_than_the_trade_is_named_and_takes_nothing_off():
    drinks = goods("RUS", "PRK")["1"]  # luxuries are banned since 2006
    assert (drinks.outcome, drinks.after) == ("in part", drinks.before)
    assert "UNSCR 1718 OP8(a)(iii)" in map(str, drinks.binding)


# A second road


@pytest.mark.parametrize("section", SECTIONS)
def test_what_is_left_is_one_less_the_banned_share(section):
    entry = goods("PRK", "CHN")[section]
    share = banned_share(PRK, section, "export", SUMMIT, partner="CHN", since=date(2015, 12, 31))
    kept = 1 - (share.low + share.high) / 2
    assert entry.after.value == pytest.approx(entry.before.value * kept, rel=EXACT)


def test_the_largest_other_supplier_found_in_a_plain_loop():
    w = YEAR_2015
    for section, entry in goods("RUS", "PRK").items():
        sold = {
            c: w.value("sector_flows", c, "PRK", section)
            for c in w.countries
            if c not in ("RUS", "PRK") and w.value("sector_flows", c, "PRK", section) > 0
        }
        assert entry.others[:1] == tuple(sorted(sold, key=lambda c: (-sold[c], c))[:1])


# Refusals: none, since the ledger picks the World and the rules
