"""Where actors end up on an issue when each gives way to those it thinks can make it.

The expected-utility model of Bueno de Mesquita, one forecaster among several. It mixes a vote, a
challenge and a rule of thumb, its parts do not follow from one theory, and its positions may
cycle for ever. With R the range of the first positions, xᵢ, cᵢ, sᵢ as in
:mod:`detente.bargain.positions` and rₖ the actor's attitude to risk, actor k gives i against j

    votes vₖ(i, j) = cₖsₖ ( (|xₖ − xⱼ| / R)^rₖ − (|xₖ − xᵢ| / R)^rₖ )

and i beats j with probability

    "paper"    P(i, j) = Σₖ max(0, vₖ(i, j)) / Σₖ |vₖ(i, j)|
    "code"     P(i, j) = Σₖ max(0, vₖ(i, j)) / Σₖ Σ_{a, b} |vₖ(a, b)|

What i expects from challenging j is, with d = |xᵢ − xⱼ| / R and the r of whoever looks at it,

    E(i, j) = sⱼ (P u₊ + (1 − P) u₋) + (1 − sⱼ) u₊ − u₀
    u₊ = 2 − 4 (½ − ½d)^r ,   u₋ = 2 − 4 (½ + ½d)^r ,   u₀ = 2 − 4 (½)^r

Each round, all r start at 1. The danger to i is Dᵢ = Σⱼ E(j, i); with ρᵢ = (2Dᵢ − max D − min D) /
(max D − min D) its attitude becomes rᵢ = (1 − ρᵢ/3) / (1 + ρᵢ/3). Then i, looking at every j, sees

    confrontation   E(j, i) > E(i, j) > 0       it would move to xⱼ
    compromise      E(j, i) > −E(i, j) > 0      to xᵢ + (xⱼ − xᵢ) |E(i, j) / E(j, i)|
    capitulation    −E(i, j) ≥ E(j, i) > 0      to xⱼ ; in "paper" only

and takes the confrontation that moves it least; without any, the compromise that moves it least
("paper") or with the smallest mean of xᵢ and xⱼ, weighted by |E(i, j)| and |E(j, i)| ("code");
then the capitulation that moves it least. All move at once. **Ties go to the actor listed first**:
where two offers move an actor as far in opposite directions, the order of the list decides.

The paper and the program that made its figures differ, hence the two variants.

Bueno de Mesquita (1994), Political Forecasting: An Expected Utility Method, in European Community
Decision Making; Scholz, Calbert & Smith (2011), Unravelling Bueno de Mesquita's Group Decision
Model, Journal of Theoretical Politics 23(4).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from detente.bargain.positions import Issue, Numbers, weighted_median
from detente.errors import BadInput, UnknownLabel
from detente.world import Result

if TYPE_CHECKING:
    import pandas as pd

Variant = Literal["paper", "code"]
VARIANTS: tuple[Variant, ...] = get_args(Variant)
Move = Literal["none", "confrontation", "compromise", "capitulation"]
MOVES: tuple[Move, ...] = get_args(Move)

AT_ONCE = 4_000_000  # numbers in a table of draws × actor × actor × actor
SAME = 1e-12  # of the range: by which two offers that tie may differ


@dataclass(frozen=True, slots=True, eq=False)
class ExpectedUtility(Result):
    """Every round of the expected-utility model; a leading axis of draws where there is one.

    Attributes
    ----------
    position
        Round × actor, the first round as asked.
    risk_exponent
        Round × actor, for each move: below 1 seeks risk, above 1 avoids it.
    move, partner
        Round × actor: what each did, one of `Move`, and the actor it did that for; empty for none.
    is_tied
        Round × actor: the order of the list chose between offers that lead elsewhere.
    """

    issue: Issue
    variant: Variant
    position: Numbers
    risk_exponent: Numbers
    move: NDArray[np.str_]
    partner: NDArray[np.str_]
    is_tied: NDArray[np.bool_]

    @property
    def mean(self) -> Numbers:
        """By round: mean position, weighted by capability times salience."""
        return np.asarray((self.issue.weight[..., None, :] * self.position).sum(axis=-1))

    @property
    def median(self) -> Numbers:
        """By round: median position, weighted likewise; the model's forecast."""
        weight = np.broadcast_to(self.issue.weight[..., None, :], self.position.shape)
        return weighted_median(self.position, weight)

    def of(self, actor: str) -> Numbers:
        """Position of one actor by round."""
        return self.position[..., self.issue.row(actor)]

    def to_frame(self) -> "pd.DataFrame":
        """One row a round and an actor, after a draw where there is one; moves from round 1."""
        import pandas as pd

        *draws, rounds, _ = self.position.shape
        names = [*(["draw"] if draws else []), "round", "actor"]
        levels = [*(range(d) for d in draws), range(rounds), self.issue.actors]
        index = pd.MultiIndex.from_product(levels, names=names)
        columns = {
            "position": self.position,
            "move": _after_a_start(self.move),
            "partner": _after_a_start(self.partner),
        }
        return pd.DataFrame({k: v.ravel() for k, v in columns.items()}, index=index)


