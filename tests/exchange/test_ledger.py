"""The ledger of a pair: known answers, laws, certificates, a second road, refusals."""

from dataclasses import replace
from datetime import date
from math import isnan

import numpy as np
import pytest
from exchange.invented import BAN, DAY, case, exchange, fact, rules
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.data import load_case, shipped_worlds
from detente.errors import MissingData, UnknownLabel
from detente.exchange import ledger
from detente.rules import rules_on
from detente.world import Case, World, example_world

EXACT = 1e-12  # a sum of a few floating-point numbers
WHEN = ("before", "now", "after")

WORLDS = shipped_worlds()
PRK = rules_on("PRK")
SUMMIT = ledger(WORLDS, load_case("vladivostok-2019"), [rules_on("RUS"), PRK])

example = example_world()
MONEY = (fact("fee", 1, 2, 4), fact("toll", 10), fact("now", 1))
HELD = [rules(replace(BAN, covers=("passage",)))]

some_examples = settings(max_examples=40, deadline=None)


def of_norway(*exchanges, facts=MONEY, held=HELD, worlds=None, day=DAY):
    """A ledger without goods, unless a World is given."""
    return ledger(worlds or {}, case(*exchanges, facts=facts, day=day), held)


# Known answers


def test_by_hand_sums_are_of_what_somebody_valued():
    drawn = of_norway(
        exchange("a", value=("fee",), category=""),
        exchange("b", value=("toll",), now=("now",)),
        exchange("c"),
    )
    before, after = (drawn.total("NOR", "NLD", when) for when in ("before", "after"))
    assert (before.low, before.value, before.high) == (11e6, 12e6, 14e6)
    assert (after.low, after.value, after.high) == (1e6, 2e6, 4e6)  # b and c are banned
    assert drawn.total("NOR", "NLD", "now").value == 1e6
    assert [e.id for e in drawn.not_valued("NOR", "NLD", "before")] == ["c"]
    assert drawn.not_valued("NOR", "NLD", "after") == ()
    assert isnan(drawn.total("NLD", "NOR", "before").value)


def test_by_hand_what_goods_hold_already_is_shown_and_not_added():
    oil = exchange("oil", value=("toll",), category="", sector="3")
    drawn = of_norway(oil)
    assert drawn.entry("oil").before.value == 10e6
    assert isnan(drawn.total("NOR", "NLD", "before").value)
    assert drawn.not_valued("NOR", "NLD", "before") == ()


def test_by_hand_goods_stand_first_and_are_counted():
    drawn = ledger({2024: example}, Case(("NLD", "NOR")), [])
    assert [entry.id for entry in drawn.entries] == [
        "goods.food.NLD",
        "goods.fuels.NLD",
        "goods.food.NOR",
        "goods.fuels.NOR",
    ]
    assert drawn.goods("NLD", "NOR", "before").value == 20.0
    assert (drawn.day, drawn.goods_year, drawn.trade_year) == (None, 2024, 2024)


def test_by_hand_the_world_is_one_that_was_there_on_the_day():
    worlds = {2024: example, 2019: World(2019, *_parts(example, double=True))}
    at = ledger(worlds, Case(("NLD", "NOR"), day=date(2020, 1, 1)), [])
    assert (at.goods_year, at.goods("NOR", "NLD", "now").value) == (2019, 60.0)
    assert ledger(worlds, Case(("NLD", "NOR")), []).goods_year == 2024


def test_by_hand_without_a_day_it_is_the_last_that_all_rules_reach():
    ends = (date(2020, 12, 31), date(2018, 12, 31))
    held = [rules(BAN, as_of=ends[0]), rules(BAN, on="NLD", as_of=ends[1])]
    asked = Case(("NLD", "NOR"), exchanges=(exchange(category=""),))
    assert ledger({}, asked, held).day == ends[1]


def test_by_hand_what_each_gives_a_third_stands_apart():
    passage = exchange(taker="QAT", value=("fee",), category="")
    drawn = of_norway(passage)
    assert drawn.of("NOR", "NLD") == ()
    assert drawn.total("NOR", "QAT", "before").value == 2e6


def test_vladivostok_2019_what_each_could_give_before_and_after_the_rules():
    offered = {
        giver: [SUMMIT.total(giver, taker, when) for when in ("before", "after")]
        for giver, taker in (SUMMIT.pair, SUMMIT.pair[::-1])
    }
    million = {
        giver: [(round(a.low / 1e6, 1), round(a.high / 1e6, 1)) for a in amounts]
        for giver, amounts in offered.items()
    }
    # goods 78.3, and 54 to 55 of debt; goods 10.1, labour 100 to 360, transit 159 to 195
    assert million["RUS"][0] == (132.3, 133.3)
    assert million["PRK"][0] == (269.1, 565.1)
    # of North Korea's, what is left is labour until the deadline (27 to 138), some goods, and the
    # transit fee as a high end
    left = SUMMIT.goods("PRK", "RUS", "after")
    assert offered["PRK"][1].low == pytest.approx(left.low + 27e6, rel=EXACT)
    assert offered["PRK"][1].high == pytest.approx(left.high + 138e6 + 195e6, rel=EXACT)


