"""A pair under study in every shipped year of trade: known answers, laws."""

import pytest

from detente.brief import compose, render
from detente.data import load_world, shipped_worlds
from detente.data.snapshot import TRADE_YEARS
from detente.study import pair_claims
from detente.world import Case, country_in_prose, country_name

WORLDS = shipped_worlds()

ASKED = [
    *((("RUS", "CHN"), year) for year in TRADE_YEARS),
    (("BIH", "HRV"), 1995),  # neighbours of an economy that is no more
    (("BIH", "HRV"), 2005),
    (("NLD", "SUR"), 1995),
    (("NLD", "SUR"), 2005),
    (("SCG", "BIH"), 2005),  # one is that economy
    (("ANT", "NLD"), 1995),
]


def pages(pair, year, language):
    case = Case(pair, year=year)
    brief = compose(case, pair_claims(WORLDS, case), language)
    return {form: render(brief, form) for form in ("text", "html", "json")}


# Known answers


def test_every_shipped_year_of_trade_is_asked():
    with_trade = tuple(year for year, world in WORLDS.items() if world.holds("flows"))
    assert with_trade == TRADE_YEARS


def test_a_brief_names_an_economy_that_is_no_more():
    assert "Serbia and Montenegro" in pages(("SCG", "BIH"), 2005, "en")["text"]
    assert "Servië en Montenegro" in pages(("SCG", "BIH"), 2005, "nl")["text"]


# Laws


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("year", WORLDS)
def test_every_economy_of_a_year_has_a_name(year, language):
    for iso3 in load_world(year).countries:
        assert country_name(iso3, language) in country_in_prose(iso3, language)


@pytest.mark.parametrize(("pair", "year"), ASKED, ids=str)
def test_a_brief_of_any_year_has_words_in_both_languages(pair, year):
    for language in ("en", "nl"):
        for page in pages(pair, year, language).values():
            assert str(year) in page
