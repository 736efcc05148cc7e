"""Measures of trade: known answers, laws, a second road, refusals."""

from dataclasses import replace

import numpy as np
import pytest

from detente.claims import measurement
from detente.data import load_world
from detente.errors import MissingData, UnknownLabel
from detente.trade import complementarity, dependence, share_after_diversion, trade_intensity
from detente.world import example_world

GOLDEN = 1e-6  # the digits that the data dictionary gives
EXAMPLE = {2024: example_world()}
WORLDS = {year: load_world(year) for year in (2015, 2018, 2023)}


def value(name, **asked) -> float:
    return measurement(EXAMPLE, name, asked).value


# Known answers


def test_by_hand_in_the_example_world():
    assert value("trade.flow", exporter="NOR", importer="NLD") == 30.0
    assert value("trade.flow", exporter="NOR", importer="NLD", sector="fuels") == 27.0
    assert value("trade.two_way", a="NLD", b="NOR") == 50.0
    assert value("trade.total", of="NLD", direction="imports") == 40.0
    assert value("trade.partner_rank", of="NLD", partner="QAT") == 2
    assert value("trade.partner_ratio", of="NLD", direction="imports") == 3.0
    assert value("trade.concentration", of="NLD", direction="imports") == 0.625
    assert value("trade.sector_total", of="NLD", sector="fuels", direction="imports") == 37.0
    assert value("trade.sector_share", of="NLD", sector="fuels", direction="imports") == 37 / 40


def test_by_hand_a_balance_is_what_is_sold_less_what_is_bought():
    assert value("trade.balance", of="NLD") == 25.0 - 40.0
    assert value("trade.balance", of="NLD", partner="NOR") == 20.0 - 30.0
    assert np.isnan(value("trade.balance", of="NOR", partner="QAT"))  # one way is not recorded


def test_by_hand_a_diversion_has_an_old_and_a_new_partner():
    move = {"of": "NLD", "from": "NOR", "to": "QAT", "share": 0.2}  # 10 of 50; total 65
    assert value("trade.share_after_diversion", **move) == 40 / 65
    assert value("trade.share_after_diversion", **move, whose="to") == 25 / 65
    assert value("trade.diverted_value", **move) == 10.0
    assert value("trade.diverted_times", **move) == 25 / 15


def test_unctad_2015_fuels_from_north_korea_to_china():
    asked = {"exporter": "PRK", "importer": "CHN", "sector": "3"}
    fuels = measurement(WORLDS, "trade.flow", asked)
    assert fuels.value == pytest.approx(1_374_232.504e3, rel=GOLDEN)
    assert fuels.year == 2015  # the newest that tells sectors apart


def test_baci_2018_a_gap_of_the_source_makes_a_range():
    asked = {"exporter": "USA", "importer": "CAN", "year": 2018}
    flow = measurement(WORLDS, "trade.flow", asked)
    assert flow.value == flow.low == pytest.approx(193_799_630.487e3, rel=GOLDEN)
    assert flow.high == pytest.approx(279_990_083.749e3, rel=GOLDEN)
    assert flow.notes[0] == (
        "The source's table lacks part of these flows; the other end of the range has its known "
        "gaps filled."
    )


def test_baci_2018_no_gap_makes_no_range():
    share = measurement(WORLDS, "trade.share", {"of": "PRK", "partner": "CHN"})
    assert np.isnan(share.low)
    assert np.isnan(share.high)


def test_baci_2018_trade_that_nobody_recorded_has_no_number_and_says_why():
    koreas = measurement(WORLDS, "trade.two_way", {"a": "PRK", "b": "KOR"})
    assert np.isnan(koreas.value)
    assert koreas.notes[0] == (
        "No answer for 2018: there was no such trade, or nobody reported it."
    )
    why = "Trade between North Korea and South Korea is not customs trade and is not recorded."
    assert why in koreas.notes


