"""Tables out: one file that a spreadsheet or another program reads."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from detente.errors import BadInput, CannotWrite

if TYPE_CHECKING:
    import pandas as pd

FORMATS = (".csv", ".parquet")


def save_table(table: "pd.DataFrame", path: Path | str) -> Path:
    """Write a table to a file, whole or not at all; NaN becomes an empty cell.

    Parameters
    ----------
    table
        Its columns are written, its index is not.
    path
        Ends in ``.csv`` or ``.parquet``. A file that is there already is replaced.

    Raises
    ------
    BadInput
        Another ending.
    CannotWrite
        No such folder, or another reason; nothing half-written is left behind.
    """
    place = table_place(path)
    try:
        with TemporaryDirectory(dir=place.parent, prefix=".detente-") as folder:
            beside = Path(folder, place.name)
            if place.suffix.lower() == ".csv":
                table.to_csv(beside, index=False, lineterminator="\n")
            else:
                _write_parquet(table, beside)
            os.replace(beside, place)
    except OSError as cause:
        raise CannotWrite(
            f"Cannot write {place}: {cause.strerror}. Name another file or folder."
        ) from cause
    return place


def table_place(path: Path | str) -> Path:
    """Where a table may be written: in a folder that is there, under a name that says its format.

    Raises
    ------
    BadInput
        The file ends in neither ``.csv`` nor ``.parquet``.
    CannotWrite
        Its folder is not there.
    """
    place = Path(path)
    if place.suffix.lower() not in FORMATS:
        raise BadInput(
            f"{place} ends in neither .csv nor .parquet. Name the file after its format."
        )
    if not place.parent.is_dir():
        raise CannotWrite(f"Cannot write {place}: there is no folder {place.parent}. Create it.")
    return place


def _write_parquet(table: "pd.DataFrame", path: Path) -> None:
    import duckdb

    with duckdb.connect() as memory:
        try:
            memory.from_df(table).to_parquet(str(path), compression="zstd")
        except duckdb.IOException as cause:
            raise OSError(0, str(cause)) from cause
