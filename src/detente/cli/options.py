"""The options that several commands take."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from cyclopts import Parameter, Token

from detente.world import Case, Deficits, country

Json = Annotated[bool, Parameter(show_default=False)]


def _whole(_: object, tokens: Sequence[Token]) -> int:
    """Read a year as it is written: 2018.5 is none."""
    (token,) = tokens
    if not (token.value.isascii() and token.value.isdecimal()):
        raise ValueError(f'unable to convert "{token.value}" into int.')
    return int(token.value)


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
        Customary is the first for a cut, the second for a diversion.
    """

    year: Annotated[int | None, Parameter(converter=_whole)] = None
    theta: float | None = None
    deficits: Literal["customary", "balanced", "dek", "multiplicative"] = "customary"

    @property
    def treatment(self) -> Deficits | None:
        """The treatment of deficits that was chosen, if any."""
        return None if self.deficits == "customary" else self.deficits

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
        return Case(pair, self.year, self.theta, self.treatment, diverted_share)


CUSTOMARY = Assumptions()
