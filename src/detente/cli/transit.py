"""``detente transit``: who gets what of a project that crosses a country."""

from typing import Annotated

from cyclopts import Parameter

from detente.brief import compose
from detente.cli.drawing import AS_MEASURED, Drawing
from detente.cli.options import Json
from detente.cli.terminal import page, waiting
from detente.data import held_worlds, load_case
from detente.study import drawn_claims, transit_claims
from detente.world import Language


def transit(
    case: str,
    /,
    *,
    project: Annotated[str, Parameter(show_default=False)] = "",
    drawing: Drawing = AS_MEASURED,
    lang: Language = "en",
    json: Json = False,
) -> str:
    """Say who gets what of a project in a case: before it is built, after, and under the rules.

    Parameters
    ----------
    case
        A shipped case, as vladivostok-2019, or a file of your own.
    project
        Only this project of the case, by its id.
    lang
        Language of the answer.
    json
        Print the answer as JSON.
    """
    asked = load_case(case)
    with waiting("Dividing the gain"):
        worlds = held_worlds()
        claims = transit_claims(worlds, asked, project)
        if draws := drawing.of(worlds, asked):
            claims = drawn_claims(draws, claims)
    return page(compose(asked, claims, lang), json=json)
