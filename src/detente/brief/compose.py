"""Claims in reading order become a Brief: sections, sentences, tables, notes and sources.

A Brief holds no numbers of its own. Each one comes from a Claim and leads to a note, and the note
to its sources.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from html import escape
from importlib.resources import files
from pathlib import Path

from babel.lists import format_list

from detente import __version__
from detente.brief.footnotes import Footnotes, Note
from detente.brief.number import is_doubtful, number_in_prose
from detente.brief.sentence import Sentence, label_text, sentence
from detente.brief.table import Table, table
from detente.brief.words import Words, words
from detente.claims import Claim, Label, Measurement, Unit, plain
from detente.errors import BadInput
from detente.world import Case, Language, Source, country_in_prose

MOST_YEARS = 6  # that are listed; of more, the first and the last
STATEMENT, DRAWS = "statements.said", "draws.basis"
NOTEBOOK_HEIGHT = "40rem"
ID_LENGTH = 12  # hexadecimal digits: one in 10^14 that two briefs share one


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that are read on end, or a statement and a list of its readings."""

    sentences: tuple[Sentence, ...]

    @property
    def is_statement(self) -> bool:
        """Whether the first sentence is a statement, and each of the others reads it one way."""
        return self.sentences[0].claim.key == STATEMENT


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a brief under its heading."""

    key: str
    title: str
    parts: tuple[Paragraph | Table, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """An answer to be read.

    Attributes
    ----------
    case
        The question.
    id
        Twelve hexadecimal digits, a function of the question, the data and the version only: the
        same in every language.
    years
        A sentence on which years the figures describe; empty where no figure has one.
    doubt
        A sentence on what is given from memory; empty where nothing is.
    settings
        The assumptions of the question, each with its name.
    notes, caveats, sources
        A piece of text leads to a note by its place, the first being 1; a note to the others too.
    """

    case: Case
    lang: Language
    id: str
    version: str
    title: str
    years: str
    doubt: str
    sections: tuple[Section, ...]
    settings: tuple[tuple[str, str], ...]
    notes: tuple[Note, ...]
    caveats: tuple[str, ...]
    sources: tuple[Source, ...]

    def _repr_html_(self) -> str:
        """How a notebook shows it: in a frame of its own, so that neither restyles the other."""
        from detente.brief.html import html_page

        page = escape(html_page(self))
        return (
            f'<iframe title="{escape(self.title)}" sandbox srcdoc="{page}" loading="lazy" '
            f'style="width: 100%; height: {NOTEBOOK_HEIGHT}; border: 0"></iframe>'
        )


def compose(case: Case, claims: Sequence[Claim], lang: Language = "en") -> Brief:
    """Put claims about a question into words.

    Parameters
    ----------
    claims
        In reading order within their section; sections are ordered by ``text``.
    lang
        ``en`` or ``nl``.

    Raises
    ------
    UnknownLabel
        No such language; or a claim, a label or a column that nobody worded.
    BadInput
        No claims; the words for a claim do not fit its blanks; a number is infinite.

    Examples
    --------
    >>> records = Claim("basis.records", "detente", {})
    >>> brief = compose(Case(("NLD", "NOR")), [records])
    >>> brief.title, brief.sections[0].title
    ('What can the Netherlands and Norway mean for each other?', 'What this rests on')
    """
    worded = words(lang)
    if not claims:
        raise BadInput(
            f"No claims to compose a brief about {' and '.join(case.pair)} from. "
            "Hand over what detente.study found."
        )
    measured = tuple(_measurements(claims))
    for m in measured:
        plain(m)  # refuses what is infinite
    footnotes = Footnotes(worded, _called(case))
    sections = tuple(_sections(claims, worded, footnotes))
    a, b = (country_in_prose(code, lang) for code in case.pair)
    return Brief(
        case=case,
        lang=lang,
        id=_identity(case, footnotes.sources, claims),
        version=__version__,
        title=worded.ui["question"].format(a=a, b=b),
        years=_years(measured, worded),
        doubt=worded.ui["from_memory"] if any(map(is_doubtful, measured)) else "",
        sections=sections,
        settings=tuple(_settings(case, worded)),
        notes=footnotes.notes,
        caveats=footnotes.caveats,
        sources=footnotes.sources,
    )


def _sections(claims: Sequence[Claim], words: Words, footnotes: Footnotes) -> Iterator[Section]:
    for claim in claims:
        words.looked_up("sections", claim.section, words.titles)
    for key in words.order:
        own = [claim for claim in claims if claim.section == key]
        if own:
            yield Section(key, words.titles[key], tuple(_parts(own, words, footnotes)))


def _parts(
    claims: Iterable[Claim], words: Words, footnotes: Footnotes
) -> Iterator[Paragraph | Table]:
    paragraph: list[Sentence] = []
    for claim in claims:
        if paragraph and (claim.rows or claim.opens):
            yield Paragraph(tuple(paragraph))
            paragraph = []
        if claim.rows:
            yield table(claim, words, footnotes)
        else:
            paragraph.append(sentence(claim, words, footnotes))
    if paragraph:
        yield Paragraph(tuple(paragraph))


def _measurements(claims: Iterable[Claim]) -> Iterator[Measurement]:
    for claim in claims:
        for blanks in (claim.blanks, *claim.rows):
            yield from (blank for blank in blanks.values() if isinstance(blank, Measurement))


def _years(measured: Iterable[Measurement], words: Words) -> str:
    years = sorted({m.year for m in measured if m.year is not None})
    if not years:
        return ""
    if len(years) > MOST_YEARS:
        return words.ui["years_between"].format(first=years[0], last=years[-1])
    listed = format_list([str(year) for year in years], locale=words.locale)
    return words.ui["years"].format(years=listed)


def _settings(case: Case, words: Words) -> Iterator[tuple[str, str]]:
    """The assumptions of a question: what was chosen, and what was left open."""

    def chosen(value: float, unit: Unit) -> str:
        return number_in_prose(Measurement("", {}, value, unit, None, "", ()), words)

    pair = Label("countries", " ".join(case.pair))
    ui = words.ui
    yield ui["pair"], label_text(pair, words, bare=True)
    yield ui["year"], ui["newest"] if case.year is None else str(case.year)
    yield ui["theta"], ui["customary"] if case.theta is None else chosen(case.theta, "index")
    treatment = case.deficits and label_text(Label("word", case.deficits), words)
    yield ui["deficits"], treatment or ui["customary"]
    yield ui["diverted_share"], chosen(case.diverted_share, "share")


def _called(case: Case) -> str:
    """How a command names a case: a shipped one by its name, one of a file by that of the file."""
    file = Path(case.file)
    is_shipped = file.parent == Path(str(files("detente"))) / "cases"
    return case.id if is_shipped or not case.file else file.name


def _identity(case: Case, sources: Iterable[Source], claims: Iterable[Claim]) -> str:
    """Name a brief after what determines it; how often it was drawn, and from which seed, too."""
    data = sorted((source.sha256, source.title, source.vintage) for source in sources)
    asked = {**asdict(case), "file": ""}  # the same case elsewhere on a disk is the same case
    drawn = [
        {
            name: blank.value
            for name, blank in claim.blanks.items()
            if isinstance(blank, Measurement)
        }
        for claim in claims
        if claim.key == DRAWS
    ]
    inputs = json.dumps([asked, data, __version__, *drawn], sort_keys=True, default=str)
    return sha256(inputs.encode()).hexdigest()[:ID_LENGTH]
