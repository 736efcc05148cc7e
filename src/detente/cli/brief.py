"""``detente brief``: the whole answer about a pair."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, Token, convert

from detente.brief import Format, compose, save
from detente.cli.drawing import AS_MEASURED, Drawing
from detente.cli.options import CUSTOMARY, Assumptions, Json
from detente.cli.terminal import page, waiting
from detente.data import held_worlds, load_case, reported_trade
from detente.errors import CannotWrite
from detente.study import drawn_claims, pair_claims
from detente.world import Language

HERE = Path()
Formats = tuple[Format, ...]


def _separated(kind: type[Formats], tokens: Sequence[Token]) -> Formats:
    """Read ``html,json`` as two words."""
    formats: Formats = convert(
        kind, [token.evolve(value=word) for token in tokens for word in token.value.split(",")]
    )
    return formats


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Pages:
    """What to make, and where.

    Attributes
    ----------
    formats
        What to make, separated by commas or repeated. Text is printed, the others become files.
    out
        Folder for the files.
    lang
        Language of the brief.
    """

    formats: Annotated[
        Formats, Parameter(name="--format", converter=_separated, show_default=", ".join)
    ] = ("text", "html")
    out: Path = HERE
    lang: Language = "en"


USUAL = Pages()


def brief(
    a: str,
    b: str,
    /,
    *,
    case: Annotated[str, Parameter(show_default=False)] = "",
    assumptions: Assumptions = CUSTOMARY,
    drawing: Drawing = AS_MEASURED,
    pages: Pages = USUAL,
    json: Json = False,
) -> str:
    """Write everything about a pair.

    Parameters
    ----------
    a
        A country: a name in English or Dutch, or a code.
    b
        Another country.
    case
        A shipped case, as vladivostok-2019, or a file of your own: what is on the table, the rules
        on its day, and what was said about it.
    json
        Print the brief as JSON, and write no file.
    """
    files = [] if json else [format for format in pages.formats if format != "text"]
    if files and not pages.out.is_dir():  # before the work, and not after it
        raise CannotWrite(
            f"Cannot write a brief in {pages.out}. There is no such folder. Create it, or name "
            "another."
        )
    asked = assumptions.case(a, b, of=load_case(case) if case else None)
    with waiting("Reading trade and solving the models"):
        worlds = held_worlds()
        claims = pair_claims(worlds, asked, reported_trade(*asked.pair))
        if draws := drawing.of(worlds, asked):
            claims = drawn_claims(draws, claims)
        written = compose(asked, claims, pages.lang)
    if json:
        return page(written, json=True)
    for path in save(written, files, pages.out):
        sys.stderr.write(f"Wrote {path}\n")
    return page(written) if "text" in pages.formats else ""
