"""``detente measure``: one number by name."""

import json as plain_json
import shlex
from dataclasses import asdict
from textwrap import fill
from typing import Annotated

from cyclopts import CycloptsError, Parameter

from detente.brief import number_in_prose, words
from detente.cli.options import Json
from detente.cli.terminal import page_width
from detente.data import held_worlds, load_case
from detente.study import (
    MEASURES,
    Measure,
    Measurement,
    measure_called,
    measurement,
    plain,
)


def measure(
    name: Annotated[str, Parameter(show_default=False)] = "",
    /,
    *arguments: str,
    case: Annotated[str, Parameter(show_default=False)] = "",
    list_: Annotated[bool, Parameter(name="--list", show_default=False)] = False,
    json: Json = False,
) -> str:
    """Give one number, with what it rests on.

    Parameters
    ----------
    name
        Name of the measure, as --list gives it.
    arguments
        What it is about, each as key=value: countries, a year, a share, a fact of the case.
    case
        Where facts, series, visits and exchanges are looked up: a shipped case, as
        vladivostok-2019, or a file of your own.
    list_
        List every measure with its arguments.
    json
        Print the answer as JSON.
    """
    if list_:
        return _as_json([_entry(each) for each in MEASURES]) if json else _listed()
    if not name:
        raise _misuse("Name a measure; --list gives them all.")
    read = load_case(case) if case else None
    found = measurement(held_worlds(), name, _pairs(arguments), read)
    return _as_json(plain(found)) if json else _told(found, case)


def _pairs(arguments: tuple[str, ...]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for argument in arguments:
        key, equals, value = argument.partition("=")
        if not (key and equals and value):
            raise _misuse(f"{argument!r} is not an argument of a measure. Write it as of=PRK.")
        if key in pairs:
            raise _misuse(f"{key}= was given twice. Give it once.")
        pairs[key] = value
    return pairs


def _misuse(sentence: str) -> CycloptsError:
    return CycloptsError(msg=sentence, command_chain=("measure",))


def _listed() -> str:
    width = page_width()
    return "\n".join(
        f"{each}\n{fill(each.meaning, width, initial_indent='    ', subsequent_indent='    ')}\n"
        for each in MEASURES
    )


def _entry(of: Measure) -> dict[str, object]:
    return {
        "name": of.name,
        "meaning": of.meaning,
        "unit": of.unit,
        "case": of.case,
        "method": of.method,
        "arguments": [asdict(parameter) for parameter in of.arguments],
    }


def _told(found: Measurement, case: str) -> str:
    meaning = measure_called(found.name).meaning
    words_asked = [found.name, *(f"{key}={value}" for key, value in found.args.items())]
    asked = shlex.join([*words_asked, *(["--case", case] if case else [])])
    said = [
        number_in_prose(found, words("en")),
        asked,
        "",
        meaning,
        f"Method: {found.method}",
        *(f"Note: {note}" for note in found.notes),
        *(f"Source: {source.cited}" for source in found.sources),
    ]
    width = page_width()
    lines = (fill(line, width, break_long_words=False, break_on_hyphens=False) for line in said)
    return "\n".join(lines) + "\n"


def _as_json(answer: object) -> str:
    return plain_json.dumps(answer, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
