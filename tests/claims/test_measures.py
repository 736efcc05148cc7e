"""The registry of measures: known answers, laws, certificates, refusals."""

import math
from typing import get_args

import pytest
from claims.invented_bargain import CASE

from detente.claims import MEASURES, Measurement, Unit, measurement
from detente.data import load_world
from detente.errors import MissingData, UnknownLabel
from detente.world import UNITS, example_world, newest_world

GOLDEN = 1e-6  # the digits that the data dictionary gives
WORLDS = {year: load_world(year) for year in (2015, 2018, 2019, 2023)}
EXAMPLE = {2024: example_world()}

ASKED = {
    "a": "Rusland",
    "b": "North Korea",
    "of": "PRK",
    "partner": "CHN",
    "exporter": "Russia",
    "importer": "Noord-Korea",
    "from": "China",
    "to": "RUS",
    "share": "0.2",
    "sector": "3",
    "direction": "exports",
    "first": "2015",
    "last": "2018",
    "below": "0.0001",
    "by": "gdp",
    "fact": "share",
    "series": "trade",
    "change": "-0.2",
    "date": "2019-04-25",
    "category": "coal_export",
    "on": "2019-04-25",
    "exchange": "labour",
    "giver": "PRK",
    "when": "before",
    "project": "line",
    "without": "around",
    "reading": "meanwhile",
}
# What the same name asks for where it is no country.
ASKED_OF_A_CASE = {"fact.": {"of": "fee", "to": "sales", "by": "fee", "over": "sales"}}
ASKED_OF_A_CASE["series."] = {"of": "trade", "to": "total"}
ASKED_OF_A_CASE["positions."] = {"issue": "order", "by": "paper", "round": "2"}
each_measure = pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)


def found(measure) -> Measurement:
    """Ask a measure about Russia and North Korea, with nothing but what it needs."""
    return measurement(WORLDS, measure.name, needed(measure), CASE)


def needed(measure) -> dict[str, str]:
    room = f"{measure.name.partition('.')[0]}."
    asked = {**ASKED, **ASKED_OF_A_CASE.get(room, {})}
    return {p.name: asked[p.name] for p in measure.arguments if p.required}


# Known answers


def test_baci_2018_china_in_north_korean_trade_by_its_name():
    share = measurement(WORLDS, "trade.share", {"of": "Noord-Korea", "partner": "China"})
    assert share.value == pytest.approx(0.9307866, rel=GOLDEN)
    assert share.args == {"of": "PRK", "partner": "CHN", "direction": "both", "year": 2018}
    assert (share.name, share.unit, share.year) == ("trade.share", "share", 2018)
    assert [source.publisher for source in share.sources] == ["CEPII"]


def test_by_hand_a_word_of_python_is_an_argument_like_any_other():
    asked = {"of": "NLD", "from": "NOR", "to": "QAT", "share": 0.2}
    assert measurement(EXAMPLE, "trade.diverted_value", asked).value == 10.0


# Laws


@each_measure
def test_every_measure_answers(measure):
    answer = found(measure)
    assert math.isfinite(answer.value)
    assert answer.sources
    assert all(answer.notes)
    assert math.isnan(answer.low) == math.isnan(answer.high)
    assert math.isnan(answer.low) or answer.low <= answer.value <= answer.high


@each_measure
def test_its_arguments_give_the_same_measurement_again(measure):
    answer = found(measure)
    again = measurement(WORLDS, answer.name, answer.args, CASE)
    as_text = {name: str(value) for name, value in answer.args.items()}
    # NaN is not itself; both sides are compared as they print.
    assert repr(again) == repr(answer)
    assert repr(measurement(WORLDS, answer.name, as_text, CASE)) == repr(answer)


