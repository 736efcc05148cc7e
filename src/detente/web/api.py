"""The JSON interface: each answer as the command gives it with ``--json``."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from detente.brief import render
from detente.study import measurement, pair_ledger, plain, plain_ledger, plain_verdicts
from detente.web.answers import Answers
from detente.web.view import View
from detente.world import Language, country_name

api = APIRouter(prefix="/api", tags=["detente"])

Text = Annotated[str, Field(max_length=80)]
Words = Annotated[str, Query(max_length=400)]


def _answers(request: Request) -> Answers:
    answers: Answers = request.app.state.answers
    return answers


Plain = dict[str, Any]


def _json(text: str) -> Response:
    return Response(text, media_type="application/json")


@api.get("/countries")
def countries(request: Request, lang: Language = "en") -> list[dict[str, str]]:
    """Every country that the tables hold, by code and name."""
    held = _answers(request).countries
    return [{"code": code, "name": country_name(code, lang)} for code in held]


class Question(BaseModel):
    """A view in the words of an address; what is left out is customary."""

    a: Text = ""
    b: Text = ""
    year: Text = ""
    theta: Text = ""
    deficits: Text = ""
    share: Text = "20"
    case: Text = ""
    lang: Language = "en"

    @property
    def view(self) -> View:
        """The view that shows it."""
        return View(**self.model_dump())


@api.get("/brief")
def brief(request: Request, question: Annotated[Question, Query()]) -> Response:
    """Everything about a pair."""
    return _json(render(_answers(request).brief(question.view), "json"))


@api.get("/measure/{name}")
def measure(request: Request, name: Text, args: Words = "", case: Text = "") -> Plain:
    """One number by name; arguments as ``of=PRK partner=CHN``."""
    answers = _answers(request)
    given = dict(word.partition("=")[::2] for word in args.split())
    held = answers.case(case) if case else None
    return plain(measurement(answers.worlds, name, given, held))


@api.get("/check/{case}")
def check(request: Request, case: Text) -> Plain:
    """What becomes of the statements of a case."""
    answers = _answers(request)
    held = answers.case(case)
    return plain_verdicts(held, answers.verdicts(held))


@api.get("/ledger")
def ledger(request: Request, a: Text = "", b: Text = "", case: Text = "") -> Plain:
    """What two countries can exchange, before and after the rules."""
    answers = _answers(request)
    question = answers.question(View(a=a, b=b, case=case))
    return json.loads(json.dumps(plain_ledger(pair_ledger(answers.worlds, question)), default=str))
