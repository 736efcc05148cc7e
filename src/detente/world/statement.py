"""What somebody said, and the ways to read it as something that can be measured."""

from dataclasses import dataclass
from typing import Literal

from detente.world.source import Source

Relation = Literal["stated", "at_least", "at_most", "more_than", "less_than", "between"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a statement: a measure, and what it must come to for the statement to hold.

    Attributes
    ----------
    says
        The reading in words, by language.
    measure, args
        A name of the registry of measures, and its arguments by name.
    relation, than
        ``stated`` holds where the measured number can be rounded to the one stated (its text, as
        written: "50000", "0.2", "20 %"); ``between`` takes two numbers; the others one.
    """

    says: tuple[tuple[str, str], ...]
    measure: str
    args: tuple[tuple[str, str | int | float], ...]
    relation: Relation
    than: tuple[str | float, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a named speaker.

    Attributes
    ----------
    quote, lang
        Its own words and their language, ``en`` or ``nl``.
    meaning
        What it says, in English and in Dutch.
    kind
        fact, quantity, comparison, causal, motive, constraint or forecast.
    no_reading_because
        Where nothing measures it: why, in English and in Dutch. Else empty.
    """

    id: str
    speaker: str
    quote: str
    lang: Literal["en", "nl"]
    meaning: tuple[tuple[str, str], ...]
    kind: str
    readings: tuple[Reading, ...]
    no_reading_because: tuple[tuple[str, str], ...] = ()
    sources: tuple[Source, ...] = ()
