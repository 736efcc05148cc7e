"""Whether what somebody said holds, and which way of reading it does not.

A statement has one or more readings: a measure, and what it must come to. Each is measured, with
its range, and the verdict follows::

    reading      holds where the number and all of its range pass the test, fails where none of it
                 does, is open where a part does, and is unanswered where there is no number
    statement    supported       every reading holds
                 contradicted    none holds, and none is open
                 not checkable   none can be answered
                 mixed           anything else

Nobody writes a verdict down: it follows from the measures, each time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite, isnan
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.claims.claim import Measurement, Unit
from detente.claims.measure import checked_arguments
from detente.claims.measures import measure_called, measurement
from detente.claims.rounding import DIGITS, Interval, as_measured, roundings
from detente.errors import BadInput, Error, MissingData, NoSolution, UnknownLabel
from detente.world import Case, Reading, Relation, Statement, World

Outcome = Literal["supported", "contradicted", "mixed", "not checkable"]
Finding = Literal["holds", "fails", "open", "unanswered"]

NUMBERS_IN: Mapping[Relation, int] = {
    "stated": 1,
    "at_least": 1,
    "at_most": 1,
    "more_than": 1,
    "less_than": 1,
    "between": 2,
}
INFINITE = Decimal("Infinity")
MOST_OF_A_SHARE = Decimal("1.45")  # a share of something else may pass one, though not by far
NOISE = 10.0 ** (1 - DIGITS)  # of a number; what adding and multiplying floats leaves
LABEL_UNITS: frozenset[Unit] = frozenset({"year"})  # every digit of these counts


@dataclass(frozen=True, slots=True)
class ReadingResult:
    """One reading, and what the measure came to.

    Attributes
    ----------
    measurement
        None where the measure refused to answer.
    why
        Why there is no answer; empty where there is one.
    """

    reading: Reading
    finding: Finding
    measurement: Measurement | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A statement, and whether it holds under each of its readings."""

    statement: Statement
    outcome: Outcome
    results: tuple[ReadingResult, ...]


def verdict(worlds: Mapping[int, World], case: Case, statement: Statement) -> Verdict:
    """Measure every reading of a statement and say whether it holds.

    Parameters
    ----------
    worlds
        By year.
    case
        What the facts, series and visits of the readings are looked up in.

    Raises
    ------
    UnknownLabel, BadInput, MissingData
        A reading that cannot be measured as it is written; says which.

    Examples
    --------
    >>> from detente.world import example_world
    >>> says, asked = (("en", "Norway is first"),), (("of", "NLD"), ("partner", "NOR"))
    >>> first = Reading(says, "trade.partner_rank", asked, "at_most", (1.0,))
    >>> said = Statement("S1", "somebody", "Norway comes first", "en", says, "fact", (first,))
    >>> verdict({2024: example_world()}, Case(("NLD", "NOR")), said).outcome
    'supported'
    """
    _refuse_unmeasurable(case, statement)
    results = tuple(
        _result(worlds, case, statement, number)
        for number, _ in enumerate(statement.readings, start=1)
    )
    return Verdict(statement, outcome_of([result.finding for result in results]), results)


def outcome_of(findings: Sequence[Finding]) -> Outcome:
    """What follows from what was found of each reading.

    Examples
    --------
    >>> outcome_of(["holds", "fails"]), outcome_of(["fails", "unanswered"]), outcome_of([])
    ('mixed', 'contradicted', 'not checkable')
    """
    found = set(findings)
    if found <= {"unanswered"}:
        return "not checkable"
    if found == {"holds"}:
        return "supported"
    if found <= {"fails", "unanswered"}:
        return "contradicted"
    return "mixed"


def finding_of(reading: Reading, measured: Measurement) -> Finding:
    """Whether a measured number, with all of its range, passes the test of a reading."""
    if isnan(measured.value):
        return "unanswered"
    ends = [end for end in (measured.low, measured.value, measured.high) if not isnan(end)]
    found = as_measured(min(ends), max(ends))
    passing = _passing(reading, measured.unit)
    if passing.holds(found):
        return "holds"
    return "fails" if passing.misses(found) else "open"


