"""Numbers and days as people type them, with a point or a comma."""

import re
from datetime import date

from detente.errors import BadInput

NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d{1,15})?", re.ASCII)
WHOLE = re.compile(r"\d{1,4}", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


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


def per_cent(name: str, text: str) -> float:
    """A fraction between none and all, typed in per cent.

    Examples
    --------
    >>> per_cent("share", "35")
    0.35
    """
    found = number(name, text.removesuffix("%").strip(), "20") / 100
    if not 0 < found < 1:
        raise BadInput(f"{name} is {text!r}: it lies between 0 and 100 per cent. Write it as 20.")
    return found


def year(text: str) -> int:
    """A year of at most four digits."""
    if not WHOLE.fullmatch(text):
        raise BadInput(f"year is {text!r}, which is no year. Write it as 2018.")
    return int(text)


def day(text: str) -> date:
    """A day of the calendar."""
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:  # as 2019-02-30
        pass
    raise BadInput(f"day is {text!r}, which is no day of the calendar. Write it as 2019-04-25.")
