"""A template and a claim become a sentence: words, and numbers that lead to their notes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import Literal

from babel.dates import format_date
from babel.lists import format_list

from detente.brief.footnotes import Footnotes
from detente.brief.number import MANNERS, number_in_prose, with_doubt
from detente.brief.words import Words
from detente.claims import Blanks, Claim, Label, Measurement
from detente.errors import BadInput, UnknownLabel
from detente.world import country_in_prose, country_name


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words, with the number of the note that it leads to, or 0."""

    text: str
    note: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """One claim in words."""

    claim: Claim
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def notes(self) -> tuple[int, ...]:
        """Numbers of its notes, each once."""
        return tuple(dict.fromkeys(piece.note for piece in self.pieces if piece.note))


@dataclass(frozen=True, slots=True)
class Slot:
    """A blank in a template: which, in what manner, or which of two forms of a word."""

    name: str
    manner: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


def sentence(claim: Claim, words: Words, footnotes: Footnotes) -> Sentence:
    """Word a claim.

    Raises
    ------
    UnknownLabel
        Nobody worded a claim of this key, or a label in it.
    BadInput
        The template has a blank that the claim does not fill, or leaves a number untold.
    """
    template = words.looked_up(claim.section, claim.key, words.sentences)
    asked = {part.name for part in slots(template) if isinstance(part, Slot)}
    numbers = {name for name, blank in claim.blanks.items() if isinstance(blank, Measurement)}
    if not numbers <= asked <= set(claim.blanks):
        raise BadInput(
            f"{claim.key} in {words.language}.toml has the blanks {_listed(asked)}; the claim "
            f"fills {_listed(claim.blanks)}. Use every number, and no blank that is not filled."
        )
    pieces = [*filled(template, claim.blanks, words, footnotes)]
    if claim.notes:
        pieces.append(Piece("", footnotes.remark(claim.notes)))
    if claim.speaker != "detente":
        before, after = words.ui["said"].split("{sentence}")
        pieces = [Piece(before.format(speaker=claim.speaker)), *pieces, Piece(after)]
    return Sentence(claim, tuple(pieces))


def filled(
    template: str, blanks: Mapping[str, Measurement | Label], words: Words, footnotes: Footnotes
) -> tuple[Piece, ...]:
    """Fill the blanks of a template; a blank that comes first gets a capital."""
    pieces = []
    for part in slots(template):
        if isinstance(part, str):
            pieces.append(Piece(part))
            continue
        blank = blanks[part.name]
        text = _text(part, blank, words)
        if isinstance(blank, Measurement):
            text = with_doubt(text, blank)
        note = footnotes.of(blank) if isinstance(blank, Measurement) else 0
        pieces.append(Piece(text if pieces else words.capitalised(text), note))
    return tuple(pieces)


def slots(template: str) -> Iterator[str | Slot]:
    """Take a template apart.

    Examples
    --------
    >>> list(slots("{a} {a|sells|sell} {value:alone}."))
    [Slot(name='a', manner=(), forms=()), ' ', Slot(name='a', manner=(), forms=('sells', 'sell')), \
' ', Slot(name='value', manner=('alone',), forms=()), '.']
    """
    for text, blank, manner, _ in Formatter().parse(template):
        if text:
            yield text
        if blank is not None:
            name, *forms = blank.split("|")
            yield Slot(name, tuple((manner or "").split()), tuple(forms))


def label_text(label: Label, words: Words, *, bare: bool = False) -> str:
    """A label in words: with the article of a country, or bare and short as a table has it."""
    match label.kind:
        case "country":
            return (country_name if bare else country_in_prose)(label.of, words.language)
        case "countries":
            names = [label_text(Label("country", c), words, bare=bare) for c in label.of.split()]
            return format_list(names, locale=words.locale)
        case "year":
            return label.of
        case "date":
            length: Literal["medium", "long"] = "medium" if bare else "long"
            day = format_date(date.fromisoformat(label.of), length, locale=words.locale)
            return day.replace(" ", "\N{NO-BREAK SPACE}") if bare else day
        case "text":
            return words.told(dict(label.texts)[words.language])
        case "category" if label.of not in words.labels["category"]:
            return dict(label.texts)[words.language]
        case _:
            return words.looked_up(f"labels.{label.kind}", label.of, words.labels[label.kind])


def _text(slot: Slot, blank: Measurement | Label, words: Words) -> str:
    manner = [m for m in MANNERS if m in slot.manner]
    if len(manner) < len(slot.manner):
        unknown = next(m for m in slot.manner if m not in MANNERS)
        raise UnknownLabel.among("manner", unknown, MANNERS)
    if slot.forms:
        return slot.forms[_is_plural(slot, blank, words)]
    if isinstance(blank, Measurement):
        return number_in_prose(blank, words, manner)
    return label_text(blank, words, bare="bare" in manner)


def _is_plural(slot: Slot, blank: Measurement | Label, words: Words) -> bool:
    """Whether a country, or a list of countries, takes a plural verb."""
    if isinstance(blank, Measurement) or blank.kind not in ("country", "countries"):
        raise BadInput(
            f"{{{slot.name}|{'|'.join(slot.forms)}}} chooses between one and many; "
            f"{slot.name} is neither a country nor countries."
        )
    countries = blank.of.split()
    return len(countries) > 1 or countries[0] in words.plural


def _listed(names: "set[str] | Blanks") -> str:
    return ", ".join(sorted(names)) or "none"