@each_measure
def test_the_unit_is_one_that_its_number_can_have(measure):
    answer = found(measure)
    value = answer.value
    allowed = {
        "share": 0 <= value <= 1,
        "index": 0 <= value <= 1,
        "count": value == int(value) >= 0,
        "year": value == int(value),
        "change": value > -1,
        "points": -1 <= value <= 1,
        "deviations": True,
        "persons": value == int(value),
    }
    assert allowed.get(answer.unit, value >= 0 or measure.name == "trade.balance")
    assert measure.unit in (None, answer.unit)


def test_every_base_unit_of_a_case_is_a_unit_of_a_measurement():
    assert set(UNITS.values()) <= set(get_args(Unit))


@each_measure
def test_a_country_that_the_worlds_do_not_hold_is_refused_wherever_it_stands(measure):
    if measure.case != "unread":
        return  # asks nothing of the Worlds, or only about the pair
    for parameter in measure.arguments:
        if parameter.kind == "country":
            with pytest.raises((MissingData, UnknownLabel), match="JEY"):
                measurement(WORLDS, measure.name, {**needed(measure), parameter.name: "Jersey"})


def test_names_are_unique_and_words_are_whole():
    assert len({measure.name for measure in MEASURES}) == len(MEASURES)
    for measure in MEASURES:
        assert measure.meaning.endswith(".")
        assert measure.method.endswith(".")
        assert len({p.name for p in measure.arguments}) == len(measure.arguments)


# Certificates


@each_measure
def test_the_year_that_is_named_is_the_year_that_was_used(measure):
    answer = found(measure)
    takes_a_year = any(p.name == "year" for p in measure.arguments)
    assert (answer.args.get("year") == answer.year) or not takes_a_year
    assert answer.year is not None or not takes_a_year


# A second road to the same number


@pytest.mark.parametrize("pair", [("RUS", "PRK"), ("NLD", "DEU"), ("USA", "CAN")])
def test_two_ways_are_one_way_and_the_other(pair):
    a, b = pair
    both = measurement(WORLDS, "trade.two_way", {"a": a, "b": b})
    there = measurement(WORLDS, "trade.flow", {"exporter": a, "importer": b})
    back = measurement(WORLDS, "trade.flow", {"exporter": b, "importer": a})
    world = newest_world(WORLDS, "flows", pair)
    assert both.year == there.year == back.year == world.year
    assert both.value == there.value + back.value
    assert there.value == world.value("flows", a, b)


# Refusals, word for word


def test_refuses_an_unknown_measure():
    with pytest.raises(UnknownLabel) as refusal:
        measurement(EXAMPLE, "trade.shar", {})
    assert str(refusal.value) == (
        f"No measure 'trade.shar' here. {len(MEASURES)} known, nearest: "
        "trade.share, trade.share_change, trade.sector_share."
    )


@each_measure
def test_a_measure_that_needs_a_case_says_so(measure):
    if measure.case == "needed":
        with pytest.raises(MissingData, match=r"none was given\. Name one: --case\.$"):
            measurement(WORLDS, measure.name, needed(measure))


def test_refuses_to_count_visits_without_a_case():
    with pytest.raises(MissingData) as refusal:
        measurement(EXAMPLE, "visits.count", {"a": "PRK", "b": "RUS"})
    assert str(refusal.value) == (
        "visits.count reads a case, and none was given. Name one: --case."
    )


def test_refuses_a_fact_without_a_case():
    with pytest.raises(MissingData) as refusal:
        measurement(EXAMPLE, "fact.value", {"fact": "T005"})
    assert str(refusal.value) == (
        "fact.value: fact=T005 is looked up in a case, and none was given. Name one: --case."
    )


def test_refuses_a_year_that_is_not_held():
    with pytest.raises(UnknownLabel) as refusal:
        measurement(EXAMPLE, "trade.total", {"of": "NLD", "year": "1950"})
    assert str(refusal.value) == "No data for 1950 here. Years held: 2024."


def test_refuses_a_country_without_data():
    with pytest.raises(MissingData) as refusal:
        measurement(EXAMPLE, "trade.total", {"of": "PRK"})
    assert str(refusal.value) == (
        "No goods trade for PRK in any one year here. Held for PRK: no year."
    )
