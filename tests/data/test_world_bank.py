"""The World Bank's answers into the store: known answers, laws, refusals."""

import json

import pytest
from data.invented_answers import GDP, REFUSED, world_bank

from detente.data import add_file, datasets
from detente.errors import BadInput, MissingData


@pytest.fixture
def bank(tmp_path, store):
    def add(text=GDP, years=()):
        path = tmp_path / "gdp.json"
        path.write_text(text, encoding="utf-8")
        return add_file("worldbank", path, years)

    return add


# Known answers: by hand, from tests/data/invented_answers.py


def test_a_value_is_kept_and_no_value_is_no_row(bank, rows):
    added = bank()
    assert (added.name, added.years) == ("worldbank-ny-gdp-mktp-cd", (2021, 2022))
    assert rows(added, 2022) == [
        ("NLD", "NY.GDP.MKTP.CD", 1000.5),
        ("NOR", "NY.GDP.MKTP.CD", 600.0),
    ]


def test_an_aggregate_is_left_out_and_told(bank):
    assert bank().notes[-1] == "Left out, for they are no country's: the rows of WLD."


def test_the_source_names_the_indicator_and_the_update(bank):
    source = bank().source
    assert source.title == "World Development Indicators: GDP (current US$)"
    assert (source.year, source.vintage) == (2026, "2026-07-01")


# Laws


def test_digits_survive_as_they_are_written(bank, rows):
    added = bank(world_bank(("NLD", "2022", 1018007057305.1234)))
    assert rows(added, 2022) == [("NLD", "NY.GDP.MKTP.CD", 1018007057305.1234)]


# Refusals


def refused(error, bank, text):
    with pytest.raises(error) as refusal:
        bank(text)
    assert datasets() == ()
    return str(refusal.value).partition("gdp.json")[2]


def test_a_refusal_of_the_api_is_passed_on(bank):
    assert refused(BadInput, bank, REFUSED) == (
        " is a refusal of the World Bank: The provided parameter value is not valid. "
        "Ask it otherwise."
    )


def test_one_page_of_several_is_refused(bank):
    assert refused(MissingData, bank, world_bank(("NLD", "2022", 1.0), pages=3)) == (
        " is one page of 3. Ask for all at once: &per_page=20000."
    )


@pytest.mark.parametrize("text", ["<html>Bad gateway</html>", "  <!DOCTYPE html>"])
def test_a_web_page_is_refused(bank, text):
    assert refused(BadInput, bank, text) == (
        f" is a web page: it begins with {text.strip()!r}, not with "
        '\'[{"page": 1, "pages": 1, …\'. Take it from the World Bank again.'
    )


@pytest.mark.parametrize("text", ["[]", "{}", "[1]", '[{"page": 1, "pages": 1}, null]', "7"])
def test_another_shape_is_refused(bank, text):
    assert refused(BadInput, bank, text).startswith(" does not have the API's columns: ")


@pytest.mark.parametrize("gone", ["indicator", "countryiso3code", "date", "value"])
def test_an_observation_without_a_field_is_refused(bank, gone):
    about, observations = json.loads(GDP)
    del observations[1][gone]
    told = refused(BadInput, bank, json.dumps([about, observations]))
    assert told.startswith(", an observation does not have the API's columns: it begins with ")


def test_two_indicators_at_once_are_refused(bank):
    about, observations = json.loads(GDP)
    observations[0]["indicator"]["id"] = "SP.POP.TOTL"
    assert refused(BadInput, bank, json.dumps([about, observations])) == (
        " is about 2 indicators. Ask for one at a time."
    )


def test_a_country_twice_in_one_year_is_refused(bank):
    told = refused(BadInput, bank, world_bank(("NLD", "2022", 1.0), ("NLD", "2022", 2.0)))
    assert told == (
        ": the row year 2022, iso3 NLD, indicator NY.GDP.MKTP.CD, value 1.0 is there more than "
        "once. Take it from the World Bank again; nothing was stored."
    )


def test_a_quarter_is_refused(bank):
    told = refused(BadInput, bank, world_bank(("NLD", "2022Q1", 1.0)))
    assert "Could not convert string '2022Q1' to INT16" in told


def test_an_indicator_that_leads_elsewhere_is_refused(bank):
    text = GDP.replace("NY.GDP.MKTP.CD", "../../GDP")
    with pytest.raises(BadInput) as refusal:
        bank(text)
    assert str(refusal.value).startswith("'worldbank---/--/gdp' can name no dataset. ")
