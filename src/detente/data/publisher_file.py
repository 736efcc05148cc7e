"""A file as its publisher gives it: it is there, whole, and begins as it should.

What is wrong with it is said in one sentence with the remedy, which is always the same: take it
from its publisher again.
"""

import shutil
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from zipfile import BadZipFile, ZipFile, is_zipfile

from detente.data.store import sha256_of
from detente.errors import BadInput, DamagedData, some

BROKEN = (BadZipFile, zlib.error, EOFError)
AT_ONCE = 1 << 20  # bytes
SHOWN = 60  # letters or columns of what was found instead


@dataclass(frozen=True, slots=True)
class PublisherFile:
    """One file that the user took from a publisher.

    Attributes
    ----------
    publisher
        Whom to take it from again: ``CEPII``.
    title
        What it should be: ``BACI``.
    """

    path: Path
    publisher: str
    title: str
    sha256: str

    @property
    def is_zip(self) -> bool:
        """Whether it is a whole zip."""
        return is_zipfile(self.path)

    def zip(self) -> ZipFile:
        """Open a zip.

        Raises
        ------
        DamagedData
            It is none, or breaks off.
        """
        try:
            return ZipFile(self.path)
        except BadZipFile as cause:
            begins = self.begins()
            what = (
                "It is a web page"
                if begins.startswith("<")
                else "It breaks off"
                if begins.startswith("PK")
                else "It is something else"
            )
            raise DamagedData(
                f"{self.path} is no whole zip. {what}: take it from {self.publisher} again."
            ) from cause

    def begins(self) -> str:
        """The first of what it holds, without the space before it."""
        with self.path.open("rb") as file:
            return file.read(200).decode("utf-8-sig", "replace").lstrip()

    def unpack(self, package: ZipFile, name: str, to: Path) -> None:
        """Write one file of the zip, which compares it with the checksum that it holds."""
        try:
            with package.open(name) as raw, to.open("wb") as out:
                shutil.copyfileobj(raw, out, AT_ONCE)
        except BROKEN as cause:
            self.refuse_broken(name, cause)

    def refuse_broken(self, name: str, cause: Exception) -> NoReturn:
        """Say that a part of the zip cannot be unpacked."""
        raise DamagedData(
            f"{self.path} is damaged: {name} cannot be unpacked ({cause}). "
            f"Take it from {self.publisher} again."
        ) from cause

    def refuse_absent(self, name: str, header: Sequence[str], needed: Sequence[str]) -> None:
        """Say which columns a table no longer has, if any."""
        absent = [column for column in needed if column not in header]
        if len(absent) == len(needed):
            self.refuse_columns(name, ",".join(header), ",".join(needed))
        if absent:
            where = f"{self.path}, {name}" if name else str(self.path)
            raise BadInput(
                f"{where} has no column {some(absent)}: {self.title} was published in another "
                f"form. It has {some(header, limit=SHOWN)}. "
                f"Take an edition of {self.publisher} that has them."
            )

    def refuse_columns(self, name: str, found: str, wanted: str) -> NoReturn:
        """Say that a table does not begin with the columns that it had."""
        is_page = found.lstrip().startswith("<")
        what = "is a web page" if is_page else f"does not have {self.title}'s columns"
        where = f"{self.path}, {name}" if name else str(self.path)
        raise BadInput(
            f"{where} {what}: it begins with {found[:SHOWN]!r}, not with {wanted!r}. "
            f"Take it from {self.publisher} again."
        )


def publisher_file(file: Path | str, publisher: str, title: str, sha256: str = "") -> PublisherFile:
    """Find a file, and compare it with its checksum where that is known.

    Raises
    ------
    DamagedData
        It cannot be read, or has another checksum.
    """
    path = Path(file)
    try:
        found = sha256_of(path)
    except OSError as cause:
        raise DamagedData(
            f"{path} cannot be read: {cause.strerror}. Name the file that {publisher} publishes."
        ) from cause
    if sha256 and found != sha256.lower():
        raise DamagedData(
            f"{path} has the checksum {found}, not {sha256.lower()}. "
            f"Take it from {publisher} again."
        )
    return PublisherFile(path, publisher, title, found)
