"""Any publisher's rows, year by year: known answers, laws, a second road, refusals."""

import csv

import pytest
from data.invented_answers import packed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.data import Dataset, stored_table
from detente.data.publisher_file import publisher_file
from detente.data.rows_by_year import Shape, first_header, save_rows_of_csv, save_rows_of_lists
from detente.errors import BadInput, UnknownLabel
from detente.world import Source

SHAPE = Shape(
    columns=("who", "to", "when", "much"),
    countries=("who",),
    partners=("to",),
    becomes='SELECT "when"::SMALLINT AS year, who, "to" AS whom, much::DOUBLE AS much FROM said',
    key=("who", "whom"),
    impossible={"much < 0": "is below zero"},
)
ABOUT = Dataset(
    name="invented",
    publisher="nobody",
    hs_rev="",
    source=Source("Invented figures", "nobody", 2024, "CC0-1.0", ""),
    columns=(("who", "a country"), ("whom", "a country or group"), ("much", "USD")),
)
TABLE = "note,when,who,to,much\n" + "".join(
    f"{line}\n"
    for line in (
        *('"a, b",2021,NLD,NOR,1.5', ",2021,528,EU,2", ",2020,WLD,NOR,9", ",2020,NOR,528,NA"),
    )
)


@pytest.fixture
def saved(tmp_path, store):
    def save(text=TABLE, years=(), **files):
        path = tmp_path / "given"
        if files:
            packed(path, **files)
        else:
            path.write_text(text, encoding="utf-8")
        return save_rows_of_csv(ABOUT, publisher_file(path, "nobody", "it"), SHAPE, years)

    return save


# Known answers


def test_codes_of_any_kind_become_ours_and_groups_stay_as_they_are(saved, rows):
    held = saved()
    assert rows(held, 2021) == [("NLD", "EU", 2.0), ("NLD", "NOR", 1.5)]
    assert rows(held, 2020) == [("NOR", "NLD", None)]
    assert held.notes == ("Left out, for they are no country's: the rows of WLD.",)


def test_a_row_without_a_code_is_left_out_and_told(saved, rows):
    held = saved(TABLE + ",2021,,NOR,5\n,2021,NOR,,6\n")
    assert rows(held, 2021) == [("NLD", "EU", 2.0), ("NLD", "NOR", 1.5)]
    assert held.notes[-1].endswith("the rows of WLD, no code.")


def test_columns_of_text_give_what_a_csv_gives(saved, rows, tmp_path):
    from_csv = [rows(saved(), year) for year in (2020, 2021)]
    lines = list(csv.DictReader(TABLE.splitlines()))
    columns = {
        name: [None if line[name] == "NA" else line[name] for line in lines]
        for name in SHAPE.columns
    }
    file = publisher_file(tmp_path / "given", "nobody", "it")
    held = save_rows_of_lists(ABOUT, file, SHAPE, columns, ())
    assert [rows(held, year) for year in (2020, 2021)] == from_csv


def test_the_header_is_that_of_the_first_file(tmp_path):
    path = packed(tmp_path / "a.zip", two="c,d\n", one="a,b\n")
    assert first_header(publisher_file(path, "nobody", "it"), ".csv") == ["a", "b"]


# Laws


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(TABLE.splitlines()[1:]))
def test_the_order_of_the_rows_changes_no_byte(saved, lines):
    header = TABLE.splitlines()[0]
    again = saved("".join(f"{line}\n" for line in (header, *lines)))
    assert again.files == saved().files


def test_a_zip_of_parts_gives_what_the_whole_gives(saved, rows):
    header, *lines = TABLE.splitlines()
    whole = [rows(saved(), year) for year in (2020, 2021)]
    parts = {f"part{n}": f"{header}\n{line}\n" for n, line in enumerate(lines)}
    held = saved(**parts)
    assert [rows(held, year) for year in (2020, 2021)] == whole


def test_a_year_alone_is_that_year_of_all(saved, rows):
    alone = rows(saved(years=(2021,)), 2021)
    assert rows(saved(), 2021) == alone


# A second road: the table as pandas reads it


def test_the_stored_table_is_the_rows_of_the_year(saved):
    table = stored_table(saved(), 2021)
    assert [*table.columns] == [name for name, _ in ABOUT.columns]
    assert table["much"].sum() == 3.5


# Refusals


@pytest.mark.parametrize(
    ("line", "how"),
    [
        (",2021,NLD,NOR,7", "the row year 2021, who NLD, whom NOR, much 1.5 is there more than "),
        (",2021,NOR,NLD,-1", "the row year 2021, who NOR, whom NLD, much -1.0 is below zero (1 "),
        (",,NOR,NLD,1", "the row year None, who NOR, whom NLD, much 1.0 has no year (1 such "),
        (",2021,NOR,NLD,lots", "Conversion Error: Could not convert string 'lots' to DOUBLE"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_refused(saved, tmp_path, line, how):
    with pytest.raises(BadInput) as refused:
        saved(TABLE + line + "\n")
    told = str(refused.value)
    assert told.startswith(f"{tmp_path / 'given'}: {how}")
    assert told.endswith(". Take it from nobody again; nothing was stored.")


def test_a_year_that_is_not_there_is_refused(saved, tmp_path):
    with pytest.raises(UnknownLabel) as refused:
        saved(years=(2019, 2021))
    assert str(refused.value) == (
        f"{tmp_path / 'given'} holds no 2019, only 2020 to 2021. "
        "Choose among those, or leave --year out for all."
    )
