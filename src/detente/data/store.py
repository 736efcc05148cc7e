"""Data that the user adds, kept whole in a folder of the user's own.

    baci-hs22-v202501.dataset.json          who says so; of each file its rows and checksum
    baci-hs22-v202501-2022-3f9a0c….parquet  sorted by exporter, importer and product
    lock                                    held by the one process that writes

A file is named after its own bytes and never changes. It is part of the store once the manifest
names it, and a manifest enters in one move. So a run that is broken off, at any moment, leaves the
store as it was, and what it left lying is swept up by the next that writes. Nobody waits to read.

The folder is the one that the system gives a user's data; ``DETENTE_DATA`` names another.
"""

import hashlib
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from errno import EDQUOT, ENOSPC
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from detente.data.dataset import Dataset, StoredFile, dataset_in, manifest_text
from detente.errors import BadInput, Busy, CannotWrite, DamagedData, Error, UnknownLabel

if TYPE_CHECKING:
    import pandas as pd
    from duckdb import DuckDBPyConnection

PLACE = "DETENTE_DATA"
LOCK, SCRATCH, MANIFEST = "lock", ".adding-", ".dataset.json"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,80}")
OURS = re.compile(r"-\d{4}-[0-9a-f]{16}\.parquet$")  # nothing else is ever swept up
MEMORY = "1GB"  # that the database may hold; what is more goes to disk
FULL = tuple(map(os.strerror, (ENOSPC, EDQUOT)))


@dataclass(frozen=True, slots=True)
class Written:
    """What a connector wrote into the scratch folder.

    Attributes
    ----------
    files
        Of each year, the Parquet file; an iterator may write them one by one.
    notes
        What it learnt on the way and a careful reader must know.
    """

    files: Iterable[tuple[int, Path]]
    notes: tuple[str, ...] = ()


def store_folder() -> Path:
    """Where the user's data stand; it need not be there yet.

    Examples
    --------
    >>> store_folder().is_absolute()
    True
    """
    from platformdirs import user_data_path

    chosen = os.environ.get(PLACE)
    return Path(chosen).absolute() if chosen else user_data_path("detente", appauthor=False)


def datasets() -> tuple[Dataset, ...]:
    """Everything in the store, by name.

    Raises
    ------
    DamagedData
        A manifest cannot be read.
    """
    return tuple(dataset_in(path) for path in _manifests(store_folder()))


def dataset(name: str) -> Dataset:
    """One dataset of the store.

    Raises
    ------
    UnknownLabel
        No such dataset; says which there are.
    DamagedData
        Its manifest cannot be read.
    """
    held = {path.name.removesuffix(MANIFEST): path for path in _manifests(store_folder())}
    if name not in held:
        raise UnknownLabel(
            f"No dataset {name!r} in {store_folder()}, only: {', '.join(held) or 'nothing'}. "
            "What can be added: detente data list"
        )
    return dataset_in(held[name])


def stored_file(held: Dataset, year: int) -> Path:
    """Where one year of a dataset stands.

    Raises
    ------
    UnknownLabel
        The year is not held; says which are.
    DamagedData
        The file is gone, or not as long as it was.
    """
    found = [file for file in held.files if file.year == year]
    if not found:
        years = ", ".join(map(str, held.years))
        raise UnknownLabel(f"{held.name} holds no {year}, only: {years}. Add that year.")
    path = store_folder() / found[0].name
    if not path.is_file() or path.stat().st_size != found[0].bytes:
        raise _damaged(held, found[0], "is not there, or not as long as it was")
    return path


def stored_table(held: Dataset, year: int) -> "pd.DataFrame":
    """One year of a dataset, its columns as :attr:`Dataset.columns` says.

    Raises
    ------
    UnknownLabel, DamagedData
        As :func:`stored_file`.
    """
    from glob import escape

    import duckdb

    path = escape(str(stored_file(held, year)))
    table: pd.DataFrame = duckdb.cursor().execute("FROM read_parquet(?)", [path]).df()
    return table


def verify_dataset(name: str) -> Dataset:
    """Compare every byte of a dataset with its checksums.

    Raises
    ------
    UnknownLabel
        No such dataset.
    DamagedData
        A file is gone or was changed; says which, and what to do.
    """
    held = dataset(name)
    for file in held.files:
        if sha256_of(stored_file(held, file.year)) != file.sha256:
            raise _damaged(held, file, "does not have the checksum that it was stored with")
    return held


