"""How far a number may lie from what was measured, and what it is that moves it.

A measurement is asked again in every draw. Nine in ten of the answers lie between two ends; and
each input is set against the answers by Spearman's rank correlation,

    ρ = correlation of rank(input) and rank(answer) ,

with what the answer is, in the middle, where the input is in its lowest tenth and in its highest.
Inputs are drawn independently of each other, so that ρ² says how much of the order of the answers
each of them makes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.claims import Blanks, Claim, Label, Measurement
from detente.study.drawn_exchanges import EXCHANGES_DRAWN
from detente.study.drawn_models import MODELS_DRAWN
from detente.study.drawn_trade import TRADE_DRAWN
from detente.study.draws import Draws

Numbers = NDArray[np.float64]

ENDS = (0.05, 0.5, 0.95)  # nine draws in ten lie between the outer two
TENTH = 0.1
RANGE_TAKES, NOT_IN_RANGE = "; the range takes", "Not in the range"  # how notes word it
NO_CHANCE = 4.0  # standard deviations of ρ; among a thousand idle inputs hardly one goes so far
WORDS_OF_PYTHON = frozenset({"from", "in"})  # arguments that are words of Python
DRAWN: Mapping[str, Callable[..., Numbers | None]] = {
    **TRADE_DRAWN,
    **MODELS_DRAWN,
    **EXCHANGES_DRAWN,
}


@dataclass(frozen=True, slots=True)
class Driver:
    """What one input does to an answer.

    Attributes
    ----------
    name
        Of the input, as ``gdp.PRK``.
    correlation
        Spearman's, from −1 to 1.
    low, high
        Middle of the answers where the input is in its lowest tenth, and in its highest.
    """

    name: str
    correlation: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Spread:
    """One measurement in every draw.

    Attributes
    ----------
    answers
        By draw; NaN where a draw has no answer.
    inputs
        What was drawn for it, by name and draw. None, where nothing that it rests on is drawn: its
        range is then that of the measurement itself.
    """

    measurement: Measurement
    answers: Numbers
    inputs: Mapping[str, Numbers]

    @property
    def is_drawn(self) -> bool:
        """Whether the answers differ because something was drawn."""
        return bool(self.inputs)

    @property
    def answered(self) -> float:
        """Share of the draws that have an answer."""
        return float(np.isfinite(self.answers).mean())

    @cached_property
    def ends(self) -> tuple[float, float, float]:
        """Low, middle and high of the draws that have an answer; NaN where none has."""
        known = self.answers[np.isfinite(self.answers)]
        low, middle, high = np.quantile(known, ENDS).tolist() if known.size else [np.nan] * 3
        return low, middle, high

    def ranged(self) -> Measurement:
        """The measurement with the range of the draws in place of its own, and a note on it.

        A number that was measured at one end of what it may be is an end of its range.
        """
        if not self.is_drawn:
            return self.measurement
        number = len(self.answers)
        low, _, high = self.ends
        low, high = min(low, self.measurement.value), max(high, self.measurement.value)
        missing = round((1.0 - self.answered) * number)
        silent = f"; {missing:,} of them have no answer" if missing else ""
        note = f"The range holds nine in ten of {number:,} draws, or more{silent}."
        notes = (*_without_old_range(self.measurement.notes), note)
        return replace(self.measurement, low=low, high=high, notes=notes)

    def drivers(self, most: int = 5) -> tuple[Driver, ...]:
        """The inputs that move the answer most, the strongest first; none that chance explains."""
        known = np.isfinite(self.answers)
        answers = self.answers[known]
        if not self.inputs or len({*answers.tolist()}) < 2:
            return ()
        names = sorted(self.inputs)
        table = np.stack([self.inputs[name][known] for name in names])
        rho = _rank_correlation(table, answers)
        ranked = np.argsort(-np.abs(rho), kind="stable")[:most]
        strongest = ranked[np.abs(rho[ranked]) >= NO_CHANCE / np.sqrt(len(answers))]
        return tuple(_driver(names[i], float(rho[i]), table[i], answers) for i in strongest)


def spread(draws: Draws, measurement: Measurement) -> Spread:
    """Ask for a measurement again in every draw.

    Examples
    --------
    >>> from detente.claims import measurement
    >>> from detente.world import Case, example_world
    >>> worlds, case = {2024: example_world()}, Case(("NLD", "NOR"))
    >>> share = measurement(worlds, "trade.share", {"of": "NLD", "partner": "NOR"})
    >>> found = spread(Draws(worlds, case, 1000), share)
    >>> share.value, [round(end, 2) for end in found.ends]
    (0.7692307692307693, [0.73, 0.77, 0.81])
    """
    answer = DRAWN.get(measurement.name)
    fixed = np.full(draws.number, measurement.value)
    if answer is None or np.isnan(measurement.value):
        return Spread(measurement, fixed, {})
    asked = {k + "_" if k in WORDS_OF_PYTHON else k: v for k, v in measurement.args.items()}
    with draws.noted() as names:
        answers = answer(draws, **asked)
    inputs = {name: draws.input(name) for name in sorted(names)}
    return Spread(measurement, fixed if answers is None else answers, inputs)


def with_draws(draws: Draws, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The same claims, with each number's range as the draws have it.

    Examples
    --------
    >>> from detente.study import severed
    >>> from detente.data import shipped_worlds
    >>> from detente.world import Case
    >>> case = Case(("CHN", "USA"))
    >>> told = severed(shipped_worlds(), case)
    >>> drawn = with_draws(Draws(shipped_worlds(), case, 100), told)
    >>> loss = drawn[0].blanks["loss_a"]
    >>> loss.value == told[0].blanks["loss_a"].value, loss.low < loss.value < loss.high
    (True, True)
    """

    def of(blanks: Blanks) -> dict[str, Measurement | Label]:
        return {name: ranged(each) for name, each in blanks.items()}

    def ranged(blank: Measurement | Label) -> Measurement | Label:
        return spread(draws, blank).ranged() if isinstance(blank, Measurement) else blank

    return tuple(
        replace(claim, blanks=of(claim.blanks), rows=tuple(map(of, claim.rows))) for claim in claims
    )


