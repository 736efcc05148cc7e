"""Verdicts in Claims: what was said, how it was read, and what was found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from detente.claims import (
    Blanks,
    Claim,
    Finding,
    Label,
    Measurement,
    ReadingResult,
    Verdict,
    measure_called,
)
from detente.study.ask import finding, table
from detente.study.check import OUTCOMES
from detente.world import Fact

READ: Mapping[Finding, str] = {
    "holds": "statements.holds",
    "fails": "statements.fails",
    "open": "statements.open",
    "unanswered": "statements.unanswered",
}
READ_YES_NO: Mapping[Finding, str] = {
    "holds": "statements.holds_yes_no",
    "fails": "statements.fails_yes_no",
}
COUNTED = "Statements counted by their verdicts, which follow from the measures below."
WHETHER = "Whether"  # how the meaning of a measure opens that answers 1 for yes and 0 for no


def verdict_claims(verdicts: Sequence[Verdict], facts: Sequence[Fact] = ()) -> tuple[Claim, ...]:
    """What a brief says of statements: each with its verdict, then each reading by itself.

    Parameters
    ----------
    facts
        What the readings may measure: those in yes or no are told so, and not as a number.

    Examples
    --------
    >>> from detente.world import Case, Reading, Statement, example_world
    >>> from detente.study import checked
    >>> says, asked = (("en", "Half"), ("nl", "Half")), (("of", "NLD"), ("partner", "QAT"))
    >>> half = Reading(says, "trade.share", asked, "stated", ("50 %",))
    >>> said = Statement("S1", "somebody", "half of it", "en", says, "quantity", (half,))
    >>> case = Case(("NLD", "NOR"), statements=(said,))
    >>> [claim.key for claim in verdict_claims(checked({2024: example_world()}, case))]
    ['statements.said', 'statements.fails']
    """
    claims = [*_counts(verdicts)] if len(verdicts) > 1 else []
    yes_no = frozenset(fact.id for fact in facts if fact.unit == "yes/no")
    for found in verdicts:
        claims += _told(found, yes_no)
    return tuple(claims)


def _counts(verdicts: Sequence[Verdict]) -> Iterator[Claim]:
    """How many statements came out how: in a sentence, and in a table."""
    counted = [found.outcome for found in verdicts]
    asked = _count(len(counted))
    supported, mixed, contradicted, unchecked = (_count(counted.count(o)) for o in OUTCOMES)
    yield finding(
        "statements.answer",
        asked=asked,
        supported=supported,
        mixed=mixed,
        contradicted=contradicted,
        unchecked=unchecked,
    )
    rows: list[Blanks] = [
        {"verdict": Label("verdict", outcome), "number": _count(counted.count(outcome))}
        for outcome in OUTCOMES
        if outcome in counted
    ]
    yield table("statements.counts", rows, asked=asked)


def _count(number: int) -> Measurement:
    return Measurement("statements", {}, number, "count", None, COUNTED, ())


def _told(found: Verdict, yes_no: frozenset[str]) -> Iterator[Claim]:
    said = found.statement
    quoted = finding(
        "statements.said",
        id=_same(said.id),
        speaker=_same(said.speaker),
        quote=_same(said.quote),
        meaning=Label("text", "", said.meaning),
        verdict=Label("verdict", found.outcome),
    )
    yield replace(quoted, opens=True)
    if said.no_reading_because:
        yield finding("statements.because", why=Label("text", "", said.no_reading_because))
    yield from (_reading(result, yes_no) for result in found.results)


def _reading(result: ReadingResult, yes_no: frozenset[str]) -> Claim:
    says, measured = Label("text", "", result.reading.says), result.measurement
    if measured is None:
        return finding("statements.refused", says=says, why=_same(result.why))
    is_yes_no = measured.args.get("fact") in yes_no or (
        measure_called(measured.name).meaning.startswith(WHETHER)
    )
    if is_yes_no and result.finding in READ_YES_NO:
        return finding(READ_YES_NO[result.finding], says=says, value=measured)
    return finding(READ[result.finding], says=says, value=measured)


def _same(words: str) -> Label:
    """Words that are the same in every language."""
    return Label("text", "", (("en", words), ("nl", words)))
