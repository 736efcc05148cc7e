"""Numbers and days as people type them, with a point or a comma."""

import re
from datetime import date

from detente.errors import BadInput

NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d{1,15})?", re.ASCII)
WHOLE = re.compile(r"\d{1,4}", re.ASCII)


def number(name: str, text: str, example: str) -> float:
    """A number; refuses what is none.

    Examples
    --------
    >>> number("theta", "4,5", "4")
    4.5
    """
    if not NUMBER.fullmatch(text):
        raise BadInput(f"{name} is {text!r}, which is no number. Write it as {example}.")
    return float(text.replace(",", "."))


def fraction(name: str, text: str) -> float:
    """A number that may be in hundredths.

    Examples
    --------
    >>> fraction("than", "20 %"), fraction("than", "0,2")
    (0.2, 0.2)
    """
    plain = text.removesuffix("%").strip()
    return number(name, plain, "0.2 or 20 %") / (100 if text.endswith("%") else 1)


def year(text: str) -> int:
    """A year of at most four digits."""
    if not WHOLE.fullmatch(text):
        raise BadInput(f"year is {text!r}, which is no year. Write it as 2018.")
    return int(text)


def day(text: str) -> date:
    """A day of the calendar."""
    try:
        return date.fromisoformat(text)
    except ValueError as cause:
        message = f"day is {text!r}, which is no day of the calendar. Write it as 2019-04-25."
        raise BadInput(message) from cause
