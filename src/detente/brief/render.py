"""One brief, three renderings."""

from typing import Literal, get_args

from detente.brief.compose import Brief
from detente.brief.html import html_page
from detente.brief.plain import json_page
from detente.brief.terminal import text_page
from detente.errors import UnknownLabel

Page = Literal["text", "html", "json"]


def render(brief: Brief, format: Page, *, width: int = 80, colour: bool = False) -> str:
    """Set a brief as text, HTML or JSON; the same brief always gives the same characters.

    Parameters
    ----------
    width, colour
        For text: characters on a line, and whether a terminal shows bold and dim.

    Raises
    ------
    UnknownLabel
        No such format.
    """
    match format:
        case "text":
            return text_page(brief, width, colour=colour)
        case "html":
            return html_page(brief)
        case "json":
            return json_page(brief)
        case _:
            raise UnknownLabel.among("format", format, get_args(Page))
