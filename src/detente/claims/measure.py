"""What a measure is, and how the words that ask for it become its arguments.

A measure has a name, a sentence that says what it means, and arguments by name. Everything that is
asked for arrives here as text or a plain number and leaves as a checked value: a country as its
ISO3 code, a share between 0 and 1, a trade elasticity. Nothing is ever evaluated as code.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isnan
from typing import Literal

from detente.claims.claim import Argument, Unit
from detente.errors import BadInput, UnknownLabel
from detente.world import Source, country, trade_elasticity

Kind = Literal["country", "year", "share", "theta", "sector", "choice"]

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
WHOLE = re.compile(r"\d{1,4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument that a measure takes.

    Attributes
    ----------
    required
        Whether the question makes no sense without it. Required countries must all differ.
    default
        Taken where the argument is left out; None where leaving it out means something of its
        own: the newest year, all sectors, the usual range of elasticities.
    choices
        The words that a ``choice`` may be.
    """

    name: str
    kind: Kind
    required: bool = True
    default: Argument | None = None
    choices: tuple[str, ...] = ()

    def __str__(self) -> str:
        usage = f"{self.name}={'|'.join(self.choices) or self.kind}"
        return usage if self.required else f"[{usage}]"


A, B = Parameter("a", "country"), Parameter("b", "country")
EXPORTER, IMPORTER = Parameter("exporter", "country"), Parameter("importer", "country")
OF, PARTNER = Parameter("of", "country"), Parameter("partner", "country")
FROM, TO = Parameter("from", "country"), Parameter("to", "country")
SHARE = Parameter("share", "share")
YEAR = Parameter("year", "year", required=False)


@dataclass(frozen=True, slots=True)
class Found:
    """What a measure found: a Measurement that does not know its own name yet.

    Attributes
    ----------
    year
        Year that the number describes; None where it describes none.
    low, high
        Range over what is not known; NaN where no range is known.
    """

    value: float
    year: int | None
    sources: tuple[Source, ...]
    low: float = float("nan")
    high: float = float("nan")
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """One way to put a number on two countries.

    Attributes
    ----------
    meaning
        One sentence for people: what the number is.
    method
        One sentence for who wants to know how, with the paper it comes from.
    function
        Takes the Worlds by year and the arguments by keyword. Where the name of an argument is a
        word of Python, its keyword ends with an underscore.
    """

    name: str
    meaning: str
    arguments: tuple[Parameter, ...]
    unit: Unit
    method: str
    function: Callable[..., Found]

    def __str__(self) -> str:
        return " ".join([self.name, *map(str, self.arguments)])


def checked_arguments(measure: Measure, given: Mapping[str, Argument]) -> dict[str, Argument]:
    """Read what was given for a measure: every argument once, in the measure's own order.

    Parameters
    ----------
    given
        By name; text as somebody typed it, or plain numbers.

    Raises
    ------
    UnknownLabel
        An argument that the measure does not take, or a country that nobody knows.
    BadInput
        An argument is missing, is not of its kind, or one country stands where two are meant.

    Examples
    --------
    >>> who = Parameter("of", "country")
    >>> part = Parameter("share", "share", required=False, default=0.2)
    >>> measure = Measure("a.name", "What it means.", (who, part), "share", "How.", Found)
    >>> checked_arguments(measure, {"of": "NLD"})
    {'of': 'NLD', 'share': 0.2}
    """
    takes = {parameter.name: parameter for parameter in measure.arguments}
    for name in given:
        if name not in takes:
            raise UnknownLabel(
                f"{UnknownLabel.among(f'argument of {measure.name}', name, list(takes))} "
                f"It reads: {measure}"
            )
    read: dict[str, Argument] = {}
    for name, parameter in takes.items():
        if name in given:
            read[name] = _value(measure, parameter, given[name])
        elif parameter.required:
            raise BadInput(f"{measure.name} needs {name}=. It reads: {measure}")
        elif parameter.default is not None:
            read[name] = parameter.default
    _refuse_one_country_for_two(measure, read)
    return read


def _value(measure: Measure, parameter: Parameter, given: Argument) -> Argument:
    """One argument, checked against its kind."""
    asked = f"{measure.name}: {parameter.name}={given}"
    if parameter.kind == "country":
        return country(str(given))
    if parameter.kind == "sector":
        return str(given)
    if parameter.kind == "choice":
        if given not in parameter.choices:
            raise BadInput(f"{asked} is not a choice. Choose: {', '.join(parameter.choices)}.")
        return given
    if parameter.kind == "year":
        if not WHOLE.fullmatch(str(given).strip()):
            raise BadInput(f"{asked} is not a year. Write it as 2018.")
        return int(given)
    number = _number(given)
    if parameter.kind == "share" and not 0 <= number <= 1:
        raise BadInput(f"{asked} is not a fraction from 0 to 1. Write 0.2 for 20 %.")
    if parameter.kind == "theta":
        return _elasticity(measure, given if isnan(number) else number)
    return number


def _elasticity(measure: Measure, given: Argument) -> float:
    try:
        return trade_elasticity(given)
    except BadInput as refused:
        raise BadInput(f"{measure.name}: {refused}") from refused


def _number(given: Argument) -> float:
    """Read a plain decimal number; NaN for anything else."""
    if isinstance(given, str):
        return float(given) if NUMBER.fullmatch(given.strip()) else float("nan")
    return float("nan") if isinstance(given, bool) else float(given)


def _refuse_one_country_for_two(measure: Measure, read: Mapping[str, Argument]) -> None:
    """Refuse one country in two arguments that both have to be there."""
    first: dict[Argument, str] = {}
    for parameter in measure.arguments:
        if parameter.kind != "country" or not parameter.required:
            continue
        named = read[parameter.name]
        if named in first:
            raise BadInput(
                f"{measure.name}: {first[named]}= and {parameter.name}= are both {named}. "
                "Name two different countries."
            )
        first[named] = parameter.name
