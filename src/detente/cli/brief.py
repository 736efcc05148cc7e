"""``detente brief``: the whole answer about a pair."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, Token, convert

from detente.brief import Format, compose, save
from detente.cli.options import CUSTOMARY, Assumptions, Json
from detente.cli.terminal import page, waiting
from detente.data import load_case, reported_trade, shipped_worlds
from detente.study import pair_claims
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
    asked = assumptions.case(a, b, of=load_case(case) if case else None)
    with waiting("Reading trade and solving the models"):
        written = compose(
            asked, pair_claims(shipped_worlds(), asked, reported_trade(*asked.pair)), pages.lang
        )
    if json:
        return page(written, json=True)
    files = [format for format in pages.formats if format != "text"]
    for path in save(written, files, pages.out):
        sys.stderr.write(f"Wrote {path}\n")
    return page(written) if "text" in pages.formats else ""
