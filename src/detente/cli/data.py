"""``detente data``: tables of your own, beside the shipped ones."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from textwrap import fill
from typing import Annotated

from cyclopts import App, Parameter

from detente.cli.options import Json
from detente.cli.report import as_json
from detente.cli.terminal import page_width, waiting
from detente.data import (
    Dataset,
    Publisher,
    add_file,
    datasets,
    remove_dataset,
    store_folder,
    verify_dataset,
)

data = App(name="data")


@data.command(name="list")
def list_(*, json: Json = False) -> str:
    """List what was added, where it stands, and who published it.

    Parameters
    ----------
    json
        Print the answer as JSON.
    """
    return _answered("Held", datasets(), json=json)


@data.command
def add(
    publisher: Publisher,
    file: Path,
    /,
    *,
    year: tuple[int, ...] = (),
    sha256: Annotated[str, Parameter(show_default=False)] = "",
    json: Json = False,
) -> str:
    """Add a file that you took from its publisher, as it is.

    Parameters
    ----------
    publisher
        baci: the zip of CEPII, of any revision of the Harmonised System.
    file
        Where it stands. It is read and left as it is.
    year
        A year to take from it, more than once for several. Without it all of them.
    sha256
        What the checksum of the file must be.
    json
        Print the answer as JSON.
    """
    with waiting(f"Reading {file}"):
        added = add_file(publisher, file, year, sha256)
    return _answered("Added", (added,), json=json)


@data.command
def verify(
    name: Annotated[str, Parameter(show_default=False)] = "", /, *, json: Json = False
) -> str:
    """Compare every byte with the checksums of the day on which it was added.

    Parameters
    ----------
    name
        A dataset, as list shows it. Without it all of them.
    json
        Print the answer as JSON.
    """
    names = [name] if name else [held.name for held in datasets()]
    with waiting("Reading"):
        whole = tuple(verify_dataset(each) for each in names)
    return _answered("Whole", whole, json=json)


@data.command
def remove(name: str, /, *, json: Json = False) -> str:
    """Take a dataset out of the store.

    Parameters
    ----------
    name
        As list shows it.
    json
        Print the answer as JSON.
    """
    return _answered("Removed", (remove_dataset(name),), json=json)


def _answered(what: str, held: Sequence[Dataset], *, json: bool) -> str:
    if json:
        told = [asdict(replace(each, products={})) for each in held]
        return as_json({"folder": str(store_folder()), "datasets": told})
    lines = (fill(line, page_width(), break_long_words=False) for line in _told(what, held))
    return "\n".join(lines) + "\n"


def _told(what: str, held: Sequence[Dataset]) -> Iterator[str]:
    yield f"{what} in {store_folder()}: {', '.join(each.name for each in held) or 'nothing'}."
    for each in held:
        size = sum(file.bytes for file in each.files) / 1e6
        years = ", ".join(map(str, each.years))
        yield f"{each.name}: {years}; {each.rows:,} rows, {size:,.1f} MB."
        yield f"Source: {each.source.cited}"
        yield from (f"Note: {note}" for note in each.notes)
