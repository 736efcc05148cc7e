"""Kinds of value that a file may hold: a text that can be shown, a day, a time, a number.

Loaded only when a file is read, since pydantic takes a while to load.
"""

import re
from datetime import date
from math import nan
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

CALENDAR_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
TIME = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
LONGEST_SHOWN = 60  # characters of a text that is refused

WHEN = (
    'The time that it describes, as text: when = "2018", "2019-04", "2019-04-25", or from one to '
    'another, "2008/2018".'
)
ID = "A name to refer to it by, of letters, digits, - and _"
BOTH = 'In English and in Dutch: { en = "…", nl = "…" }.'
DAY = "A day of the calendar, as 2019-04-25."
COUNTRY = "A country: a name in English or Dutch, or a code."
SOURCES = 'Who says so, by the keys under [sources]: sources = ["kotra2018"].'
CHECKED = "Whether it was seen in a published text, or computed from such figures: true or false."


def _day(given: object) -> object:
    """A day that JSON has to write as text; anything else as it is."""
    if isinstance(given, str) and CALENDAR_DAY.fullmatch(given):
        try:
            return date.fromisoformat(given)
        except ValueError:  # the calendar has no such day, and the field will say so
            return given
    return given


def day_as_text(given: object) -> object:
    """A day that TOML writes without quotes, as text; anything else as it is."""
    return given.isoformat() if type(given) is date else given


def _first_day(text: str) -> date:
    """First day of a year, a month or a day.

    Raises
    ------
    ValueError
        Another text, or no such day.
    """
    found = TIME.fullmatch(text)
    if found is None:
        raise ValueError(text)
    year, month, day = (int(part or 1) for part in found.groups())
    return date(year, month, day)


def _time(text: str) -> str:
    begin, slash, end = text.partition("/")
    try:
        days = [_first_day(begin), _first_day(end if slash else begin)]
    except ValueError:
        raise ValueError(f"{text[:LONGEST_SHOWN]!r} is no time of the calendar. {WHEN}") from None
    if days[1] < days[0]:
        raise ValueError(f"{text!r} ends before it begins. {WHEN}")
    return text


def shown(text: str) -> str:
    """A text of which every letter can be seen.

    Raises
    ------
    ValueError
        It holds others: a line break, an escape.
    """
    if not text.isprintable():
        raise ValueError(
            f"{text[:LONGEST_SHOWN]!r} holds letters that no screen shows. Write it on one line."
        )
    return text


Words = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(shown)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,60}$")]
Day = Annotated[date, BeforeValidator(_day)]
Time = Annotated[str, BeforeValidator(day_as_text), AfterValidator(_time)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Year = Annotated[int, Field(ge=1000, le=9999)]


class Shape(BaseModel):
    """A table of a file: no other keys, no value taken for another kind."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class InBoth(Shape):
    """The same words in two languages."""

    en: Words = Field(description=BOTH)
    nl: Words = Field(description=BOTH)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The words by language."""
        return (("en", self.en), ("nl", self.nl))


class Ranged(Shape):
    """A number with its range; without low and high, the number alone."""

    low: Number | None = Field(None, description="The least that it may be. Left out if no range.")
    value: Number | None = Field(
        None, description="The figure: value = 95.8. Left out if it is no number."
    )
    high: Number | None = Field(None, description="The most that it may be. Left out if no range.")

    @property
    def ends(self) -> tuple[float, float, float]:
        """Low, value and high; NaN where there is no number."""
        value = nan if self.value is None else self.value
        low = value if self.low is None else self.low
        return low, value, value if self.high is None else self.high

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.value is None and (self.low, self.high) != (None, None):
            raise ValueError("low or high is given, and value is not. Write value as well.")
        low, value, high = self.ends
        if low > value or value > high:
            raise ValueError(
                f"low is {low:g}, value {value:g} and high {high:g}. Write low ≤ value ≤ high, or "
                "value alone."
            )
        return self
