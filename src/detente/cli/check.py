"""``detente check``: whether what people said holds, reading by reading."""

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from textwrap import fill
from typing import Annotated

from cyclopts import Parameter

from detente.brief import Words, number_in_prose, translated, words
from detente.cli.drawing import AS_MEASURED, Drawing
from detente.cli.options import Json
from detente.cli.report import as_json
from detente.cli.terminal import page_width, waiting
from detente.data import held_worlds, load_case
from detente.study import (
    OUTCOMES,
    Measurement,
    ReadingDraws,
    ReadingResult,
    Verdict,
    VerdictDraws,
    answers_yes_or_no,
    checked,
    drawn_verdicts,
    measure_called,
    plain_drawn_verdicts,
    plain_verdicts,
    rounds_to,
)
from detente.world import Case, Language, Reading, Source

DOUBT = "From memory"  # how a note opens that says that a figure was not seen in print
ONE_BY_ONE = 1e6  # people, up to so many: 11,490 rounds to 10,000 and 12 thousand seems not to
DIGITS = 5  # of a number next to a stated one, so that it shows whether it rounds to that


def check(
    case: str,
    /,
    *,
    id: Annotated[tuple[str, ...], Parameter(show_default=False)] = (),
    drawing: Drawing = AS_MEASURED,
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
        worlds = held_worlds()
        found = checked(worlds, read, id)
        draws = drawing.of(worlds, read)
        drawn = drawn_verdicts(draws, found) if draws else ()
    if json:
        return as_json(plain_drawn_verdicts(draws, drawn) if draws else plain_verdicts(read, found))
    in_draws = {each.verdict.statement.id: each for each in drawn}
    return _Telling(read, words(lang), in_full=bool(id), in_draws=in_draws).told(found)


@dataclass(frozen=True, slots=True, eq=False)
class _Telling:
    """A case, how it is told, and the sources in the order in which they are called for."""

    case: Case
    words: Words
    in_full: bool
    in_draws: Mapping[str, VerdictDraws]
    numbers: dict[Source, int] = field(default_factory=dict)

    def told(self, verdicts: Sequence[Verdict]) -> str:
        """Every verdict as an entry of its own, then the sources that they call for by number."""
        ui, said = self.words.ui, self.words.labels["verdict"]
        entries = ["\n".join(self.entry(verdict)) for verdict in verdicts]
        counted = Counter(verdict.outcome for verdict in verdicts)
        counts = ", ".join(f"{said[o]} {counted[o]}" for o in OUTCOMES if counted[o])
        title = self.case.title or self.case.file
        head = _filled(f"{title}\n{ui['statements']}: {len(verdicts)}; {counts}")
        cited = [ui["sources"], *(_cited(source, n) for source, n in self.numbers.items())]
        return "\n\n".join([head, *entries, "\n".join(cited)]) + "\n"

    def entry(self, verdict: Verdict) -> Iterator[str]:
        """Who said what, what it means, and what was found of each reading."""
        said, words = verdict.statement, self.words
        who = said.speaker
        yield _filled(
            f"{said.id}  {words.labels['verdict'][verdict.outcome].upper()}  "
            + words.ui["said"].format(
                speaker=words.labels["text"].get(who, who), sentence=said.quote
            )
        )
        if said.lang != words.language:
            yield _filled(dict(said.meaning)[words.language], 2)
        if said.no_reading_because:
            yield _filled(dict(said.no_reading_because)[words.language], 2)
        drawn = self.in_draws.get(said.id)
        if drawn and any(each.spread and each.spread.is_drawn for each in drawn.readings):
            yield _filled(self.outcomes(drawn), 2)
        told: set[str] = set()
        for place, result in enumerate(verdict.results):
            yield from self.result(result)
            if drawn:
                yield from self.drawn(drawn.readings[place])
            if self.in_full:
                yield from _background(result, told, self.words)

    def result(self, result: ReadingResult) -> Iterator[str]:
        """One reading: in words, its number, the test, the measure, and who says so."""
        reading, measured, words = result.reading, result.measurement, self.words
        finding = words.labels["finding"][result.finding]
        yield _filled(f"- {finding}: {dict(reading.says)[words.language]}", 2, 4)
        if measured is None:
            yield _filled(translated(result.why, words) or result.why, 4)
            return
        yield _filled(self.answer(reading, measured), 4)
        asked = [measured.name, *(f"{key}={value}" for key, value in measured.args.items())]
        yield _filled(shlex.join(asked), 4)
        for note in measured.notes:
            if note == result.why or note.startswith(DOUBT):
                yield _filled(translated(note, words) or note, 4)
        places = [self.numbers.setdefault(s, len(self.numbers) + 1) for s in measured.sources]
        yield _filled(f"{words.ui['sources']}: {', '.join(map(str, places))}", 4)

    def outcomes(self, drawn: VerdictDraws) -> str:
        """How often a statement comes to which verdict."""
        said, words = self.words.labels["verdict"], self.words
        told = [f"{said[o]} {_part(share, words)}" for o, share in drawn.outcomes.items() if share]
        number = _how_many(len(drawn.readings[0].holds), words)
        return words.ui["verdicts_in_draws"].format(number=number, verdicts=", ".join(told))

    def drawn(self, reading: ReadingDraws) -> Iterator[str]:
        """The range of a reading over the draws, and in what share of them it holds."""
        if not (reading.spread and reading.spread.is_drawn):
            return
        ui, words, of = self.words.ui, self.words, reading.spread
        low, high = (
            number_in_prose(replace(of.measurement, value=end), words, ["alone"])
            for end in (of.ends[0], of.ends[2])
        )
        share, number = _part(reading.share, words), _how_many(len(of.answers), words)
        yield _filled(ui["in_draws"].format(number=number, low=low, high=high, share=share), 4)
        if self.in_full and (drivers := of.drivers()):
            told = (f"{driver.name} ({driver.correlation:+.2f})" for driver in drivers)
            yield _filled(ui["moved_by"].format(inputs=", ".join(told)), 4)

    def answer(self, reading: Reading, measured: Measurement) -> str:
        """The number and the test, or yes or no and to what."""
        words = self.words
        if answers_yes_or_no(self.case, measured):
            yes_no = number_in_prose(measured, words, ["yes_no"])
            asked = measured.args.get("fact")
            return f"{yes_no}: {self.case.fact(str(asked)).statement}" if asked else yes_no
        shown = _one_by_one(measured)
        if reading.relation != "stated":
            return f"{number_in_prose(shown, words)}; {_test(reading, shown, words)}"
        ends = (measured.value, measured.low, measured.high)
        value, low, high = (float(f"{end:.{DIGITS}g}") for end in ends)
        shown = shown if shown.unit in ("count", "year") else replace(shown, sources=())
        number = number_in_prose(replace(shown, value=value, low=low, high=high), words)
        return f"{number}; {_stated(reading.than[0], measured, words)}"


def _part(share: float, words: Words) -> str:
    return number_in_prose(Measurement("", {}, share, "share", None, "", ()), words, ["whole"])


def _how_many(number: int, words: Words) -> str:
    return number_in_prose(Measurement("", {}, number, "count", None, "", ()), words)


def _one_by_one(measured: Measurement) -> Measurement:
    """A number of people as a plain count, where it is not in the millions."""
    ends = (measured.value, measured.low, measured.high)
    is_small = measured.unit == "persons" and not any(abs(end) >= ONE_BY_ONE for end in ends)
    return replace(measured, unit="count") if is_small else measured


def _background(result: ReadingResult, told: set[str], words: Words) -> Iterator[str]:
    """What else is to be known of a number, and was not told of one before it."""
    if result.measurement is None:
        return
    measure = measure_called(result.measurement.name)
    texts = (f"{measure.meaning} {measure.method}", *result.measurement.notes)
    for text in texts:
        if text not in told and not text.startswith(DOUBT) and text != result.why:
            told.add(text)
            yield _filled(translated(text, words) or text, 4)


def _test(reading: Reading, measured: Measurement, words: Words) -> str:
    """What a reading asks of the number, in its unit."""
    ends = [_chosen(float(end), measured, words) for end in reading.than]
    first = _said_once(ends[0], measured, words) if len(ends) > 1 else ends[0]
    return words.labels["relation"][reading.relation].format(than=first, most=ends[-1])


def _stated(figure: str | float, measured: Measurement, words: Words) -> str:
    """A figure as it was stated, and the least and the most that round to it."""
    around = _one_by_one(rounds_to(figure, measured))
    is_whole = str(figure).isdecimal() and measured.unit != "year"
    figure = _chosen(float(figure), around, words) if is_whole else figure
    said = words.labels["relation"]["stated"].format(than=figure)
    if around.high - around.low <= 1 and around.unit in ("count", "year"):
        return said  # only the number itself
    low, high = (_chosen(end, around, words) for end in (around.low, around.high))
    low = _said_once(low, around, words)
    return words.ui["with_range"].format(number=said, low=low, high=high)


def _chosen(number: float, like: Measurement, words: Words) -> str:
    """A number that a reading chose, with every digit, in the unit of one that was measured."""
    if like.unit == "year":
        return f"{number:.0f}"
    return number_in_prose(Measurement("", {}, number, like.unit, None, "", ()), words)


def _said_once(number: str, like: Measurement, words: Words) -> str:
    """A number whose unit follows with another one, as a sign for per cent cannot."""
    _, _, unit = words.units[like.unit]["other"].partition("{number}")
    return number.removesuffix(unit) if unit.startswith(" ") else number


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
