"""Rows of an input–output table: known answers, laws, certificates, a second road, refusals."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import BadInput, MissingData, UnknownLabel
from detente.trade.input_output_table import input_output_table

NAMES = ["exporter", "exporter_sector", "importer", "use", "value"]
ROWS = [
    ("NLD", "food", "NLD", "food", 4.0),
    ("NLD", "food", "NLD", "final", 5.0),
    ("NLD", "food", "NOR", "final", 2.0),
    ("NOR", "food", "NOR", "final", 9.0),
    ("NOR", "food", "NOR", "inventories", -1.0),
    ("NLD", "value_added", "NLD", "food", 7.0),
    ("NOR", "value_added", "NOR", "food", 8.0),
]


def rows(*more, without=()) -> pd.DataFrame:
    kept = [row for i, row in enumerate(ROWS) if i not in without]
    return pd.DataFrame([*kept, *more], columns=NAMES)


# Known answers


def test_each_row_finds_its_place_and_a_cell_without_one_is_unknown():
    table = input_output_table(rows(), None)
    assert table.countries == ("NLD", "NOR")
    assert table.sectors == ("food",)
    assert table.inputs[0, 0, 0, 0] == 4
    assert table.final[:, 0].tolist()[0] == [5, 2]
    assert np.isnan(table.final[1, 0, 0])
    assert table.inventories[1, 0, 1] == -1
    assert table.value_added.tolist() == [[7], [8]]
    assert table.output is None
    assert not table.tariff.any()


def test_home_sales_need_no_row_among_tariffs():
    cells = [("NLD", "NOR", "food", 0.1), ("NOR", "NLD", "food", 0.2)]
    tariff = pd.DataFrame(cells, columns=["exporter", "importer", "sector", "tariff"])
    table = input_output_table(rows(), tariff)
    assert table.tariff[:, :, 0].tolist() == [[0, 0.1], [0.2, 0]]


# Laws


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(1, len(ROWS))))
def test_the_order_of_rows_changes_no_number(order):
    a = input_output_table(rows(), None)
    b = input_output_table(rows().iloc[[0, *order]], None)
    turn = [b.countries.index(country) for country in a.countries]
    np.testing.assert_array_equal(a.final, b.final[np.ix_(turn, [0], turn)])
    np.testing.assert_array_equal(a.value_added, b.value_added[turn])


# Certificates


def test_without_stocks_nothing_is_put_in_stock():
    table = input_output_table(rows(without=(4,)), None)
    assert table.inventories.shape == (2, 1, 2)
    assert not table.inventories.any()


# A second road


def test_sums_over_the_axes_are_sums_over_the_rows():
    table, given_rows = input_output_table(rows(), None), rows()
    for country, place in zip(table.countries, range(2), strict=True):
        bought = given_rows[(given_rows.importer == country) & (given_rows.use == "final")]
        assert np.nansum(table.final[:, :, place]) == bought.value.sum()


# Refusals


def refused(error, given_rows, tariff=None) -> str:
    with pytest.raises(error) as refusal:
        input_output_table(given_rows, tariff)
    return str(refusal.value)


def test_refuses_a_column_that_is_not_there():
    assert refused(BadInput, rows().drop(columns="use")) == (
        "The table has no column use. It needs: exporter, exporter_sector, importer, use, value."
    )
    assert refused(BadInput, rows(), pd.DataFrame({"exporter": []})) == (
        "The tariff table has no column importer, sector, tariff. It needs: exporter, importer, "
        "sector, tariff."
    )


def test_refuses_a_row_without_a_label():
    assert refused(MissingData, rows((None, "food", "NLD", "final", 1.0))) == (
        "The table has no exporter in 1 rows. Read codes as text: pandas takes NA for a gap unless "
        "told keep_default_na=False."
    )


def test_refuses_a_cell_that_stands_twice():
    assert refused(BadInput, rows(ROWS[1])) == (
        "value: NLD food NLD final stand twice. Give each cell one number."
    )


def test_refuses_a_value_that_is_not_known():
    assert refused(MissingData, rows(("NOR", "food", "NLD", "final", np.nan))) == (
        "value: NOR food NLD final are not known. Give each cell one number."
    )


def test_refuses_a_value_that_is_text():
    text = rows()
    text["value"] = text["value"].astype(object)
    text.loc[1, "value"] = "1,234.5"
    assert refused(BadInput, text) == (
        "value holds '1,234.5', which is no number. Give numbers, and NaN where one is not known."
    )


def test_refuses_what_is_no_frame():
    assert refused(BadInput, np.ones((2, 2))) == ("The table is of type ndarray. Give a DataFrame.")


def test_refuses_a_buyer_or_use_that_is_not_known():
    assert refused(UnknownLabel, rows(("NLD", "food", "BEL", "final", 1.0))) == (
        "No importer 'BEL' here. 2 known, nearest: NLD, NOR."
    )
    assert refused(UnknownLabel, rows(("NLD", "food", "NLD", "finale", 1.0))) == (
        "No use 'finale' here. 3 known, nearest: final."
    )


def test_refuses_a_sector_that_is_called_as_a_use():
    assert refused(BadInput, rows(("NLD", "final", "NLD", "final", 1.0))) == (
        "A sector is called final, as a use is. Rename it."
    )
