"""Sizes next to one another: known answers, laws, refusals."""

from dataclasses import replace

import numpy as np
import pytest

from detente.claims import measurement
from detente.data import load_world
from detente.errors import BadInput, MissingData
from detente.world import example_world

EXAMPLE = {2024: example_world()}
WORLDS = {2018: load_world(2018)}
BY = ("gdp", "population", "exports", "imports")


def measured(name, worlds=EXAMPLE, **asked):
    return measurement(worlds, f"size.{name}", asked)


# Known answers


def test_by_hand_the_netherlands_is_the_largest_of_three():
    rank = measured("rank", of="NLD", by="gdp")
    assert (rank.value, rank.year) == (1, 2024)
    assert rank.notes == ("Of 3 countries with a figure for 2024.",)
    assert measured("rank", of="QAT", by="population").value == 3
    assert measured("rank", of="NOR", by="exports").value == 1  # 30, against 25 and 11
    assert measured("ratio", of="NLD", to="QAT", by="gdp").value == 4.5
    assert measured("ratio", of="NLD", to="NOR", by="imports").value == 40 / 21


def test_world_bank_and_un_2018_china_and_the_united_states():
    assert measured("rank", WORLDS, of="USA", by="gdp").value == 1
    assert measured("rank", WORLDS, of="CHN", by="gdp").value == 2
    assert measured("rank", WORLDS, of="CHN", by="population").value == 1
    assert measured("rank", WORLDS, of="CHN", by="exports").value == 1


def test_by_hand_a_country_without_people_is_no_measure():
    nobody = example_world().table("population").copy()
    nobody[1] = 0.0
    world = replace(EXAMPLE[2024], tables={**EXAMPLE[2024].tables, "population": nobody})
    ratio = measured("ratio", {2024: world}, of="NLD", to="NOR", by="population")
    assert np.isnan(ratio.value)
    assert ratio.notes[0] == "No answer for 2024: one of the sizes is nothing, or not known."


# Laws


@pytest.mark.parametrize("by", BY)
def test_who_ranks_higher_is_larger(by):
    ranks = {c: measured("rank", WORLDS, of=c, by=by).value for c in ("NLD", "DEU", "RUS", "PRK")}
    for one, other in (("NLD", "DEU"), ("RUS", "PRK"), ("NLD", "PRK")):
        ratio = measured("ratio", WORLDS, of=one, to=other, by=by).value
        assert (ratio > 1) == (ranks[one] < ranks[other])


# Refusals, word for word


def test_refuses_a_size_that_is_none():
    with pytest.raises(BadInput) as refusal:
        measured("rank", of="NLD", by="area")
    assert str(refusal.value) == (
        "size.rank: by=area is not a choice. Choose: gdp, population, exports, imports."
    )


def test_refuses_a_country_without_a_size():
    with pytest.raises(MissingData) as refusal:
        measured("rank", of="PRK", by="gdp")
    assert str(refusal.value) == (
        "No gross domestic product, current prices for PRK in any one year here. "
        "Held for PRK: no year."
    )