def test_by_hand_one_recorded_direction_is_named():
    two_way = measurement(EXAMPLE, "trade.two_way", {"a": "NOR", "b": "QAT"})
    assert two_way.value == 1.0
    assert two_way.notes == ("Only what Qatar sells to Norway is on record.",)


def test_by_hand_an_unknown_flow_is_not_a_range_of_one_number():
    unknown = measurement(EXAMPLE, "trade.flow", {"exporter": "NOR", "importer": "QAT"})
    assert np.isnan([unknown.value, unknown.low, unknown.high]).all()


# Laws


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("trade.share", {"of": "USA", "partner": "CAN"}),
        ("trade.share", {"of": "USA", "partner": "CHN"}),
        ("trade.concentration", {"of": "MEX"}),
        ("trade.intensity", {"exporter": "USA", "importer": "MEX"}),
        ("trade.diverted_times", {"of": "CAN", "from": "USA", "to": "MEX", "share": 0.2}),
    ],
)
def test_a_range_ends_at_the_value_and_at_the_filled_table(name, asked):
    world = load_world(2018)
    filled = replace(world, tables={**world.tables, "flows": world.tables["model_flows"]})
    raw = measurement({2018: world}, name, asked)
    other = measurement({2018: filled}, name, asked).value
    assert (raw.low, raw.high) == (min(raw.value, other), max(raw.value, other))
    assert raw.value != other


def test_a_world_that_holds_only_the_source_s_table_gives_no_range():
    world = example_world()
    tables = {k: v for k, v in world.tables.items() if k != "model_flows"}
    alone = {2024: replace(world, tables=tables)}
    share = measurement(alone, "trade.share", {"of": "NLD", "partner": "NOR"})
    assert share.value == 50 / 65
    assert np.isnan(share.low)


# A second road to the same number


def test_measures_agree_with_the_library():
    raw, sectors = load_world(2018), load_world(2015)
    trade, fit = dependence(raw), complementarity(sectors)
    pair = {"exporter": "RUS", "importer": "PRK"}
    move = {"of": "PRK", "to": "RUS", "share": 0.2}
    moved = share_after_diversion(raw, from_="CHN", **move)
    for name, asked, expected in (
        ("trade.total", {"of": "PRK"}, trade.total("PRK")),
        ("trade.concentration", {"of": "PRK"}, trade.concentration("PRK")),
        ("trade.partner_rank", {"of": "PRK", "partner": "RUS"}, trade.rank("PRK", "RUS")),
        ("trade.intensity", pair, trade_intensity(raw).of("RUS", "PRK")),
        ("trade.complementarity", pair, fit.index("RUS", "PRK")),
        ("trade.advantage", {"of": "PRK", "sector": 3}, fit.advantage("PRK", "3")),
        (
            "trade.concentration_after_diversion",
            {**move, "from": "CHN"},
            moved.concentration_after,
        ),
    ):
        assert measurement(WORLDS, name, asked).value == expected


# Refusals, word for word


def test_refuses_a_sector_that_no_table_has():
    with pytest.raises(UnknownLabel) as refusal:
        measurement(EXAMPLE, "trade.advantage", {"of": "NLD", "sector": "fuel"})
    assert str(refusal.value) == "No sector 'fuel' here. 2 known, nearest: fuels."


def test_refuses_sectors_in_a_year_without_them():
    asked = {"exporter": "RUS", "importer": "PRK", "sector": "3", "year": 2018}
    with pytest.raises(MissingData) as refusal:
        measurement(WORLDS, "trade.flow", asked)
    assert str(refusal.value) == (
        "No goods trade by SITC section for RUS and PRK in 2018. Years that hold it: 2015."
    )


def test_refuses_to_divert_what_nobody_recorded():
    asked = {"of": "PRK", "from": "KOR", "to": "RUS", "share": 0.2}
    with pytest.raises(MissingData) as refusal:
        measurement(WORLDS, "trade.diverted_value", asked)
    assert str(refusal.value) == (
        "No trade between PRK and KOR is recorded in 2018, so none can move. "
        "Ask about another partner or year."
    )
