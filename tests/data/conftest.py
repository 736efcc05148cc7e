"""A store of its own for each test that asks for one."""

import duckdb
import pytest

from detente.data import stored_file


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("DETENTE_DATA", str(tmp_path / "store"))
    return tmp_path / "store"


@pytest.fixture
def rows():
    """The rows of one year of a dataset, as they stand in its file."""

    def read(held, year):
        path = str(stored_file(held, year))
        return duckdb.execute("FROM read_parquet(?)", [path]).fetchall()

    return read
