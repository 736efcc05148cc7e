"""The options that several commands take."""

from dataclasses import dataclass
from typing import Annotated

from cyclopts import Parameter

from detente.world import Case, Deficits, country

Json = Annotated[bool, Parameter(show_default=False)]


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Assumptions:
    """What is assumed where the data leave a choice.

    Attributes
    ----------
    year
        Year of trade to answer from. Without it the newest that holds both countries.
    theta
        Trade elasticity, positive. Without it 4, with the range over the customary values.
    deficits
        What becomes of trade imbalances: balanced first, a fixed share of world GDP, or scaled.
    """

    year: int | None = None
    theta: float | None = None
    deficits: Deficits = "balanced"

    def case(self, a: str, b: str, diverted_share: float = 0.2) -> Case:
        """Name the two countries and ask about them.

        Raises
        ------
        UnknownLabel
            A name that is not one country; says which are near.
        BadInput
            One country twice, or a number that the question does not allow.
        """
        pair = country(a), country(b)
        return Case(pair, self.year, self.theta, self.deficits, diverted_share)


CUSTOMARY = Assumptions()
