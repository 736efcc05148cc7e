"""The JSON interface: each answer as the command gives it with ``--json``."""

import shlex
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi import Path as InAddress
from fastapi.responses import Response
from pydantic import BaseModel, Field

from detente.brief import render
from detente.errors import BadInput
from detente.study import MEASURES, plain, plain_verdicts
from detente.web.page import answers_of
from detente.web.view import LONGEST, TREATMENTS, Part, View
from detente.world import Language, country_name

Words = Annotated[str, Query(max_length=400, description="Arguments, as of=PRK partner=CHN.")]
Name = Annotated[str, InAddress(max_length=LONGEST)]
Plain = dict[str, Any]


class Refusal(BaseModel):
    """Why there is no answer, and what to do."""

    error: str


REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"model": Refusal} for status in (404, 405, 414, 421, 422, 503)
}
api = APIRouter(prefix="/api", tags=["detente"], responses=REFUSALS)


def _word(description: str) -> str:
    """A word of an address, empty where it is left out."""
    word: str = Field("", max_length=LONGEST, description=description)
    return word


CASE = "Name of a shipped case, as vladivostok-2019."


class Question(BaseModel):
    """A question in the words of an address; what is left out is customary."""

    a: str = _word("A country: a name in English or Dutch, or an ISO 3166-1 alpha-3 code.")
    b: str = _word("Another country.")
    away: str = _word("Of a shift: whom trade of a moves away from, towards b.")
    year: str = _word("Year of trade, as 2018.")
    theta: str = _word("Trade elasticity, positive. Left out: 4, with its range.")
    deficits: str = _word(f"What becomes of trade imbalances: {', '.join(TREATMENTS)}.")
    share: str = _word("Share of trade that a diversion moves, in per cent. Left out: 20.")
    day: str = _word("Day whose rules are told, as 2019-04-25.")
    case: str = _word(CASE)
    lang: Language = "en"

    def view(self, part: Part) -> View:
        """The view that shows its answer."""
        return View(part=part, **self.model_dump())


Asked = Annotated[Question, Query()]


@api.get("/countries")
def countries(request: Request, lang: Language = "en") -> list[dict[str, str]]:
    """Every country that the tables hold, by code and name."""
    held = answers_of(request).countries
    return [{"code": code, "name": country_name(code, lang)} for code in held]


@api.get("/measures")
def measures() -> list[dict[str, str | None]]:
    """Every number that can be asked for by name."""
    return [
        {"name": each.name, "usage": str(each), "unit": each.unit, "meaning": each.meaning}
        for each in MEASURES
    ]


@api.get("/brief", response_model=Plain)
def brief(request: Request, question: Asked) -> Response:
    """Everything about a pair."""
    return _written(request, question.view("brief"))


@api.get("/cut", response_model=Plain)
def cut(request: Request, question: Asked) -> Response:
    """What a cut between the two would cost whom."""
    return _written(request, question.view("cut"))


@api.get("/shift", response_model=Plain)
def shift(request: Request, question: Asked) -> Response:
    """What it takes to move trade of the first from a third country to the second."""
    return _written(request, question.view("shift"))


@api.get("/measure/{name}")
def measure(
    request: Request,
    name: Name,
    args: Words = "",
    case: Annotated[str, Query(max_length=LONGEST, description=CASE)] = "",
) -> Plain:
    """One number by name."""
    answers = answers_of(request)
    held = answers.case(case) if case else None
    return plain(answers.measured(name, _arguments(args), held))


@api.get("/check/{case}")
def check(request: Request, case: Name) -> Plain:
    """What becomes of the statements of a case."""
    answers = answers_of(request)
    held = answers.case(case)
    return plain_verdicts(held, answers.verdicts(held))


@api.get("/ledger")
def ledger(request: Request, question: Asked) -> Plain:
    """What two countries can exchange, before and after the rules."""
    return answers_of(request).ledger(question.view("brief"))


def _written(request: Request, view: View) -> Response:
    answer = render(answers_of(request).written(view).brief, "json")
    return Response(answer, media_type="application/json")


def _arguments(text: str) -> dict[str, str]:
    """Arguments as a command line has them; refuses what is none."""
    try:
        pairs = [word.partition("=") for word in shlex.split(text)]
    except ValueError as cause:
        raise BadInput(f"{text!r} has a quotation mark that is not closed.") from cause
    for name, equals, _ in pairs:
        if not (name and equals):
            raise BadInput(f"{name!r} is not an argument of a measure. Write it as of=PRK.")
    return {name: value for name, _, value in pairs}
