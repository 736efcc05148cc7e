"""What everyone loses, for every pair of countries that could stop trading.

Some 20,000 severances of a world of 200 countries take well under a second, because they share
nearly all their arithmetic: see :mod:`detente.trade.severed_pairs`. Pairs that need more care (a
country with next to no other partner) go the way of :func:`detente.trade.severance` instead.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.errors import BadInput, NoSolution, UnknownLabel
from detente.trade.calibration import Calibration, calibration
from detente.trade.economy import Economy, refuse_what_is_no_economy
from detente.trade.equilibrium import clear, equilibrium
from detente.trade.given import link
from detente.trade.severed_pairs import SeveredPairs, SolvedRows
from detente.trade.shock import Shock, markets
from detente.trade.threads import one_thread
from detente.world import Deficits, Result

if TYPE_CHECKING:
    import pandas as pd

BLOCK = 512  # pairs solved together; more gains nothing, fewer wastes the matrix products
BYSTANDERS = 10
SMALLEST_CHANGE = 1e-13  # of welfare; a smaller one is what rounding leaves
BY_PAIR = (
    "a",
    "b",
    "welfare_a",
    "welfare_b",
    "real_wage_a",
    "real_wage_b",
    "residual",
    "iterations",
)

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class SeveranceMap(Result):
    """One severance a row. Ratios are after over before; NaN where there is no solution.

    Attributes
    ----------
    base
        What is compared with: the economy asked about, without its deficits under `balanced`.
    a, b
        The pair, ISO 3166-1 alpha-3 codes.
    bystander
        Pair × rank: the third countries whose welfare changes most, up or down; those that change
        alike in alphabetical order. Empty where no more of them change.
    bystander_welfare
        Pair × rank; NaN where no more of them change.
    residual
        By pair, largest |ln(sales / earnings)| over the countries.
    refused
        Why a pair has no solution, by (a, b).
    """

    base: Economy
    theta: float
    deficits: Deficits
    a: NDArray[np.str_]
    b: NDArray[np.str_]
    welfare_a: Vector
    welfare_b: Vector
    real_wage_a: Vector
    real_wage_b: Vector
    bystander: NDArray[np.str_]
    bystander_welfare: NDArray[np.float64]
    residual: Vector
    iterations: NDArray[np.intp]
    refused: Mapping[tuple[str, str], str]

    def loss(self, of: str, partner: str) -> float:
        """Share of welfare that one country loses without the other.

        Raises
        ------
        UnknownLabel
            The pair is not on this map.
        """
        for mine, a, b in ((self.welfare_a, self.a, self.b), (self.welfare_b, self.b, self.a)):
            row = np.flatnonzero((a == of) & (b == partner))
            if len(row):
                return float(1.0 - mine[row[0]])
        raise UnknownLabel(f"{of} and {partner} are not on this map of {len(self.a)} pairs.")

    def to_frame(self) -> "pd.DataFrame":
        """One row a pair; bystanders as two columns a rank; `refused` is empty where solved."""
        import pandas as pd

        columns = {name: getattr(self, name) for name in BY_PAIR}
        for rank in range(self.bystander.shape[1]):
            columns[f"bystander_{rank + 1}"] = self.bystander[:, rank]
            columns[f"bystander_{rank + 1}_welfare"] = self.bystander_welfare[:, rank]
        pairs = zip(self.a.tolist(), self.b.tolist(), strict=True)
        columns["refused"] = [self.refused.get(pair, "") for pair in pairs]
        return pd.DataFrame(columns)


def severance_map(
    economy: Economy,
    *,
    theta: float,
    deficits: Deficits = "balanced",
    pairs: Sequence[tuple[str, str]] | None = None,
) -> SeveranceMap:
    """Sever every pair of countries, each on its own.

    Parameters
    ----------
    theta
        Elasticity of trade to trade cost, from 0.1 to 100.
    pairs
        Which pairs; all where left out.

    Raises
    ------
    UnknownLabel, MissingData
        A country that is not in the economy, or was left out of it.
    BadInput
        No pairs, a pair of one country, or a value of θ or deficits that is not allowed.

    Examples
    --------
    >>> from detente.trade import economy_from_flows
    >>> flow = np.array([[6.0, 2.0, 2.0], [2.0, 6.0, 2.0], [2.0, 2.0, 6.0]])
    >>> economy = economy_from_flows(flow, ["NLD", "NOR", "QAT"])
    >>> found = severance_map(economy, theta=4.0)
    >>> round(found.loss("NOR", "NLD"), 4), found.bystander[0, 0]
    (0.0621, np.str_('QAT'))
    """
    blocks = list(severance_blocks(economy, theta=theta, deficits=deficits, pairs=pairs))
    joined = {
        name: np.concatenate([getattr(block, name) for block in blocks])
        for name in (*BY_PAIR, "bystander", "bystander_welfare")
    }
    refused = {pair: why for block in blocks for pair, why in block.refused.items()}
    first = blocks[0]
    return SeveranceMap(first.base, first.theta, first.deficits, **joined, refused=refused)


def severance_blocks(
    economy: Economy,
    *,
    theta: float,
    deficits: Deficits = "balanced",
    pairs: Sequence[tuple[str, str]] | None = None,
) -> Iterator[SeveranceMap]:
    """Give the map of :func:`severance_map` in parts as they are finished, in the order of pairs.

    To resume a map that was broken off, ask for the pairs that are still missing.

    Examples
    --------
    >>> from detente.trade import economy_from_flows
    >>> economy = economy_from_flows(np.array([[8.0, 2.0], [2.0, 8.0]]), ["NLD", "NOR"])
    >>> [len(block.a) for block in severance_blocks(economy, theta=4.0)]
    [1]
    """
    refuse_what_is_no_economy(economy)
    every = combinations(economy.countries, 2)
    asked = list(every) if pairs is None else [link(pair, "pairs") for pair in pairs]
    if not asked:
        raise BadInput("No pairs to sever. Name some, or leave pairs= out for all.")
    for a, b in asked:
        if a == b:
            raise BadInput(f"{a} was given twice. A severance is between two different countries.")
    place = {country: economy.row(country) for country in dict.fromkeys(chain.from_iterable(asked))}
    rows = np.array([[place[a], place[b]] for a, b in asked])
    base = calibration(economy, theta, deficits)
    return _blocks(base, rows)


def _blocks(base: Calibration, rows: NDArray[np.intp]) -> Iterator[SeveranceMap]:
    together = SeveredPairs(base.system, base.step, min(BLOCK, len(rows)))
    for first in range(0, len(rows), BLOCK):
        a, b = rows[first : first + BLOCK].T
        with one_thread():
            found = together.solved(a, b)
        yield _labelled(base, a, b, found, _one_by_one(base, a, b, found))


def _one_by_one(
    base: Calibration, a: NDArray[np.intp], b: NDArray[np.intp], found: SolvedRows
) -> dict[tuple[str, str], str]:
    """Solve what is left of a block in place; why there is no solution, by pair."""
    names, refused = base.economy.countries, {}
    is_sound = ((found.welfare > 0) & (found.welfare < np.inf)).all(axis=1)
    for row in np.flatnonzero(~(is_sound & np.isfinite(found.residual))):
        pair = names[a[row]], names[b[row]]
        changed = markets(base.economy, Shock(cut=(pair, pair[::-1])), base.theta)
        try:
            after = equilibrium(base, changed, clear(base, changed))
        except NoSolution as no_solution:
            refused[pair] = str(no_solution)
            found.welfare[row] = found.real_wage[row] = found.residual[row] = np.nan
            continue
        found.welfare[row], found.real_wage[row] = after.welfare, after.real_wage
        found.residual[row], found.iterations[row] = after.residual, after.iterations
    return refused


def _labelled(
    base: Calibration,
    a: NDArray[np.intp],
    b: NDArray[np.intp],
    found: SolvedRows,
    refused: Mapping[tuple[str, str], str],
) -> SeveranceMap:
    names, each = np.array(base.economy.countries), np.arange(len(a))
    size = found.welfare - 1.0
    np.abs(size, out=size)  # in place: a new table each time takes longer than the arithmetic
    size /= SMALLEST_CHANGE
    np.floor(size, out=size)
    size[each, a] = size[each, b] = -1.0  # not their own bystanders
    most = _largest(size, np.argsort(names), min(BYSTANDERS, len(names) - 2))
    is_changed = np.take_along_axis(size, most, axis=1) > 0
    welfare = np.take_along_axis(found.welfare, most, axis=1)
    return SeveranceMap(
        base=base.economy,
        theta=base.theta,
        deficits=base.deficits,
        a=names[a],
        b=names[b],
        welfare_a=found.welfare[each, a],
        welfare_b=found.welfare[each, b],
        real_wage_a=found.real_wage[each, a],
        real_wage_b=found.real_wage[each, b],
        bystander=np.where(is_changed, names[most], ""),
        bystander_welfare=np.where(is_changed, welfare, np.nan),
        residual=found.residual,
        iterations=found.iterations,
        refused=refused,
    )


def _largest(size: NDArray[np.float64], alphabet: NDArray[np.intp], ranks: int) -> NDArray[np.intp]:
    """Columns of the largest in each row, those of one size in the order of the alphabet."""
    left, each = np.take(size, alphabet, axis=1), np.arange(len(size))
    found = np.empty((len(size), ranks), dtype=np.intp)
    for rank in range(ranks):
        left.argmax(axis=1, out=found[:, rank])  # the first of those alike
        left[each, found[:, rank]] = -np.inf
    return np.asarray(alphabet[found])
