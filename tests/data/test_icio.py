"""OECD's input–output tables into the store: known answers, refusals."""

import pytest
from data.invented_answers import ADDED, ICIO, INPUTS, TAXES, icio, packed

from detente.data import add_file, datasets
from detente.errors import BadInput, DamagedData, UnknownLabel


@pytest.fixture
def added(tmp_path, store):
    def add(text=ICIO, years=(), name="2018_SML"):
        return add_file("icio", packed(tmp_path / "2016-2020_SML.zip", **{name: text}), years)

    return add


# Known answers: by hand, from tests/data/invented_answers.py


def test_every_cell_that_is_not_zero_is_kept_in_dollars(added, rows):
    found = rows(added(), 2018)
    assert len(found) == sum(bool(x) for line in INPUTS.values() for x in line) + 3 * 4
    assert ("NLD", "A01_02", "NLD", "C10T12", 2e6) in found
    assert ("NLD", "A01_02", "NLD", "INVNT", -0.5e6) in found
    assert ("ROW", "VA", "ROW", "C10T12", 6e6) in found


# Refusals


def refused(error, added, *given, **named):
    with pytest.raises(error) as refusal:
        added(*given, **named)
    assert datasets() == ()
    return str(refusal.value).partition("2016-2020_SML.zip")[2]


def test_a_column_that_does_not_add_up_is_refused(added):
    text = icio(INPUTS, TAXES, ADDED).replace("\nVA,6.5,", "\nVA,9.5,")
    assert refused(BadInput, added, text) == (
        ", 2018_SML.csv: NLD_A01_02 pays 14.0 million USD for an output of 11.0. "
        "Take it from OECD again; nothing was stored."
    )


def test_a_cell_that_is_no_number_is_refused(added):
    told = refused(BadInput, added, ICIO.replace("\nTLS,0.5,", "\nTLS,none,"))
    assert told.startswith(", 2018_SML.csv: the line TLS is not all numbers (")


def test_a_table_that_breaks_off_is_refused(added):
    told = refused(BadInput, added, ICIO.partition("\nOUT")[0] + "\n")
    assert told == (
        ", 2018_SML.csv: its lines and columns are not the same industries, TLS, VA, OUT. "
        "Take it from OECD again; nothing was stored."
    )


def test_a_line_that_breaks_off_is_refused(added):
    told = refused(BadInput, added, ICIO[: ICIO.rindex(",")] + "\n")
    assert told == (
        ", 2018_SML.csv: the line OUT is not 17 finite numbers. "
        "Take it from OECD again; nothing was stored."
    )


def test_other_columns_are_refused(added):
    assert refused(BadInput, added, "<html>\n") == (
        ", 2018_SML.csv does not have ICIO's columns: it begins with '', not with "
        "'V1,AUS_A01_02,…,OUT'. Take it from OECD again."
    )


def test_the_extended_tables_are_refused(added):
    with pytest.raises(UnknownLabel) as refusal:
        added(ICIO.replace("NLD_", "CN1_"))
    assert str(refusal.value) == (
        "ICIO's label CN1_A01_02 begins with no country. The extended tables, which split China "
        "and Mexico, are not read: take the regular ones from OECD."
    )


def test_a_zip_without_a_regular_table_is_refused(added):
    assert refused(BadInput, added, name="ReadMe") == (
        " holds no regular table of ICIO, such as 2018_SML.csv. "
        "Take the zip of the regular tables from OECD."
    )


def test_a_web_page_is_refused(tmp_path, store):
    path = tmp_path / "I.zip"
    path.write_text("<html>", encoding="utf-8")
    with pytest.raises(DamagedData) as refusal:
        add_file("icio", path)
    assert str(refusal.value) == (
        f"{path} is no whole zip. It is a web page: take it from OECD again."
    )
