"""``detente positions``: where the positions of actors lead."""

from typing import Annotated

from cyclopts import Parameter

from detente.brief import compose
from detente.cli.options import Json
from detente.cli.terminal import page, waiting
from detente.data import load_case, shipped_worlds
from detente.study import position_claims
from detente.world import Language


def positions(
    case: str,
    /,
    *,
    issue: Annotated[str, Parameter(show_default=False)] = "",
    lang: Language = "en",
    json: Json = False,
) -> str:
    """Say where the positions in a case lead: four forecasts of each issue, with their spread.

    Parameters
    ----------
    case
        A shipped case, as vladivostok-2019, or a file of your own.
    issue
        Only the issue that begins so, as Order.
    lang
        Language of the answer.
    json
        Print the answer as JSON.
    """
    asked = load_case(case)
    with waiting("Forecasting"):
        claims = position_claims(shipped_worlds(), asked, issue)
    return page(compose(asked, claims, lang), json=json)
