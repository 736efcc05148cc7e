"""The pages of the manual, and the blocks in them that run.

    ```python     lines after >>> answer as printed below them
    ```console    commands after $ answer 0, and as printed below them where something is printed;
                  ``...`` stands for what is left out, and ``$ …  # refused`` answers 1
    ```toml       one that begins with ``# NAME.toml`` becomes a file of that name

Blocks of ``sh`` install something or wait for a reader: they are shown, and do not run.
"""

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(p for p in DOCS.rglob("*.md") if "_build" not in p.parts)
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


def blocks(page):
    """Every block of a page that is marked with a language: the language and what stands in it."""
    return [(b[1], b[2]) for b in BLOCK.finditer(page.read_text(encoding="utf-8"))]


def commands(block):
    """The commands of a console block: the words, whether refused, and what is printed below."""
    parts = re.split(r"^\$ ", block, flags=re.M)
    for part in filter(None, parts):
        line, _, printed = part.partition("\n")
        words, _, remark = line.partition("  # ")
        yield words, remark == "refused", printed


def left_out(printed, told):
    """The first piece of what a page prints that a program did not tell in its place, or nothing.

    Pieces are what stands between ``...``; white space counts as one space.
    """
    told = " ".join(told.split())
    pieces = [" ".join(piece.split()) for piece in printed.split("...")]
    if not told.startswith(pieces[0]):
        return pieces[0]
    if not told.endswith(pieces[-1]):
        return pieces[-1]
    place = 0
    for piece in pieces:
        place = told.find(piece, place)
        if place < 0:
            return piece
        place += len(piece)
    return ""
