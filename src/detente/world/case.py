"""A question that somebody asked about two countries, with what they brought to answer it.

A Case needs no more than a pair. What people write in a file adds a date, dated facts, visits,
exchanges on the table, positions, projects and statements to check; see
:func:`detente.world.case_in`.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from detente.errors import BadInput, UnknownLabel
from detente.world.bounds import diverted_share, trade_elasticity
from detente.world.priors import CUSTOMARY, Priors
from detente.world.project import Project
from detente.world.source import Source
from detente.world.statement import Statement
from detente.world.units import UNITS, Amount, in_base_unit

Deficits = Literal["balanced", "dek", "multiplicative"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One dated figure, as somebody published it.

    Attributes
    ----------
    about
        The subject that it belongs to, in a word or two.
    low, value, high
        NaN, all three, where the fact is no number.
    unit
        One of :data:`detente.world.UNITS`; empty where the fact is no number.
    when
        The time that it describes, as ISO 8601 writes it: 2018, 2019-04, 2019-04-25, 2008/2018.
    checked
        Whether the figure was seen in a published text, or computed from such figures. False shows
        on every page.
    """

    id: str
    about: str
    statement: str
    low: float
    value: float
    high: float
    unit: str
    when: str
    sources: tuple[Source, ...]
    checked: bool

    @property
    def amount(self) -> Amount:
        """The figure in the unit that measures give it in."""
        if not self.unit:
            return Amount(self.low, self.value, self.high, "")
        low, value, high = (in_base_unit(x, self.unit) for x in (self.low, self.value, self.high))
        return Amount(low, value, high, UNITS[self.unit])


@dataclass(frozen=True, slots=True)
class Series:
    """One figure by year.

    Attributes
    ----------
    unit
        One of :data:`detente.world.UNITS`.
    years, values, checked
        Of one length; years ascend.
    """

    id: str
    about: str
    statement: str
    unit: str
    years: tuple[int, ...]
    values: tuple[float, ...]
    checked: tuple[bool, ...]
    sources: tuple[Source, ...]

    @property
    def amounts(self) -> tuple[float, ...]:
        """The figures in the unit that measures give them in: ``UNITS[series.unit]``."""
        return tuple(in_base_unit(value, self.unit) for value in self.values)


@dataclass(frozen=True, slots=True)
class Visit:
    """A meeting of leaders.

    Attributes
    ----------
    between
        Two ISO 3166-1 alpha-3 codes, the country of the first leader first.
    leaders
        One name for each country, in the order of `between`.
    host
        Code of the country where they met; empty where it is neither.
    kind
        state, official, working, unofficial, summit or meeting.
    signed
        Whether the leaders signed a text.
    """

    id: str
    between: tuple[str, str]
    first: date
    last: date
    place: str
    host: str
    leaders: tuple[str, str]
    kind: str
    signed: bool
    document: str
    sources: tuple[Source, ...]
    checked: bool


@dataclass(frozen=True, slots=True)
class Exchange:
    """Something that one country can give and the other needs.

    Attributes
    ----------
    what, how_known
        In English and in Dutch: ``{"en": …, "nl": …}`` as pairs.
    giver, taker
        ISO 3166-1 alpha-3 codes.
    value
        Ids of facts whose product is its worth in USD a year if nothing barred it; empty where
        nobody put a figure on it.
    now
        Likewise, what of it there is on the day.
    category
        Category of the rules that it falls under; empty where no rule can.
    others
        Who else could supply it: ISO 3166-1 alpha-3 codes.
    evidence
        Ids of the facts that say so.
    sector
        SITC section, a digit, whose recorded trade already holds it; empty for what is no goods.
    """

    id: str
    what: tuple[tuple[str, str], ...]
    giver: str
    taker: str
    value: tuple[str, ...]
    now: tuple[str, ...]
    category: str
    others: tuple[str, ...]
    evidence: tuple[str, ...]
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """Where an actor stands on an issue, from 0 to 100, and how much it cares.

    Attributes
    ----------
    issue
        Its id, the same for everyone with a position on it.
    what
        The issue, and what 0 and 100 stand for, in English and in Dutch, as pairs.
    weight
        Capability of the actor: a fraction of that of all actors in the world.
    """

    actor: str
    issue: str
    what: tuple[tuple[str, str], ...]
    low: float
    value: float
    high: float
    salience: float
    weight: float
    sources: tuple[Source, ...]
    checked: bool


@dataclass(frozen=True, slots=True)
class Case:
    """What can these two countries mean for each other?

    Attributes
    ----------
    pair
        Two ISO 3166-1 alpha-3 codes.
    year
        Year of trade to answer from; None takes the newest that holds both.
    theta
        Trade elasticity, from 0.1 to 100: elasticity of trade to trade cost. None takes the
        customary value and reports the range over the customary ones.
    deficits
        What happens to trade imbalances in a counterfactual. None takes the customary treatment:
        ``balanced`` for a cut, ``dek`` for a diversion, which starts from trade as recorded.
    diverted_share
        Share of trade with the first partner that the diversion moves, from 0 to 1.
    id, title
        What it is called; empty where nobody wrote it down.
    day
        The day that the question is about; None for none in particular.
    third_parties
        Other countries that matter, as codes.
    priors
        What is drawn from where the data leave something open.
    file
        Where it was read from, for refusals; empty where nobody wrote it down.

    Examples
    --------
    >>> Case(("RUS", "PRK")).diverted_share
    0.2
    """

    pair: tuple[str, str]
    year: int | None = None
    theta: float | None = None
    deficits: Deficits | None = None
    diverted_share: float = 0.2
    id: str = ""
    title: str = ""
    day: date | None = None
    third_parties: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    series: tuple[Series, ...] = ()
    visits: tuple[Visit, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    positions: tuple[Position, ...] = ()
    projects: tuple[Project, ...] = ()
    statements: tuple[Statement, ...] = ()
    priors: Priors = CUSTOMARY
    file: str = ""

    def __post_init__(self) -> None:
        a, b = self.pair
        if a == b:
            raise BadInput(f"{a} was given twice. A question is about two different countries.")
        if self.theta is not None:
            trade_elasticity(self.theta)
        diverted_share(self.diverted_share)

    def fact(self, id: str) -> Fact:
        """One fact by its id.

        Raises
        ------
        UnknownLabel
            The case holds no such fact; says which are near.
        """
        for fact in self.facts:
            if fact.id == id:
                return fact
        raise UnknownLabel.among("fact", id, [fact.id for fact in self.facts])


def case_in(path: Path | str) -> Case:
    """Read the case of a file.

    Parameters
    ----------
    path
        A file that ends in ``.toml``, or in ``.json`` with the same content.

    Raises
    ------
    BadInput
        No such file; one that is empty, too large, not TOML or not JSON; a key or a value that no
        case has. Says where, what was found, and what to write.
    UnknownLabel
        A country, unit, source or fact that is named and not known.
    """
    from detente.world.case_file import case_of_file

    return case_of_file(Path(path))


def case_schema() -> dict[str, Any]:
    """JSON Schema of a case file, as shipped in ``case.schema.json``.

    Examples
    --------
    >>> case_schema()["required"]
    ['id', 'title', 'pair']
    """
    from detente.world.case_shape import CaseFile

    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return dialect | CaseFile.model_json_schema()
