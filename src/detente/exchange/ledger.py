"""Who can offer whom what, worth how much, and how much of that the rules leave.

Two kinds of entry stand in one ledger. Goods come from the World, by section and both ways, as they
were traded in the newest year whose sections are known. Everything else comes from a Case: transit,
ports, power, labour, aid. For each, in US dollars a year,

    before    what it is worth if nothing barred it
    now       what of it there is
    after     what the rules in force on the day leave; ``left.py`` and ``goods.py`` say how

    total     Σ over what one gives the other, each end of the range by itself

A total is of what is known: what nobody valued is named, and never counted as nothing. Its low end
takes all entries at their lowest at once, its high end all at their highest. Goods count at what
is paid for them, not at what is gained by trading them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from math import isnan, nan
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from detente.errors import MissingData, UnknownLabel
from detente.exchange.entry import Entry
from detente.exchange.goods import goods_between
from detente.exchange.on_the_table import entry_of
from detente.exchange.worth import UNKNOWN, usd
from detente.rules import Rules
from detente.world import Amount, Case, Result, Source, World, country_in_prose, newest_world

if TYPE_CHECKING:
    import pandas as pd

When = Literal["before", "now", "after"]


@dataclass(frozen=True, slots=True, eq=False)
class Ledger(Result):
    """Every exchange of a pair, before and after the rules.

    Attributes
    ----------
    pair
        Two ISO 3166-1 alpha-3 codes.
    day
        On which the rules were read; None where no rules on either are held.
    goods_year
        Year of the goods by section; None where no year holds them.
    trade_year
        Year of `goods_now`; None where no year holds it.
    goods_now
        By giver and taker: all goods sold in the trade year, US dollars; NaN without a record,
        which is none or not reported.
    """

    pair: tuple[str, str]
    day: date | None
    entries: tuple[Entry, ...]
    goods_year: int | None
    trade_year: int | None
    goods_now: Mapping[tuple[str, str], float]
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()

    def entry(self, id: str) -> Entry:
        """One entry by its id.

        Raises
        ------
        UnknownLabel
            The ledger holds no such exchange; says which are near.
        """
        for entry in self.entries:
            if entry.id == id:
                return entry
        raise UnknownLabel.among("exchange", id, [entry.id for entry in self.entries])

    def of(self, giver: str, taker: str) -> tuple[Entry, ...]:
        """What one country gives another, in the order of the ledger: goods first."""
        return tuple(
            entry for entry in self.entries if (entry.giver, entry.taker) == (giver, taker)
        )

    def goods(self, giver: str, taker: str, when: When) -> Amount:
        """What the goods come to; now, all that were sold in the trade year, by any section."""
        if when == "now":
            sold = self.goods_now.get((giver, taker), nan)
            return UNKNOWN if isnan(sold) else usd(sold, sold, sold)
        return _sum(getattr(e, when) for e in self.of(giver, taker) if e.is_goods)

    def total(self, giver: str, taker: str, when: When) -> Amount:
        """What everything comes to that somebody valued; unknown where nobody valued anything."""
        rest = (e for e in self.of(giver, taker) if e.is_counted and not e.is_goods)
        return _sum([self.goods(giver, taker, when), *(getattr(e, when) for e in rest)])

    def not_valued(self, giver: str, taker: str, when: When) -> tuple[Entry, ...]:
        """What a total leaves out because nobody knows its worth."""
        return tuple(
            entry
            for entry in self.of(giver, taker)
            if entry.is_counted and not (entry.is_goods and when == "now")
            if isnan(getattr(entry, when).value)
        )

    def to_frame(self) -> "pd.DataFrame":
        """One row an entry: who, what it is worth before, now and after, and what the rules say."""
        import pandas as pd

        rows = [
            {
                "id": entry.id,
                "what": dict(entry.what).get("en", f"SITC section {entry.sector}"),
                "giver": entry.giver,
                "taker": entry.taker,
                **{
                    f"{when}_{end}": getattr(getattr(entry, when), end)
                    for when in ("before", "now", "after")
                    for end in ENDS
                },
                "outcome": entry.outcome or "",
                "paragraphs": "; ".join(dict.fromkeys(map(str, entry.binding))),
                "known": entry.known,
                "counted": entry.is_counted,
                "others": " ".join(entry.others),
            }
            for entry in self.entries
        ]
        return pd.DataFrame(rows)


ENDS = ("low", "value", "high")


def ledger(
    worlds: Mapping[int, World],
    case: Case,
    rules: Sequence[Rules],
    *,
    day: date | None = None,
) -> Ledger:
    """Draw up what two countries can offer each other, under the rules of a day.

    Parameters
    ----------
    worlds
        By year. Of those up to the year of the day, the newest that knows both is read: its
        ``sector_flows`` for goods by section, and its ``flows`` for what they trade now.
    case
        The pair, and the exchanges that somebody put on the table.
    rules
        Those held on either of the two. Without any, nothing is known of rules: not that none are.
    day
        Without it that of the case, or else the last day up to which the rules were collected.

    Raises
    ------
    MissingData
        A day after the rules were collected; no trade by section of the pair where the case puts
        nothing on the table.
    BadInput
        An exchange whose facts do not come out in US dollars, or whose category does not fit it.
    UnknownLabel
        An exchange that names a fact or a category that is not known.

    Examples
    --------
    >>> from detente.world import example_world
    >>> drawn = ledger({2024: example_world()}, Case(("NLD", "NOR")), [])
    >>> drawn.total("NOR", "NLD", "before").value, drawn.entry("goods.fuels.NOR").others
    (30.0, ('QAT',))
    """
    bearing = [each for each in rules if each.rules]
    on = _day(case, bearing, day)
    until = _Among(worlds, tuple(year for year in worlds if on is None or year <= on.year))
    ways = (case.pair, case.pair[::-1])
    world, now = _goods_world(until, case), _trade_world(until, case)
    goods = [goods_between(world, *way, bearing, on) for way in ways] if world else []
    table = (entry_of(exchange, case, bearing, on) for exchange in case.exchanges)
    entries = [*chain(*goods, table)]
    return Ledger(
        pair=case.pair,
        day=on if bearing else None,
        entries=tuple(entries),
        goods_year=world.year if world else None,
        trade_year=now.year if now else None,
        goods_now=MappingProxyType({way: now.value("flows", *way) if now else nan for way in ways}),
        sources=_sources(entries, now),
        notes=tuple(dict.fromkeys(note for entry in entries for note in entry.notes)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Among(Mapping[int, World]):
    """Some years of all Worlds; as in the whole, looking one up is what reads it."""

    worlds: Mapping[int, World]
    years: tuple[int, ...]

    def __getitem__(self, year: int) -> World:
        if year not in self.years:
            raise KeyError(year)
        return self.worlds[year]

    def __iter__(self) -> Iterator[int]:
        return iter(self.years)

    def __len__(self) -> int:
        return len(self.years)


def _sum(amounts: Iterable[Amount]) -> Amount:
    """The sum of what is known, each end by itself."""
    known = [amount for amount in amounts if not isnan(amount.value)]
    return usd(*(sum(getattr(a, end) for a in known) for end in ENDS)) if known else UNKNOWN


def _day(case: Case, rules: Sequence[Rules], day: date | None) -> date | None:
    """The day that the rules are read on; refuses one that they do not reach."""
    on = day or case.day
    for held in rules:
        if held.as_of and on and on > held.as_of:
            raise MissingData(
                f"Rules on {country_in_prose(held.target)} were collected up to {held.as_of}, so "
                f"what they leave on {on} is not known here. Ask about a day until then."
            )
    return on or min((held.as_of for held in rules if held.as_of), default=None)


def _goods_world(worlds: Mapping[int, World], case: Case) -> World | None:
    """The World that holds goods by section; None where none does and the case does without."""
    try:
        return newest_world(worlds, "sector_flows", case.pair)
    except MissingData:
        if case.exchanges:
            return None
        raise


def _trade_world(worlds: Mapping[int, World], case: Case) -> World | None:
    """The World that says what the two trade now; None where none knows both."""
    try:
        return newest_world(worlds, "flows", case.pair, case.year)
    except MissingData:
        return None


def _sources(entries: Sequence[Entry], now: World | None) -> tuple[Source, ...]:
    every = [source for entry in entries for source in entry.sources]
    return tuple(dict.fromkeys([*(now.sources_of("flows") if now else ()), *every]))
