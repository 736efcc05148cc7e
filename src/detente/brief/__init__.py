"""Words and pictures: Claims become a Brief, a Brief becomes a page. It cannot compute."""

from detente.brief.compose import Brief, Section, compose
from detente.brief.number import number_in_prose
from detente.brief.render import Format, render
from detente.brief.save import save
from detente.brief.words import words

__all__ = ["Brief", "Format", "Section", "compose", "number_in_prose", "render", "save", "words"]
