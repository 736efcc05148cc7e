"""In how many of the worlds that may be does it hold, what people said?

A reading holds in a draw where the number of that draw passes its test. What a statement comes to
there follows from its readings, as ever; a reading without an answer is left unanswered in all
draws alike.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from detente.claims import Finding, Outcome, ReadingResult, Verdict, outcome_of, passes
from detente.study.check import OUTCOMES, plain_verdicts
from detente.study.draws import Draws
from detente.study.plain_value import plain_value
from detente.study.spread import Spread, spread

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class ReadingDraws:
    """One reading in every draw.

    Attributes
    ----------
    spread
        None where the measure refused to answer.
    holds
        By draw; nowhere where there is no answer.
    """

    result: ReadingResult
    spread: Spread | None
    holds: Bools

    @property
    def share(self) -> float:
        """Share of the draws with an answer in which it holds; NaN where none has one."""
        known = self.answered
        return float(self.holds[known].mean()) if known.any() else float("nan")

    @property
    def answered(self) -> Bools:
        """By draw, whether there is an answer."""
        if self.spread is None:
            return np.zeros_like(self.holds)
        return np.isfinite(self.spread.answers)


@dataclass(frozen=True, slots=True, eq=False)
class VerdictDraws:
    """One statement in every draw.

    Attributes
    ----------
    outcomes
        By outcome, the share of draws in which the statement comes to it; they sum to one.
    """

    verdict: Verdict
    readings: tuple[ReadingDraws, ...]
    outcomes: Mapping[Outcome, float]


def drawn_verdicts(draws: Draws, verdicts: Sequence[Verdict]) -> tuple[VerdictDraws, ...]:
    """Ask of every statement in every draw whether it holds.

    Parameters
    ----------
    verdicts
        Of the case that is drawn, as :func:`detente.study.checked` gives them.

    Examples
    --------
    >>> from detente.study import checked
    >>> from detente.world import Case, Reading, Statement, example_world
    >>> says, asked = (("en", "Over 77 %"),), (("of", "NLD"), ("partner", "NOR"))
    >>> most = Reading(says, "trade.share", asked, "more_than", (0.77,))
    >>> said = Statement("S1", "somebody", "mostly", "en", says, "quantity", (most,))
    >>> worlds, case = {2024: example_world()}, Case(("NLD", "NOR"), statements=(said,))
    >>> (found,) = drawn_verdicts(Draws(worlds, case, 1000), checked(worlds, case))
    >>> found.verdict.outcome, round(found.outcomes["supported"], 1)
    ('contradicted', 0.5)
    """
    return tuple(_drawn(draws, verdict) for verdict in verdicts)


def _drawn(draws: Draws, verdict: Verdict) -> VerdictDraws:
    readings = tuple(_reading(draws, result) for result in verdict.results)
    found = [_findings(reading) for reading in readings]
    each = zip(*found, strict=True) if found else [()] * draws.number
    outcomes = [outcome_of(findings) for findings in each]
    shares = {outcome: outcomes.count(outcome) / draws.number for outcome in OUTCOMES}
    return VerdictDraws(verdict, readings, shares)


def _reading(draws: Draws, result: ReadingResult) -> ReadingDraws:
    measured = result.measurement
    if measured is None:
        return ReadingDraws(result, None, np.zeros(draws.number, dtype=bool))
    drawn = spread(draws, measured)
    return ReadingDraws(result, drawn, passes(result.reading, measured.unit, drawn.answers))


def _findings(reading: ReadingDraws) -> Iterator[Finding]:
    for holds, answered in zip(reading.holds.tolist(), reading.answered.tolist(), strict=True):
        yield "unanswered" if not answered else "holds" if holds else "fails"


def plain_drawn_verdicts(draws: Draws, found: Sequence[VerdictDraws]) -> dict[str, Any]:
    """Verdicts as :func:`detente.study.plain_verdicts` gives them, with what the draws say."""
    plain = plain_verdicts(draws.case, [each.verdict for each in found])
    told_of = cast("list[dict[str, Any]]", plain["statements"])
    statements = [
        {
            **told,
            "in_draws": dict(each.outcomes),
            "readings": [
                {**said, "in_draws": _plain(reading)}
                for said, reading in zip(told["readings"], each.readings, strict=True)
            ],
        }
        for told, each in zip(told_of, found, strict=True)
    ]
    return {**plain, "statements": statements, "draws": draws.plain()}


def _plain(reading: ReadingDraws) -> dict[str, Any] | None:
    """The range of a reading over the draws, its share, and what moves it."""
    if reading.spread is None:
        return None
    low, middle, high = (plain_value(end) for end in reading.spread.ends)
    return {
        "is_drawn": reading.spread.is_drawn,
        "low": low,
        "middle": middle,
        "high": high,
        "holds": plain_value(reading.share),
        "drivers": [
            {
                "input": driver.name,
                "rank_correlation": driver.correlation,
                "in_its_lowest_tenth": driver.low,
                "in_its_highest_tenth": driver.high,
            }
            for driver in reading.spread.drivers()
        ],
    }
