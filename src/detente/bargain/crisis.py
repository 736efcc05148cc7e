"""What a challenge says: a crisis in which neither side knows the other's price of war.

A leaves things as they are or challenges; B then concedes or resists; A then backs down or fights.

                      A                 B
    as it was         S_A               0
    B concedes        V_A               C_B
    A backs down      ā + noise         V_B
    war               W̄_A + noise       W̄_B + noise

Each noise is standard normal, known to its owner alone, so payoffs are counted in its standard
deviation. A challenge that could end in backing down is a costly signal: B asks what sort of A
would make it. With p_R the probability that B resists and c = (S_A − (1 − p_R) V_A) / p_R what
fighting or backing down must bring to make a challenge worth it,

    p_C     = 1 − Φ(c − W̄_A) Φ(c − ā)                         A challenges
    p_C p_F = Φ₂((W̄_A − ā)/√2, W̄_A − c; ρ = 1/√2)             and would fight
    p_R     = Φ((W̄_B p_F + V_B (1 − p_F) − C_B) / p_F)        B resists

There can be one equilibrium or several, and *all* are returned, by rising p_R. B's probit
Φ⁻¹(p_R) is searched on a grid of 4,001 points, refined where its equation comes close to zero
without crossing, and each crossing is solved to machine precision. Two equilibria about to merge
within a cell may still be missed. Their number is odd but for such folds. What happens when a
payoff changes can be said along one branch only; past a fold the branch is gone.

Lewis & Schultz (2003), Revealing Preferences: Empirical Estimation of a Crisis Bargaining Game with
Incomplete Information, Political Analysis 11(4); Jo (2011), Nonuniqueness of the Equilibrium in
Lewis and Schultz's Model, Political Analysis 19(3); Crisman-Cox & Gibilisco (2021), Estimating
Signaling Games in International Relations: Problems and Solutions, Political Science Research and
Methods 9(3).
"""

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.errors import BadInput, NoSolution
from detente.world import Result

if TYPE_CHECKING:
    import pandas as pd

Numbers = NDArray[np.float64]

PROBITS = np.linspace(-8.0, 8.0, 4001)  # of p_R from 6e-16 to 1 − 6e-16
EXACT = 1e-14  # to which a crossing is solved, in probits
RAREST = 1e-8  # challenge from which on its parts are known to eight digits
CORRELATION = np.sqrt(0.5)


@dataclass(frozen=True, slots=True)
class CrisisPayoffs:
    """What each end of a crisis is worth, in standard deviations of the private noise.

    B's payoff of things as they were does not matter to anyone's choice.
    """

    status_quo_a: float
    concession_a: float
    backing_down_a: float
    war_a: float
    concession_b: float
    backing_down_b: float
    war_b: float


@dataclass(frozen=True, slots=True, eq=False)
class CrisisEquilibria(Result):
    """All equilibria of a crisis, one a branch, by rising probability that B resists.

    Attributes
    ----------
    challenge, resist, fight
        By branch: probability that A challenges, that B then resists, that A then fights.
    residual
        By branch: how far what B does is from B's best answer, in probability.
    """

    payoffs: CrisisPayoffs
    challenge: Numbers
    resist: Numbers
    fight: Numbers
    residual: Numbers

    @property
    def branches(self) -> tuple[str, ...]:
        """Names of the branches: ``only``, or ``yielding``, ``middle``, ``resisting``."""
        between = len(self.resist) - 2
        if between < 0:
            return ("only",)
        middle = ("middle",) if between == 1 else tuple(f"middle {i + 1}" for i in range(between))
        return ("yielding", *middle, "resisting")

    def to_frame(self) -> "pd.DataFrame":
        """One row a branch: the choices, how the crisis ends, and the residual."""
        import pandas as pd

        stands = self.challenge * self.resist
        columns = {
            "challenge": self.challenge,
            "resist": self.resist,
            "fight": self.fight,
            "status_quo": 1 - self.challenge,
            "concession": self.challenge * (1 - self.resist),
            "backing_down": stands * (1 - self.fight),
            "war": stands * self.fight,
            "residual": self.residual,
        }
        return pd.DataFrame(columns, index=pd.Index(self.branches, name="branch"))


def crisis_equilibria(payoffs: CrisisPayoffs) -> CrisisEquilibria:
    """Every perfect Bayesian equilibrium of the crisis.

    Raises
    ------
    BadInput
        A payoff that is not finite; a concession worth no more to A than things as they are, or
        no less to B than A's backing down, so that there is no crisis.
    NoSolution
        An equilibrium in which A challenges so rarely that what it would then do is rounding.

    Examples
    --------
    >>> payoffs = CrisisPayoffs(
    ...     status_quo_a=0, concession_a=1, backing_down_a=-1.2, war_a=-1.9,
    ...     concession_b=0, backing_down_b=1, war_b=-2.9,
    ... )
    >>> found = crisis_equilibria(payoffs)
    >>> found.branches, found.resist.round(4)
    (('yielding', 'middle', 'resisting'), array([0.2511, 0.5947, 0.8133]))
    """
    _refuse(payoffs)
    resist = _crossings(payoffs)
    challenge, fight = _answer(payoffs, resist)
    if challenge.min() < RAREST:
        raise NoSolution(
            f"In equilibrium A challenges with probability {challenge.min():.1g}, too rarely to "
            "tell what it would do next. Payoffs are counted in standard deviations of what the "
            "other side cannot see: bring them closer together."
        )
    residual = np.abs(_resist(payoffs, fight) - resist)
    return CrisisEquilibria(payoffs, challenge, resist, fight, residual)


