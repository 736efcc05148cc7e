"""Methods and caveats in another language than English.

They are written in English, next to what they speak of. ``text/notes_nl.toml`` has the Dutch of
each; where they differ from one to the next that of a pattern, with blanks for what differs::

    {}          the same in both languages: a code, a year, a list of paragraphs
    {number}    written with the points and commas of the language
    {date}      a day, as 2019-04-25
    {country}   a country by its name in English, or by its code
    {word}      a key of [labels.word]
    {category}  a kind of exchange as en.toml calls it
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from detente.brief.sentence import label_text
from detente.brief.words import Words, words
from detente.claims import Label
from detente.errors import UnknownLabel
from detente.world import country

BLANK = re.compile(r"\{(\w*)\}")
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "": r"(.+)",
        "number": r"(\d[\d.,]*\d|\d)",
        "date": r"(\d{4}-\d\d-\d\d)",
        "country": r"(.+?)",
        "word": r"([a-z_]+)",
        "category": r"([^:]+)",
    }
)
"""What stands in a blank, as an expression."""
SWAPPED = str.maketrans(".,", ",.")


def translated(note: str, to: Words) -> str:
    """What a method or a caveat says in a language; empty where nobody translated it.

    Examples
    --------
    >>> translated("From memory or unconfirmed: T005.", words("nl"))
    'Uit het geheugen of niet bevestigd: T005.'
    >>> translated("Coal, sold: banned on 2019-04-25, by UNSCR 2371 OP8.", words("nl"))
    'Steenkool, verkocht: verboden op 25 april 2019, door UNSCR 2371 OP8.'
    """
    if note in to.notes:
        return to.notes[note]
    for pattern, kinds, said in _patterns(to):
        if found := pattern.fullmatch(note):
            try:
                parts = [_part(*each, to) for each in zip(kinds, found.groups(), strict=True)]
            except UnknownLabel:  # of a country that nobody knows: the pattern is of something else
                continue
            return BLANK.sub("{}", said).format(*parts)
    return ""


def has_english(notes: Iterable[str], to: Words) -> bool:
    """Whether some notes of a page in another language stay in English."""
    return to.language != "en" and not all(translated(note, to) for note in notes)


@cache
def _patterns(to: Words) -> tuple[tuple[re.Pattern[str], tuple[str, ...], str], ...]:
    """Each pattern as an expression, the kinds of its blanks, and what it says in the language."""
    found = []
    for said, here in to.notes.items():
        text, *rest = BLANK.split(said)
        kinds, texts = tuple(rest[::2]), rest[1::2]
        if kinds:
            blanks = (KINDS[kind] + re.escape(t) for kind, t in zip(kinds, texts, strict=True))
            found.append((re.compile(re.escape(text) + "".join(blanks)), kinds, here))
    return tuple(found)


def _part(kind: str, text: str, to: Words) -> str:
    match kind:
        case "number":
            return text.translate(SWAPPED)
        case "date" | "word":
            return label_text(Label(kind, text), to)
        case "country":
            return label_text(Label("country", country(text)), to)
        case "category":
            return _category(text, to)
        case _:
            return text


def _category(title: str, to: Words) -> str:
    for name, said in words("en").labels["category"].items():
        if said.casefold() == title.casefold():
            return to.capitalised(to.labels["category"][name])
    return title