def expected_utility(
    issue: Issue, *, rounds: int = 5, variant: Variant = "paper"
) -> ExpectedUtility:
    """Let actors challenge each other for some rounds and record every move.

    Parameters
    ----------
    issue
        Actors, positions, saliences, capabilities; draws are done side by side.
    rounds
        How many; the model has no end of its own.
    variant
        ``paper`` for the published equations, ``code`` for the program behind published figures.

    Raises
    ------
    UnknownLabel
        Another variant.
    BadInput
        Fewer than one round, or actors who all stand at one position.

    Examples
    --------
    >>> from detente.bargain import issue
    >>> asked = issue(
    ...     ["NLD", "NOR", "QAT"], position=[0, 40, 100], salience=[0.9, 0.9, 0.2],
    ...     capability=[2, 2, 1],
    ... )
    >>> found = expected_utility(asked, rounds=2)
    >>> found.position.round(1)
    array([[  0. ,  40. , 100. ],
           [ 40. ,  40. ,  83. ],
           [ 40. ,  40. ,  66.9]])
    >>> [str(word) for word in found.move[0]]
    ['capitulation', 'none', 'compromise']
    """
    if variant not in VARIANTS:
        raise UnknownLabel.among("variant", variant, VARIANTS)
    if rounds < 1:
        raise BadInput(f"{rounds} rounds. Ask for one or more.")
    n = len(issue.actors)
    flat = [v.reshape(-1, n) for v in (issue.position, issue.salience, issue.capability)]
    spread = np.ptp(flat[0], axis=-1)
    if not (spread > 0).all():
        draw = int(np.argmin(spread))
        raise BadInput(
            f"All actors stand at {flat[0][draw, 0]:g}. They agree, and there is nothing to "
            "forecast."
        )
    parts = -(-len(spread) * n**3 // AT_ONCE)
    found = [
        _rounds(x, s, c * s, rounds, variant)
        for x, s, c in zip(*(np.array_split(v, parts) for v in flat), strict=True)
    ]
    lead = issue.position.shape[:-1]
    whole = [np.concatenate(v) for v in zip(*found, strict=True)]
    x, r, move, partner, tied = (v.reshape(*lead, *v.shape[1:]) for v in whole)
    return ExpectedUtility(
        issue=issue,
        variant=variant,
        position=x,
        risk_exponent=r,
        move=np.array(MOVES)[move],
        partner=np.array([*issue.actors, ""])[partner],
        is_tied=tied,
    )


def _rounds(
    x: Numbers, s: Numbers, w: Numbers, rounds: int, variant: Variant
) -> tuple[NDArray[Any], ...]:
    """Positions, risk exponents, moves, partners and ties: draw × round × actor."""
    spread = np.ptp(x, axis=-1)[:, None, None]
    positions, steps = [x], []
    for _ in range(rounds):
        distance = np.minimum(np.abs(x[:, :, None] - x[:, None, :]) / spread, 1.0)
        neutral = np.ones_like(x)
        p = _probability(distance, w, neutral, variant)
        r = risk_exponent(_expected(distance, s[:, None, :], p, neutral))
        p = _probability(distance, w, r, variant)
        mine = _expected(distance, s[:, None, :], p, r)
        theirs = _expected(distance, s[:, :, None], p.transpose(0, 2, 1), r)
        x, *rest = _step(x, mine, theirs, spread[..., 0], variant)
        positions.append(x)
        steps.append((r, *rest))
    return (np.stack(positions, 1), *(np.stack(v, 1) for v in zip(*steps, strict=True)))


def _probability(distance: Numbers, w: Numbers, r: Numbers, variant: Variant) -> Numbers:
    """P(i, j), draw × i × j; none where both stand at one position."""
    far = distance ** r[:, :, None]  # draw × k × position
    votes = w[:, :, None, None] * (far[:, :, None, :] - far[:, :, :, None])
    won, cast = np.maximum(votes, 0.0).sum(axis=1), np.abs(votes).sum(axis=1)
    if variant == "code":
        cast = np.broadcast_to(cast.sum(axis=(1, 2), keepdims=True), won.shape)
    beats = np.divide(won, cast, out=np.zeros_like(won), where=(cast > 0) & (distance > 0))
    return np.asarray(beats)


def _expected(distance: Numbers, salience: Numbers, p: Numbers, r: Numbers) -> Numbers:
    """What a challenge brings, draw × i × j, seen with the risk attitude of i.

    E(i, j) with P(i, j) and the salience of j; E(j, i) with P(j, i) and the salience of i.
    """
    r = r[:, :, None]
    better, worse = (2 - 4 * (0.5 + side * distance) ** r for side in (-0.5, 0.5))
    resisted = p * better + (1 - p) * worse
    return np.asarray(salience * resisted + (1 - salience) * better - (2 - 4 * 0.5**r))


def risk_exponent(expected: Numbers) -> Numbers:
    """Attitudes to risk from E(j, i), challenger × challenged; 1 where danger is equal."""
    n = expected.shape[-1]
    danger = (expected * ~np.eye(n, dtype=bool)).sum(axis=-2)
    most, least = danger.max(axis=-1, keepdims=True), danger.min(axis=-1, keepdims=True)
    width = most - least
    middle = np.zeros_like(danger)
    rho = np.divide(2 * danger - most - least, width, out=middle, where=width > SAME)
    return np.asarray((1 - rho / 3) / (1 + rho / 3))


def _step(
    x: Numbers, mine: Numbers, theirs: Numbers, spread: Numbers, variant: Variant
) -> tuple[Numbers, NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Move every actor once: new position, move, partner, whether the list's order decided."""
    own, other = x[:, :, None], np.broadcast_to(x[:, None, :], mine.shape)
    forced, lost = (theirs > mine) & (mine > 0), (theirs > 0) & (mine < 0)
    yields = lost & (theirs > -mine)
    kind = np.select([forced, yields, lost & (variant == "paper")], [1, 2, 3], 0)
    share = np.divide(np.abs(mine), theirs, out=np.ones_like(mine), where=kind == 2)
    target = np.where(kind > 0, own + (other - own) * share, own)
    key = np.abs(target - own)
    if variant == "code":
        total = np.abs(mine) + np.abs(theirs)
        middle = np.abs(mine) * own + np.abs(theirs) * other
        middle = np.divide(middle, total, out=np.zeros_like(total), where=total > 0)
        key = np.where(kind == 2, middle, key)
    first = np.where(kind > 0, kind, len(MOVES)).min(axis=-1, keepdims=True)
    key = np.where(kind == first, key, np.inf)
    best = key.argmin(axis=-1)[..., None]
    moved = first < len(MOVES)
    new = np.take_along_axis(target, best, axis=-1)
    slack = SAME * spread[..., None]
    equal = key <= np.take_along_axis(key, best, axis=-1) + slack
    tied = moved[..., 0] & (equal & (np.abs(target - new) > slack)).any(axis=-1)
    partner = np.where(moved, best, -1)[..., 0]
    return np.where(moved, new, own)[..., 0], np.where(moved, first, 0)[..., 0], partner, tied


def _after_a_start(words: NDArray[np.str_]) -> NDArray[np.str_]:
    """Put an empty round before the first move."""
    return np.concatenate([np.full_like(words[..., :1, :], ""), words], axis=-2)
