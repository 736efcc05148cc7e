"""Words and pictures: Claims become a Brief, a Brief becomes a page. It cannot compute."""

from detente.brief.compose import Brief, Section, compose
from detente.brief.html import html_part, style_sheet
from detente.brief.map import Shape, shapes
from detente.brief.number import number_in_prose
from detente.brief.render import Page, render
from detente.brief.save import Format, save
from detente.brief.translation import translated
from detente.brief.words import Words, words

__all__ = [
    "Brief",
    "Format",
    "Page",
    "Section",
    "Shape",
    "Words",
    "compose",
    "html_part",
    "number_in_prose",
    "render",
    "save",
    "shapes",
    "style_sheet",
    "translated",
    "words",
]
