"""A brief as text, for a terminal or a plain file."""

import re
from collections.abc import Iterator
from io import StringIO
from typing import Literal

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from detente.brief.compose import Brief, Section
from detente.brief.footnotes import CHECKSUM_LENGTH, Note
from detente.brief.sentence import Sentence
from detente.brief.table import Cell, Column, Table
from detente.brief.translation import has_english, translated
from detente.brief.words import Words, words
from detente.world import Source


def text_page(brief: Brief, width: int, *, colour: bool) -> str:
    """A brief as lines of at most this many characters, with escape codes only for colour."""
    page = StringIO()
    console = Console(
        file=page,
        width=width,
        force_terminal=colour,
        force_jupyter=False,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for block in _blocks(brief, words(brief.lang)):
        console.print(block)
    lines = "\n".join(line.rstrip() for line in page.getvalue().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"


def _blocks(brief: Brief, words: Words) -> Iterator[RenderableType]:
    ui = words.ui
    yield _underlined(brief.title, "═")
    for guide in filter(None, (brief.years, brief.doubt)):
        yield Text(guide, "dim")
    for section in brief.sections:
        yield from _section(section)
    if brief.notes:
        yield _heading(ui["notes"])
        yield _listed([(f"[{n}]", _note(note, words)) for n, note in enumerate(brief.notes, 1)])
    if brief.caveats:
        yield _heading(ui["caveats"])
        if has_english(brief.caveats, words):
            yield Text(ui["english"] + "\n", "dim")
        told = (translated(caveat, words) or caveat for caveat in brief.caveats)
        yield _listed([(f"{ui['caveat']}{n}", text) for n, text in enumerate(told, 1)])
    if brief.sources:
        yield _heading(ui["sources"])
        yield _listed(
            [(f"{ui['source']}{n}", _source(s, words)) for n, s in enumerate(brief.sources, 1)]
        )
    yield _heading(ui["settings"])
    yield _listed([(f"{name}:", value) for name, value in brief.settings])
    identity = ui["identity"].format(id=brief.id, version=brief.version)
    yield Text(f"\n{identity}. {ui['same']}", "dim")


def _section(section: Section) -> Iterator[RenderableType]:
    yield _heading(section.title)
    for place, part in enumerate(section.parts):
        if place:
            yield Text()
        if isinstance(part, Table):
            yield _sentence(part.caption)
            yield _grid(part)
        elif part.is_statement:
            said, *readings = part.sentences
            yield _sentence(said)
            yield from (Padding(_sentence(reading), (0, 0, 0, 4)) for reading in readings)
        else:
            yield Text(" ").join(_sentence(sentence) for sentence in part.sentences)


def _heading(title: str) -> RenderableType:
    return Padding(_underlined(title, "─"), (1, 0))


def _underlined(title: str, line: str) -> Group:
    rule = Text(line * cell_len(title), "bold", no_wrap=True, overflow="crop")
    return Group(Text(title, "bold"), rule)


def _sentence(sentence: Sentence) -> Text:
    return Text(sentence.text).append(_marker(*sentence.notes), "dim")


def _marker(*notes: int) -> str:
    called = ", ".join(str(note) for note in notes if note)
    return f" [{called}]" if called else ""


def _grid(table: Table) -> Grid:
    grid = Grid(box=SIMPLE_HEAD, pad_edge=False, header_style="")
    for column in table.columns:
        justify: Literal["left", "right"] = "right" if column.is_number else "left"
        grid.add_column(_head(column), justify=justify, overflow="fold")
    for row in table.rows:
        grid.add_row(*(_cell(cell) for cell in row))
    return grid


def _head(column: Column) -> Text:
    head = Text(column.heading)
    if column.unit:
        head.append(f"\n{column.unit}")
    return head.append(_marker(column.note), "dim")


def _cell(cell: Cell) -> Text:
    text = Text(cell.text).append(_marker(cell.note), "dim")
    return text.append(f"\n{cell.range}", "dim") if cell.range else text


def _listed(entries: list[tuple[str, str]]) -> Grid:
    grid = Grid.grid(padding=(0, 1))
    for name, entry in entries:
        grid.add_row(Text(name, "dim"), Text(entry, overflow="fold"))
    return grid


def _note(note: Note, words: Words) -> str:
    ui = words.ui
    first = f" ({ui['first_row']})" if note.measure and not note.value else ""
    leads = [f"{ui['caveat']}{n}" for n in note.caveats]
    leads += [f"{ui['source']}{n}" for n in note.sources]
    said = " ".join([translated(note.method, words) or note.method, *leads])
    made = ", ".join(filter(None, [note.value, note.year]))
    return "\n".join(filter(None, [made, note.measure + first, said]))


def _source(source: Source, words: Words) -> str:
    ui = words.ui
    licence = ui["licence"].format(licence=source.licence)
    known = ui["confirmed" if source.licence_confirmed else "unconfirmed"]
    edition = ui["edition"].format(vintage=source.vintage) if source.vintage else ""
    retrieved = ui["retrieved"].format(date=source.retrieved) if source.retrieved else ""
    checksum = f"{ui['checksum']} {source.sha256[:CHECKSUM_LENGTH]}" if source.sha256 else ""
    published = ", ".join(filter(None, [source.published, edition]))
    said = ". ".join(filter(None, [words.told(source.title), published, f"{licence} ({known})."]))
    kept = ", ".join(filter(None, [source.url, retrieved, checksum]))
    return "\n".join(filter(None, [said, kept]))
