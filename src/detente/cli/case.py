"""``detente case``: a file that holds a question, and what people bring to answer it."""

import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import fill
from typing import Annotated

from cyclopts import App, Parameter

from detente.cli.options import Json
from detente.cli.report import Plain, as_json
from detente.cli.terminal import page_width
from detente.data import case_template, load_case, save_case_template
from detente.study import refuse_unanswerable
from detente.world import Case, case_schema, country, country_in_prose

TABLES = ("facts", "series", "visits", "exchanges", "positions", "projects", "statements")

case = App(name="case")


@case.command
def new(
    a: str, b: str, /, *, out: Annotated[Path | None, Parameter(show_default=False)] = None
) -> str:
    """Print a case file about two countries to begin with; every line of it is explained.

    Parameters
    ----------
    a
        One country: a name in English or Dutch, or a code.
    b
        The other.
    out
        Write it to this file, which ends in .toml. A file that is there already is left alone.
    """
    pair = country(a), country(b)
    if out is None:
        return case_template(*pair)
    sys.stderr.write(f"Wrote {save_case_template(*pair, out)}\n")
    return ""


@case.command
def validate(file: Path, /, *, json: Json = False) -> str:
    """Check whether a file holds a case, and say what is in it.

    Parameters
    ----------
    file
        A file in TOML or JSON, or the name of a shipped case.
    json
        Print the answer as JSON.
    """
    held = load_case(file)
    refuse_unanswerable(held)
    answer = _contents(held, str(file))
    if json:
        return as_json(answer)
    return "\n".join(fill(line, page_width()) for line in _told(answer)) + "\n"


@case.command
def schema() -> str:
    """Print the JSON Schema of a case file, for an editor or another program."""
    return as_json(case_schema())


def _contents(held: Case, file: str) -> Plain:
    """What a case holds, and how much of it nobody has checked."""
    seen = {
        "facts": [fact.checked for fact in held.facts],
        "years of series": [year for series in held.series for year in series.checked],
        "visits": [visit.checked for visit in held.visits],
        "positions": [position.checked for position in held.positions],
    }
    return {
        "file": file,
        "id": held.id,
        "title": held.title,
        "pair": list(held.pair),
        "date": held.day and str(held.day),
        "holds": {table: len(getattr(held, table)) for table in TABLES},
        "not_checked": {name: {"of": len(s), "are": s.count(False)} for name, s in seen.items()},
        "not_measured": sum(not statement.readings for statement in held.statements),
    }


def _told(answer: Plain) -> Iterator[str]:
    pair = " and ".join(country_in_prose(code) for code in answer["pair"])
    day = f", on {answer['date']}" if answer["date"] else ""
    yield f"{answer['file']} holds a case: {answer['title']} ({pair}{day})."
    counted = [f"{table} {number}" for table, number in answer["holds"].items() if number]
    yield f"In it: {', '.join(counted) or 'nothing else'}."
    doubted = {name: n for name, n in answer["not_checked"].items() if n["are"]}
    doubts = [f"{name} {n['are']} of {n['of']}" for name, n in doubted.items()]
    yield f"Not checked: {', '.join(doubts)}." if doubts else "Everything in it is checked."
    if answer["not_measured"]:
        yield f"Statements that nothing can measure: {answer['not_measured']}."
