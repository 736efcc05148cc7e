"""``detente sever``: a cut between two countries, or between every two."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

from cyclopts import CycloptsError, Parameter

from detente.brief import compose
from detente.cli.drawing import AS_MEASURED, Drawing
from detente.cli.options import CUSTOMARY, Assumptions, Json
from detente.cli.progress import counting
from detente.cli.report import Plain, Table, as_json, number, report
from detente.cli.terminal import page, waiting
from detente.data import held_worlds, is_saved, save_in_parts, saved_table
from detente.study import (
    EverySeverance,
    Terms,
    drawn_claims,
    every_severance,
    plain_severances,
    severed,
)
from detente.world import Closure, Language, country_name

if TYPE_CHECKING:
    import pandas as pd

Name = Annotated[str, Parameter(show_default=False)]

ON = "Severing pairs"
PAIRS_SHOWN = 20
PAIRS_SHOWN_OF_A_FILE = 10
RANKED = (
    ("largest_loss", "The largest losses to one of the two"),
    ("largest_loss_to_both", "The largest losses to both, by the one that loses less"),
)
HEADS = ("If trade stops between", "the first loses", "the second")


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class EveryPair:
    """All pairs at once.

    Attributes
    ----------
    all
        Instead of a pair: every pair, each on its own.
    out
        With --all: write one row a pair to this file, .parquet or .csv. A run that is broken off
        goes on where it stopped when it is repeated.
    closure
        With --all: how home sales are found. Without it by value added.
    """

    all: Annotated[bool, Parameter(show_default=False)] = False
    out: Path | None = None
    closure: Closure | None = None


ONE_PAIR = EveryPair()


def sever(
    a: Name = "",
    b: Name = "",
    /,
    *,
    every: EveryPair = ONE_PAIR,
    assumptions: Assumptions = CUSTOMARY,
    drawing: Drawing = AS_MEASURED,
    lang: Language = "en",
    json: Json = False,
) -> str:
    """Say what both lose, and who else gains or loses, if all trade between two stops.

    Parameters
    ----------
    a
        A country: a name in English or Dutch, or a code.
    b
        Another country.
    lang
        Language of the answer about a pair.
    json
        Print the answer as JSON.
    """
    _refuse_what_does_not_go_together(a, b, every, lang)
    if every.all and drawing != AS_MEASURED:
        raise CycloptsError(msg="--draws goes with a pair. Name two.", command_chain=("sever",))
    if every.all:
        deficits = assumptions.treatment or "balanced"
        terms = Terms(assumptions.year, assumptions.theta, deficits, every.closure)
        return _every_pair(terms, every.out, json=json)
    case = assumptions.case(a, b)
    with waiting("Solving the models"):
        worlds = held_worlds()
        claims = severed(worlds, case)
        if draws := drawing.of(worlds, case):
            claims = drawn_claims(draws, claims)
    return page(compose(case, claims, lang), json=json)


def _refuse_what_does_not_go_together(a: str, b: str, every: EveryPair, lang: Language) -> None:
    wrong = ""
    if every.all and a:
        wrong = f"--all takes every pair. Leave out {f'{a} and {b}' if b else a}, or --all."
    elif every.all and lang != "en":
        wrong = "--all answers in English only. Leave --lang out."
    elif not every.all and every != ONE_PAIR:
        wrong = "--out and --closure go with --all."
    elif not every.all and not b:
        wrong = "Name two countries, or --all for every pair."
    if wrong:
        raise CycloptsError(msg=wrong, command_chain=("sever",))


def _every_pair(terms: Terms, out: Path | None, *, json: bool) -> str:
    with waiting("Reading trade"):
        asked = every_severance(held_worlds(), terms)
    table = _solved(asked) if out is None else _saved(asked, out)
    most = PAIRS_SHOWN if out is None else PAIRS_SHOWN_OF_A_FILE
    answer = plain_severances(asked, table, most)
    return as_json(answer) if json else _told(answer, is_kept=out is not None)


def _solved(asked: EverySeverance) -> "pd.DataFrame":
    import pandas as pd

    with counting(ON, len(asked.pairs)) as count:
        return pd.concat(_parts(asked, 0, count), ignore_index=True)


def _saved(asked: EverySeverance, out: Path) -> "pd.DataFrame":
    began, is_there = monotonic(), is_saved(out, asked.question)
    try:
        with counting(ON, len(asked.pairs)) as count:
            save_in_parts(out, asked.question, lambda done: _parts(asked, done, count))
    except KeyboardInterrupt:
        sys.stderr.write("What was solved is kept; repeat the command to go on.\n")
        raise
    took = f"Wrote {out} in {monotonic() - began:.1f} seconds\n"
    sys.stderr.write(f"{out} is complete; nothing was left to solve\n" if is_there else took)
    return saved_table(out)


def _parts(
    asked: EverySeverance, done: int, count: Callable[[int], None]
) -> Iterator["pd.DataFrame"]:
    """The pairs that are left to solve, counted with those that were solved before."""
    count(done)
    for part in asked.parts(done):
        yield part
        count(len(part))


def _told(answer: Plain, *, is_kept: bool) -> str:
    shown = RANKED if is_kept else RANKED[:1]
    tables = [Table(title, HEADS, _ranked(answer, name)) for name, title in shown]
    return report(_about(answer, is_kept=is_kept), tables, answer)


def _about(answer: Plain, *, is_kept: bool) -> Iterator[str]:
    """How many pairs, which of them have no answer, and how exactly the others were solved."""
    refused = answer["refused"]
    yield (
        f"{answer['pairs']:,} pairs in {answer['year']}, {len(refused)} without an answer. "
        f"Largest residual: {answer['largest_residual'] or 0:.1e}."
    )
    for pair in refused:
        yield f"{_pair(pair['a'], pair['b'])}: {pair['refused']}"
    if not is_kept:
        yield "To keep every pair, say --out pairs.parquet or --out pairs.csv."


def _ranked(answer: Plain, name: str) -> list[tuple[str, ...]]:
    return [
        (
            _pair(row["country"], row["partner"]),
            *(number(row[loss], "share", answer, "alone") for loss in ("loss", "partner_loss")),
        )
        for row in answer[name]
    ]


def _pair(first: str, second: str) -> str:
    return f"{country_name(first)} and {country_name(second)}"
