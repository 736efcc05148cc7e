"""Which caveats concern a question: known answers."""

from dataclasses import replace

import pytest

from detente.claims.caveats import caveats
from detente.data import load_world
from detente.world import example_world

DOUBTFUL = "North Korea's small partners are doubtful, because reporters confuse it (NLD, BRA)."
NOTES = {
    "flows": (
        "Nigeria's oil is missing.",
        "USA to CAN is too low.",
        "Re-exports are removed.",
        DOUBTFUL,
    ),
    "gdp": ("Niger reports late.",),
}

# Known answers


def test_a_caveat_concerns_the_countries_that_it_names_by_name_or_code():
    world = replace(example_world(), notes=NOTES)
    assert caveats(world, ("CAN", "FRA"), "flows") == ("USA to CAN is too low.",)
    assert caveats(world, ("FRA",), "flows", "gdp") == ()


def test_a_name_inside_a_longer_word_names_nobody():
    world = replace(example_world(), notes=NOTES)
    assert caveats(world, ("NER",), "flows", "gdp") == ("Niger reports late.",)


@pytest.mark.parametrize("mark", [", ", ": ", "; ", " ("])
def test_a_country_named_after_the_subject_is_not_concerned(mark):
    note = f"Norway reports late{mark}Qatar does not"
    world = replace(example_world(), notes={"flows": (note,)})
    assert caveats(world, ("NOR",), "flows") == (note,)
    assert caveats(world, ("QAT",), "flows") == ()


def test_who_is_confused_with_north_korea_is_not_doubtful():
    world = replace(example_world(), notes=NOTES)
    assert caveats(world, ("PRK",), "flows") == (DOUBTFUL,)
    assert caveats(world, ("NLD", "BRA"), "flows") == ()


def test_the_trade_of_the_two_koreas_is_explained():
    for korea in ("PRK", "KOR"):
        notes = caveats(load_world(2018), (korea,), "flows")
        assert any("customs trade" in note for note in notes)


@pytest.mark.parametrize(
    ("year", "table", "iso3", "beginnings"),
    [
        (1995, "flows", "NLD", ()),
        (1995, "flows", "ANT", ("ANT, the Netherlands Antilles",)),
        (2005, "flows", "SCG", ("SCG, Serbia and Montenegro",)),
        (2015, "flows", "NLD", ()),
        (2015, "flows", "HKG", ("Hong Kong's exports",)),
        (2018, "flows", "BEL", ("BEL includes Luxembourg.",)),
        (2018, "flows", "FRA", ("FRA includes Monaco.",)),
        (2018, "flows", "USA", ("Exports of the United States", "Imports of", "USA includes")),
        (2018, "flows", "MEX", ("Imports of Canada and Mexico",)),
        (2023, "flows", "KOR", ("South Korea's trade lacks 86 links",)),
        (2023, "flows", "KAZ", ("Gambia's trade with Kazakhstan",)),
        (2023, "flows", "NLD", ()),
        (2018, "distance", "RUS", ("Russia and North Korea",)),
        (2018, "distance", "SSD", ("South Sudan has no distances",)),
    ],
)
def test_caveats_of_the_shipped_tables(year, table, iso3, beginnings):
    found = caveats(load_world(year), (iso3,), table)
    assert len(found) == len(beginnings)
    for note, beginning in zip(found, beginnings, strict=True):
        assert note.startswith(beginning)
