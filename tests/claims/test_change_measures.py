"""How trade changed from one year to another: known answers, laws, refusals."""

from dataclasses import replace

import numpy as np
import pytest

from detente.claims import measurement
from detente.data import load_world
from detente.errors import BadInput, MissingData
from detente.world import example_world

NOW = example_world()
PAIR = {"a": "NLD", "b": "NOR"}
ROUNDING = 1e-12


def in_year(year, scale, **filled):
    """The example world in another year, all trade times a number."""
    tables = {name: table * scale for name, table in NOW.tables.items() if "flows" in name}
    for name, scale_of in filled.items():
        tables[name] = NOW.tables[name] * scale_of
    return replace(NOW, year=year, tables={**NOW.tables, **tables})


GROWING = {2020: in_year(2020, 0.5), 2024: NOW}


def measured(name, worlds=GROWING, first=2020, last=2024, **asked):
    return measurement(worlds, name, {"first": first, "last": last, **asked})


# Known answers


def test_by_hand_trade_that_doubles_has_grown_by_all_of_itself():
    growth = measured("trade.growth", **PAIR)
    assert (growth.value, growth.unit, growth.year) == (1.0, "change", 2024)
    assert (growth.low, growth.high) == (1.0, 1.0)


def test_by_hand_a_share_that_falls_has_fallen_by_points():
    flows = NOW.table("flows").copy()
    flows[1, 0] = 0.0  # Norway sells the Netherlands nothing, of 40 that it bought
    less = replace(NOW, tables={**NOW.tables, "flows": flows, "model_flows": flows})
    asked = {"of": "NLD", "partner": "NOR", "direction": "imports"}
    change = measured("trade.share_change", {2020: in_year(2020, 1.0), 2024: less}, **asked)
    assert (change.value, change.unit) == (-0.75, "points")


def test_by_hand_the_range_takes_the_ends_that_lie_farthest_apart():
    worlds = {2020: in_year(2020, 0.5, model_flows=0.8), 2024: in_year(2024, 1.0, model_flows=1.2)}
    growth = measured("trade.growth", worlds, **PAIR)
    assert growth.value == 1.0
    assert (growth.low, growth.high) == pytest.approx((1 / 0.8 - 1, 1.2 / 0.5 - 1), rel=ROUNDING)


def test_by_hand_nothing_cannot_grow():
    growth = measured("trade.growth", {2020: in_year(2020, 0.0), 2024: NOW}, **PAIR)
    assert np.isnan(growth.value)
    assert growth.notes[0] == "No growth from 2020: there was no trade then."


def test_baci_north_korean_trade_with_china_fell_by_half_from_2015_to_2018():
    worlds = {year: load_world(year) for year in (2015, 2018)}
    growth = measured("trade.growth", worlds, 2015, 2018, a="PRK", b="CHN")
    start, end = (
        measurement(worlds, "trade.two_way", {"a": "PRK", "b": "CHN", "year": y}).value
        for y in (2015, 2018)
    )
    assert growth.value == end / start - 1 < -0.5


# Laws


@pytest.mark.parametrize("scale", [0.001, 7.0, 1e6])
def test_another_currency_changes_no_growth(scale):
    worlds = {2020: in_year(2020, 0.5 * scale), 2024: in_year(2024, scale)}
    assert measured("trade.growth", worlds, **PAIR).value == pytest.approx(1.0, rel=ROUNDING)


# Refusals, word for word


def test_refuses_years_in_the_wrong_order():
    with pytest.raises(BadInput) as refusal:
        measured("trade.growth", first=2024, last=2020, **PAIR)
    assert str(refusal.value) == (
        "trade.two_way from 2024 to 2020 is no stretch of years. Name two, in order."
    )


def test_refuses_a_country_without_data():
    with pytest.raises(MissingData) as refusal:
        measured("trade.growth", a="NLD", b="PRK")
    assert str(refusal.value) == (
        "No goods trade for NLD and PRK in any one year here. "
        "Held for NLD: 2020, 2024; PRK: no year."
    )