def save_dataset(about: Dataset, write: Callable[["DuckDBPyConnection", Path], Written]) -> Dataset:
    """Add years to the store, all or none; a year that is there already is replaced.

    Parameters
    ----------
    about
        The dataset without its files.
    write
        Given a database and an empty folder beside the store, writes one Parquet file for each
        year into that folder.

    Raises
    ------
    Busy
        Another process is writing the store.
    CannotWrite
        The disk is full, or refuses; or the dataset is held from another file. The store is as it
        was.
    BadInput
        A name that could be no file's.
    """
    if not NAME.fullmatch(about.name):
        raise BadInput(
            f"{about.name!r} can name no dataset. Use small letters, digits, hyphens and "
            "underscores."
        )
    folder = store_folder()
    with _refusals(about.name), sole_writer(folder):
        _sweep(folder)
        manifest = folder / f"{about.name}{MANIFEST}"
        files = _held(about, manifest)
        with TemporaryDirectory(dir=folder, prefix=SCRATCH) as scratch:
            with _database(Path(scratch)) as database:
                written = write(database, Path(scratch))
                for year, path in written.files:
                    files[year] = _moved(about, year, path, database)
            together = tuple(files[year] for year in sorted(files))
            added = replace(about, files=together, notes=(*about.notes, *written.notes))
            _put(added, Path(scratch) / manifest.name, manifest)
        _sweep(folder)
    return added


def remove_dataset(name: str) -> Dataset:
    """Take a dataset out of the store, damaged or not, and give what it was.

    Raises
    ------
    UnknownLabel
        No such dataset.
    Busy, CannotWrite
        As :func:`save_dataset`.
    """
    held = dataset(name)
    folder = store_folder()
    with _refusals(name), sole_writer(folder):
        (folder / f"{name}{MANIFEST}").unlink(missing_ok=True)
        _sweep(folder)
    return held


def sha256_of(path: Path) -> str:
    """Checksum of a file of any length."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _held(about: Dataset, manifest: Path) -> dict[int, StoredFile]:
    """The years that were added from the same file before."""
    if not manifest.is_file():
        return {}
    before = dataset_in(manifest)
    if before.source != about.source:
        raise CannotWrite(
            f"{about.name} is held already, from another file: its checksum was "
            f"{before.source.sha256[:12]}…, this one's is {about.source.sha256[:12]}…. "
            f"Keep it, or first: detente data remove {about.name}"
        )
    return {file.year: file for file in before.files}


def _moved(about: Dataset, year: int, path: Path, database: "DuckDBPyConnection") -> StoredFile:
    """Give a finished file its name for good."""
    from glob import escape

    counted = database.execute(
        "SELECT sum(num_rows)::BIGINT FROM parquet_file_metadata(?)", [escape(str(path))]
    ).fetchall()
    checksum = sha256_of(path)
    name = f"{about.name}-{year}-{checksum[:16]}.parquet"
    _to_disk(path)
    size = path.stat().st_size
    os.replace(path, store_folder() / name)
    return StoredFile(year, name, int(counted[0][0]), size, checksum)


def _put(held: Dataset, beside: Path, manifest: Path) -> None:
    """From here on the files are part of the store."""
    beside.write_text(manifest_text(held), encoding="utf-8")
    _to_disk(beside)
    _to_disk(manifest.parent)
    os.replace(beside, manifest)
    _to_disk(manifest.parent)


def _to_disk(path: Path) -> None:
    """Wait until what was written would survive a power cut."""
    if path.is_dir() and os.name == "nt":  # Windows opens no folder
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _manifests(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{MANIFEST}"))


def _damaged(held: Dataset, file: StoredFile, how: str) -> DamagedData:
    return DamagedData(
        f"{held.name} is damaged: {store_folder() / file.name}, the year {file.year}, {how}. "
        f"Add {file.year} again, or: detente data remove {held.name}"
    )


@contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder; the system lets go of it however the process ends.

    Raises
    ------
    Busy
        Another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("ab") as lock:
        try:
            _take(lock.fileno())
        except (BlockingIOError, PermissionError) as cause:
            raise Busy(
                f"Another process is writing {folder}. Wait for it to end and ask again."
            ) from cause
        yield


def _take(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sweep(folder: Path) -> None:
    """Remove what no manifest names: the leavings of runs that were broken off."""
    named = {file.name for path in _manifests(folder) for file in dataset_in(path).files}
    for left in folder.glob(f"{SCRATCH}*"):
        shutil.rmtree(left)
    for path in folder.glob("*.parquet"):
        if OURS.search(path.name) and path.name not in named:
            path.unlink()


@contextmanager
def _database(scratch: Path) -> Iterator["DuckDBPyConnection"]:
    """A database in memory that spills into the scratch folder."""
    import duckdb

    spill = scratch / "spill"
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "temp_directory": str(spill),
    }
    with duckdb.connect(config=config) as database:
        yield database


@contextmanager
def _refusals(name: str) -> Iterator[None]:
    """Say in a sentence what the disk objects to."""
    import duckdb

    try:
        yield
    except Error:
        raise
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as cause:
        said = str(cause)
        reason = next((known for known in FULL if known in said), said.splitlines()[0])
        raise CannotWrite(
            f"Cannot store {name} in {store_folder()}: {reason}. The store is as it was. "
            f"Make room, or name another folder in {PLACE}."
        ) from cause
