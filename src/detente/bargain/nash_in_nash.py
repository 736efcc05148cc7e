"""Several deals at once: a hub that contracts with suppliers, each pair by itself.

With C the set of contracts, U(C) what the hub earns from them and Vᵢ(C) what supplier i does,
before any fee, each pair takes the other contracts as they are. It gains jointly

    Gᵢ = U(C) − U(C∖i) + Vᵢ(C) − Vᵢ(C∖i)

and the fee from hub to supplier leaves supplier i with its share of that:

    feeᵢ = (1 − b) Gᵢ − (Vᵢ(C) − Vᵢ(C∖i)) ,     b the bargaining power of the hub.

Nobody asks what happens if two contracts fail together. So suppliers that replace each other get
next to nothing, and suppliers that are all needed can together ask for more than there is: the hub
would do better with no contract at all, and there is no such settlement.

Horn & Wolinsky (1988), Bilateral Monopolies and Incentives for Merger, RAND Journal of Economics
19(3); Collard-Wexler, Gowrisankaran & Lee (2019), "Nash-in-Nash" Bargaining, Journal of Political
Economy 127(1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import BadInput, NoSolution, UnknownLabel
from detente.world import Result

if TYPE_CHECKING:
    import pandas as pd

Numbers = NDArray[np.float64]

MOST_SUPPLIERS = 16
ROUNDING = 1e-12  # of the largest worth: a loss below it is none


@dataclass(frozen=True, slots=True, eq=False)
class NashInNash(Result):
    """What a hub and its suppliers settle on; a leading axis of draws where the worths had one.

    Attributes
    ----------
    fees
        By supplier: what the hub pays it; below zero, what it pays the hub.
    joint_gains
        By supplier: what it and the hub lose together when their contract alone fails.
    hub_payoff, hub_alone
        What the hub keeps, and what it would have with no contract at all.
    supplier_payoffs
        By supplier, its own earnings and the fee.
    """

    hub: str
    suppliers: tuple[str, ...]
    fees: Numbers
    joint_gains: Numbers
    hub_payoff: Numbers
    hub_alone: Numbers
    supplier_payoffs: Numbers

    def of(self, name: str) -> Numbers:
        """Payoff of the hub or of a supplier, one a draw."""
        names = (self.hub, *self.suppliers)
        if name not in names:
            raise UnknownLabel.among("party", name, names)
        return self._payoffs()[..., names.index(name)]

    def to_frame(self) -> "pd.DataFrame":
        """One row a party, or a draw and a party; the hub first."""
        import pandas as pd

        payoffs, names = self._payoffs(), (self.hub, *self.suppliers)
        draws = int(np.prod(payoffs.shape[:-1]))
        index = pd.MultiIndex.from_product([range(draws), names], names=["draw", "party"])
        frame = pd.DataFrame({"payoff": payoffs.ravel()}, index=index)
        return frame.droplevel("draw") if payoffs.ndim == 1 else frame

    def _payoffs(self) -> Numbers:
        return np.concatenate([self.hub_payoff[..., None], self.supplier_payoffs], axis=-1)


def nash_in_nash(
    hub_worth: ArrayLike,
    *,
    hub: str,
    suppliers: Sequence[str],
    supplier_worth: ArrayLike = 0.0,
    hub_power: ArrayLike = 0.5,
) -> NashInNash:
    """Fees that a hub and each of its suppliers agree on, all contracts signed.

    Parameters
    ----------
    hub_worth
        Set of contracts, or draw × set: what the hub earns before fees. Sets count in binary, the
        first supplier the lowest digit: none, 1, 2, 1 and 2, 3, ... .
    hub, suppliers
        Names.
    supplier_worth
        Supplier × set, or draw × supplier × set: what each supplier earns before fees; a cost is
        below zero.
    hub_power
        Bargaining power of the hub, between 0 and 1, one for all or one by supplier.

    Raises
    ------
    BadInput
        Worths that are not one for each set of contracts, names that repeat, a power outside 0
        to 1.
    NoSolution
        A contract that loses money for its pair, so that nobody signs it; fees that leave the hub
        less than it has with no contract.

    Examples
    --------
    A producer reaches its market by either of two routes. Each alone is worth 10 or 8, both 15.

    >>> found = nash_in_nash([0, 10, 8, 15], hub="producer", suppliers=["north", "south"])
    >>> found.fees, found.hub_payoff
    (array([3.5, 2.5]), np.float64(9.0))
    """
    names = tuple(suppliers)
    u, v, b = _checked(hub_worth, supplier_worth, hub_power, hub, names)
    everyone = 2 ** len(names) - 1
    others = [everyone - 2**i for i in range(len(names))]
    hub_gain = u[..., [everyone]] - u[..., others]
    own = np.stack([v[..., i, everyone] - v[..., i, m] for i, m in enumerate(others)], axis=-1)
    joint = hub_gain + own
    _refuse_losing(joint, names, np.abs(u).max())
    fees = (1 - b) * joint - own
    left = u[..., everyone] - fees.sum(axis=-1)
    _refuse_poor_hub(left, u[..., 0], hub, np.abs(u).max())
    earned = np.broadcast_to(v[..., everyone], fees.shape)
    alone = np.broadcast_to(u[..., 0], left.shape)
    return NashInNash(hub, names, fees, joint, left, alone, earned + fees)


def _checked(
    hub_worth: ArrayLike,
    supplier_worth: ArrayLike,
    hub_power: ArrayLike,
    hub: str,
    names: tuple[str, ...],
) -> tuple[Numbers, Numbers, Numbers]:
    n = len(names)
    if not 1 <= n <= MOST_SUPPLIERS or len({hub, *names}) <= n:
        raise BadInput(
            f"A hub {hub!r} with suppliers {', '.join(names) or 'none'}. Name 1 to "
            f"{MOST_SUPPLIERS} of them, each once."
        )
    u = np.asarray(hub_worth, dtype=float)
    v = np.asarray(supplier_worth, dtype=float)
    v = np.broadcast_to(v, (n, 2**n)) if v.ndim == 0 else v
    if u.ndim < 1 or u.shape[-1] != 2**n or v.shape[-2:] != (n, 2**n):
        raise BadInput(
            f"Worths of shape {u.shape} for the hub and {v.shape} for the suppliers. {n} suppliers "
            f"can sign {2**n} sets of contracts: give the hub {2**n} worths, and {2**n} to each "
            "supplier."
        )
    if not (np.isfinite(u).all() and np.isfinite(v).all()):
        raise BadInput("A worth is not a finite number. Give one for every set of contracts.")
    b = np.asarray(hub_power, dtype=float)
    if not ((b > 0) & (b < 1)).all():
        wrong = float(b[~((b > 0) & (b < 1))].flat[0])
        raise BadInput(f"Bargaining power is {wrong:g}. It lies between 0 and 1: 0.5 for equals.")
    return u, v, b


def _refuse_losing(joint: Numbers, names: tuple[str, ...], scale: float) -> None:
    if (joint < -ROUNDING * scale).any():
        worst = np.unravel_index(int(np.argmin(joint)), joint.shape)
        raise NoSolution(
            f"The contract with {names[worst[-1]]} loses {-joint[worst]:g} for the hub and its "
            "supplier together, given the others, so they would not sign it. Ask again without it."
        )


def _refuse_poor_hub(left: Numbers, alone: Numbers, hub: str, scale: float) -> None:
    short = alone - left
    if (short > ROUNDING * scale).any():
        draw = np.unravel_index(int(np.argmax(short)), short.shape)
        have, had = np.asarray(left)[draw], np.broadcast_to(alone, short.shape)[draw]
        raise NoSolution(
            f"Fees agreed pair by pair leave {hub} {have:g}, less than the {had:g} it has with no "
            "contract at all. The suppliers need each other too much for separate deals; ask for "
            "the Shapley value of the game instead."
        )