def test_vladivostok_2019_each_exchange_of_the_article():
    outcomes = {e.id: e.outcome for e in SUMMIT.entries if not e.is_goods}
    assert outcomes == {
        "labour": "conditional",
        "gas_transit": "unnamed",
        "rajin": "exempt",
        "rare_earths": "banned",
        "magnesite": "banned",
        "electricity": "unnamed",
        "plants": "banned",
        "railway": "banned",
        "investment": "banned",
        "debt": "conditional",
        "food_aid": "exempt",
        "oil": "capped",
        "nuclear": "banned",
    }
    assert SUMMIT.entry("gas_transit").now.value == 0.0
    assert isnan(SUMMIT.entry("rajin").before.value)


# Laws


@some_examples
@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_of_the_exchanges_changes_no_sum(order):
    value = {"a": ("fee",), "b": ("toll",), "c": (), "d": ("now",)}
    drawn = of_norway(*(exchange(id, value=value[id], category="") for id in order))
    assert drawn.total("NOR", "NLD", "before").high == pytest.approx(15e6, rel=EXACT)


@pytest.mark.parametrize("when", ["before", "after"])
def test_the_pair_the_other_way_round_has_the_same_ledger(when):
    swapped = ledger(WORLDS, Case(("PRK", "RUS")), [PRK])
    straight = ledger(WORLDS, Case(("RUS", "PRK")), [PRK])
    for way in (("RUS", "PRK"), ("PRK", "RUS")):
        assert swapped.total(*way, when) == straight.total(*way, when)


@pytest.mark.parametrize("giver", ["RUS", "PRK"])
def test_rules_leave_no_more_than_there_was(giver):
    taker = {"RUS": "PRK", "PRK": "RUS"}[giver]
    for entry in SUMMIT.of(giver, taker):
        if not isnan(entry.before.high) and not isnan(entry.after.high):
            assert entry.after.high <= entry.before.high


# Certificates


def test_the_frame_holds_every_entry_with_its_paragraphs():
    frame = SUMMIT.to_frame().set_index("id")
    assert list(frame.index) == [entry.id for entry in SUMMIT.entries]
    assert frame.loc["labour", "paragraphs"] == "UNSCR 2397 OP8"
    assert frame.loc["goods.3.RUS", "what"] == "SITC section 3"
    assert not frame.loc["oil", "counted"]


def test_every_number_leads_to_a_source():
    for entry in SUMMIT.entries:
        assert entry.sources
        assert {*entry.sources} <= {*SUMMIT.sources}


# A second road


@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("way", [("RUS", "PRK"), ("PRK", "RUS")])
def test_a_total_is_the_sum_of_the_frame(way, when):
    frame = SUMMIT.to_frame()
    rows = frame[(frame.giver == way[0]) & (frame.taker == way[1]) & frame.counted]
    rows = rows[rows[f"{when}_value"].notna()]
    goods_now = SUMMIT.goods_now[way] if when == "now" else 0.0
    for end in ("low", "value", "high"):
        found = getattr(SUMMIT.total(*way, when), end)
        assert found == pytest.approx(rows[f"{when}_{end}"].sum() + goods_now, rel=EXACT)


# Refusals, word for word


def refusal(kind, *asked, **options):
    with pytest.raises(kind) as refused:
        ledger(*asked, **options)
    return str(refused.value)


def test_refuses_a_day_that_the_rules_do_not_reach():
    said = refusal(MissingData, WORLDS, Case(("RUS", "PRK")), [PRK], day=date(2024, 6, 19))
    assert said == (
        "Rules on North Korea were collected up to 2019-12-31, so what they leave on 2024-06-19 is "
        "not known here. Ask about a day until then."
    )


def test_refuses_a_pair_without_goods_by_section_or_exchanges():
    said = refusal(MissingData, {2024: example}, Case(("NLD", "SMR")), [])
    assert said == (
        "No goods trade by SITC section for NLD and SMR in any one year here. Held for NLD: 2024; "
        "SMR: no year."
    )


def test_refuses_an_exchange_that_is_not_there():
    with pytest.raises(UnknownLabel) as refused:
        SUMMIT.entry("labor")
    assert str(refused.value) == "No exchange 'labor' here. 33 known, nearest: labour."


def _parts(world, *, double):
    """What a World is made of, its numbers doubled."""
    tables = {name: (1 + double) * np.array(table) for name, table in world.tables.items()}
    tables.pop("agreement")
    return world.countries, tables, world.sources, world.sectors
