"""Verdicts in Claims: what was said, how it was read, and what was found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from detente.claims import Blanks, Claim, Finding, Label, ReadingResult, Verdict
from detente.study.ask import assumed, finding, table
from detente.study.check import OUTCOMES

READ: Mapping[Finding, str] = {
    "holds": "statements.holds",
    "fails": "statements.fails",
    "open": "statements.open",
    "unanswered": "statements.unanswered",
}


def verdict_claims(verdicts: Sequence[Verdict]) -> tuple[Claim, ...]:
    """What a brief says of statements: each with its verdict, then each reading by itself.

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
    claims = [_counts(verdicts)] if len(verdicts) > 1 else []
    for found in verdicts:
        claims += _told(found)
    return tuple(claims)


def _counts(verdicts: Sequence[Verdict]) -> Claim:
    counted = [found.outcome for found in verdicts]
    rows: list[Blanks] = [
        {
            "verdict": Label("verdict", outcome),
            "number": assumed(counted.count(outcome), "count"),
        }
        for outcome in OUTCOMES
        if outcome in counted
    ]
    return table("statements.counts", rows)


def _told(found: Verdict) -> Iterator[Claim]:
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
    yield from map(_reading, found.results)


def _reading(result: ReadingResult) -> Claim:
    says = Label("text", "", result.reading.says)
    if result.measurement is None:
        return finding("statements.refused", says=says, why=_same(result.why))
    return finding(READ[result.finding], says=says, value=result.measurement)


def _same(words: str) -> Label:
    """Words that are the same in every language."""
    return Label("text", "", (("en", words), ("nl", words)))
