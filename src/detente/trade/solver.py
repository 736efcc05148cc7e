"""Find the wages: quick near the base, safe far from it.

1. Chord with Anderson acceleration: x ← x + B f(x), B fixed at the base.
2. Newton: x ← x − t (J(x) + 1y')⁻¹ f(x), with t halved until the residual falls.
3. Continuation: Newton on a path of kernels from the base to the shock, in steps that adapt.
4. Tatonnement: w ← w (sales / wY)^(1/(1+θ+ψ)). Slow, but it cannot fail where trade is balanced;
   Newton takes the last steps, of which a large θ leaves many.

Each starts from the best point so far, the third from the base, and the last once from either. The
residual max |ln(sales / wY)| alone decides when to stop: where steps shrink slowly, a small step is
no sign of a small error.

Alvarez & Lucas (2007), General Equilibrium Analysis of the Eaton–Kortum Model, J. Monet. Econ. 54.
"""

from dataclasses import dataclass, replace
from itertools import count

import numpy as np

from detente.trade.acceleration import Anderson
from detente.trade.threads import one_thread
from detente.trade.wages import Matrix, Vector, WageSystem

TOLERANCE = 1e-12  # of the residual; rounding alone leaves some 1e-15
DEPTH = 3  # moves remembered
PATIENCE = 3  # chord steps to halve the residual; Newton is quicker when it takes more
MOST_NEWTON_STEPS = 50
MOST_TATONNEMENT_STEPS = 20_000
LARGEST_SPREAD = 20.0  # of log wages; beyond it the search has run away, not arrived
LARGEST_EXPONENT = 600.0  # exp of it is still a number
SHORTEST_STRETCH = 1e-4  # of the way from the base to the shock


@dataclass(frozen=True, slots=True, eq=False)
class Wages:
    """Log wage changes, and how far they are from solving the system."""

    x: Vector
    residual: float
    iterations: int
    method: str

    @property
    def is_found(self) -> bool:
        """Whether every country sells for what it earns."""
        return self.residual <= TOLERANCE


def wages(
    system: WageSystem,
    step: Matrix | None = None,
    start: Vector | None = None,
    base: WageSystem | None = None,
) -> Wages:
    """Solve the system, or give the nearest point that was reached.

    Parameters
    ----------
    step
        ``step_matrix()`` of the base; without it the search begins with Newton.
    start
        Log wages to begin from.
    base
        The system before the shock, solved by x = 0; without it there is no path to follow.
    """
    x = np.zeros(len(system.income)) if start is None else start
    # A step may leave the region where f is defined; the residual then says so.
    with one_thread(), np.errstate(all="ignore"):
        found = Wages(x, _residual(system.excess(x)), 0, "chord")
        if step is not None:
            found = _chord(system, found, step)
        if not found.is_found:
            found = _newton(system, found)
        if not found.is_found and base is not None:
            found = _better(found, _continuation(system, base))
        for begin in (found.x, np.zeros_like(x)):
            if not found.is_found:
                found = _newton(system, _better(found, _tatonnement(system, begin)))
    if np.ptp(found.x) > min(LARGEST_SPREAD, LARGEST_EXPONENT / system.theta):
        found = replace(found, residual=np.inf)
    earned = np.exp(system.log_earned(found.x)) @ system.income
    return replace(found, x=found.x - np.log(earned))


def _residual(excess: Vector) -> float:
    """Largest excess; infinite where it is not defined."""
    largest = float(np.abs(excess).max())
    return largest if np.isfinite(largest) else np.inf


def _better(a: Wages, b: Wages) -> Wages:
    best = b if b.residual < a.residual else a
    return replace(best, iterations=a.iterations + b.iterations)


def _chord(system: WageSystem, start: Wages, step: Matrix) -> Wages:
    """Until solved, or until a few steps no longer halve the residual."""
    memory, x, best = Anderson(DEPTH), start.x, start
    goal, deadline = start.residual / 2, PATIENCE
    for iteration in count():
        excess = system.excess(x)
        residual = _residual(excess)
        if residual < best.residual:
            best = Wages(x, residual, iteration, "chord")
        if best.residual <= goal:
            goal, deadline = best.residual / 2, iteration + PATIENCE
        if best.is_found or iteration >= deadline or residual == np.inf:
            break
        x = memory.next_point(x, step @ excess)
    return best


def _newton(system: WageSystem, start: Wages) -> Wages:
    """Until solved, or until no part of the step lowers the residual."""
    here, excess = start, system.excess(start.x)
    for iteration in range(start.iterations + 1, start.iterations + MOST_NEWTON_STEPS):
        if here.is_found or here.residual == np.inf:
            break
        try:
            move = np.linalg.solve(system.jacobian(here.x) + system.income, -excess)
        except np.linalg.LinAlgError:  # there is no one direction; leave it to the next road
            break
        for part in 0.5 ** np.arange(30):
            x = here.x + part * move
            excess = system.excess(x)
            residual = _residual(excess)
            if residual < here.residual * (1 - 1e-4 * part):
                here = Wages(x, residual, iteration, "newton")
                break
        else:
            break
    return here


def _continuation(system: WageSystem, base: WageSystem) -> Wages:
    """Walk from the base to the shock; a stretch that Newton cannot take is cut in four."""
    here = Wages(np.zeros(len(system.income)), 0.0, 0, "continuation")
    done, stretch = 0.0, 0.25
    while done < 1.0 and stretch > SHORTEST_STRETCH:
        there = min(1.0, done + stretch)
        changed = base.towards(system, there)
        start = replace(here, residual=_residual(changed.excess(here.x)))
        tried = _newton(changed, start)
        if tried.is_found:
            here, done, stretch = tried, there, 2 * stretch
        else:
            stretch /= 4
    return replace(here, residual=_residual(system.excess(here.x)), method="continuation")


def _tatonnement(system: WageSystem, x: Vector) -> Wages:
    """Until solved, or until patience ends."""
    here = Wages(x, np.inf, 0, "tatonnement")
    for iteration in range(MOST_TATONNEMENT_STEPS):
        excess = system.excess(here.x)
        here = Wages(here.x, _residual(excess), iteration, "tatonnement")
        if here.is_found or here.residual == np.inf:
            break
        here = replace(here, x=here.x + excess / (1.0 + system.theta + system.supply))
    return here
