"""The pages: what each address shows, in HTML that needs no script to be read."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from detente.brief import Format, compose, html_part, save
from detente.data import shipped_cases
from detente.errors import Error
from detente.study import MEASURES, verdict_claims
from detente.web.answers import Answers
from detente.web.form import Asked, statement_of
from detente.web.map import world_map
from detente.web.view import TREATMENTS, View, view_of
from detente.world import country_name

if TYPE_CHECKING:
    from jinja2 import Environment

pages = APIRouter(include_in_schema=False)

DOWNLOADS: Mapping[Format, str] = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "json": "application/json",
    "zip": "application/zip",
}


@pages.get("/")
def start(request: Request) -> Response:
    """Choose two countries."""
    view = view_of(dict(request.query_params))
    if view.a and view.b:
        return RedirectResponse(view.address, 303)
    return _page(request, "start.html", view, map=world_map(view))


@pages.get("/brief")
def brief(request: Request) -> Response:
    """What two countries can mean for each other."""
    view = view_of(dict(request.query_params))
    if not view.case and not (view.a and view.b):
        return RedirectResponse("/", 303)
    answers = _answers(request)
    question = answers.question(view)
    written = answers.brief(view)
    return _page(
        request,
        "brief_page.html",
        view,
        title=written.title,
        answer=html_part(written),
        pair=question.pair,
    )


@pages.get("/brief.{format}")
def download(request: Request, format: Format) -> Response:
    """The same as a file."""
    view = view_of(dict(request.query_params))
    written = _answers(request).brief(view)
    with TemporaryDirectory() as folder:
        (path,) = save(written, [format], folder)
        return Response(
            path.read_bytes(),
            media_type=DOWNLOADS.get(format, "text/plain; charset=utf-8"),
            headers={"Content-Disposition": f'attachment; filename="{path.name}"'},
        )


@pages.get("/check")
def check(request: Request) -> Response:
    """Whether a statement holds: a case's statements, or one that the reader wrote."""
    query = dict(request.query_params)
    view = view_of(query)
    answers = _answers(request)
    asked = Asked.of(query)
    fault, answer = "", ""
    try:
        if asked.measure:
            held = answers.case(view.case) if view.case else None
            case = statement_of(asked, held)
            claims = verdict_claims(answers.verdicts(case))
            answer = html_part(compose(case, claims, view.lang))
        elif view.case:
            case = answers.case(view.case)
            claims = verdict_claims(answers.verdicts(case))
            answer = html_part(compose(case, claims, view.lang))
    except Error as refusal:
        fault = str(refusal)
    return _page(
        request,
        "check.html",
        view,
        status=422 if fault else 200,
        asked=asked,
        answer=answer,
        fault=fault,
        measures=MEASURES,
    )


@pages.get("/case")
def case_form(request: Request) -> Response:
    """Bring a case of one's own."""
    return _page(request, "case.html", view_of(dict(request.query_params)), fault="")


@pages.post("/case")
async def bring(request: Request) -> Response:
    """Read the case that a reader brought, and go to its brief."""
    view = view_of(dict(request.query_params))
    form = await request.form(max_files=1, max_fields=5)
    sent = form.get("case")
    text = sent.encode() if isinstance(sent, str) else await sent.read() if sent else b""
    try:
        held = _answers(request).bring(text)
    except Error as refusal:
        return _page(request, "case.html", view, status=422, fault=str(refusal))
    return RedirectResponse(View(case=held.id, lang=view.lang).address, 303)


def page_of_refusal(request: Request, sentence: str, status: int) -> Response:
    """Say why there is no answer, with the form to ask again."""
    view = view_of(dict(request.query_params))
    return _page(request, "refusal.html", view, status=status, fault=sentence)


def _answers(request: Request) -> Answers:
    answers: Answers = request.app.state.answers
    return answers


def _page(
    request: Request, template: str, view: View, *, status: int = 200, **shown: object
) -> HTMLResponse:
    answers = _answers(request)
    names = sorted(
        {country_name(code, lang) for code in answers.countries for lang in ("en", "nl")}
    )
    other = "nl" if view.lang == "en" else "en"
    page = _templates().get_template(template)
    return HTMLResponse(
        page.render(
            view=view,
            ui=_words()[view.lang],
            names=names,
            cases=shipped_cases(),
            years=answers.years,
            treatments=TREATMENTS,
            downloads=list(DOWNLOADS),
            here=request.url.path,
            query=request.url.query,
            other_language=str(request.url.include_query_params(lang=other)),
            **shown,
        ),
        status,
    )


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("detente.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _words() -> Mapping[str, Mapping[str, Any]]:
    folder = files("detente.web").joinpath("text")
    return {
        lang: tomllib.loads(folder.joinpath(f"{lang}.toml").read_text("utf-8"))
        for lang in ("en", "nl")
    }
