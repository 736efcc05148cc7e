"""Claims with rows: known answers, laws, refusals."""

from dataclasses import replace
from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.brief.footnotes import Footnotes
from detente.brief.table import Bar, Cell, table
from detente.brief.words import words
from detente.claims import Claim, Label, Measurement
from detente.errors import BadInput, UnknownLabel
from detente.world import Source

INVENTED = (Source("Invented figures", "nobody", 2024, "CC0-1.0", ""),)
EXACT = 1e-12  # fractions of a cell's width
FULL = Bar(0.0, 1.0)


def share(value, unit="share", partner="NOR", year=2018):
    return Measurement("share", {"partner": partner}, value, unit, year, "By head.", INVENTED)


def a_table(rows, lang="en", **columns):
    worded = replace(
        words(lang),
        sentences={"trade.partners": "Partners of {of}"},
        columns={"partner": "Partner", "share": "Share of {of:bare}", **columns},
    )
    claim = Claim("trade.partners", "detente", {"of": Label("country", "USA")}, tuple(rows))
    return table(claim, worded, Footnotes(worded))


def shares(*values, unit="share"):
    return a_table({"share": share(value, unit)} for value in values)


# Known answers


def test_a_table_of_partners():
    found = a_table(
        [
            {"partner": Label("country", "GBR"), "share": share(0.6, partner="GBR")},
            {"partner": Label("country", "NLD"), "share": share(0.3, partner="NLD")},
        ],
        lang="nl",
    )
    assert found.caption.text == "Partners of de Verenigde Staten"
    partner, portion = found.columns
    assert (partner.heading, partner.is_number, partner.unit) == ("Partner", False, "")
    assert (portion.heading, portion.unit, portion.note) == (
        "Share of Verenigde Staten",
        "%",
        1,
    )
    assert found.rows == (
        (Cell("Verenigd Koninkrijk"), Cell("60,0", bar=FULL)),
        (Cell("Nederland"), Cell("30,0", bar=Bar(0.0, 0.5))),
    )


def test_a_column_of_several_years_has_a_note_in_each_cell():
    found = a_table([{"share": share(0.5, year=1995)}, {"share": share(0.6, year=2018)}])
    assert found.columns[0].note == 0
    assert [cell.note for cell in found.columns[0].cells] == [1, 2]


def test_bars_grow_from_zero_to_both_sides():
    column = shares(0.03, -0.01, nan, unit="change").columns[0]
    assert column.zero == 0.25
    assert [cell.bar for cell in column.cells] == [Bar(0.25, 0.75), Bar(0.0, 0.25), None]


def test_bars_of_losses_alone_grow_from_the_left():
    column = shares(-0.02, -0.01, unit="change").columns[0]
    assert column.zero == 0.0
    assert [cell.bar for cell in column.cells] == [FULL, Bar(0.0, 0.5)]


def test_columns_of_one_unit_share_their_scale():
    rows = [{"share": share(6.5e7, "USD"), "other": share(2e3, "USD")}]
    first, second = a_table(rows, other="Other").columns
    assert first.unit == second.unit == "million US dollars"


def test_columns_of_one_unit_share_the_scale_of_their_bars():
    rows = [{"share": share(0.8), "other": share(0.4)}]
    first, second = a_table(rows, other="Other").columns
    assert (first.cells[0].bar, second.cells[0].bar) == (FULL, Bar(0.0, 0.5))


def test_money_has_no_bar():
    column = shares(2e6, unit="USD").columns[0]
    assert (column.is_pictured, column.cells[0].bar) == (False, None)


def test_a_column_of_sectors_starts_with_capitals():
    found = a_table([{"sector": Label("sector", "3")}], sector="Goods")
    assert found.rows == ((Cell("Mineral fuels"),),)


def test_a_column_without_answers_draws_nothing():
    assert [cell.bar for cell in shares(nan, nan).columns[0].cells] == [None, None]


def test_a_doubtful_number_has_a_dagger():
    doubtful = replace(share(0.3), notes=("From memory or unconfirmed: F1.",))
    cells = a_table([{"share": doubtful}, {"share": share(0.4)}]).columns[0].cells
    assert [cell.text for cell in cells] == ["30.0†", "40.0"]


# Laws


@given(st.lists(st.floats(-1, 1) | st.just(nan), min_size=1, max_size=8))
def test_bars_stay_in_their_cell_and_are_as_long_as_their_numbers(values):
    column = shares(*values, unit="change").columns[0]
    drawn = [(abs(v), cell.bar) for v, cell in zip(values, column.cells, strict=True) if v == v]
    for _, bar in drawn:
        assert -EXACT <= bar.start <= bar.start + bar.length <= 1 + EXACT
        assert bar.start <= column.zero + EXACT
        assert bar.start + bar.length >= column.zero - EXACT
    for size, bar in drawn:
        for other_size, other in drawn:
            assert bar.length * other_size == pytest.approx(other.length * size, abs=EXACT)


# Refusals


def test_refuses_rows_that_differ():
    rows = [{"share": share(0.5)}, {"partner": Label("country", "NOR"), "share": share(0.5)}]
    with pytest.raises(BadInput) as refusal:
        a_table(rows)
    assert str(refusal.value) == (
        "A row of trade.partners has the blanks partner, share; the first row has share. Give "
        "every row the same, in the same order."
    )


def test_refuses_a_column_of_two_units():
    with pytest.raises(BadInput) as refusal:
        a_table([{"share": share(0.5)}, {"share": share(0.5, "change")}])
    assert str(refusal.value) == (
        "Column share of trade.partners mixes change, share. Give it one unit."
    )


def test_refuses_a_column_without_a_heading():
    with pytest.raises(UnknownLabel) as refusal:
        a_table([{"colour": Label("word", "exports")}])
    assert str(refusal.value) == (
        "No 'colour' under [columns] in en.toml. Word it there, and in the other languages."
    )
