"""What two countries can offer each other, before and after the rules: the ledger of a pair."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from math import isnan, nan
from typing import Any

from detente.claims import (
    Argument,
    Blanks,
    Claim,
    Label,
    Measurement,
    goods_caveats,
    measurement,
)
from detente.errors import MissingData
from detente.exchange import Entry, Ledger, When, ledger
from detente.rules import Rule, rules_on
from detente.study.ask import country, finding, table, year
from detente.study.plain_value import plain_value
from detente.world import Amount, Case, Fact, World, country_in_prose

METHOD = (
    "Worth is what would be paid in a year; of goods, what was paid in the newest year that "
    "records sections. Of goods the rules leave what lies outside the banned share of a section. "
    "Of all else, free or exempt leaves all; conditional or capped leaves between nothing and all, "
    "or the cap, with what there is now in the middle, or only what there is now where that may "
    "run on until a day; unnamed leaves nothing, or all at the most; banned leaves nothing."
)
SUMS = (
    "A sum takes everything at its lowest at once for its low end, and at its highest for its high "
    "end. What nobody valued is not in it, which does not make it nothing, nor is what recorded "
    "goods already hold."
)
SECTIONS = (
    "A section of goods is wider than a ban. It shows neither what is sold in spite of one, nor "
    "what takes its place, nor what was not traded in its year. Rules that held in that year "
    "already are named, and take nothing off: the trade recorded is what they left, or went past "
    "them."
)
FROM_MEMORY = "From memory: a figure or a fact behind it was not seen in a published text."
WHEN: tuple[When, ...] = ("before", "now", "after")

Plain = dict[str, Any]


def pair_ledger(worlds: Mapping[int, World], case: Case, day: date | None = None) -> Ledger:
    """The ledger of a case under the rules that are held on either of the two.

    Parameters
    ----------
    day
        Without it that of the case, or else the last that the rules reach.

    Raises
    ------
    MissingData, BadInput, UnknownLabel
        As :func:`detente.exchange.ledger`.

    Examples
    --------
    >>> from detente.world import example_world
    >>> drawn = pair_ledger({2024: example_world()}, Case(("NLD", "NOR")))
    >>> drawn.total("NLD", "NOR", "before").value
    20.0
    """
    drawn = ledger(worlds, case, [rules_on(code) for code in case.pair], day=day)
    return replace(drawn, notes=(*drawn.notes, *goods_caveats(worlds, drawn)))


def plain_ledger(drawn: Ledger) -> Plain:
    """What JSON can hold of a ledger; NaN becomes None.

    Examples
    --------
    >>> from detente.world import example_world
    >>> plain = plain_ledger(pair_ledger({2024: example_world()}, Case(("NLD", "NOR"))))
    >>> [side["total"]["before"]["value"] for side in plain["sides"]]
    [20.0, 30.0]
    """
    facts = {f.id: f for entry in drawn.entries for f in (*entry.figures, *entry.evidence)}
    rules = dict.fromkeys(rule for entry in drawn.entries for rule in entry.binding)
    return {
        "pair": list(drawn.pair),
        "day": drawn.day and str(drawn.day),
        "goods_year": drawn.goods_year,
        "trade_year": drawn.trade_year,
        "sides": [_side(drawn, giver, taker) for giver, taker in _ways(drawn)],
        "facts": [_fact(fact) for _, fact in sorted(facts.items())],
        "rules": [_rule(rule) for rule in rules],
        "method": METHOD,
        "notes": [*_notes(drawn)],
        "sources": [asdict(source) for source in drawn.sources],
    }


def ledger_claims(worlds: Mapping[int, World], case: Case) -> tuple[Claim, ...]:
    """What a brief says of the ledger of a case: the sums of each side, and what makes them up.

    Raises
    ------
    BadInput, UnknownLabel
        As :func:`detente.exchange.ledger`; where data are missing, a claim says so.

    Examples
    --------
    >>> from detente.world import example_world
    >>> claims = ledger_claims({2024: example_world()}, Case(("NLD", "NOR")))
    >>> claims[0].key, claims[0].blanks["before"].value
    ('ledger.side_unruled', 20.0)
    """
    names = {name: country(code) for name, code in zip("ab", case.pair, strict=True)}
    for held in map(rules_on, case.pair):
        if held.as_of and case.day and case.day > held.as_of:
            last = _as_text(str(held.as_of))
            return (finding("ledger.rules_end", of=country(held.target), day=last),)
    try:
        drawn = pair_ledger(worlds, case)
    except MissingData:
        return (finding("ledger.missing", **names),)
    told = _Telling(worlds, case, drawn)
    claims = [claim for way in _ways(drawn) for claim in told.side(*way)]
    if drawn.goods_year:
        claims.append(finding("ledger.goods", year=year(drawn.goods_year)))
    if drawn.day is None:
        return (*claims, finding("ledger.no_rules", **names))
    return (*claims, finding("ledger.rules", day=_as_text(str(drawn.day))))


@dataclass(frozen=True, slots=True, eq=False)
class _Telling:
    """A ledger, and what its numbers are measured on."""

    worlds: Mapping[int, World]
    case: Case
    drawn: Ledger

    def side(self, giver: str, taker: str) -> Iterator[Claim]:
        """What one can give the other: before the rules, after them, and by what."""
        names = {"giver": country(giver), "taker": country(taker)}
        whens: tuple[When, ...] = ("before", "after") if self.drawn.day else ("before",)
        ending = "" if self.drawn.day else "_unruled"
        every = self.drawn.of(giver, taker)
        is_known = not isnan(self.drawn.total(giver, taker, "before").value)
        if is_known and {giver, taker} == {*self.case.pair}:
            sums = {when: self.measured("ledger.sum", giver=giver, when=when) for when in whens}
            yield finding(f"ledger.side{ending}", **names, **sums)
        elif not is_known:
            yield finding("ledger.side_unknown", **names)
        shown = [entry for entry in every if not entry.is_goods or entry.before.value > 0]
        rows = [self.row(entry, whens) for entry in sorted(shown, key=_goods_first)]
        if rows:
            yield table(f"ledger.offers{ending}", rows, **names)

    def row(self, entry: Entry, whens: Iterable[When]) -> Blanks:
        """What it is, what it is worth, and what the rules say."""
        what = Label("sector", entry.sector) if entry.is_goods else Label("text", "", entry.what)
        row: dict[str, Measurement | Label] = {"what": what}
        row |= {when: self.worth(entry, when) for when in whens}
        if self.drawn.day:
            row["status"] = Label("word", (entry.outcome or "no_rule").replace(" ", "_"))
        return row

    def worth(self, entry: Entry, when: When) -> Measurement:
        """What an entry is worth; of goods, recorded trade and what is left of it."""
        if not entry.is_goods:
            return self.measured("ledger.value", exchange=entry.id, when=when)
        link = {"exporter": entry.giver, "importer": entry.taker, "sector": entry.sector}
        traded = self.measured("trade.flow", **link, year=self.drawn.goods_year or 0)
        if when == "before":
            return traded
        low, value, high = entry.after.low, entry.after.value, entry.after.high
        args = {"exchange": entry.id, "when": when}
        return replace(
            traded,
            name="ledger.value",
            args=args,
            value=value,
            low=low if low < high else nan,
            high=high if low < high else nan,
            method=METHOD,
            notes=(SECTIONS, *traded.notes),
        )

    def measured(self, name: str, **args: Argument) -> Measurement:
        """One number of the registry, about this case."""
        return measurement(self.worlds, name, args, self.case)


def _goods_first(entry: Entry) -> tuple[bool, float]:
    """Goods by size, then the exchanges of the case as they stand."""
    return not entry.is_goods, -entry.before.value if entry.is_goods else 0.0


def _as_text(words: str) -> Label:
    """Words that are the same in every language."""
    return Label("text", "", (("en", words), ("nl", words)))


def _ways(drawn: Ledger) -> Iterator[tuple[str, str]]:
    """Who gives whom: the pair both ways, then what a third party gives or takes."""
    a, b = drawn.pair
    ways = [(a, b), (b, a), *((entry.giver, entry.taker) for entry in drawn.entries)]
    yield from dict.fromkeys(ways)


def _side(drawn: Ledger, giver: str, taker: str) -> Plain:
    """What one gives the other: each entry, and the sums."""
    return {
        "giver": giver,
        "taker": taker,
        "entries": [_entry(entry) for entry in drawn.of(giver, taker)],
        "goods": {when: _amount(drawn.goods(giver, taker, when)) for when in WHEN},
        "total": {when: _amount(drawn.total(giver, taker, when)) for when in WHEN},
        "not_valued": {
            when: [entry.id for entry in drawn.not_valued(giver, taker, when)] for when in WHEN
        },
    }


def _entry(entry: Entry) -> Plain:
    return {
        "id": entry.id,
        "what": dict(entry.what),
        "sector": entry.sector,
        **{when: _amount(getattr(entry, when)) for when in WHEN},
        "known": entry.known,
        "outcome": entry.outcome,
        "paragraphs": list(dict.fromkeys(map(str, entry.binding))),
        "except": [rule.subject for status in entry.statuses for rule in status.exceptions],
        "is_goods": entry.is_goods,
        "is_counted": entry.is_counted,
        "others": list(entry.others),
        "figures": [fact.id for fact in entry.figures],
        "evidence": [fact.id for fact in entry.evidence],
    }


def _amount(of: Amount) -> Plain:
    return {end: plain_value(getattr(of, end)) for end in ("value", "low", "high")}


def _fact(fact: Fact) -> Plain:
    told = {name: plain_value(value) for name, value in asdict(fact).items()}
    return {**told, "sources": list(told["sources"])}


def _rule(rule: Rule) -> Plain:
    """A paragraph, what is to be checked of it, and where it was read."""
    return {
        "rule": str(rule),
        "subject": rule.subject,
        "paragraph_verified": rule.paragraph_verified,
        "measure_verified": rule.measure_verified,
        "citations": [asdict(citation) for citation in rule.citations],
    }


def _notes(drawn: Ledger) -> Iterator[str]:
    """What a careful reader must know."""
    yield SUMS
    if drawn.goods_year is None:
        yield "No year here holds goods by section for both, so goods are not in it."
    elif drawn.day is not None:
        yield SECTIONS
    if drawn.day is None:
        names = " or ".join(country_in_prose(code) for code in drawn.pair)
        yield (
            f"No rules on {names} are held here, so nothing was taken off. That does not say that "
            "there are none."
        )
    if any(entry.known == "from memory" for entry in drawn.entries):
        yield FROM_MEMORY
    binding = (rule for entry in drawn.entries for rule in entry.binding)
    if doubtful := dict.fromkeys(str(rule) for rule in binding if not rule.paragraph_verified):
        yield f"The number of the paragraph is to be checked of {', '.join(sorted(doubtful))}."
    yield from drawn.notes
