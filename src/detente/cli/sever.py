"""``detente sever``: a cut between two countries."""

from detente.brief import compose
from detente.cli.options import CUSTOMARY, Assumptions, Json
from detente.cli.terminal import page, waiting
from detente.data import shipped_worlds
from detente.study import severed
from detente.world import Language


def sever(
    a: str,
    b: str,
    /,
    *,
    assumptions: Assumptions = CUSTOMARY,
    lang: Language = "en",
    json: Json = False,
) -> str:
    """Say what both lose, and who else gains or loses, if all trade between two stops.

    Parameters
    ----------
    a
        A country: a name in English or Dutch, or a code.
    b
        Another country.
    lang
        Language of the answer.
    json
        Print the answer as JSON.
    """
    case = assumptions.case(a, b)
    with waiting("Solving the models"):
        claims = severed(shipped_worlds(), case)
    return page(compose(case, claims, lang), json=json)
