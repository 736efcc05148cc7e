"""What a measure is, and how the words that ask for it become its arguments.

A measure has a name, a sentence that says what it means, and arguments by name. Some measure the
Worlds alone; some measure what a case brings: its facts, series, visits and exchanges.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from detente.claims.claim import Argument, Unit
from detente.claims.parameter import Parameter, argument_value
from detente.errors import BadInput, UnknownLabel
from detente.world import Case, Source


@dataclass(frozen=True, slots=True)
class Found:
    """What a measure found: a Measurement that does not know its own name yet.

    Attributes
    ----------
    year
        Year that the number describes; None where it describes none.
    low, high
        Range over what is not known; NaN where no range is known.
    unit
        Where the unit depends on what is asked about; else None.
    """

    value: float
    year: int | None
    sources: tuple[Source, ...]
    low: float = float("nan")
    high: float = float("nan")
    notes: tuple[str, ...] = ()
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One way to put a number on two countries.

    Attributes
    ----------
    meaning
        One sentence for people: what the number is.
    unit
        None where it is that of the fact or series asked about.
    method
        One sentence for who wants to know how, with the paper it comes from.
    function
        Takes the Worlds by year, the case unless it is ``unread``, and the arguments by keyword.
        Where the name of an argument is a word of Python, its keyword ends with an underscore.
    case
        Whether the answer rests on what a case brings.
    """

    name: str
    meaning: str
    arguments: tuple[Parameter, ...]
    unit: Unit | None
    method: str
    function: Callable[..., Found]
    case: Literal["unread", "optional", "needed"] = "unread"

    def __str__(self) -> str:
        return " ".join([self.name, *map(str, self.arguments)])


def checked_arguments(
    measure: Measure, given: Mapping[str, Argument], case: Case | None = None
) -> dict[str, Argument]:
    """Read what was given for a measure: every argument once, in the measure's own order.

    Parameters
    ----------
    given
        By name; text as somebody typed it, or plain numbers.
    case
        Where facts, series, exchanges and leaders are looked up.

    Raises
    ------
    UnknownLabel
        An argument that the measure does not take, a country that nobody knows, or something that
        the case does not hold.
    BadInput
        An argument is missing, is not of its kind, or one country stands where two are meant.
    MissingData
        An argument names something of a case, and there is none to look it up in.

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
            read[name] = argument_value(measure.name, parameter, given[name], case)
        elif parameter.required:
            raise BadInput(f"{measure.name} needs {name}=. It reads: {measure}")
        elif parameter.default is not None:
            read[name] = parameter.default
    _refuse_one_country_for_two(measure, read)
    return read


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
