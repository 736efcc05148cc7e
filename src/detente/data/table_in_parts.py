"""A long table out, part by part: a run that is broken off goes on where it stopped.

While it runs, a folder stands beside the file:

    pairs.parquet.part/question.json   what is asked; another question is refused
    pairs.parquet.part/rows.duckdb     the rows so far; each part enters whole or not at all

When every row is there, they become the file in one move and the folder goes. What the rows answer
goes with them: as key-value metadata in Parquet, in ``pairs.csv.json`` beside a CSV.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from errno import EACCES, EDQUOT, EIO, ENOENT, ENOSPC, ENOTDIR, EPERM, EROFS
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.data.table import table_place
from detente.errors import CannotWrite, Error

if TYPE_CHECKING:
    import pandas as pd
    from duckdb import DuckDBPyConnection

QUESTION, ROWS, WHOLE = "question.json", "rows.duckdb", "whole"
OURS = (ROWS, f"{ROWS}.wal", WHOLE, f"{QUESTION}.new", QUESTION)  # the question goes last
FULL = tuple(map(os.strerror, (ENOSPC, EDQUOT)))
CLOSED = tuple(map(os.strerror, (EACCES, EPERM, EROFS, ENOTDIR, ENOENT, EIO)))
LONGEST = 40  # characters of a value that a refusal repeats

Texts = dict[str, str]


def save_in_parts(
    path: Path | str,
    question: Mapping[str, Any],
    parts: Callable[[int], Iterable["pd.DataFrame"]],
) -> None:
    """Write a table that takes long to find; what an earlier run found is not asked for again.

    Parameters
    ----------
    path
        Ends in ``.csv`` or ``.parquet``.
    question
        What the rows answer, in what JSON can hold. It goes with them, and only a run of the very
        same question is continued.
    parts
        Given how many rows there are already, gives the others in order, at least one. NaN becomes
        an empty cell.

    Raises
    ------
    BadInput
        Another ending.
    CannotWrite
        The file, or an unfinished run, answers another question; another run is writing it; or the
        disk refuses. What was found before stays for the next run.
    """
    place, asked = Path(path), _texts(question)
    folder = place.with_name(f"{place.name}.part")
    if is_saved(place, question):
        if _question_in(folder) == asked:  # a run was stopped between the last move and the broom
            _clear(folder)
        return
    with _refusals(place, folder):
        _begin(folder, asked)
        with _database(folder / ROWS) as rows:
            for part in parts(_row_count(rows)):
                _add(rows, part)
            _write(rows, folder / WHOLE, place.suffix.lower(), asked)
            if place.suffix.lower() == ".csv":
                _put(asked, folder, _beside(place))
            os.replace(folder / WHOLE, place)
        _clear(folder)


def is_saved(path: Path | str, question: Mapping[str, Any]) -> bool:
    """Whether a file is there and answers this question.

    Raises
    ------
    BadInput
        The file ends in neither ``.csv`` nor ``.parquet``.
    CannotWrite
        The file answers another question, or is none of ours; or its folder is not there.
    """
    place = table_place(path)
    if not place.exists():
        return False
    held = _question_of(place)
    if "question" not in held:
        raise CannotWrite(
            f"Cannot write {place}: something is there that does not say what it answers. "
            "Name another file, or move that one away."
        )
    if held != _texts(question):
        raise CannotWrite(
            f"Cannot write {place}: it answers another question, {_difference(held, question)}. "
            "Name another file, or move that one away."
        )
    return True


def saved_table(path: Path | str) -> "pd.DataFrame":
    """Read a table that was written in parts; an empty cell becomes NaN."""
    import duckdb

    place = Path(path)
    with duckdb.connect() as memory:
        read = memory.read_csv if place.suffix.lower() == ".csv" else memory.read_parquet
        table: pd.DataFrame = read(escape(str(place))).df()
    return table


def _begin(folder: Path, asked: Texts) -> None:
    """Make the folder, or see that it holds the same question."""
    folder.mkdir(exist_ok=True)
    held = _question_in(folder)
    if not held:
        for name in OURS:  # rows that answer nobody knows what
            (folder / name).unlink(missing_ok=True)
        _put(asked, folder, folder / QUESTION)
    elif held != asked:
        raise CannotWrite(
            f"{folder} holds an unfinished run of another question, {_difference(held, asked)}. "
            "Ask that again to finish it, name another file, or remove the folder."
        )


@contextmanager
def _database(path: Path) -> Iterator["DuckDBPyConnection"]:
    """One thread, so that rows keep their order; one process, for the file is locked."""
    import duckdb

    with duckdb.connect(path, config={"threads": 1}) as rows:
        yield rows


def _row_count(rows: "DuckDBPyConnection") -> int:
    (tables,) = rows.execute("SELECT count(*) FROM duckdb_tables()").fetchall()[0]
    return rows.table("rows").shape[0] if tables else 0


def _add(rows: "DuckDBPyConnection", part: "pd.DataFrame") -> None:
    """One part enters in one transaction."""
    rows.register("part", part)
    rows.execute("CREATE TABLE IF NOT EXISTS rows AS SELECT * FROM part LIMIT 0")
    rows.execute("INSERT INTO rows BY NAME SELECT * FROM part")
    rows.unregister("part")


def _write(rows: "DuckDBPyConnection", path: Path, kind: str, asked: Texts) -> None:
    """All rows as one file, in the order in which they came."""
    if kind == ".csv":
        rows.execute(
            "COPY (SELECT * FROM rows ORDER BY rowid) TO $path (FORMAT csv, HEADER)",
            {"path": str(path)},
        )
        return
    keys = ", ".join(f'"{name}": $text_{i}' for i, name in enumerate(asked))
    texts = {f"text_{i}": text for i, text in enumerate(asked.values())}
    rows.execute(
        "COPY (SELECT * FROM rows ORDER BY rowid) TO $path "
        f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{keys}}})",
        {"path": str(path), **texts},
    )


def _put(asked: Texts, folder: Path, path: Path) -> None:
    """Write a question, whole or not at all."""
    new = folder / f"{QUESTION}.new"
    new.write_text(json.dumps(asked, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    os.replace(new, path)


def _clear(folder: Path) -> None:
    """Remove what is ours, and the folder unless somebody put something else there."""
    for name in OURS:
        (folder / name).unlink(missing_ok=True)
    if not any(folder.iterdir()):
        folder.rmdir()


def _question_of(place: Path) -> Texts:
    """What a finished file answers; nothing where it does not say."""
    import duckdb

    if place.suffix.lower() == ".csv":
        return _read(_beside(place))
    try:
        found = duckdb.execute(
            "SELECT key, value FROM parquet_kv_metadata(?)", [escape(str(place))]
        )
    except duckdb.Error:  # no Parquet, so none of ours
        return {}
    return {_decoded(key): _decoded(value) for key, value in found.fetchall()}


def _question_in(folder: Path) -> Texts:
    return _read(folder / QUESTION)


def _beside(place: Path) -> Path:
    return place.with_name(f"{place.name}.json")


def _read(path: Path) -> Texts:
    """A question that was written as JSON; nothing where there is none."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as cause:
        raise CannotWrite(f"{path} cannot be read ({cause}). Remove it.") from cause
    return _texts(held)


