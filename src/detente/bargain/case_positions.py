"""Where the positions in a case lead: four forecasts of one issue, each with its spread.

    mean      weighted by capability × salience: the compromise of all
    median    where half of that weight lies on either side: what a majority of it decides
    paper     weighted median after some rounds of the expected-utility model, as published
    code      the same, as in the program behind its published figures

Positions are drawn between the low and the high of the case; salience and capability stay as they
are. None of the four is known to be right: the spread between them is part of the answer.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from detente.bargain.expected_utility import ExpectedUtility, expected_utility
from detente.bargain.positions import Issue, compromise, issue, issue_draws
from detente.errors import MissingData, UnknownLabel
from detente.world import Case

Numbers = NDArray[np.float64]
Forecaster = Literal["mean", "median", "paper", "code"]

DRAWS, SEED, ROUNDS = 1000, 1, 5
ENDS = (0.05, 0.95)  # nine draws in ten lie between
FULL = 100.0  # of a salience
End = Literal["low", "value", "high"]
END: tuple[End, ...] = get_args(End)


@dataclass(frozen=True, slots=True)
class Forecast:
    """Where one way to forecast puts the outcome, from 0 to 100.

    Attributes
    ----------
    value
        The middle of the draws.
    low, high
        The ends between which nine in ten draws lie.
    at_most_likely
        At the positions that the case holds for most likely. The expected-utility model has ties
        there that no draw has, and may then end elsewhere.
    """

    by: Forecaster
    value: float
    low: float
    high: float
    at_most_likely: float


@dataclass(frozen=True, slots=True, eq=False)
class IssueForecasts:
    """Four forecasts of one issue.

    Attributes
    ----------
    name
        The issue as the case words it.
    asked
        The actors at their most likely positions.
    paper, code
        Every round of the two variants of the expected-utility model, from there.
    """

    name: str
    asked: Issue
    forecasts: tuple[Forecast, ...]
    paper: ExpectedUtility
    code: ExpectedUtility
    draws: int

    def by(self, forecaster: str) -> Forecast:
        """One of the four."""
        for forecast in self.forecasts:
            if forecast.by == forecaster:
                return forecast
        raise UnknownLabel.among("forecaster", forecaster, [each.by for each in self.forecasts])


def issues_of(case: Case) -> tuple[str, ...]:
    """The issues on which a case holds positions, in its order."""
    return tuple(dict.fromkeys(position.issue for position in case.positions))


def is_contested(case: Case, name: str) -> bool:
    """Whether two actors or more hold positions on an issue, and not all the same one."""
    return len({each.value for each in case.positions if each.issue == name}) > 1


def stated_issue(case: Case, name: str, *, at: End = "value") -> Issue:
    """Everyone's position on an issue as a case states it, at one end of its range.

    Raises
    ------
    UnknownLabel
        The case holds none on this issue.
    BadInput
        Fewer than two actors, one twice, a salience or a capability of zero.
    """
    if name not in issues_of(case):
        raise UnknownLabel.among("issue", name, issues_of(case))
    held = [position for position in case.positions if position.issue == name]
    return issue(
        [position.actor for position in held],
        position=[getattr(position, at) for position in held],
        salience=[position.salience / FULL for position in held],
        capability=[position.weight for position in held],
    )


def issue_forecasts(
    case: Case, name: str, *, draws: int = DRAWS, seed: int = SEED, rounds: int = ROUNDS
) -> IssueForecasts:
    """Forecast one issue of a case in four ways.

    Parameters
    ----------
    name
        One of :func:`issues_of`.
    draws, seed
        How often positions are drawn, and where the random numbers start.
    rounds
        Of the expected-utility model.

    Raises
    ------
    MissingData
        The case holds no positions.
    UnknownLabel
        It holds none on this issue.
    BadInput
        Fewer than two actors, one twice, a salience or a capability of zero, or all at one
        position.
    """
    if not case.positions:
        raise MissingData(
            "The case holds no positions, so none can be forecast. Add [[positions]]."
        )
    low, middle, high = (stated_issue(case, name, at=end) for end in END)
    drawn = issue_draws(low, middle, high, draws=draws, seed=seed)
    paper, code = (expected_utility(middle, rounds=rounds, variant=v) for v in ("paper", "code"))
    spreads = [compromise(drawn).mean, compromise(drawn).median]
    spreads += [
        expected_utility(drawn, rounds=rounds, variant=v).median[:, -1] for v in ("paper", "code")
    ]
    likely = [compromise(middle).mean, compromise(middle).median, paper.median[-1], code.median[-1]]
    names: tuple[Forecaster, ...] = ("mean", "median", "paper", "code")
    return IssueForecasts(
        name=name,
        asked=middle,
        forecasts=tuple(
            _forecast(by, spread, float(value))
            for by, spread, value in zip(names, spreads, likely, strict=True)
        ),
        paper=paper,
        code=code,
        draws=draws,
    )


def _forecast(by: Forecaster, spread: Numbers, likely: float) -> Forecast:
    low, value, high = np.quantile(spread, (ENDS[0], 0.5, ENDS[1])).tolist()
    return Forecast(by, value, low, high, likely)
