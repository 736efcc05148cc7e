"""What is said, and the numbers it is said with.

A Claim is a sentence that can be checked: who says it, and the measurements that fill its blanks.
What detente finds itself is a Claim too, with ``detente`` as its speaker. The words of the sentence
stand in ``brief/text``, under the claim's key, once for each language; here are only the blanks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from detente.world import Source

Argument = str | int | float
Unit = Literal[
    "USD", "share", "change", "points", "ratio", "index", "count", "persons", "km", "deviations",
    "score", "year", "years", "months", "days", "hours", "tonnes", "barrels", "bcm", "MMBtu",
    "MMBtu/bcm", "MW", "TWh", "USD/month", "USD/person", "USD/tonne", "USD/barrel", "USD/MMBtu",
    "USD/MWh", "USD/1000 m3", "USD/1000 m3/100 km",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measurement:
    """One number: what was measured, how, from whom.

    Attributes
    ----------
    name, args
        The measure and its arguments, in full; ``detente measure`` gives the same number again.
    value
        NaN where there is no answer; `notes` then says why.
    low, high
        Range over what is not known; NaN where no range is known.
    unit
        ``share`` is a fraction from 0 to 1, ``change`` a relative change (−0.01 is one per cent
        less), ``points`` the difference of two shares, ``deviations`` a number of standard
        deviations, ``ratio`` and ``index`` are pure numbers, ``USD`` is current US dollars a
        year, ``score`` runs from 0 to 100, ``bcm`` are billion cubic metres.
    year
        Year that the number describes.
    method
        One sentence, in English, for the reader who wants to know how.
    """

    name: str
    args: Mapping[str, Argument]
    value: float
    unit: Unit
    year: int | None
    method: str
    sources: tuple[Source, ...]
    low: float = float("nan")
    high: float = float("nan")
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A blank that is not a number: a country (ISO3), an SITC section, a year, a plain word.

    Attributes
    ----------
    of
        For ``countries`` ISO3 codes separated by a space, in the order to be listed; for a ``date``
        its ISO 8601 form; empty for a ``text``.
    texts
        By language, what a ``text`` says: words that a case brings in each. Of a ``category`` of
        rules, what it is called where no language has words for it.
    """

    kind: Literal[
        "country", "countries", "sector", "year", "date", "word", "verdict", "category", "text"
    ]
    of: str
    texts: tuple[tuple[str, str], ...] = ()


Blanks = Mapping[str, Measurement | Label]


@dataclass(frozen=True, slots=True)
class Claim:
    """A checkable sentence of a named speaker.

    Attributes
    ----------
    key
        Section and sentence, as ``dependence.first_partner``: the address of its words.
    blanks
        What fills the sentence.
    rows
        Where the claim is a table: its rows, all with the same blanks in the same order.
    opens
        Whether a paragraph begins here.
    """

    key: str
    speaker: str
    blanks: Blanks
    rows: tuple[Blanks, ...] = ()
    notes: tuple[str, ...] = field(default=())
    opens: bool = False

    @property
    def section(self) -> str:
        """The part of the brief that this sentence stands in."""
        return self.key.split(".", maxsplit=1)[0]