def passes(reading: Reading, unit: Unit, numbers: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether each of many numbers passes the test of a reading; NaN does not.

    Examples
    --------
    >>> half = Reading((), "trade.share", (), "stated", ("50 %",))
    >>> passes(half, "share", np.array([0.44, 0.45, 0.55, np.nan]))
    array([False,  True,  True, False])
    """
    passing = _passing(reading, unit)
    low, high = float(passing.low), float(passing.high)
    sign = 1.0 if passing.is_open else -1.0  # what rounding leaves is not beyond an end
    above = numbers > low + sign * NOISE * abs(low) if isfinite(low) else numbers == numbers
    below = numbers < high - sign * NOISE * abs(high) if isfinite(high) else numbers == numbers
    if not passing.is_open:
        above, below = above | (numbers == low), below | (numbers == high)
    return np.asarray(above & below)


def refuse_unmeasurable(case: Case) -> None:
    """Refuse a case with a reading that no measure can answer as it is written.

    Nothing is measured yet: it looks at names, arguments and tests.

    Raises
    ------
    UnknownLabel
        A measure, an argument, a country, a fact, a series or a leader that is not known.
    BadInput
        An argument that is missing or is not of its kind; a test without its number.
    MissingData
        The case holds nothing of the kind that is asked for.
    """
    for statement in case.statements:
        _refuse_unmeasurable(case, statement)


def _refuse_unmeasurable(case: Case, statement: Statement) -> None:
    for number, reading in enumerate(statement.readings, start=1):
        try:
            measure = measure_called(reading.measure)
            checked_arguments(measure, dict(reading.args), case)
            _passing(reading, measure.unit)
        except (UnknownLabel, BadInput, MissingData) as refused:
            raise _placed(refused, case, statement, number) from refused


def _result(
    worlds: Mapping[int, World], case: Case, statement: Statement, number: int
) -> ReadingResult:
    """Measure one reading; a number that cannot be had leaves it unanswered."""
    reading = statement.readings[number - 1]
    try:
        measured = measurement(worlds, reading.measure, dict(reading.args), case)
    except (UnknownLabel, MissingData, NoSolution) as silent:
        return ReadingResult(reading, "unanswered", None, str(silent))
    except BadInput as refused:
        raise _placed(refused, case, statement, number) from refused
    finding = finding_of(reading, measured)
    why = measured.notes[0] if finding == "unanswered" and measured.notes else ""
    return ReadingResult(reading, finding, measured, why)


def _placed(refused: Error, case: Case, statement: Statement, number: int) -> Error:
    """Say of which reading of which statement a refusal is."""
    file = f"{case.file}: " if case.file else ""
    return type(refused)(f"{file}statement {statement.id}, reading {number}: {refused}")


def _passing(reading: Reading, unit: Unit | None) -> Interval:
    """The numbers that pass the test of a reading."""
    relation, than = reading.relation, reading.than
    wanted = NUMBERS_IN.get(relation)
    if wanted is None:
        raise BadInput(f"{relation} is no test. Choose one of: {', '.join(NUMBERS_IN)}.")
    if len(than) != wanted:
        raise BadInput(f"{relation} takes {wanted}, and {len(than)} stand there.")
    if relation == "stated":
        around = roundings(than[0], to_the_unit=unit in LABEL_UNITS)
        _refuse_per_cent(reading, unit, [around.low])
        return around
    first, *second = (_bound(relation, number) for number in than)
    _refuse_per_cent(reading, unit, [first, *second])
    match relation:
        case "at_least":
            return Interval(first, INFINITE)
        case "at_most":
            return Interval(-INFINITE, first)
        case "more_than":
            return Interval(first, INFINITE, is_open=True)
        case "less_than":
            return Interval(-INFINITE, first, is_open=True)
    if second[0] < first:
        raise BadInput(f"between {first} and {second[0]} lies nothing. Write the smaller first.")
    return Interval(first, second[0])


def _refuse_per_cent(reading: Reading, unit: Unit | None, numbers: Sequence[Decimal]) -> None:
    """Refuse a test of a share that no share comes near: it was meant in per cent."""
    if unit == "share" and any(number > MOST_OF_A_SHARE for number in numbers):
        test = " and ".join(map(str, reading.than))
        raise BadInput(
            f"{reading.relation} = {test} is asked of a share, which is a fraction. Write 0.12 for "
            '12 per cent, or, as somebody stated it, "12 %".'
        )


def _bound(relation: Relation, number: str | float) -> Decimal:
    if isinstance(number, str | bool) or not isfinite(number):
        raise BadInput(f"{relation} = {number!r} is not a number. Write it as 0.5, without a unit.")
    return Decimal(repr(float(number)))
