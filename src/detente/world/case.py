"""A question that somebody asked about two countries, with the assumptions they chose."""

from dataclasses import dataclass
from typing import Literal

from detente.errors import BadInput

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
        Trade elasticity, positive: elasticity of trade to trade cost.
    deficits
        What happens to trade imbalances in a counterfactual.
    diverted_share
        Share of trade with the first partner that the diversion moves, from 0 to 1.

    Examples
    --------
    >>> Case(("RUS", "PRK")).theta
    4.0
    """

    pair: tuple[str, str]
    year: int | None = None
    theta: float = 4.0
    deficits: Deficits = "balanced"
    diverted_share: float = 0.2

    def __post_init__(self) -> None:
        a, b = self.pair
        if a == b:
            raise BadInput(f"{a} was given twice. A question is about two different countries.")
