"""Pages that write themselves: the parts of a page between double braces come from the program.

{{ commands }}            every command, with its options
{{ measures }}            every measure, with its arguments and method
{{ room trade }}          what a room offers at its front door, file by file
{{ tables }}              the shipped tables, their columns, sources and defects
{{ file case }}           the keys of a file that people write, from its JSON Schema
"""

import re

from api import room
from sphinx.application import Sphinx
from tables import file, tables
from what_it_answers import commands, measures

PARTS = {
    "commands": commands,
    "measures": measures,
    "room": room,
    "tables": tables,
    "file": file,
}
CALL = re.compile(r"^\{\{ (\w+)(?: (\w+))? \}\}$", re.M)
OUTSIDE = re.compile(r"\[([^\]]+)\]\(\.\./(?:tests|src|examples|benchmarks)/[^)]*\)")


def filled(app: Sphinx, page: str, source: list[str]) -> None:
    """Put what the program says in the place of each call; name files that are no pages."""
    text = CALL.sub(lambda call: PARTS[call[1]](*filter(None, [call[2]])), source[0])
    source[0] = OUTSIDE.sub(r"`\1`", text)


def in_its_language(
    app: Sphinx, page: str, template: str, context: dict[str, object], tree: object
) -> None:
    """Say of a Dutch page that it is Dutch, so that it is read aloud as such."""
    if page.startswith("nl/"):
        context["language"] = "nl"


def setup(app: Sphinx) -> dict[str, bool]:
    """Fill pages as they are read."""
    app.connect("source-read", filled)
    app.connect("html-page-context", in_its_language)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
