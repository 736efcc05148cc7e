"""``detente positions``: where the positions of actors lead."""

from typing import Annotated

from cyclopts import Parameter

from detente.brief import compose
from detente.cli.drawing import AS_MEASURED, Drawing
from detente.cli.options import Json
from detente.cli.terminal import page, waiting
from detente.data import held_worlds, load_case
from detente.study import drawn_claims, position_claims
from detente.world import Language


def positions(
    case: str,
    /,
    *,
    issue: Annotated[str, Parameter(show_default=False)] = "",
    drawing: Drawing = AS_MEASURED,
    lang: Language = "en",
    json: Json = False,
) -> str:
    """Say where the positions in a case lead: four forecasts of each issue, with their spread.

    Parameters
    ----------
    case
        A shipped case, as vladivostok-2019, or a file of your own.
    issue
        Only this issue of the case, by its id.
    lang
        Language of the answer.
    json
        Print the answer as JSON.
    """
    asked = load_case(case)
    with waiting("Forecasting"):
        worlds = held_worlds()
        claims = position_claims(worlds, asked, issue)
        if draws := drawing.of(worlds, asked):
            claims = drawn_claims(draws, claims)
    return page(compose(asked, claims, lang), json=json)
