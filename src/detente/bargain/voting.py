"""How often a voter decides, exactly.

Voters have weights, and a coalition carries a motion when its weights reach a quota. A voter swings
a coalition of the others that carries only once it joins. With c[s, w] the number of coalitions of
the others that have s members and weight w,

    swings[i]          = Σ over s,  quota − weight[i] ≤ w < quota , of c[s, w]
    Shapley–Shubik[i]  = the same, each times s! (n − s − 1)! / n!
    Banzhaf[i]         = swings[i] / Σ of all swings .

No coalition is listed. Counts of one size stand side by side in one whole number, c[s, w] at bit
b·w with b bits to each, so that a voter who joins shifts and adds,

    c[s + 1] ← c[s + 1] + c[s] 2^(b·weight) ,

one who is left out is subtracted again, and the counts between two weights are added up by the
remainder after division by 2^b − 1. All of it is exact.

Shapley & Shubik (1954), A Method for Evaluating the Distribution of Power in a Committee System,
American Political Science Review 48; Banzhaf (1965), Weighted Voting Doesn't Work, Rutgers Law
Review 19; Mann & Shapley (1962), Values of Large Games VI, RAND RM-3158, for the counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import TYPE_CHECKING

from detente.errors import BadInput, UnknownLabel, some
from detente.world import Result

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

MOST_BITS = 500_000_000  # voters² × votes: some 60 MB, and some seconds for a hundred voters


@dataclass(frozen=True, slots=True)
class VoterPower:
    """What one voter decides.

    Attributes
    ----------
    shapley_shubik
        Share of all orders of voting in which the voter tips the scale.
    banzhaf
        Share of all swings of all voters.
    swings
        Coalitions of the others that carry only once the voter joins.
    """

    voter: str
    weight: int
    shapley_shubik: Fraction
    banzhaf: Fraction
    swings: int


@dataclass(frozen=True, slots=True)
class VotingPower(Result):
    """What each voter decides, in the order in which they were given."""

    quota: int
    voters: tuple[VoterPower, ...]

    def of(self, voter: str) -> VoterPower:
        """Power of one voter; refuses who has no vote."""
        for power in self.voters:
            if power.voter == voter:
                return power
        raise UnknownLabel.among("voter", voter, [power.voter for power in self.voters])

    def to_frame(self) -> "pd.DataFrame":
        """One row a voter; fractions become the nearest floats, 1.0 being all the power."""
        import pandas as pd

        rows = [
            (p.voter, p.weight, float(p.shapley_shubik), float(p.banzhaf), p.swings)
            for p in self.voters
        ]
        names = ["voter", "weight", "shapley_shubik", "banzhaf", "swings"]
        return pd.DataFrame(rows, columns=names).set_index("voter")

    def to_xarray(self) -> "xr.Dataset":
        """The columns of :meth:`to_frame`, by voter."""
        return self.to_frame().to_xarray()


def voting_power(weights: Mapping[str, int], quota: int) -> VotingPower:
    """Count the coalitions that each voter swings, and the orders in which it tips the scale.

    Parameters
    ----------
    weights
        Votes of each voter, whole numbers from 0.
    quota
        Votes that carry a motion.

    Raises
    ------
    BadInput
        No voters, a weight or quota that is not a whole number or out of range, or too
        many votes to count.

    Examples
    --------
    The Security Council: 39 votes carry when the permanent members have 7 and the others 1.

    >>> permanent = {name: 7 for name in ("CHN", "FRA", "GBR", "RUS", "USA")}
    >>> found = voting_power(permanent | {f"elected {k}": 1 for k in range(1, 11)}, 39)
    >>> found.of("RUS").shapley_shubik, found.of("elected 1").shapley_shubik
    (Fraction(421, 2145), Fraction(4, 2145))
    """
    _refuse_bad_votes(weights, quota)
    n, counts = len(weights), _counts(list(weights.values()))
    by_weight = {w: _swings_by_size(counts, w, quota) for w in sorted(set(weights.values()))}
    every_swing = sum(sum(by_weight[w]) for w in weights.values())
    return VotingPower(
        quota=quota,
        voters=tuple(
            VoterPower(
                voter=voter,
                weight=weight,
                shapley_shubik=sum(
                    (Fraction(k, n * comb(n - 1, s)) for s, k in enumerate(by_weight[weight])),
                    Fraction(0),
                ),
                banzhaf=Fraction(sum(by_weight[weight]), every_swing),
                swings=sum(by_weight[weight]),
            )
            for voter, weight in weights.items()
        ),
    )


def _counts(weights: list[int]) -> list[int]:
    """Coalitions by members, those of each weight side by side."""
    bits = len(weights) + 1  # no count is above 2^n, nor is their sum
    counts = [1] + [0] * len(weights)
    for voter, weight in enumerate(weights):
        for size in range(voter, -1, -1):
            counts[size + 1] += counts[size] << bits * weight
    return counts


def _swings_by_size(counts: list[int], weight: int, quota: int) -> list[int]:
    """Coalitions of the others that one voter of this weight swings, by their members."""
    bits, least = len(counts), max(quota - weight, 0)
    swings, without = [], counts[0]
    for with_voter_too in counts[1:]:
        window = (without & (1 << bits * quota) - 1) >> bits * least
        swings.append(window % ((1 << bits) - 1))
        without = with_voter_too - (without << bits * weight)
    return swings


def _refuse_bad_votes(weights: Mapping[str, int], quota: int) -> None:
    if not weights:
        raise BadInput("No voters. Give each voter a weight.")
    odd = [v for v, w in weights.items() if isinstance(w, bool) or not isinstance(w, int) or w < 0]
    if odd:
        raise BadInput(
            f"The weight of {odd[0]} is {weights[odd[0]]!r}. Votes are whole numbers from 0; "
            "multiply all of them and the quota until they are."
        )
    total = sum(weights.values())
    if isinstance(quota, bool) or not isinstance(quota, int) or not 0 < quota <= total:
        raise BadInput(
            f"A quota of {quota!r} votes; {some(list(weights))} have {total} together. Give a "
            "whole number from 1 to that."
        )
    if len(weights) ** 2 * total > MOST_BITS:
        raise BadInput(
            f"{len(weights)} voters with {total:,} votes are too many to count exactly. Divide the "
            "weights and the quota by a common factor."
        )
