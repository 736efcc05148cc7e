"""Which caveats concern a question: known answers."""

from dataclasses import replace

from detente.claims.caveats import caveats
from detente.data import load_world
from detente.world import example_world

NOTES = {
    "flows": ("Nigeria's oil is missing.", "USA to CAN is too low.", "Re-exports are removed."),
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


def test_the_trade_of_the_two_koreas_is_explained():
    assert any("customs trade" in note for note in caveats(load_world(2018), ("KOR",), "flows"))
