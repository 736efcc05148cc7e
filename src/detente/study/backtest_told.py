"""A backtest in Claims for a brief, and as plain as JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from math import exp, isnan
from typing import Any

from detente.claims import Blanks, Claim, Label, Measurement, Unit
from detente.rules import Side, section_parts
from detente.study.ask import country, finding, table, year
from detente.study.backtest import EVERYONE, OTHERS, Backtest, Foretold, Method
from detente.study.leverage import Ranged
from detente.study.plain_value import plain_value
from detente.world import Source

COUNT = (
    "Trade by section of goods in {before}, less the share of each section that the rules of {day} "
    "ban and those of {before} did not."
)
BALANCE = (
    "The bans on both sides as a rise of trade cost in a world that trades in one good each "
    "(Dekle, Eaton & Kortum 2008), so large that at unchanged wages as much is left as by count; "
    "every trade deficit stays a fixed share of world income. The range is over the share of each "
    "section that is banned, the elasticity of trade and how home sales are found."
)
RANGE = "The range is over the share of a section that a ban names; it is no margin of error."
OVER = "The forecast over what came."
ALIKE = "Exports of the two years as one publisher counts both."
LIMITS = (
    "A section of goods is wider than a ban. What share of it the bans name is laid down for the "
    "trade of {laid_down}, the same for every partner, and mostly a judgement of the headings that "
    "lie in it; nothing traded after the bans was used. A cap counts from nothing to the whole of "
    "what it names.",
    "The trade of {before} and that of {after} are taken from different publications, which treat "
    "re-exports and gaps each in its own way: part of the change is theirs.",
    "Customs records do not see what is sold in spite of a ban: from ship to ship, or under "
    "another heading.",
    "A total can come out right while its parts do not: look at the partners.",
    "By count nobody answers a ban: no other goods are sold instead, no price moves, no bank or "
    "carrier turns away, and no partner does more or less than the rules say, or does it earlier.",
    "The model of balance has one good for each country, so what is not banned takes the place of "
    "what is; and it lets no trade deficit grow.",
)
COUNTED_ALIKE = "What one publisher counts in both years stands apart."
GOODS_LATER = (
    "What came by kind of goods is of later years, which had events of their own, and of a "
    "classification that cuts goods a little differently."
)
Plain = dict[str, Any]


def plain_backtest(found: Backtest) -> Plain:
    """What JSON can hold of a backtest; NaN becomes None.

    Examples
    --------
    >>> from detente.data import shipped_worlds
    >>> from detente.rules import rules_on
    >>> from detente.study.backtest import rules_backtest
    >>> told = plain_backtest(rules_backtest(shipped_worlds(), rules_on("PRK")))
    >>> sold = told["partners"][0]
    >>> sold["direction"], sold["about"], round(sold["forecasts"]["count"]["skill"], 2)
    ('export', 'all', 0.77)
    """
    return {
        "target": found.target,
        "before": found.before,
        "after": found.after,
        "day": str(found.day),
        "partners": [_plain(each) for each in found.partners],
        "goods": [_plain(each) for each in found.goods],
        "goods_when": found.goods_when,
        "counted_alike": [_plain(each) for each in found.counted_alike],
        "rules": list(dict.fromkeys(map(str, found.binding))),
        "residual": found.residual,
        "method": f"By count: {_by_count(found)} In balance: {BALANCE}",
        "notes": [*_limits(found), *found.notes],
        "sources": [asdict(source) for source in found.sources],
    }


def _plain(foretold: Foretold) -> Plain:
    return {
        "direction": foretold.direction,
        "about": foretold.about,
        "before": plain_value(foretold.before),
        "came": plain_value(foretold.came),
        "came_by": [source.publisher for source in foretold.sources_came],
        "forecasts": {
            method: {
                **{key: plain_value(value) for key, value in asdict(forecast).items()},
                "off_by": plain_value(foretold.off_by(method)),
                "missed_share": plain_value(foretold.missed_share(method)),
                "skill": plain_value(foretold.skill(method)),
                "has_in_range": foretold.has_in_range(method),
            }
            for method, forecast in foretold.forecasts.items()
        },
    }


def backtest_claims(found: Backtest) -> tuple[Claim, ...]:
    """What a backtest says, in reading order.

    Examples
    --------
    >>> from detente.data import shipped_worlds
    >>> from detente.rules import rules_on
    >>> from detente.study.backtest import rules_backtest
    >>> claims = backtest_claims(rules_backtest(shipped_worlds(), rules_on("PRK")))
    >>> claims[0].key, round(claims[0].blanks["sold"].value, 2)
    ('backtest.banned', 0.87)
    """
    names = {"of": country(found.target), "before": year(found.before), "after": year(found.after)}
    sold, bought = found.of("export"), found.of("import")
    claims = [
        finding(
            "backtest.banned",
            **names,
            sold=_banned(found, sold),
            bought=_banned(found, bought),
        ),
        finding("backtest.exports", **names, **_numbers(found, sold)),
        finding(
            "backtest.skill",
            times=_times(found, sold, "count"),
            times_unchanged=_times(found, sold, "no_change"),
            times_grown=_times(found, sold, "growth"),
        ),
        table("backtest.partners", _rows(found, "export"), **names),
        finding("backtest.imports", **names, **_numbers(found, bought)),
        table("backtest.suppliers", _rows(found, "import"), **names),
        finding(
            "backtest.balance",
            **names,
            sold=_forecast(found, sold, "balance"),
            bought=_forecast(found, bought, "balance"),
        ),
    ]
    if found.counted_alike:
        claims.append(_counted_alike(found, names))
    if found.goods:
        first, last = found.goods_when.split("/")
        rows = [_kind(found, each) for each in found.goods]
        years = {"first": Label("year", first), "last": Label("year", last)}
        claims.append(table("backtest.goods", rows, **names, **years))
    return (*claims, Claim("backtest.limits", claims[0].speaker, {}, notes=_limits(found)))


def _rows(found: Backtest, direction: Side) -> Sequence[Blanks]:
    """A row for all trade, for each partner, and for the others."""
    return [
        {"trader": _trader(each.about), **_numbers(found, each)}
        for each in found.partners
        if each.direction == direction and not isnan(each.before)
    ]


def _kind(found: Backtest, each: Foretold) -> Blanks:
    """A row for a group of goods, of which came what a year of several brought."""
    numbers = _numbers(found, each)
    came = numbers.pop("came")
    return {"kind": Label("word", each.about), **numbers, "came_a_year": came}


def _trader(about: str) -> Label:
    words = {EVERYONE: "all_partners", OTHERS: "other_partners"}
    return Label("word", words[about]) if about in words else country(about)


def _numbers(found: Backtest, each: Foretold) -> dict[str, Measurement | Label]:
    """What was traded, what was foretold by count, and what came."""
    recorded = f"Recorded trade of {found.before}."
    came = f"Recorded trade of {found.after}."
    if each in found.goods:
        came = f"Yearly mean of {found.goods_when}, of sections of another classification."
    before, after = _sure(each.before), _sure(each.came)
    return {
        "traded": _measured(found, "traded", before, "USD", recorded, each.sources_before),
        "foretold": _forecast(found, each, "count"),
        "came": _measured(found, "came", after, "USD", came, each.sources_came),
    }


def _forecast(found: Backtest, each: Foretold, method: Method) -> Measurement:
    number = each.forecasts[method]
    if method == "balance":
        return _measured(found, method, number, "USD", BALANCE, found.sources_model)
    return _measured(found, method, number, "USD", _by_count(found), each.sources_before)


def _banned(found: Backtest, each: Foretold) -> Measurement:
    """The share of trade that newer rules ban, of what was traded before them."""
    left = each.forecasts["count"]
    share = Ranged(*(1 - value / each.before for value in (left.value, left.high, left.low)))
    rules = dict.fromkeys(str(r) for r in found.binding if r.direction == each.direction)
    how = f"{_by_count(found)} Rules: {', '.join(rules)}."
    return _measured(found, "banned", share, "share", how, each.sources_before)


def _times(found: Backtest, each: Foretold, method: Method) -> Measurement:
    """A forecast over what came."""
    ratio = _sure(exp(each.off_by(method)))
    sources = each.sources_before + each.sources_came
    return _measured(found, f"{method} over outcome", ratio, "ratio", OVER, sources)


def _counted_alike(found: Backtest, names: dict[str, Label]) -> Claim:
    """What was left of exports by the figures of one publisher, and what was foretold."""
    alike = next(each for each in found.counted_alike if each.direction == "export")
    left = _sure(alike.came / alike.before)
    total = found.of("export")
    count = total.forecasts["count"]
    foretold = Ranged(*(value / total.before for value in (count.value, count.low, count.high)))
    sources = tuple(dict.fromkeys(alike.sources_before + alike.sources_came))
    by_count = _by_count(found), total.sources_before
    return finding(
        "backtest.counted_alike",
        **names,
        traded=_measured(found, "traded", _sure(alike.before), "USD", ALIKE, sources),
        came=_measured(found, "came", _sure(alike.came), "USD", ALIKE, sources),
        left=_measured(found, "left", left, "share", ALIKE, sources),
        foretold=_measured(found, "count left", foretold, "share", *by_count),
    )


def _measured(
    found: Backtest,
    what: str,
    number: Ranged,
    unit: Unit,
    how: str,
    sources: tuple[Source, ...],
) -> Measurement:
    is_wide = number.low < number.high
    return Measurement(
        name=f"backtest {what}",
        args={},
        value=number.value,
        unit=unit,
        year=found.before if what in ("traded", "banned") else found.after,
        method=how,
        sources=sources,
        low=number.low if is_wide else float("nan"),
        high=number.high if is_wide else float("nan"),
        notes=found.notes,
    )


def _sure(value: float) -> Ranged:
    return Ranged(value, value, value)


def _by_count(found: Backtest) -> str:
    return f"{_said(COUNT, found)} {RANGE}"


def _limits(found: Backtest) -> tuple[str, ...]:
    """What such a forecast cannot see."""
    alike = (COUNTED_ALIKE,) if found.counted_alike else ()
    later = (GOODS_LATER,) if found.goods else ()
    return (*(_said(limit, found) for limit in LIMITS), *alike, *later)


def _said(sentence: str, found: Backtest) -> str:
    return sentence.format(
        before=found.before,
        after=found.after,
        day=found.day,
        laid_down=section_parts(found.target)[0].year,
    )
