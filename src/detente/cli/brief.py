"""``detente brief``: the whole answer about a pair."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, Token, convert

from detente.brief import Format, compose, save
from detente.cli.options import CUSTOMARY, Assumptions, Json
from detente.cli.terminal import page, waiting
from detente.data import shipped_worlds
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


def brief(
    a: str,
    b: str,
    /,
    *,
    assumptions: Assumptions = CUSTOMARY,
    formats: Annotated[
        Formats, Parameter(name="--format", converter=_separated, show_default=", ".join)
    ] = ("text", "html"),
    out: Path = HERE,
    lang: Language = "en",
    json: Json = False,
) -> str:
    """Write everything about a pair.

    Parameters
    ----------
    a
        A country: a name in English or Dutch, or a code.
    b
        Another country.
    formats
        What to make, separated by commas or repeated. Text is printed, the others become files.
    out
        Folder for the files.
    lang
        Language of the brief.
    json
        Print the brief as JSON, and write no file.
    """
    case = assumptions.case(a, b)
    with waiting("Reading trade and solving the models"):
        written = compose(case, pair_claims(shipped_worlds(), case), lang)
    if json:
        return page(written, json=True)
    files = [format for format in formats if format != "text"]
    for path in save(written, files, out):
        sys.stderr.write(f"Wrote {path}\n")
    return page(written) if "text" in formats else ""
