"""The words of a brief, one file a language: ``text/en.toml``, ``text/nl.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from detente.errors import UnknownLabel
from detente.world import Language

NOT_SECTIONS = frozenset({"ui", "units", "labels", "sections", "columns", "pictures"})


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """One language.

    Attributes
    ----------
    ui
        Words of the page itself: "Sources", "between {low} and {high}".
    units
        Per unit, a number with its unit: in the singular (``one``) and the plural (``other``).
    column_units
        Per unit, the words above a column of numbers.
    labels
        What a sector or a plain word is called.
    plural
        Countries that take a plural verb.
    order, titles
        Sections in reading order, and their headings.
    columns
        Headings of table columns, by the name of the blank.
    pictures
        What the picture of a table shows, by the key of the claim.
    sentences
        Templates, by the key of the claim.
    notes
        By what a method or a caveat says in English, what it says here, with blanks.
    """

    language: Language
    ui: Mapping[str, str]
    units: Mapping[str, Mapping[str, str]]
    column_units: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]
    plural: frozenset[str]
    order: tuple[str, ...]
    titles: Mapping[str, str]
    columns: Mapping[str, str]
    pictures: Mapping[str, str]
    sentences: Mapping[str, str]
    notes: Mapping[str, str]

    @property
    def locale(self) -> str:
        """Locale that numbers and lists are written in."""
        return self.ui["locale"]

    def capitalised(self, text: str) -> str:
        """A text that opens a sentence or a cell; the Dutch ij is one letter.

        Examples
        --------
        >>> words("nl").capitalised("ijzererts"), words("en").capitalised("iron ore")
        ('IJzererts', 'Iron ore')
        """
        letters = 2 if self.language == "nl" and text.startswith("ij") else 1
        return text[:letters].upper() + text[letters:]

    def told(self, text: str) -> str:
        """What a case says in English only, in this language where it is known; else as it is."""
        return self.labels["text"].get(text, text)

    def looked_up(self, table: str, key: str, known: Mapping[str, str]) -> str:
        """One entry of a table; refuses a key that nobody worded."""
        if key not in known:
            raise UnknownLabel(
                f"No {key!r} under [{table}] in {self.language}.toml. Word it there, and in the "
                "other languages."
            )
        return known[key]


def words(language: Language) -> Words:
    """Read the words of a language.

    Raises
    ------
    UnknownLabel
        No brief is written in that language.

    Examples
    --------
    >>> words("nl").ui["sources"]
    'Bronnen'
    """
    if language not in get_args(Language):
        raise UnknownLabel.among("language", language, get_args(Language))
    return _read(language)


@cache
def _read(language: Language) -> Words:
    folder = files("detente.brief").joinpath("text")
    written: dict[str, Any] = tomllib.loads(folder.joinpath(f"{language}.toml").read_text("utf-8"))
    translated = folder.joinpath(f"notes_{language}.toml")
    units = dict(written["units"])
    labels = dict(written["labels"])
    titles = dict(written["sections"])
    return Words(
        language=language,
        ui=written["ui"],
        column_units=units.pop("column"),
        units=units,
        plural=frozenset(labels.pop("plural")),
        labels=labels,
        order=tuple(titles.pop("order")),
        titles=titles,
        columns=written["columns"],
        pictures=written["pictures"],
        sentences={
            f"{section}.{name}": sentence
            for section, sentences in written.items()
            if section not in NOT_SECTIONS
            for name, sentence in sentences.items()
        },
        notes=tomllib.loads(translated.read_text("utf-8")) if translated.is_file() else {},
    )