def is_crisis_equilibrium(
    payoffs: CrisisPayoffs,
    *,
    challenge: float,
    resist: float,
    fight: float,
    tolerance: float = 1e-9,
) -> bool:
    """Whether the three probabilities are each other's best answers.

    Examples
    --------
    >>> payoffs = CrisisPayoffs(0, 1, -1.2, -1.9, 0, 1, -2.9)
    >>> is_crisis_equilibrium(payoffs, challenge=0.9, resist=0.25, fight=0.3)
    False
    """
    asked = np.array([resist])
    best = (*_answer(payoffs, asked), _resist(payoffs, np.array([fight])))
    told = (challenge, fight, resist)
    return all(abs(b[0] - t) <= tolerance for b, t in zip(best, told, strict=True))


def _crossings(payoffs: CrisisPayoffs) -> Numbers:
    """Every p_R at which B's probit is what B answers."""
    from scipy.optimize import brentq, minimize_scalar
    from scipy.special import ndtr

    def gap(z: Numbers) -> Numbers:
        return _probit(payoffs, _answer(payoffs, ndtr(z))[1]) - z

    def gap_at(z: float) -> float:
        return float(gap(np.array([z]))[0])

    answers = gap(PROBITS) + PROBITS
    ends = (min(PROBITS[0], answers.min()) - 1, max(PROBITS[-1], answers.max()) + 1)
    grid = np.array([ends[0], *PROBITS, ends[1]])
    value = gap(grid)
    size = np.abs(value)
    turns = (size[1:-1] <= size[:-2]) & (size[1:-1] <= size[2:])
    turns &= (value[1:-1] * value[:-2] > 0) & (value[1:-1] * value[2:] > 0)
    closest = [
        minimize_scalar(
            lambda z: abs(gap_at(float(z))), bounds=(grid[i], grid[i + 2]), method="bounded"
        ).x
        for i in np.flatnonzero(turns)
    ]
    grid = np.sort(np.append(grid, closest))
    value = gap(grid)
    on = [float(z) for z in grid[value == 0]]
    for i in np.flatnonzero(value[:-1] * value[1:] < 0):
        on.append(float(brentq(gap_at, grid[i], grid[i + 1], xtol=EXACT, rtol=EXACT)))
    return np.asarray(ndtr(np.sort(on)))


def _answer(payoffs: CrisisPayoffs, resist: Numbers) -> tuple[Numbers, Numbers]:
    """p_C and p_F when B resists with a probability."""
    from scipy.special import ndtr

    smallest = np.maximum(resist, np.finfo(float).tiny)
    c = (payoffs.status_quo_a - (1 - resist) * payoffs.concession_a) / smallest
    challenge = 1 - ndtr(c - payoffs.war_a) * ndtr(c - payoffs.backing_down_a)
    gap = (payoffs.war_a - payoffs.backing_down_a) * CORRELATION
    joint = _both_below(np.full_like(c, gap), payoffs.war_a - c)
    return challenge, np.clip(joint / challenge, np.finfo(float).tiny, 1.0)


def _probit(payoffs: CrisisPayoffs, fight: Numbers) -> Numbers:
    """What resisting is worth to B beyond conceding, before B's noise in war, over p_F."""
    stake = payoffs.backing_down_b - payoffs.concession_b
    return payoffs.war_b - payoffs.backing_down_b + stake / fight


def _resist(payoffs: CrisisPayoffs, fight: Numbers) -> Numbers:
    from scipy.special import ndtr

    return np.asarray(ndtr(_probit(payoffs, fight)))


def _both_below(h: Numbers, k: Numbers) -> Numbers:
    """Φ₂(h, k; ρ) by Owen's T, for ρ = 1/√2."""
    from scipy.special import ndtr, owens_t

    other = np.sqrt(1 - CORRELATION**2)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        of_h = np.where(h == 0, np.copysign(np.inf, k), (k - CORRELATION * h) / (h * other))
        of_k = np.where(k == 0, np.copysign(np.inf, h), (h - CORRELATION * k) / (k * other))
    opposite = (h * k < 0) | ((h * k == 0) & (h + k < 0))
    both_zero = (h == 0) & (k == 0)
    found = (ndtr(h) + ndtr(k)) / 2 - owens_t(h, of_h) - owens_t(k, of_k) - opposite / 2
    return np.asarray(np.where(both_zero, 0.25 + np.arcsin(CORRELATION) / (2 * np.pi), found))


def _refuse(payoffs: CrisisPayoffs) -> None:
    for field in fields(payoffs):
        if not np.isfinite(getattr(payoffs, field.name)):
            raise BadInput(
                f"{field.name} is {getattr(payoffs, field.name)}. Give every payoff as a number."
            )
    if payoffs.concession_a <= payoffs.status_quo_a:
        raise BadInput(
            f"A concession is worth {payoffs.concession_a:g} to A, things as they are "
            f"{payoffs.status_quo_a:g}. A has nothing to ask for, so there is no crisis."
        )
    if payoffs.backing_down_b <= payoffs.concession_b:
        raise BadInput(
            f"A's backing down is worth {payoffs.backing_down_b:g} to B, its own concession "
            f"{payoffs.concession_b:g}. B has nothing to resist for, so there is no crisis."
        )
