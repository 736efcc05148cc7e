"""A brief with all that stands behind it, in one zip.

brief.html, brief.json     the brief
tables/*.csv               the figures of each table and picture, in full
tables/*.metadata.json     what each column is, its unit, who says so
sources.csv                every source with its licence
question.json              what was asked, to ask it again
case.json                  of a case that somebody wrote down, all that was read in it
CITATION.cff               how to cite it
"""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from detente.brief.compose import Brief
from detente.brief.html import html_page
from detente.brief.plain import json_page, question
from detente.brief.table import Table
from detente.claims import Label, Measurement, Plain, plain
from detente.world import Case

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip knows: no clock in any output


def zip_page(brief: Brief) -> bytes:
    """A brief and its figures as one zip; the same brief gives the same bytes."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, text in _files(brief):
            entry = ZipInfo(f"brief-{brief.id}/{name}", LONG_AGO)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text.encode())
    return packed.getvalue()


def _files(brief: Brief) -> Iterator[tuple[str, str]]:
    yield "brief.html", html_page(brief)
    yield "brief.json", json_page(brief)
    tables = [p for section in brief.sections for p in section.parts if isinstance(p, Table)]
    for number, table in enumerate(tables, 1):
        name = f"tables/{number:02}-{table.caption.claim.key}"
        yield f"{name}.csv", _figures(table)
        yield f"{name}.metadata.json", _json(_metadata(brief, table))
    yield "sources.csv", _sources(brief)
    yield "question.json", _json(question(brief.case))
    if brief.case.id:
        yield "case.json", _case(brief.case)
    yield "CITATION.cff", _citation(brief)


def _figures(table: Table) -> str:
    """The numbers of a table in full; empty where there is no answer."""
    rows = table.caption.claim.rows
    heads: list[str] = []
    for name, blank in rows[0].items():
        heads += [name, f"{name}_low", f"{name}_high"] if isinstance(blank, Measurement) else [name]
    lines: list[Sequence[object]] = [heads]
    for row, cells in zip(rows, table.rows, strict=True):
        line: list[object] = []
        for blank, cell in zip(row.values(), cells, strict=True):
            if isinstance(blank, Label):
                line.append(blank.of or cell.text)
            else:
                told = plain(blank)
                line += [told[end] for end in ("value", "low", "high")]
        lines.append(line)
    return _csv(lines)


def _metadata(brief: Brief, table: Table) -> Plain:
    claim = table.caption.claim
    columns = []
    for column in table.columns:
        blanks = [row[column.name] for row in claim.rows]
        numbers = [blank for blank in blanks if isinstance(blank, Measurement)]
        about: Plain = {"name": column.name, "heading": column.heading}
        if numbers:
            about |= {
                "unit": numbers[0].unit,
                "measure": numbers[0].name,
                "method": numbers[0].method,
                "notes": list(dict.fromkeys(note for m in numbers for note in m.notes)),
                "sources": list(dict.fromkeys(s.title for m in numbers for s in m.sources)),
            }
        columns.append(about)
    return {"brief": brief.id, "title": table.caption.text, "columns": columns}


def _sources(brief: Brief) -> str:
    named = [plain(source) for source in brief.sources]
    heads = list(named[0]) if named else []
    return _csv([heads, *([source[head] for head in heads] for source in named)])


def _case(case: Case) -> str:
    """A case without the place on a disk where it was read, which is nobody else's business."""
    read = {**asdict(case), "file": ""}
    return json.dumps(read, ensure_ascii=False, default=str, indent=2) + "\n"


def _citation(brief: Brief) -> str:
    return (
        "cff-version: 1.2.0\n"
        "message: Cite this brief by its id, which stands for the question, the data and the "
        "version.\n"
        f"title: {json.dumps(brief.title, ensure_ascii=False)}\n"
        "type: dataset\n"
        "authors:\n  - name: detente\n"
        f'version: "{brief.version}"\n'
        "identifiers:\n"
        f"  - type: other\n    value: {json.dumps(brief.id)}\n"
    )


def _json(of: Plain) -> str:
    return json.dumps(of, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _csv(lines: Iterable[Sequence[object]]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue()
