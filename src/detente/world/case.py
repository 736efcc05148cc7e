"""A question that somebody asked about two countries, with what they brought to answer it.

A Case needs no more than a pair. What people write in a file adds a date, dated facts, visits,
exchanges on the table, positions and statements to check; see :func:`detente.world.case_in`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.errors import BadInput, UnknownLabel
from detente.world.bounds import trade_elasticity
from detente.world.source import Source
from detente.world.statement import Statement

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
        One of :data:`detente.world.UNITS`.
    when
        The time that it describes, as ISO 8601 writes it: 2018, 2019-04, 2019-04-25, 2008/2018.
    checked
        Whether the figure was seen in a published text. False shows on every page.
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


@dataclass(frozen=True, slots=True)
class Series:
    """One figure by year.

    Attributes
    ----------
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


@dataclass(frozen=True, slots=True)
class Position:
    """Where an actor stands on an issue, from 0 to 100, and how much it cares.

    Attributes
    ----------
    weight
        Capability of the actor: a fraction of that of all actors in the world.
    """

    actor: str
    issue: str
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
    statements: tuple[Statement, ...] = ()
    file: str = ""

    def __post_init__(self) -> None:
        a, b = self.pair
        if a == b:
            raise BadInput(f"{a} was given twice. A question is about two different countries.")
        if self.theta is not None:
            trade_elasticity(self.theta)
        if not 0 < self.diverted_share < 1:
            raise BadInput(
                f"The share to divert is {self.diverted_share}; it must lie between 0 and 1. "
                "Write a fifth as 0.2."
            )

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
