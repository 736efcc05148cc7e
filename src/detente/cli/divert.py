"""``detente divert``: a share of one country's trade moves from one partner to another."""

from typing import Annotated

from cyclopts import Parameter

from detente.brief import compose
from detente.cli.options import CUSTOMARY, Assumptions, Json
from detente.cli.terminal import page, waiting
from detente.data import held_worlds
from detente.study import diverted
from detente.world import Language, country


def divert(
    of: str,
    /,
    *,
    from_: Annotated[str, Parameter(name="--from")],
    to: str,
    share: float = 0.2,
    assumptions: Assumptions = CUSTOMARY,
    lang: Language = "en",
    json: Json = False,
) -> str:
    """Say what it takes, and whom it serves, to move trade from one partner to another.

    Parameters
    ----------
    of
        The country whose trade moves: a name in English or Dutch, or a code.
    from_
        The partner that it moves away from.
    to
        The partner that it moves to.
    share
        Part of the trade with the first partner that moves, from 0 to 1.
    lang
        Language of the answer.
    json
        Print the answer as JSON.
    """
    case = assumptions.case(of, to, share)
    with waiting("Solving the models"):
        claims = diverted(held_worlds(), case, country(from_))
    return page(compose(case, claims, lang), json=json)
