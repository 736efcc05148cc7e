"""The options that several commands take."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Literal

from cyclopts import CycloptsError, Parameter, Token

from detente.errors import BadInput
from detente.world import Case, Deficits, country, country_in_prose

Json = Annotated[bool, Parameter(show_default=False)]

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def day(command: str, text: str) -> date:
    """Read what stands after --on.

    Raises
    ------
    CycloptsError
        It is no day of the calendar.

    Examples
    --------
    >>> day("rules", "2019-04-25")
    datetime.date(2019, 4, 25)
    """
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:  # as 2019-02-30
        pass
    sentence = f"--on {text} is no day of the calendar. Write it as 2019-04-25."
    raise CycloptsError(msg=sentence, command_chain=(command,))


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

    def case(self, a: str, b: str, diverted_share: float = 0.2, *, of: Case | None = None) -> Case:
        """Name the two countries and ask about them.

        Parameters
        ----------
        of
            A case about the two, which these assumptions go before.

        Raises
        ------
        UnknownLabel
            A name that is not one country; says which are near.
        BadInput
            One country twice, a number that the question does not allow, or a case about others.
        """
        pair = country(a), country(b)
        asked = Case(pair, self.year, self.theta, self.treatment, diverted_share)
        if of is None:
            return asked
        if {*of.pair} != {*pair}:
            about, asked_for = (" and ".join(map(country_in_prose, p)) for p in (of.pair, pair))
            raise BadInput(
                f"The case {of.id or of.file} is about {about}, and {asked_for} were asked for. "
                "Name its countries, or another case."
            )
        return replace(
            of,
            pair=pair,
            year=asked.year or of.year,
            theta=asked.theta or of.theta,
            deficits=asked.deficits or of.deficits,
        )


CUSTOMARY = Assumptions()
