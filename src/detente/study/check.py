"""Does it hold, what people said? A Case in, verdicts out, as plain as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from detente.claims import (
    Measurement,
    Outcome,
    Plain,
    ReadingResult,
    Verdict,
    measure_called,
    plain,
    refuse_unmeasurable,
    roundings,
    verdict,
)
from detente.errors import MissingData, UnknownLabel
from detente.world import Case, World

WHETHER = "Whether"  # how the meaning of a measure opens that answers 1 for yes and 0 for no
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


def answers_yes_or_no(case: Case, measured: Measurement) -> bool:
    """Whether a number is 1 for yes and 0 for no.

    Examples
    --------
    >>> met = Measurement("visits.on", {}, 1.0, "count", None, "By the list.", ())
    >>> answers_yes_or_no(Case(("NLD", "NOR")), met)
    True
    """
    asked = measured.args.get("fact")
    is_such_a_fact = any(fact.id == asked and fact.unit == "yes/no" for fact in case.facts)
    return is_such_a_fact or measure_called(measured.name).meaning.startswith(WHETHER)


def rounds_to(stated: str | float, like: Measurement) -> Measurement:
    """The least and the most that round to a stated figure, in the unit of a measured number.

    Examples
    --------
    >>> workers = Measurement("fact.value", {}, 12000.0, "persons", None, "As told.", ())
    >>> around = rounds_to("10000", workers)
    >>> around.low, around.high
    (5000.0, 15000.0)
    """
    around = roundings(stated, to_the_unit=like.unit == "year")
    low, high = float(around.low), float(around.high)
    return replace(like, value=(low + high) / 2, low=low, high=high)


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
