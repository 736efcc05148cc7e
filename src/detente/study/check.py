"""Does it hold, what people said? A Case in, verdicts out, as plain as JSON."""

from collections.abc import Mapping, Sequence

from detente.claims import (
    Outcome,
    Plain,
    ReadingResult,
    Verdict,
    measure_called,
    plain,
    refuse_unmeasurable,
    verdict,
)
from detente.errors import MissingData, UnknownLabel
from detente.world import Case, World

OUTCOMES: tuple[Outcome, ...] = ("supported", "mixed", "contradicted", "not checkable")


def checked(
    worlds: Mapping[int, World], case: Case, ids: Sequence[str] = ()
) -> tuple[Verdict, ...]:
    """Say of every statement of a case whether it holds, in the order of the case.

    Parameters
    ----------
    worlds
        By year, as :func:`detente.data.shipped_worlds` gives them.
    ids
        Only the statements of these ids; all where none is named.

    Raises
    ------
    UnknownLabel
        A statement that the case does not hold; a measure, argument or fact that nobody knows.
    BadInput
        A reading that cannot be measured as it is written.
    MissingData
        The case holds no statements.

    Examples
    --------
    >>> from detente.world import Reading, Statement, example_world
    >>> says, asked = (("en", "Half is Qatar's"),), (("of", "NLD"), ("partner", "QAT"))
    >>> half = Reading(says, "trade.share", asked, "stated", ("50 %",))
    >>> said = Statement("S1", "somebody", "half of it", "en", says, "quantity", (half,))
    >>> (found,) = checked({2024: example_world()}, Case(("NLD", "NOR"), statements=(said,)))
    >>> found.outcome
    'contradicted'
    """
    if not case.statements:
        where = case.file or "The case"
        raise MissingData(f"{where} holds no statements to check. Add some under [[statements]].")
    known = [statement.id for statement in case.statements]
    for id in ids:
        if id not in known:
            raise UnknownLabel.among("statement", id, known)
    refuse_unmeasurable(case)
    asked = [each for each in case.statements if not ids or each.id in ids]
    return tuple(verdict(worlds, case, statement) for statement in asked)


def plain_verdicts(case: Case, verdicts: Sequence[Verdict]) -> Plain:
    """Verdicts as words, numbers and lists, each number with the Sources that it leads to."""
    counted = [found.outcome for found in verdicts]
    return {
        "case": {
            "id": case.id,
            "title": case.title,
            "pair": list(case.pair),
            "date": case.day and str(case.day),
        },
        "counts": {outcome: counted.count(outcome) for outcome in OUTCOMES},
        "statements": [_plain(found) for found in verdicts],
    }


def _plain(found: Verdict) -> Plain:
    said = found.statement
    return {
        "id": said.id,
        "speaker": said.speaker,
        "quote": said.quote,
        "lang": said.lang,
        "meaning": dict(said.meaning),
        "kind": said.kind,
        "verdict": found.outcome,
        "no_reading_because": dict(said.no_reading_because),
        "readings": [_plain_result(result) for result in found.results],
        "sources": [plain(source) for source in said.sources],
    }


def _plain_result(result: ReadingResult) -> Plain:
    reading, measured = result.reading, result.measurement
    measure = measure_called(reading.measure)
    return {
        "says": dict(reading.says),
        "measure": reading.measure,
        "args": dict(reading.args),
        "meaning": measure.meaning,
        "relation": reading.relation,
        "than": list(reading.than),
        "unit": measured.unit if measured else measure.unit,
        "finding": result.finding,
        "why": result.why,
        "measurement": plain(measured) if measured else None,
    }