def _texts(question: Mapping[str, Any]) -> Texts:
    """Each value as text; what is no text as JSON."""
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in question.items()
    }


def _decoded(text: str | bytes) -> str:
    return text.decode() if isinstance(text, bytes) else text


def _difference(held: Texts, question: Mapping[str, Any]) -> str:
    """What two questions differ in, in words."""
    asked = _texts(question)
    names = [name for name in {**asked, **held} if held.get(name) != asked.get(name)]
    told = [
        f"{name} is {held.get(name, 'not given')} there and {asked.get(name, 'not given')} here"
        for name in names
        if max(len(held.get(name, "")), len(asked.get(name, ""))) <= LONGEST
    ]
    return "; ".join(told) or f"with other {', '.join(names)}"


@contextmanager
def _refusals(place: Path, folder: Path) -> Iterator[None]:
    """Say in a sentence what the disk or the database objects to."""
    import duckdb

    try:
        yield
    except Error:
        raise
    except RuntimeError as stopped:
        if "interrupted" in str(stopped).lower():  # how duckdb words it
            raise KeyboardInterrupt from stopped
        raise
    except (OSError, duckdb.Error) as cause:
        raise CannotWrite(f"Cannot write {place}: {_reason(str(cause), folder)}") from cause


def _reason(said: str, folder: Path) -> str:
    """What went wrong, and what to do."""
    if "Conflicting lock" in said:
        return "another run is writing it. Wait for it to end."
    for known in FULL:
        if known in said:
            return f"{known}. Make room and ask again; what was found so far is kept."
    for known in CLOSED:
        if known in said:
            return f"{known}. Name another file or folder."
    return f"{said.splitlines()[0]}. Remove {folder} to start again, or name another file."
