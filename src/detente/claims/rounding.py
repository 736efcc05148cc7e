"""Whether a measured number can be rounded to the one that somebody stated.

A stated figure claims its digits and no more. The last digit that counts stands for all that rounds
to it, so a figure s whose last digit counts u stands for

    s − u/2  ≤  x  ≤  s + u/2

    "4.75"     u = 0.01
    "50000"    u = 10000, since the zeros at the end of a whole number only give its size
    "0.20"     u = 0.01, since zeros behind a decimal point were written on purpose
    "20 %"     u = 10 %
    "2001"     u = 1

Both ends belong to it: what lies half-way is rounded up by some and down by others.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from detente.errors import BadInput

FIGURE = re.compile(
    r"(?P<number>[+-]?(\d+(\.\d+)?|\.\d+))\s*(?P<hundredths>%|per ?cent)?", re.ASCII
)
THOUSANDS_OR_NOT = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}", re.ASCII)  # as half of Europe writes
DIGITS = 12  # of a measured number; what lies beyond is left by adding and multiplying floats


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from one to another; without the ends where `is_open`."""

    low: Decimal
    high: Decimal
    is_open: bool = False

    def holds(self, other: "Interval") -> bool:
        """Whether all of another interval lies in this one."""
        if self.is_open:
            return self.low < other.low and other.high < self.high
        return self.low <= other.low and other.high <= self.high

    def misses(self, other: "Interval") -> bool:
        """Whether nothing of another interval lies in this one."""
        if self.is_open:
            return other.high <= self.low or self.high <= other.low
        return other.high < self.low or self.high < other.low


def as_measured(low: float, high: float) -> Interval:
    """A range of measured numbers, without the digits that arithmetic leaves behind."""
    return Interval(_without_noise(low), _without_noise(high))


def roundings(stated: str | float, *, to_the_unit: bool = False) -> Interval:
    """Every number that can be rounded to a stated one.

    Parameters
    ----------
    stated
        As it was written: a plain decimal number, as text with a sign for per cent or without.
    to_the_unit
        Whether zeros at the end of a whole number count, as in a year.

    Raises
    ------
    BadInput
        Not a plain decimal number, or text such as "50.000", which is fifty thousand to some.

    Examples
    --------
    >>> around = roundings("20 %")
    >>> str(around.low), str(around.high)
    ('0.15', '0.25')
    """
    text = _written(stated)
    found = FIGURE.fullmatch(text)
    if found is None:
        raise BadInput(
            f"{stated!r} is not a stated number. Write it plainly, without separators of "
            'thousands: "50000", "4.75", "20 %".'
        )
    if isinstance(stated, str) and THOUSANDS_OR_NOT.fullmatch(text):
        raise BadInput(
            f"{stated!r} is a number of thousands to some. Write {text.replace('.', '')} or "
            f"{text}, without quotes."
        )
    number = Decimal(found["number"])
    half = Decimal(1).scaleb(_last_place(found["number"], to_the_unit=to_the_unit)) / 2
    if found["hundredths"]:
        number, half = number / 100, half / 100
    return Interval(number - half, number + half)


def can_be_rounded_to(measured: float, stated: str | float, *, to_the_unit: bool = False) -> bool:
    """Whether a measured number can be rounded to a stated one; NaN cannot.

    Examples
    --------
    >>> can_be_rounded_to(46_200, "50000"), can_be_rounded_to(11_490, "50000")
    (True, False)
    >>> can_be_rounded_to(0.958, "95.8 %"), can_be_rounded_to(0.958, "96.0 %")
    (True, False)
    """
    around = roundings(stated, to_the_unit=to_the_unit)
    return measured == measured and around.holds(as_measured(measured, measured))


def _without_noise(measured: float) -> Decimal:
    return Decimal(f"{measured:.{DIGITS}g}")


def _written(stated: str | float) -> str:
    """The text of a stated number; a whole one is written without decimals."""
    if isinstance(stated, str):
        return stated.strip()
    if isinstance(stated, bool):
        return str(stated)
    number = Decimal(repr(float(stated)))
    if not number.is_finite():
        return str(stated)
    return format(number.to_integral() if number == number.to_integral() else number, "f")


def _last_place(number: str, *, to_the_unit: bool) -> int:
    """Power of ten of the last digit that counts."""
    whole, point, decimals = number.lstrip("+-").partition(".")
    if point:
        return -len(decimals)
    zeros = len(whole) - len(whole.rstrip("0"))
    return 0 if to_the_unit or zeros == len(whole) else zeros
