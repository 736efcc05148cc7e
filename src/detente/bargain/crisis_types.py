"""A crisis in which A is of one of a few types, and nobody chooses perfectly.

The moves and payoffs are those of :mod:`detente.bargain.crisis`, without its noise in payoffs:
what B cannot see is which type of A it meets, and everybody's choices are logit answers
(:mod:`detente.bargain.quantal_response`). Each type decides whether to challenge and whether to
fight; B decides whether to resist, knowing how often each type challenges. By Bayes' rule

    share of type t among challengers = q(t) p_C(t) / Σ_s q(s) p_C(s) .

McKelvey & Palfrey (1998), Quantal Response Equilibria for Extensive Form Games, Experimental
Economics 1(1).
"""

from collections.abc import Mapping

import numpy as np

from detente.bargain.crisis import CrisisPayoffs
from detente.bargain.quantal_response import Decisions, Play
from detente.errors import BadInput

WHOLE = 1e-9  # by which shares may miss adding up to 1


def crisis_of_types(types: Mapping[str, CrisisPayoffs], *, share: Mapping[str, float]) -> Decisions:
    """Points of decision of a crisis whose challenger is of one of several types.

    Parameters
    ----------
    types
        By name of the type, what each end is worth to it, and to B when it meets it.
    share
        By name, how common B takes the type to be beforehand; above 0, adding up to 1.

    Raises
    ------
    BadInput
        Types and shares that do not match, shares that do not add up to 1.

    Examples
    --------
    >>> from detente.bargain import quantal_response
    >>> weak, strong = (CrisisPayoffs(0, 1, -1.2, war, 0, 1, -2.5) for war in (-3, 0.5))
    >>> game = crisis_of_types(
    ...     {"weak": weak, "strong": strong}, share={"weak": 0.5, "strong": 0.5}
    ... )
    >>> found = quantal_response(game, rationality=1)
    >>> round(found.of("B", "resist"), 4), round(found.of("strong: end", "fight"), 4)
    (0.3005, 0.8455)
    """
    names = tuple(types)
    if not names or set(names) != set(share):
        raise BadInput(
            f"Types are {', '.join(names) or 'none'}, shares are given for "
            f"{', '.join(share) or 'none'}. Give each type one share."
        )
    q = np.array([share[t] for t in names], dtype=float)
    if not (q > 0).all() or abs(q.sum() - 1) > WHOLE:
        raise BadInput(
            f"The shares of the types are {', '.join(f'{v:g}' for v in q)}. Give shares above 0 "
            "that add up to 1."
        )
    start, concession, back, war, conceded, won, fought = np.array(
        [
            (
                t.status_quo_a,
                t.concession_a,
                t.backing_down_a,
                t.war_a,
                t.concession_b,
                t.backing_down_b,
                t.war_b,
            )
            for t in types.values()
        ],
        dtype=float,
    ).T

    def payoffs(play: Play) -> Play:
        challenge, resist, fight = _unpacked(play, len(names))
        among = q * challenge / (q @ challenge)
        stand = (1 - fight) * back + fight * war
        ahead = (1 - resist) * concession + resist * stand
        b = np.array([among @ conceded, among @ ((1 - fight) * won + fight * fought)])
        first = tuple(np.array(pair) for pair in zip(start, ahead, strict=True))
        last = tuple(np.array(pair) for pair in zip(back, war, strict=True))
        return (*first, b, *last)

    actions: dict[str, tuple[str, ...]] = {f"{t}: start": ("wait", "challenge") for t in names}
    actions["B"] = ("concede", "resist")
    actions |= {f"{t}: end": ("back down", "fight") for t in names}
    return Decisions(actions, payoffs)


def _unpacked(play: Play, n: int) -> tuple[np.ndarray, float, np.ndarray]:
    """Probabilities that each type challenges, that B resists, that each type fights."""
    second = np.array([p[1] for p in play])
    return second[:n], float(second[n]), second[n + 1 :]
