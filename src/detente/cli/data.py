"""``detente data``: tables of your own, beside the shipped ones."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from textwrap import fill
from typing import Annotated, Any

from cyclopts import App, Parameter

from detente.cli.options import Json
from detente.cli.report import as_json
from detente.cli.terminal import page_width, waiting
from detente.data import (
    CONNECTORS,
    Dataset,
    Publisher,
    add_file,
    datasets,
    fetch_dataset,
    remove_dataset,
    store_folder,
    verify_dataset,
)

data = App(name="data")


@data.command(name="list")
def list_(*, json: Json = False) -> str:
    """List what was added, what it serves, who published it, and what can be added.

    Parameters
    ----------
    json
        Print the answer as JSON.
    """
    return _answered("Held", datasets(), json=json, offer=True)


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
        Whose it is; ``detente data list`` says which file of each.
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
def fetch(
    publisher: Publisher,
    what: str,
    /,
    *,
    year: tuple[int, ...] = (),
    sha256: Annotated[str, Parameter(show_default=False)] = "",
    json: Json = False,
) -> str:
    """Take a file from its publisher over the network, and add it.

    Parameters
    ----------
    publisher
        Whose it is.
    what
        In the publisher's words, or the whole address: HS22_V202501 of baci, V202211 of gravity,
        r02 of itpde, 2026_02_06_ga_voting.csv of unvotes, NY.GDP.MKTP.CD of worldbank,
        "reporterCode=528&period=2022&cmdCode=AG2" of comtrade, to the key in COMTRADE_API_KEY.
    year
        A year to take from it, more than once for several. Without it all of them.
    sha256
        What the checksum of the file must be.
    json
        Print the answer as JSON.
    """
    with waiting(f"Fetching {what} from {publisher}"):
        added = fetch_dataset(publisher, what, year, sha256)
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


def _answered(what: str, held: Sequence[Dataset], *, json: bool, offer: bool = False) -> str:
    if json:
        told = [{**asdict(replace(each, products={})), "serves": _serves(each)} for each in held]
        answer: dict[str, Any] = {"folder": str(store_folder()), "datasets": told}
        if offer:
            answer["publishers"] = {
                name: {"takes": each.takes, "serves": each.serves}
                for name, each in CONNECTORS.items()
            }
        return as_json(answer)
    lines = [*_told(what, held), *(_offered() if offer else ())]
    return (
        "\n".join(
            fill(x, page_width(), break_long_words=False, break_on_hyphens=False) for x in lines
        )
        + "\n"
    )


def _told(what: str, held: Sequence[Dataset]) -> Iterator[str]:
    yield f"{what} in {store_folder()}: {', '.join(each.name for each in held) or 'nothing'}."
    for each in held:
        size = sum(file.bytes for file in each.files) / 1e6
        years = ", ".join(map(str, each.years))
        yield f"{each.name}: {years}; {each.rows:,} rows, {size:,.1f} MB."
        yield f"Serves: {_serves(each)}."
        yield f"Source: {each.source.cited}"
        yield from (f"Note: {note}" for note in each.notes)


def _offered() -> Iterator[str]:
    yield "Can be added, or fetched:"
    for name, each in CONNECTORS.items():
        yield f"{name}: {each.takes}. Serves: {each.serves}."


def _serves(held: Dataset) -> str:
    """What a dataset can be used for; nothing known of a publisher that is no more."""
    return next((each.serves for name, each in CONNECTORS.items() if name == held.publisher), "")
