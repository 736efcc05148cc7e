"""``detente check``: whether what people said holds, reading by reading."""

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import fill
from typing import Annotated

from cyclopts import Parameter

from detente.brief import Words, number_in_prose, words
from detente.cli.options import Json
from detente.cli.report import as_json
from detente.cli.terminal import page_width, waiting
from detente.data import load_case, shipped_worlds
from detente.study import (
    OUTCOMES,
    Measurement,
    ReadingResult,
    Verdict,
    checked,
    measure_called,
    plain_verdicts,
)
from detente.world import Language, Reading, Source

DOUBT = "From memory"  # how a note opens that says that a figure was not seen in print


def check(
    case: str,
    /,
    *,
    id: Annotated[tuple[str, ...], Parameter(show_default=False)] = (),
    lang: Language = "en",
    json: Json = False,
) -> str:
    """Say of every statement in a case whether it holds, how it was read and who says so.

    Parameters
    ----------
    case
        A shipped case, as vladivostok-2019, or a file of your own.
    id
        Only this statement, with all that is to be known of each number. May be repeated.
    lang
        Language of the statements' meaning and of their readings.
    json
        Print the answer as JSON.
    """
    read = load_case(case)
    with waiting("Measuring what was said"):
        found = checked(shipped_worlds(), read, id)
    if json:
        return as_json(plain_verdicts(read, found))
    return _told(read.title or read.file, found, words(lang), in_full=bool(id))


def _told(title: str, verdicts: Sequence[Verdict], words: Words, *, in_full: bool) -> str:
    """Every verdict as an entry of its own, then the sources that they call for by number."""
    numbers: dict[Source, int] = {}
    entries = ["\n".join(_entry(verdict, words, numbers, in_full=in_full)) for verdict in verdicts]
    counted = Counter(verdict.outcome for verdict in verdicts)
    said = words.labels["verdict"]
    counts = ", ".join(f"{said[o]} {counted[o]}" for o in OUTCOMES if counted[o])
    head = _filled(f"{title}\n{words.ui['statements']}: {len(verdicts)}; {counts}")
    cited = [words.ui["sources"], *(_cited(source, number) for source, number in numbers.items())]
    return "\n\n".join([head, *entries, "\n".join(cited)]) + "\n"


def _entry(
    verdict: Verdict, words: Words, numbers: dict[Source, int], *, in_full: bool
) -> Iterator[str]:
    """Who said what, what it means, and what was found of each reading."""
    said, language = verdict.statement, words.language
    yield _filled(
        f"{said.id}  {words.labels['verdict'][verdict.outcome].upper()}  "
        + words.ui["said"].format(speaker=said.speaker, sentence=said.quote)
    )
    if said.lang != language:
        yield _filled(dict(said.meaning)[language], 2)
    if said.no_reading_because:
        yield _filled(dict(said.no_reading_because)[language], 2)
    told: set[str] = set()
    for result in verdict.results:
        yield from _result(result, words, numbers)
        if in_full:
            yield from _background(result, told)


def _result(result: ReadingResult, words: Words, numbers: dict[Source, int]) -> Iterator[str]:
    """One reading: in words, its number, the test, the measure, and who says so."""
    reading, measured = result.reading, result.measurement
    finding = words.labels["finding"][result.finding]
    yield _filled(f"- {finding}: {dict(reading.says)[words.language]}", 2, 4)
    if measured is None:
        yield _filled(result.why, 4)
        return
    yield _filled(f"{number_in_prose(measured, words)}; {_test(reading, measured, words)}", 4)
    asked = [measured.name, *(f"{key}={value}" for key, value in measured.args.items())]
    yield _filled(shlex.join(asked), 4)
    for note in measured.notes:
        if note == result.why or note.startswith(DOUBT):
            yield _filled(note, 4)
    places = [numbers.setdefault(source, len(numbers) + 1) for source in measured.sources]
    yield _filled(f"{words.ui['sources']}: {', '.join(map(str, places))}", 4)


def _background(result: ReadingResult, told: set[str]) -> Iterator[str]:
    """What else is to be known of a number, and was not told of one before it."""
    if result.measurement is None:
        return
    measure = measure_called(result.measurement.name)
    texts = (f"{measure.meaning} {measure.method}", *result.measurement.notes)
    for text in texts:
        if text not in told and not text.startswith(DOUBT) and text != result.why:
            told.add(text)
            yield _filled(text, 4)


def _test(reading: Reading, measured: Measurement, words: Words) -> str:
    """What a reading asks of the number, in its unit; a stated figure as it was stated."""
    ends = [end if isinstance(end, str) else _chosen(end, measured, words) for end in reading.than]
    first, last = ends[0], ends[-1]
    _, _, unit = words.units[measured.unit]["other"].partition("{number}")
    if len(ends) > 1 and unit.startswith(" "):  # said once for both, as no sign for per cent can be
        first = first.removesuffix(unit)
    return words.labels["relation"][reading.relation].format(than=first, most=last)


def _chosen(number: float, like: Measurement, words: Words) -> str:
    """A number that a reading chose, with every digit, in the unit of one that was measured."""
    return number_in_prose(Measurement("", {}, number, like.unit, None, "", ()), words)


def _cited(source: Source, number: int) -> str:
    return _filled(f"{number}. {source.cited}", 0, 4)


def _filled(text: str, indent: int = 0, hanging: int | None = None) -> str:
    """Text on lines that fit the page."""
    after = indent if hanging is None else hanging
    return "\n".join(
        fill(
            line,
            page_width(),
            initial_indent=" " * indent,
            subsequent_indent=" " * after,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.split("\n")
    )
