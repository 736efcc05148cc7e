"""Measures of votes, places and sizes: known answers, laws, refusals."""

from dataclasses import replace

import numpy as np
import pytest

from detente.claims import measurement
from detente.data import load_world
from detente.errors import MissingData
from detente.world import example_world

GOLDEN = 1e-6  # the digits that the data dictionary gives
VOTES = 1e-4  # the source keeps agreement in single precision
WORLDS = {year: load_world(year) for year in (2018, 2019, 2023)}
EXAMPLE = {2024: example_world()}

# Known answers


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("PRK", "RUS", 0.7024),
        ("CHN", "PRK", 0.8293),
        ("PRK", "USA", 0.0595),
        ("KOR", "PRK", 0.4405),
    ],
)
def test_voeten_2018_agreement(a, b, expected):
    found = measurement(WORLDS, "votes.agreement", {"a": a, "b": b, "year": 2018})
    assert found.value == pytest.approx(expected, abs=VOTES)


def test_voeten_a_pair_without_a_great_power_is_known_until_2019():
    found = measurement(WORLDS, "votes.agreement", {"a": "KOR", "b": "PRK"})
    assert found.year == 2019
    assert measurement(WORLDS, "votes.agreement", {"a": "RUS", "b": "PRK"}).year == 2023


def test_factbook_and_geodist_north_korea_and_russia():
    asked = {"a": "PRK", "b": "RUS"}
    border, distance = (measurement(WORLDS, f"geo.{m}", asked) for m in ("border", "distance"))
    assert border.value == 18
    assert distance.value == pytest.approx(6418.45, abs=0.01)
    assert border.year is distance.year is None


def test_factbook_south_korea_has_one_neighbour_on_land():
    assert measurement(WORLDS, "geo.neighbours", {"of": "KOR"}).value == 1
    assert measurement(WORLDS, "geo.border_share", {"of": "KOR", "partner": "PRK"}).value == 1
    assert measurement(WORLDS, "geo.neighbours", {"of": "JPN"}).value == 0


def test_by_hand_an_island_has_no_border_to_share():
    share = measurement(WORLDS, "geo.border_share", {"of": "JPN", "partner": "RUS"})
    assert np.isnan(share.value)
    assert share.notes[0] == "Japan has no land border."


def test_factbook_countries_that_share_no_border_share_none():
    assert measurement(WORLDS, "geo.border", {"a": "NLD", "b": "PRK"}).value == 0


def test_un_national_accounts_2018():
    gdp = measurement(WORLDS, "size.gdp", {"of": "PRK", "year": 2018})
    assert gdp.value == pytest.approx(17_487_261_057, rel=GOLDEN)
    people = measurement(WORLDS, "size.population", {"of": "PRK", "year": 2018})
    assert people.value == pytest.approx(25_931_147, rel=GOLDEN)


def test_by_hand_few_votes_are_said_to_be_few():
    world = example_world()
    votes = np.full((3, 3), 90.0)
    votes[0, 1] = votes[1, 0] = 4.0
    few = {2024: replace(world, tables={**world.tables, "joint_votes": votes})}
    found = measurement(few, "votes.agreement", {"a": "NLD", "b": "NOR"})
    assert (found.value, found.notes) == (0.9, ("It rests on only 4 joint votes.",))
    assert measurement(few, "votes.agreement", {"a": "NLD", "b": "QAT"}).notes == ()


def test_by_hand_a_pair_without_a_number_says_so():
    world = example_world()
    distance = world.table("distance").copy()
    distance[0, 1] = np.nan
    gap = {2024: replace(world, tables={**world.tables, "distance": distance})}
    found = measurement(gap, "geo.distance", {"a": "NLD", "b": "NOR"})
    assert np.isnan(found.value)
    assert found.notes == ("The data have no number for the Netherlands and Norway.",)


# Laws


@pytest.mark.parametrize("name", ["votes.agreement", "votes.joint", "geo.border", "geo.distance"])
def test_the_order_of_the_pair_does_not_matter(name):
    there = measurement(WORLDS, name, {"a": "RUS", "b": "PRK"})
    back = measurement(WORLDS, name, {"a": "PRK", "b": "RUS"})
    assert (there.value, there.year) == (back.value, back.year)


# Refusals, word for word


def test_refuses_a_size_that_nobody_knows():
    with pytest.raises(MissingData) as refusal:
        measurement(WORLDS, "size.gdp", {"of": "Taiwan"})
    assert str(refusal.value) == (
        "No gross domestic product, current prices for TWN in any one year here. "
        "Held for TWN: no year."
    )


def test_refuses_votes_of_a_year_without_them():
    with pytest.raises(MissingData) as refusal:
        measurement(WORLDS, "votes.joint", {"a": "RUS", "b": "PRK", "year": 2023})
    assert str(refusal.value) == (
        "No UN General Assembly votes in which both took part for RUS and PRK in 2023. "
        "Years that hold it: 2018, 2019."
    )
