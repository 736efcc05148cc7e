"""A question that somebody asked about two countries, with the assumptions they chose."""

from dataclasses import dataclass
from typing import Literal

from detente.errors import BadInput
from detente.world.bounds import trade_elasticity

Deficits = Literal["balanced", "dek", "multiplicative"]


@dataclass(frozen=True, slots=True)
class Case:
    """What can these two countries mean for each other?

    Attributes
    ----------
    pair
        Two ISO 3166-1 alpha-3 codes.
    year
        Year of trade to answer from; None takes the newest that holds both.
    theta
        Trade elasticity, from 0.1 to 100: elasticity of trade to trade cost. None takes the
        customary value and reports the range over the customary ones.
    deficits
        What happens to trade imbalances in a counterfactual. None takes the customary treatment:
        ``balanced`` for a cut, ``dek`` for a diversion, which starts from trade as recorded.
    diverted_share
        Share of trade with the first partner that the diversion moves, from 0 to 1.

    Examples
    --------
    >>> Case(("RUS", "PRK")).diverted_share
    0.2
    """

    pair: tuple[str, str]
    year: int | None = None
    theta: float | None = None
    deficits: Deficits | None = None
    diverted_share: float = 0.2

    def __post_init__(self) -> None:
        a, b = self.pair
        if a == b:
            raise BadInput(f"{a} was given twice. A question is about two different countries.")
        if self.theta is not None:
            trade_elasticity(self.theta)
        if not 0 < self.diverted_share < 1:
            raise BadInput(
                f"The share to divert is {self.diverted_share}; it must lie between 0 and 1. "
                "Write a fifth as 0.2."
            )
