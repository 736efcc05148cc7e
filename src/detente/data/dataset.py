"""What one publication became in the store, and the manifest that says so."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from detente.errors import DamagedData
from detente.world import Source


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One year of a dataset: a Parquet file, and what it must be."""

    year: int
    name: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """What one publication became in the store.

    Attributes
    ----------
    name
        As ``detente data list`` shows it.
    publisher
        The name under which it was added: ``baci``.
    hs_rev
        Revision of the Harmonised System that its product codes are of, as ``HS22``; empty where
        it has none.
    source
        Its checksum is that of the file that was added.
    columns
        Of its tables, each with its unit.
    files
        By year.
    notes
        What a careful reader must know.
    products
        What each code of a product, industry or indicator is, in the publisher's words.
    """

    name: str
    publisher: str
    hs_rev: str
    source: Source
    columns: tuple[tuple[str, str], ...]
    files: tuple[StoredFile, ...] = ()
    notes: tuple[str, ...] = ()
    products: Mapping[str, str] = field(default_factory=dict)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that are held."""
        return tuple(file.year for file in self.files)

    @property
    def rows(self) -> int:
        """Rows of all years."""
        return sum(file.rows for file in self.files)


def manifest_text(of: Dataset) -> str:
    """A dataset as its manifest says it."""
    return json.dumps(asdict(of), ensure_ascii=False, indent=2) + "\n"


def dataset_in(path: Path) -> Dataset:
    """Read a manifest.

    Raises
    ------
    DamagedData
        It does not say what is stored.
    """
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return Dataset(
            name=said["name"],
            publisher=said["publisher"],
            hs_rev=said["hs_rev"],
            source=Source(**said["source"]),
            columns=tuple((column, unit) for column, unit in said["columns"]),
            files=tuple(StoredFile(**file) for file in said["files"]),
            notes=tuple(said["notes"]),
            products=dict(said["products"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as cause:
        raise DamagedData(
            f"{path} does not say what is stored ({type(cause).__name__}: {cause}). "
            "Remove that file and add the data again."
        ) from cause
