"""One argument of a measure: what may be asked, and how the words become a value.

Everything that is asked for arrives here as text or a plain number and leaves as a checked value: a
country as its ISO3 code, a share between 0 and 1, a day as ISO 8601 writes it, a fact by its id in
the case. Nothing is ever evaluated as code.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite, isnan
from typing import Literal

from detente.claims.claim import Argument
from detente.errors import BadInput, MissingData, UnknownLabel
from detente.rules import rules_on
from detente.world import Case, country, trade_elasticity

Kind = Literal[
    "country", "year", "date", "share", "change", "theta", "sector", "category", "choice",
    "deviations", "fact", "series", "exchange", "leader", "place", "project", "arc", "issue",
]  # fmt: skip

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
WHOLE = re.compile(r"\d{1,4}", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

GOODS = "goods."  # how the ledger begins the id of a section of goods


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument that a measure takes.

    Attributes
    ----------
    kind
        What it may be. A ``fact``, ``series``, ``exchange`` or ``leader`` is one that the case
        holds, a ``place`` is part of the name of one; a ``change`` is a fraction, −0.2 for a fall
        by a fifth.
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


def argument_value(
    measure: str, parameter: Parameter, given: Argument, case: Case | None = None
) -> Argument:
    """Read one argument, checked against its kind.

    Raises
    ------
    UnknownLabel
        A country that nobody knows, or an id that the case does not hold.
    BadInput
        Not of its kind.
    MissingData
        It names something of a case, and no case was given or it holds none of the kind.

    Examples
    --------
    >>> argument_value("made.up", Parameter("of", "country"), "Noord-Korea")
    'PRK'
    """
    asked = f"{measure}: {parameter.name}={given}"
    match parameter.kind:
        case "country":
            return country(str(given))
        case "sector":
            return str(given)
        case "category":
            return _category(asked, str(given), case)
        case "choice":
            return _choice(asked, given, parameter.choices)
        case "year":
            return _year(asked, given)
        case "date":
            return _day(asked, given)
        case "fact" | "series" | "exchange" | "leader" | "place" | "project" | "arc" | "issue":
            return _held(asked, parameter.kind, str(given), case)
        case "theta":
            return _elasticity(measure, given)
    return _checked_number(asked, parameter.kind, _number(given))


def _checked_number(asked: str, kind: Kind, number: float) -> float:
    if kind == "share" and not 0 <= number <= 1:
        raise BadInput(f"{asked} is not a fraction from 0 to 1. Write 0.2 for 20 %.")
    if kind == "change" and not (isfinite(number) and number >= -1):
        raise BadInput(f"{asked} is not a change. Write -0.2 for a fall by 20 %.")
    if kind == "deviations" and not (isfinite(number) and number > 0):
        raise BadInput(f"{asked} is not a number of standard deviations. Write 1.")
    return number


def _choice(asked: str, given: Argument, choices: tuple[str, ...]) -> Argument:
    if given not in choices:
        raise BadInput(f"{asked} is not a choice. Choose: {', '.join(choices)}.")
    return given


def _year(asked: str, given: Argument) -> int:
    if not WHOLE.fullmatch(str(given).strip()):
        raise BadInput(f"{asked} is not a year. Write it as 2018.")
    return int(given)


def _day(asked: str, given: Argument) -> str:
    try:
        if DAY.fullmatch(str(given)):
            return str(date.fromisoformat(str(given)))
    except ValueError:  # as 2019-02-30
        pass
    raise BadInput(f"{asked} is no day of the calendar. Write it as 2019-04-25.")


def _held(asked: str, kind: Kind, given: str, case: Case | None) -> str:
    """Something that the case holds, by its id; a leader by name."""
    if case is None:
        raise MissingData(f"{asked} is looked up in a case, and none was given. Name one: --case.")
    ids: Mapping[Kind, tuple[str, ...]] = {
        "fact": tuple(fact.id for fact in case.facts),
        "series": tuple(series.id for series in case.series),
        "exchange": tuple(exchange.id for exchange in case.exchanges),
        "leader": tuple(dict.fromkeys(name for visit in case.visits for name in visit.leaders)),
        "place": tuple(dict.fromkeys(visit.place for visit in case.visits)),
        "project": tuple(project.id for project in case.projects),
        "arc": tuple(dict.fromkeys(arc.id for each in case.projects for arc in each.arcs)),
        "issue": tuple(dict.fromkeys(position.issue for position in case.positions)),
    }
    if kind == "exchange" and given.startswith(GOODS):
        return given  # of no case but of the Worlds: the ledger knows which
    known = ids[kind]
    if not known:
        raise MissingData(f"{asked}: the case holds no {kind}, so there is none to look up.")
    is_part = kind == "place" and any(given.casefold() in place.casefold() for place in known)
    if not (given in known or is_part):
        raise UnknownLabel(f"{asked}: {UnknownLabel.among(kind, given, known)}")
    return given


def _category(asked: str, given: str, case: Case | None) -> str:
    """A category of the rules; those on the pair of a case are known before anything is asked."""
    pair = case.pair if case else ()
    known = [category.name for code in pair for category in rules_on(code).categories]
    if known and given not in known:
        raise UnknownLabel(f"{asked}: {UnknownLabel.among('category', given, known)}")
    return given


def _elasticity(measure: str, given: Argument) -> float:
    number = _number(given)
    try:
        return trade_elasticity(given if isnan(number) else number)
    except BadInput as refused:
        raise BadInput(f"{measure}: {refused}") from refused


def _number(given: Argument) -> float:
    """Read a plain decimal number; NaN for anything else."""
    if isinstance(given, str):
        return float(given) if NUMBER.fullmatch(given.strip()) else float("nan")
    return float("nan") if isinstance(given, bool) else float(given)
