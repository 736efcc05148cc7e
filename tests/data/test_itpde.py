"""ITPD-E into the store: known answers, laws, refusals."""

import csv

import pytest
from data.invented_answers import ITPDE, packed

from detente.data import add_file, datasets, remove_dataset
from detente.errors import BadInput


@pytest.fixture
def added(tmp_path, store):
    def add(text=ITPDE, years=()):
        return add_file("itpde", packed(tmp_path / "itpd_e_r02.zip", ITPD_E_R02=text), years)

    return add


# Known answers: by hand, from tests/data/invented_answers.py


def test_millions_become_dollars_and_what_is_sold_at_home_stays(added, rows):
    held = added()
    assert (held.name, held.years) == ("itpde-r02", (2016, 2017))
    assert rows(held, 2016) == [
        ("NLD", "NLD", 1, "Agriculture", 12.5e6, "0", "p"),
        ("NLD", "NOR", 30, "Mining and Energy", 1.5e6, "1", "p"),
        ("NOR", "NLD", 30, "Mining and Energy", 0.0, "0", "u"),
    ]


# Laws


def test_the_file_without_names_gives_the_same(added, rows, tmp_path):
    named = [rows(added(), year) for year in (2016, 2017)]
    remove_dataset("itpde-r02")
    lines = list(csv.reader(ITPDE.splitlines()))
    bare = [[cell for place, cell in enumerate(line) if place not in (2, 5, 8)] for line in lines]
    path = tmp_path / "ITPD_E_R02_no_names.csv"
    path.write_text("".join(",".join(line) + "\n" for line in bare), encoding="utf-8")
    held = add_file("itpde", path)
    assert [rows(held, year) for year in (2016, 2017)] == named


# Refusals


@pytest.mark.parametrize(
    ("line", "how"),
    [
        ("NLD,NLD,,NOR,NOR,,2016,30,,Mining and Energy,2,0,p", "is there more than once"),
        ("NOR,NOR,,NOR,NOR,,2016,30,,Mining and Energy,-2,0,p", "has no value, or one below zero"),
        ("NOR,NOR,,NOR,NOR,,2016,30,,Mining and Energy,,0,p", "has no value, or one below zero"),
        ("NOR,NOR,,NOR,NOR,,2016,,,Mining and Energy,1,0,p", "is of no industry"),
        ("NOR,NOR,,NOR,NOR,,,30,,Mining and Energy,1,0,p", "has no year"),
    ],
)
def test_a_row_that_cannot_be_is_refused_and_nothing_is_stored(added, line, how):
    with pytest.raises(BadInput) as refusal:
        added(ITPDE + line + "\n")
    assert how in str(refusal.value)
    assert str(refusal.value).endswith(
        "Take it from the US International Trade Commission again; nothing was stored."
    )
    assert datasets() == ()