def _without_old_range(notes: Sequence[str]) -> Iterator[str]:
    """Notes without what they say of a range that the draws took the place of."""
    for note in notes:
        before, of_range, _ = note.partition(RANGE_TAKES)
        if not note.startswith(NOT_IN_RANGE):
            yield f"{before}." if of_range else note


def _rank_correlation(table: Numbers, answers: Numbers) -> Numbers:
    """Spearman's correlation of each row with the answers; nothing where a row does not vary."""
    ranks, rank = _ranks(table), _ranks(answers[None])[0]
    spread = np.sqrt((ranks**2).sum(axis=1) * (rank**2).sum())
    return np.where(spread > 0, ranks @ rank / np.where(spread > 0, spread, 1.0), 0.0)


def _ranks(rows: Numbers) -> Numbers:
    """Ranks along the last axis, less their mean; those alike share one."""
    ranks = np.empty(rows.shape)
    for row, rank in zip(rows, ranks, strict=True):
        _, place, count = np.unique(row, return_inverse=True, return_counts=True)
        rank[:] = (np.cumsum(count) - (count - 1) / 2.0)[place]
    return np.asarray(ranks - ranks.mean(axis=-1, keepdims=True))


def _driver(name: str, rho: float, drawn: Numbers, answers: Numbers) -> Driver:
    tenth = max(1, round(TENTH * len(drawn)))
    order = np.argsort(drawn, kind="stable")
    low, high = (float(np.median(answers[part])) for part in (order[:tenth], order[-tenth:]))
    return Driver(name, rho, low, high)
