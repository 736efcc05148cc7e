"""A brief as one HTML file: no script, nothing to fetch, readable on paper and on a phone."""

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from detente.brief.compose import Brief
from detente.brief.footnotes import CHECKSUM_LENGTH
from detente.brief.picture import picture_of
from detente.brief.table import Table
from detente.brief.translation import has_english, translated
from detente.brief.words import words

if TYPE_CHECKING:
    from jinja2 import Template

SOURCES_NAMED = 3  # in a note; of more, only their marks
CONTENTS_FROM = 4  # sections, from which a list of contents helps


def html_page(brief: Brief, *, is_paper: bool = False) -> str:
    """A brief as HTML.

    Parameters
    ----------
    is_paper
        Notes stand where the text calls for them, for a program that sets them at the foot of the
        page; else at the end.
    """
    return _set("brief.html", brief, is_paper=is_paper)


def html_part(brief: Brief) -> str:
    """A brief as a part of a page, which :func:`style_sheet` dresses."""
    return _set("answer.html", brief, is_paper=False)


def style_sheet() -> str:
    """How a brief looks, on screen and on paper."""
    return files("detente.brief").joinpath("templates", "brief.css").read_text("utf-8")


def _set(template: str, brief: Brief, *, is_paper: bool) -> str:
    called: set[int] = set()
    worded = words(brief.lang)

    def is_first_call(note: int) -> bool:
        """Whether the text calls for a note for the first time: the note leads back to it."""
        is_new = note not in called
        called.add(note)
        return is_new

    return _template(template).render(
        brief=brief,
        checksum_length=CHECKSUM_LENGTH,
        sources_named=SOURCES_NAMED,
        ui=worded.ui,
        told=worded.told,
        is_paper=is_paper,
        picture_of=lambda table: picture_of(table, worded),
        is_first_call=is_first_call,
        translated=lambda note: translated(note, worded),
        has_english=has_english(brief.caveats, worded),
        has_contents=len(brief.sections) >= CONTENTS_FROM,
    )


@cache
def _template(name: str) -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("detente.brief", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = _number
    environment.filters["names"] = _names
    environment.tests["table"] = lambda part: isinstance(part, Table)
    return environment.get_template(name)


def _number(number: str) -> str:
    """Keep digits on one line with the word that counts them."""
    return re.sub(r"(?<=\d) (?=\w)", "\N{NO-BREAK SPACE}", number)


def _names(text: str) -> list[str]:
    """Cut a text around names with a hyphen, as Noord-Korea: every second run is one."""
    return re.split(r"(\w+(?:-[A-Z]\w+)+)", text)
