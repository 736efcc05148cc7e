"""Numbers as a reader meets them. Whatever turns a number into words is in this file.

A number has as many digits as it can bear: three of money, one decimal of a percentage above one,
a few more where the first would be zero. A range has no more than its number, and fewer where it
is wide; one that rounds to its own number is left out. Rounding may not claim more than is known::

    0.9996 of a whole    99.96%, and not 100.0%
    0.000004             less than 0.001%, and not 0%
    0                    0%, without decimals: known to be none

A number that has no source was chosen and not measured, and keeps every digit that was chosen.
Words, separators and scales are those of CLDR and of the files in ``text``.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, isnan, log10, sqrt
from statistics import median
from typing import Literal, get_args

from babel import Locale
from babel.numbers import format_decimal

from detente.brief.words import Words
from detente.claims import Measurement, Unit

# How a template asks for a number, after the colon; text/en.toml explains each.
Manner = Literal["alone", "range", "size", "signed", "whole", "bare", "yes_no"]
MANNERS: tuple[Manner, ...] = get_args(Manner)
PLAIN: frozenset[Manner] = frozenset()

MINUS = "\N{MINUS SIGN}"

# From this size up, so many decimals. Money and people are counted in their scale.
THREE_DIGITS = ((100.0, 0), (10.0, 1), (0.0, 2))
PER_CENT = ((1.0, 1), (0.1, 2), (0.0, 3))
SPELLS: tuple[Unit, ...] = ("years", "months", "days", "hours")
COUNTED: tuple[Unit, ...] = ("USD", "persons", "tonnes", "barrels", "MMBtu", "MMBtu/bcm")
PRICES: tuple[Unit, ...] = (
    "USD/month", "USD/person", "USD/tonne", "USD/barrel", "USD/MMBtu", "USD/MWh", "USD/1000 m3",
    "USD/1000 m3/100 km",
)  # fmt: skip
AMOUNTS: tuple[Unit, ...] = (*COUNTED, *PRICES, "bcm", "MW", "TWh")
DECIMALS: Mapping[Unit, tuple[tuple[float, int], ...]] = {
    "share": PER_CENT,
    "change": ((100.0, 0), *PER_CENT),
    "ratio": ((10.0, 0), (1.0, 1), (0.0, 2)),
    "index": ((0.0, 2),),
    "count": ((0.0, 0),),
    "km": ((0.0, 0),),
    "points": PER_CENT,
    "deviations": ((0.0, 2),),
    "score": ((0.0, 0),),
    "year": ((0.0, 0),),
    **dict.fromkeys(SPELLS, ((10.0, 0), (0.0, 1))),
    **dict.fromkeys(AMOUNTS, THREE_DIGITS),
}
FINEST: Mapping[Unit, int] = {
    "share": 3, "change": 3, "points": 3, "ratio": 3, "index": 4, "deviations": 2,
    **dict.fromkeys(SPELLS, 1), **dict.fromkeys((*PRICES, "bcm", "MW", "TWh"), 2),
}  # decimals  # fmt: skip
ENTIRE: Mapping[Unit, float] = {"share": 100.0, "change": 100.0, "index": 1.0}
DOUBT, DAGGER = "From memory", "†"  # how the note of a doubtful number opens, and its mark
NEARLY = 1e-10  # from the whole: what adding fractions leaves behind
EVERY_DIGIT = "#,##0.######"

HUNDREDTHS = frozenset({"share", "change", "points"})
SIGNED = frozenset({"change", "points"})
SCALED = frozenset(COUNTED)
FAR = 1e5  # times what a number is counted in: an end that lies further is counted in more
SCALES = ((1e12, 1e12), (1e9, 1e9), (1e6, 1e6), (1e4, 1e3))  # from this size up, counted in this


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """Numbers under one unit and one scale, all with as many decimals.

    Attributes
    ----------
    unit
        What stands over the column: "million US dollars", "%".
    cells, ranges
        One for each measurement; a range is empty where none is known.
    divisor
        What they are counted in; one for shares, which are counted in hundredths.
    """

    unit: str
    cells: tuple[str, ...]
    ranges: tuple[str, ...]
    divisor: float = 1.0


def number_in_prose(m: Measurement, words: Words, manner: Collection[Manner] = PLAIN) -> str:
    """One measurement as a sentence asks for it; "unknown" where it has no answer.

    Examples
    --------
    >>> from detente.brief.words import words
    >>> from detente.world import Source
    >>> us = (Source("Invented figures", "nobody", 2024, "CC0-1.0", ""),)
    >>> loss = Measurement("loss", {}, -0.0053, "change", 2018, "By head.", us, -0.0093, -0.0042)
    >>> number_in_prose(loss, words("en"))
    '−0.53% (−0.4% to −0.9%)'
    >>> number_in_prose(loss, words("nl"), ["size", "range"])
    'tussen 0,4 en 0,9 procent'
    """
    if isnan(m.value):
        return words.ui["unknown"]
    if "yes_no" in manner:
        return words.ui["yes" if m.value else "no"]
    scale = _Scale.of(m.value, m.unit, words)
    number = _number(m, scale, manner)
    if "alone" in manner or not _is_range(m):
        is_none = m.value == 0.0 and m.unit == "USD" and "bare" not in manner
        return words.ui["nothing"] if is_none else number
    furthest = max(m.low, m.high, key=abs)
    if m.value == 0.0 or "range" in manner or abs(furthest) >= FAR * scale.divisor:
        scale = _Scale.of(furthest, m.unit, words)
    low, high = _ends(m, scale, manner)
    if low == high:  # narrower than what rounding leaves
        return number
    if "range" in manner:
        nothing = "size" in manner and not any(digit in low for digit in "123456789")
        told = words.ui["up_to"] if nothing and (m.low or m.high) else words.ui["between"]
        both = scale.counted(told.format(low=low, high=high))
        return both if "bare" in manner or scale.is_attached else scale.with_unit(both)
    return words.ui["with_range"].format(number=number, low=low, high=scale.counted(high))


def is_doubtful(m: Measurement) -> bool:
    """Whether a number is given from memory, or rests on something that is not confirmed."""
    return any(note.startswith(DOUBT) for note in m.notes)


def with_doubt(number: str, m: Measurement) -> str:
    """A number as it was written, with a dagger where it is doubtful."""
    return number + DAGGER if is_doubtful(m) else number


def numbers_in_column(
    measurements: Sequence[Measurement], words: Words, beside: Sequence[Measurement] = ()
) -> NumberColumn:
    """Measurements of one unit, to be read down; "unknown" where one has no answer.

    Parameters
    ----------
    beside
        All measurements of the table. Those of the same unit share a scale, so that one can also
        read across.

    Examples
    --------
    >>> from detente.brief.words import words
    >>> def goods(usd):
    ...     return Measurement("flow", {}, usd, "USD", 2018, "By head.", ())
    >>> column = numbers_in_column([goods(2.4e9), goods(3.4e7), goods(1e3)], words("en"))
    >>> column.unit, column.cells
    ('million US dollars', ('2,400.0', '34.0', '<0.1'))
    """
    unit = measurements[0].unit
    values = [m.value for m in beside or measurements if m.unit == unit]
    sizes = [abs(value) for value in values if not isnan(value) and value] or [0.0]
    middle = sqrt(median(sizes) * max(sizes))  # neither the large nor the usual are all zeros
    scale = _Scale.of(middle, unit, words)
    decimals = min(
        scale.decimals(median(sizes) / scale.divisor),
        scale.decimals(max(sizes) / scale.divisor) + 1,
    )
    return NumberColumn(
        unit=words.column_units[unit].format(scale=scale.counted("")).strip(),
        cells=tuple(_cell(m.value, scale, decimals) for m in measurements),
        ranges=tuple(_span(m, scale, decimals) for m in measurements),
        divisor=1.0 if unit in HUNDREDTHS else scale.divisor,
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """What numbers of one unit are counted in: ones, hundredths, thousands, millions."""

    unit: Unit
    divisor: float
    words: Words

    @classmethod
    def of(cls, value: float, unit: Unit, words: Words) -> "_Scale":
        """Choose what to count a number in by what it is when rounded: 999 999 is a million."""
        if unit in HUNDREDTHS:
            return cls(unit, 0.01, words)
        rounded = abs(float(f"{value:.3g}")) if unit in SCALED else 0.0
        scales = SCALES if unit == "USD" else SCALES[:-1]  # thousands are said of money only
        return cls(unit, next((d for start, d in scales if rounded >= start), 1.0), words)

    @property
    def finest(self) -> int:
        """Most decimals that a number of this scale may have."""
        return FINEST.get(self.unit, 2 if self.divisor > 1e3 else 0)

    @property
    def is_attached(self) -> bool:
        """Whether the unit clings to the digits, as the sign for per cent does."""
        template = self.words.units[self.unit]["other"]
        return " " not in template and template != "{number}"

    def decimals(self, x: float) -> int:
        """Decimals that a number of this size bears."""
        rounded = float(f"{x:.3g}")
        borne = next(d for start, d in DECIMALS[self.unit] if rounded >= start)
        return min(borne, self.finest)

    def faithful(self, x: float, decimals: int) -> int | None:
        """Decimals, this many or more, that show none or all only where it is so."""
        if self.is_exact(x):
            return 0
        bounds = (0, ENTIRE.get(self.unit, 0))
        tries = range(decimals, max(decimals, self.finest) + 1)
        return next((d for d in tries if _rounded(x, d) not in bounds), None)

    def is_exact(self, x: float) -> bool:
        """Whether a number is none, or all."""
        entire = ENTIRE.get(self.unit, 0.0)
        return x == 0.0 or (entire > 0.0 and abs(x - entire) <= NEARLY * entire)

    def digits(self, x: float, decimals: int, least: int | None = None) -> str:
        """Write a number without its sign; zeros behind the least decimals are left out."""
        kept = decimals if least is None else min(least, decimals)
        places = "." + "0" * kept + "#" * (decimals - kept) if decimals else ""
        whole = "0" if self.unit == "year" else "#,##0"
        return format_decimal(_rounded(x, decimals), whole + places, locale=self.words.locale)

    def counted(self, digits: str) -> str:
        """Add "million" and the like."""
        if self.divisor <= 1.0:
            return digits
        scales = Locale.parse(self.words.locale).compact_decimal_formats["long"]["other"]
        return str(scales[f"{self.divisor:.0f}"].pattern).replace("0", digits)

    def with_unit(self, number: str, plural: str = "other") -> str:
        """Add the unit."""
        return self.words.units[self.unit][plural].format(number=number)


def _number(m: Measurement, scale: _Scale, manner: Collection[Manner]) -> str:
    """A number with its sign and unit."""
    x, words = abs(m.value) / scale.divisor, scale.words
    sign = _sign(m.value, m.unit, manner)
    if not m.sources:
        chosen = scale.counted(sign + format_decimal(x, EVERY_DIGIT, locale=words.locale))
        return chosen if "bare" in manner else scale.with_unit(chosen)
    decimals = scale.faithful(x, 0 if "whole" in manner else scale.decimals(x))
    bound = ""
    if decimals is None:  # rounds to none or all, however finely it is written
        bound, x = _bound(x, scale)
        decimals = 0 if scale.is_exact(x) else scale.finest
    digits = scale.digits(x, decimals, least=0 if m.unit in SPELLS else 2)
    plural = Locale.parse(words.locale).plural_form(_rounded(x, decimals))
    number = scale.counted(digits if bound else sign + digits)
    dressed = number if "bare" in manner else scale.with_unit(number, plural)
    return words.ui[bound].format(number=dressed) if bound else dressed


def _bound(x: float, scale: _Scale) -> tuple[str, float]:
    """What can be said of a number that is nearly none or nearly all."""
    step, entire = 10.0**-scale.finest, ENTIRE.get(scale.unit, 0.0)
    if x < step:
        return "less_than", step
    return "more_than", entire - step if x < entire else entire


def _ends(m: Measurement, scale: _Scale, manner: Collection[Manner]) -> tuple[str, str]:
    """The two ends of a range as they are said: the one nearer to zero first."""
    ends = (m.high, m.low) if m.high <= 0.0 else (m.low, m.high)
    one_sided = m.low >= 0.0 or m.high <= 0.0
    width = (m.high - m.low) / scale.divisor
    borne = 0 if "whole" in manner else scale.decimals(abs(m.value) / scale.divisor)
    decimals = min(borne, max(0, ceil(-log10(width / 3))))
    said = []
    for end in ends:
        x = abs(end) / scale.divisor
        shown = scale.faithful(x, decimals)
        digits = scale.digits(x, scale.finest if shown is None else shown)
        sign = _sign(end, scale.unit, manner if one_sided else {*manner} - {"size"})
        clinging = scale.is_attached and "bare" not in manner
        said.append(scale.with_unit(sign + digits) if clinging else sign + digits)
    return said[0], said[1]


def _cell(value: float, scale: _Scale, decimals: int) -> str:
    """A number in a column, whose unit stands above it."""
    if isnan(value):
        return scale.words.ui["unknown"]
    x = abs(value) / scale.divisor
    if scale.is_exact(x):
        return _sign(value, scale.unit) + scale.digits(x, 0)
    step, entire, rounded = 10.0**-decimals, ENTIRE.get(scale.unit, 0.0), _rounded(x, decimals)
    if rounded == 0:
        return _bounded("<", value, scale.unit, scale.digits(step, decimals))
    if rounded == entire and x < entire:
        return _bounded(">", value, scale.unit, scale.digits(entire - step, decimals))
    return _sign(value, scale.unit) + scale.digits(x, decimals)


def _bounded(than: str, value: float, unit: Unit, digits: str) -> str:
    """A bound on a size; of a change it keeps the sign, so that a small loss is above −0.1."""
    if unit not in SIGNED:
        return than + digits
    turned = {"<": ">", ">": "<"}[than] if value < 0.0 else than
    return f"{turned} {_sign(value, unit)}{digits}"


def _span(m: Measurement, scale: _Scale, decimals: int) -> str:
    """A range in a column; nothing where it rounds to its number."""
    ends = {"low": _cell(m.low, scale, decimals), "high": _cell(m.high, scale, decimals)}
    told = _is_range(m) and {*ends.values()} != {_cell(m.value, scale, decimals)}
    if all(_is_whole(end / scale.divisor, decimals) for end in (m.low, m.high)):
        ends = {"low": _cell(m.low, scale, 0), "high": _cell(m.high, scale, 0)}
    return scale.words.ui["to"].format(**ends) if told else ""


def _is_whole(x: float, decimals: int) -> bool:
    """Whether a number written with these decimals has only zeros behind the point."""
    return not isnan(x) and (x == 0.0 or abs(x) >= 1.0 and _rounded(x, decimals) == _rounded(x, 0))


def _sign(value: float, unit: Unit, manner: Collection[Manner] = PLAIN) -> str:
    if value == 0.0 or "size" in manner:
        return ""
    if value < 0.0:
        return MINUS
    return "+" if unit in SIGNED or "signed" in manner else ""


def _is_range(m: Measurement) -> bool:
    return m.low < m.high  # never with NaN


def _rounded(x: float, decimals: int) -> Decimal:
    return Decimal(repr(float(x))).quantize(Decimal(1).scaleb(-decimals))
