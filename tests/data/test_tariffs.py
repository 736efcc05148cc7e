"""TRAINS' tariffs into the store: known answers, laws, refusals."""

import pytest
from data.invented_answers import MFN, MFN_HEADER, PREFERRED, packed

from detente.data import add_file, datasets
from detente.data.tariffs import LAST, MEMBERS
from detente.errors import BadInput


@pytest.fixture
def added(tmp_path, store):
    def add(*texts, years=()):
        files = {f"AVE_H5_{n}/JobID-{n}": text for n, text in enumerate(texts)}
        return add_file("tariffs", packed(tmp_path / "T.zip", **files), years)

    return add


# Known answers: by hand, from tests/data/invented_answers.py


def test_per_cent_become_shares_and_no_rate_is_not_known(added, rows):
    found = {row[0]: row for row in rows(added(MFN), 2021) if row[3] == "270900"}
    assert found["NOR"] == ("NOR", "all", "H5", "270900", 0.15, 0.1, 0.2, 2, 0)
    assert found["AUS"] == ("AUS", "all", "H5", "270900", None, None, None, 3, 3)


def test_the_european_union_of_2021_is_its_twenty_seven_members(added, rows):
    union = {row[0] for row in rows(added(MFN), 2021) if row[4] == 0.115}
    assert len(union) == 27
    assert "NLD" in union
    assert not union & {"GBR", "NOR"}


@pytest.mark.parametrize(
    ("year", "many"), [(1990, 12), (1995, 15), (2004, 25), (2007, 27), (2013, 28), (2020, 28)]
)
def test_the_union_had_as_many_members_as_history_says(added, rows, year, many):
    text = MFN_HEADER + f"H5,918,{year},010121,1,1,1,1,0,0,0,1,1,1,E\n"
    assert len(rows(added(text), year)) == many


def test_a_preference_is_for_a_country_or_a_group(added, rows):
    held = added(PREFERRED)
    assert held.source.title == "TRAINS: applied tariffs, preferences"
    assert [row[:5] for row in rows(held, 2021)] == [
        ("NOR", "AUS", "H5", "270900", 0.05),
        ("NOR", "N51", "H5", "270900", 0.025),
    ]


# Laws


def test_files_of_one_zip_are_one_table(added, rows, tmp_path):
    lines = MFN.removeprefix(MFN_HEADER).splitlines()
    split = rows(added(*(f"{MFN_HEADER}{line}\n" for line in lines)), 2021)
    path = tmp_path / "whole.csv"
    path.write_text(MFN, encoding="utf-8")
    assert rows(add_file("tariffs", path), 2021) == split


def test_who_left_had_come():
    assert {*LAST} <= {iso3 for members in MEMBERS.values() for iso3 in members.split()}


# Refusals


@pytest.mark.parametrize(
    ("line", "how"),
    [
        ("H5,578,2021,010121,0,0,0,0,0,1,0,0,1,1,E", "is there more than once"),
        ("H5,578,2021,010129,0,-1,0,0,0,1,0,0,1,1,E", "has a rate below zero (1 such rows)"),
        ("H5,578,2021,010129,0,5,9,4,0,1,0,0,1,1,E", "has an average outside its range"),
        ("H5,578,2021,,0,0,0,0,0,1,0,0,1,1,E", "is about no product (1 such rows)"),
    ],
)
def test_a_row_that_cannot_be_is_refused_and_nothing_is_stored(added, line, how):
    with pytest.raises(BadInput) as refused:
        added(MFN + line + "\n")
    assert how in str(refused.value)
    assert datasets() == ()


def test_the_two_kinds_in_one_zip_are_refused(added):
    with pytest.raises(BadInput) as refused:
        added(PREFERRED, MFN)
    assert ", AVE_H5_1/JobID-1.csv has no column Partner: " in str(refused.value)
