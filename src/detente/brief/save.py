"""Writing a brief to files, all of them or none."""

import errno
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Literal

from detente.brief.archive import zip_page
from detente.brief.compose import Brief
from detente.brief.pdf import pdf_page
from detente.brief.render import Page, render
from detente.errors import CannotWrite, UnknownLabel

ADVICE: Mapping[int | None, str] = {
    errno.ENOENT: "There is no such folder. Create it, or name another.",
    errno.ENOTDIR: "That is not a folder. Name one.",
    errno.EACCES: "It may not be written to. Name a folder of your own.",
    errno.EPERM: "It may not be written to. Name a folder of your own.",
    errno.EROFS: "It is read-only. Name another folder.",
    errno.ENOSPC: "The disk is full. Make room, or name a folder on another disk.",
    errno.EDQUOT: "Your share of the disk is full. Make room, or name a folder on another disk.",
}


Format = Literal[Page, "pdf", "zip"]

# What each format's file is called.
SUFFIXES: Mapping[Format, str] = MappingProxyType(
    {"text": "txt", "html": "html", "json": "json", "pdf": "pdf", "zip": "zip"}
)


def save(brief: Brief, formats: Sequence[Format], folder: Path | str) -> tuple[Path, ...]:
    """Write a brief to a folder, one file for each format.

    The files are called after the pair, the year if the question names one, and the language.
    They are written beside their place first and moved there when all are complete.

    Raises
    ------
    UnknownLabel
        No such format.
    CannotWrite
        With the reason; no file is then half-written.
    """
    place = Path(folder)
    pages = {_name(brief, format): _bytes(brief, format) for format in formats}
    if not pages:
        return ()
    for name in pages:
        if os.path.isdir(place / name) and not os.path.islink(place / name):
            raise CannotWrite(
                f"Cannot write {' and '.join(pages)} in {place}. A folder called {name} is in the "
                "way. Move it, or name another folder."
            )
    try:
        with TemporaryDirectory(dir=place, prefix=".detente-") as beside:
            for name, page in pages.items():
                Path(beside, name).write_bytes(page)
            for name in pages:
                os.replace(Path(beside, name), place / name)
    except OSError as error:
        reason = ADVICE.get(error.errno, f"{error.strerror}. Name another folder.")
        raise CannotWrite(f"Cannot write {' and '.join(pages)} in {place}. {reason}") from error
    return tuple(place / name for name in pages)


def _bytes(brief: Brief, format: Format) -> bytes:
    """What the file holds."""
    match format:
        case "pdf":
            return pdf_page(brief)
        case "zip":
            return zip_page(brief)
        case "text" | "html" | "json":
            return render(brief, format).encode()
        case _:
            raise UnknownLabel.among("format", format, list(SUFFIXES))


def _name(brief: Brief, format: Format) -> str:
    case = brief.case
    year = () if case.year is None else (str(case.year),)
    suffix = SUFFIXES.get(format, "")
    named = (case.id,) if case.id else (*case.pair, *year)
    return f"{'-'.join(('brief', *named, brief.lang))}.{suffix}"
