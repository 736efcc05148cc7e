"""The shape of a statement in a file, and of its readings.

Loaded only when a file is read, since pydantic takes a while to load.
"""

from collections.abc import Mapping
from math import isfinite
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from detente.world.statement import Relation
from detente.world.written_values import (
    BOTH,
    ID,
    SOURCES,
    Id,
    InBoth,
    Number,
    Shape,
    Words,
    day_as_text,
    shown,
)

LONGEST_QUOTE = 300  # characters: enough to find the place, too few to stand in for the text
RELATIONS = get_args(Relation)
ONE_OF_THEM = ", ".join(RELATIONS)

ARGUMENTS = (
    "Arguments of the measure, each text, a number or a day: "
    'with = { of = "PRK", partner = "CHN", year = 2018 }.'
)
STATED = "The number as it was said, as text that keeps its digits: "
STATED += 'stated = "50000", "2.0" or "20 %".'
BOUND = "A number in the unit of the measure; a share is a fraction: 0.2."
TEXT_OR_NUMBER = WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}]})


def _as_said(given: object) -> object:
    """A number that was written as one, as text."""
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    return repr(given).removesuffix(".0") if is_number else given


def _argument(given: object) -> object:
    value = day_as_text(given)
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError(f"It is {value!r}. {ARGUMENTS}")
    return value


def _short(quote: str) -> str:
    if len(quote) > LONGEST_QUOTE:
        raise ValueError(
            f"It has {len(quote):,} characters, and at most {LONGEST_QUOTE} are taken. Quote the "
            "piece that matters."
        )
    return quote


Argument = Annotated[Any, BeforeValidator(_argument), TEXT_OR_NUMBER]
Stated = Annotated[
    str,
    BeforeValidator(_as_said),
    StringConstraints(pattern=r"^[-−]?[0-9]+(\.[0-9]+)?( ?%)?$"),
    TEXT_OR_NUMBER,
]
Quote = Annotated[
    str,
    Field(min_length=1, json_schema_extra={"maxLength": LONGEST_QUOTE}),
    AfterValidator(shown),
    AfterValidator(_short),
]


class HoldsIf(Shape):
    """What a measure must come to, under exactly one key."""

    stated: Stated | None = Field(None, description=STATED)
    at_least: Number | None = Field(None, description=BOUND)
    at_most: Number | None = Field(None, description=BOUND)
    more_than: Number | None = Field(None, description=BOUND)
    less_than: Number | None = Field(None, description=BOUND)
    between: list[Number] | None = Field(
        None, min_length=2, max_length=2, description="Two numbers: between = [0.1, 0.3]."
    )

    @property
    def given(self) -> Mapping[Relation, Any]:
        """The relations that are given, each with its number or numbers."""
        return {key: found for key in RELATIONS if (found := getattr(self, key)) is not None}

    @model_validator(mode="after")
    def _one_relation(self) -> Self:
        if len(self.given) != 1:
            found = ", ".join(self.given) or "none"
            raise ValueError(f"A reading has one test; it has {found}. Write one of {ONE_OF_THEM}.")
        if self.between and self.between[0] > self.between[1]:
            raise ValueError(f"between is {self.between}. Write the smaller number first.")
        return self


class ReadingEntry(Shape):
    """One way to read a statement as something that can be measured."""

    says: InBoth = Field(description=f"The reading in words. {BOTH}")
    measure: Words = Field(description='A measure by name: measure = "trade.share".')
    arguments: dict[Id, Argument] = Field({}, alias="with", description=ARGUMENTS)
    holds_if: HoldsIf = Field(description=f"One of {ONE_OF_THEM}: {{ at_least = 0.5 }}.")


class StatementEntry(Shape):
    """A sentence of a named speaker."""

    id: Id = Field(description=f'{ID}: id = "C33".')
    speaker: Words = Field(description="Who said it.")
    quote: Quote = Field(description="The speaker's own words: a short piece.")
    lang: Literal["en", "nl"] = Field(description='Language of the quote: "en" or "nl".')
    meaning: InBoth = Field(description=f"What it says. {BOTH}")
    kind: Literal[
        "fact", "quantity", "comparison", "causal", "motive", "constraint", "forecast"
    ] = Field(
        description='"fact", "quantity", "comparison", "causal", "motive", "constraint" or '
        '"forecast".'
    )
    readings: list[ReadingEntry] = Field([], description="Entries under [[statements.readings]].")
    no_reading_because: InBoth | None = Field(
        None, description=f"Why nothing can measure it. {BOTH}"
    )
    sources: list[Id] = Field([], description=f"{SOURCES} Left out if nowhere.")

    @model_validator(mode="after")
    def _read_or_not(self) -> Self:
        if bool(self.readings) == (self.no_reading_because is not None):
            found = "both readings and" if self.readings else "neither readings nor"
            raise ValueError(
                f"It has {found} no_reading_because. Write how it is to be measured, or "
                "why nothing can measure it."
            )
        return self
