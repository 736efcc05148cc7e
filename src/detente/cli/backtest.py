"""``detente backtest``: did the bans on a country foretell its trade?"""

import re
from collections.abc import Iterator, Sequence
from math import exp
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import CycloptsError, Parameter

from detente.cli.options import Json
from detente.cli.report import Plain, Table, as_json, number, report
from detente.cli.terminal import waiting
from detente.data import held_worlds, reported_trade
from detente.study import plain_backtest, rules_backtest, rules_on
from detente.world import country, country_in_prose, country_name

Text = Annotated[str, Parameter(show_default=False)]

YEARS = re.compile(r"(\d{4})-(\d{4})", re.ASCII)
METHODS = {
    "count": "Bans counted",
    "balance": "In balance",
    "no_change": "No change",
    "growth": "World growth",
}
SIDES = {"export": "Exports", "import": "Imports"}
WORDS = {"all": "Everyone", "others": "The others"}


def backtest(
    target: str,
    /,
    *,
    partners: Text = "",
    years: str = "2015-2018",
    file: Annotated[tuple[Path, ...], Parameter(show_default=False)] = (),
    json: Json = False,
) -> str:
    """Foretell a country's trade from the rules on it, and compare with what came.

    Parameters
    ----------
    target
        The country that the rules are about: a name in English or Dutch, or a code.
    partners
        Those to be shown apart, as China,Russia. Without it the neighbours by land that it trades
        with.
    years
        The year to foretell from, of trade by section of goods, and the year that is foretold.
    file
        More rules, in TOML or JSON.
    json
        Print the answer as JSON.
    """
    before, after = _years(years)
    rules = rules_on(target, *file)
    shown = [country(name.strip()) for name in partners.split(",")] if partners else []
    with waiting("Solving the models"):
        found = rules_backtest(
            held_worlds(),
            rules,
            shown,
            before=before,
            after=after,
            reported=reported_trade(rules.target),
        )
    answer = plain_backtest(found)
    return as_json(answer) if json else report(_said(answer), _tables(answer), answer)


def _years(text: str) -> tuple[int, int]:
    found = YEARS.fullmatch(text)
    if found is None:
        raise CycloptsError(
            msg=f"--years {text} is no pair of years. Write it as 2015-2018.",
            command_chain=("backtest",),
        )
    return int(found[1]), int(found[2])


def _said(answer: Plain) -> Iterator[str]:
    """What was banned, what was foretold, and what came."""
    whom, before, after = country_in_prose(answer["target"]), answer["before"], answer["after"]
    for each in answer["partners"]:
        if each["about"] == "all":
            count = each["forecasts"]["count"]
            yield (
                f"{SIDES[each['direction']]} of {whom}: {number(each['before'], 'USD', answer)} in "
                f"{before}. The bans that came by {answer['day']}, counted, foretold "
                f"{number(count, 'USD', answer)} for {after}; "
                f"{number(each['came'], 'USD', answer)} came."
            )
    yield f"Rules: {', '.join(answer['rules'])}."


def _tables(answer: Plain) -> Iterator[Table]:
    before, after = str(answer["before"]), str(answer["after"])
    for side, title in SIDES.items():
        rows = [each for each in answer["partners"] if each["direction"] == side]
        heads = (title, before, METHODS["count"], METHODS["balance"], after)
        yield Table("US dollars a year", heads, [_row(each, answer) for each in rows])
    tested = [*answer["partners"], *answer["counted_alike"]]
    ratios = ("Forecast over outcome", *METHODS.values())
    yield Table("1 is right", ratios, list(_errors(tested, answer)))
    if answer["goods"]:
        kinds = ("Exports by kind", before, METHODS["count"], f"Mean {answer['goods_when']}")
        yield Table("US dollars a year", kinds, [_row(each, answer) for each in answer["goods"]])


def _row(each: Plain, answer: Plain) -> tuple[str, ...]:
    """What was traded, what was foretold, by count with its range, and what came."""
    forecasts = each["forecasts"]
    balance = [_usd(forecasts["balance"], answer, "alone")] if "balance" in forecasts else []
    first, last = (_usd(each[key], answer) for key in ("before", "came"))
    return _about(each), first, _usd(forecasts["count"], answer), *balance, last


def _errors(tested: Sequence[Plain], answer: Plain) -> Iterator[tuple[str, ...]]:
    """How many times what came each forecast was: 1 is right."""
    for each in tested:
        errors = [each["forecasts"][method]["off_by"] for method in METHODS]
        told = (None if error is None else exp(error) for error in errors)
        alike = f" ({each['came_by'][0]})" if each in answer["counted_alike"] else ""
        cells = (number(ratio, "ratio", answer, "bare") for ratio in told)
        yield f"{SIDES[each['direction']]}: {_about(each)}{alike}", *cells


def _about(each: Plain) -> str:
    about = str(each["about"])
    if about in WORDS:
        return WORDS[about]
    return country_name(about) if about.isupper() else about.replace("_", " ").capitalize()


def _usd(of: Plain | float | None, answer: Plain, *manner: Literal["alone"]) -> str:
    """US dollars, of which the heading tells."""
    return number(of, "USD", answer, "bare", *manner)
