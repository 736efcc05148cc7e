"""Tables out: known answers, laws, certificates, a second road, refusals."""

import errno
import os

import duckdb
import numpy as np
import pandas as pd
import pytest

from detente.data import save_table
from detente.errors import BadInput, CannotWrite

TABLE = pd.DataFrame({"iso3": ["NLD", "NA"], "value": [0.1 + 0.2, np.nan], "year": [2018, 2023]})

# Known answers


def test_by_hand_a_csv_keeps_every_digit_and_leaves_a_gap_empty(tmp_path):
    path = save_table(TABLE, tmp_path / "t.csv")
    assert path.read_bytes() == b"iso3,value,year\nNLD,0.30000000000000004,2018\nNA,,2023\n"


# Laws


@pytest.mark.parametrize("name", ["t.csv", "t.parquet"])
def test_the_same_table_is_the_same_bytes_and_replaces_what_was_there(tmp_path, name):
    (tmp_path / name).write_text("before", "utf-8")
    once = save_table(TABLE, tmp_path / name).read_bytes()
    assert save_table(TABLE, str(tmp_path / name)).read_bytes() == once
    assert os.listdir(tmp_path) == [name]


# Certificates


def test_parquet_holds_the_kinds_of_its_columns(tmp_path):
    path = save_table(TABLE, tmp_path / "t.parquet")
    kinds = duckdb.sql(f"DESCRIBE FROM read_parquet('{path}')").fetchall()
    assert [kind for _, kind, *_ in kinds] == ["VARCHAR", "DOUBLE", "BIGINT"]


# A second road


def test_both_formats_hold_the_same_numbers(tmp_path):
    paths = [save_table(TABLE, tmp_path / name) for name in ("t.csv", "t.parquet")]
    for path in paths:
        rows = duckdb.sql(f"FROM '{path}'").fetchall()
        assert rows == [("NLD", 0.1 + 0.2, 2018), ("NA", None, 2023)]


# Refusals, word for word


def test_refuses_another_ending(tmp_path):
    path = tmp_path / "t.xlsx"
    with pytest.raises(BadInput) as refusal:
        save_table(TABLE, path)
    assert str(refusal.value) == (
        f"{path} ends in neither .csv nor .parquet. Name the file after its format."
    )


def test_refuses_a_folder_that_is_not_there(tmp_path):
    path = tmp_path / "none" / "t.csv"
    with pytest.raises(CannotWrite) as refusal:
        save_table(TABLE, path)
    assert str(refusal.value) == (
        f"Cannot write {path}: there is no folder {path.parent}. Create it."
    )


def test_refuses_a_name_that_a_folder_has(tmp_path):
    path = tmp_path / "t.csv"
    path.mkdir()
    with pytest.raises(CannotWrite) as refusal:
        save_table(TABLE, path)
    assert str(refusal.value) == (
        f"Cannot write {path}: Is a directory. Name another file or folder."
    )


@pytest.mark.parametrize("name", ["t.csv", "t.parquet"])
def test_leaves_nothing_half_written_when_the_disk_is_full(tmp_path, monkeypatch, name):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(CannotWrite) as refusal:
        save_table(TABLE, tmp_path / name)
    assert str(refusal.value) == (
        f"Cannot write {tmp_path / name}: No space left on device. Name another file or folder."
    )
    assert os.listdir(tmp_path) == []
