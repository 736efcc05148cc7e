"""The pages: what each address shows, in HTML that needs no script to be read."""

import json
from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from detente.brief import Format
from detente.data import shipped_cases
from detente.errors import Error, MissingData
from detente.study import MEASURES
from detente.web.answers import Answers
from detente.web.every_cut import Found, terms_of
from detente.web.form import RELATIONS, Filled, filled_in, statement_of
from detente.web.map import world_map
from detente.web.page import answers_of, page, page_words, status_of
from detente.web.view import PARTS, Part, View, view_of
from detente.world import Case

pages = APIRouter(include_in_schema=False)

DOWNLOADS: Mapping[Format, str] = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "text": "text/plain; charset=utf-8",
    "json": "application/json",
    "zip": "application/zip",
}


@pages.get("/")
def start(request: Request) -> Response:
    """Choose two countries."""
    view = view_of(request.query_params)
    if view.has_question:
        return RedirectResponse(view.address, 303)
    answers = answers_of(request)
    held = {name: answers.case(name) for name in shipped_cases()}
    drawn = world_map(view, answers.countries)
    return page(request, "start.html", view=view, map=drawn, cases=held)


@pages.get("/case")
def case_form(request: Request) -> Response:
    """Bring a case of one's own."""
    return page(request, "case.html", fault=None)


@pages.post("/case")
async def bring(request: Request) -> Response:
    """Read the case that a reader brought, and go to its brief."""
    await request.body()  # the guard bounds it, before any of it is kept in a file
    async with request.form(max_files=1, max_fields=1) as form:
        sent = form.get("case")
        text = sent.encode() if isinstance(sent, str) else await sent.read() if sent else b""
    try:
        held = await run_in_threadpool(answers_of(request).bring, text)
    except Error as refusal:
        return page(request, "case.html", status=status_of(refusal), fault=refusal)
    lang = view_of(request.query_params).lang
    return RedirectResponse(View(case=held.id, lang=lang).address, 303)


@pages.get("/check")
def check(request: Request) -> Response:
    """Whether a statement holds: a case's statements, or one that the reader read for us."""
    view, filled = view_of(request.query_params), filled_in(request.query_params)
    answers = answers_of(request)
    fault, answer, case, measure = None, "", None, None
    names = dict.fromkeys(shipped_cases())
    try:
        if view.case:
            case = answers.case(view.case)
            names[view.case] = None
        measure = filled.chosen
        answer = _checked(answers, view, filled, case)
    except Error as refusal:
        fault = refusal
    return page(
        request,
        "check.html",
        status=status_of(fault),
        view=view,
        filled=filled,
        args=dict(filled.args),
        measure=measure,
        case=case,
        answer=answer,
        fault=fault,
        cases={name: answers.case(name) for name in names},
        relations=RELATIONS,
        measures=_by_room(),
    )


def _by_room() -> dict[str, list[str]]:
    """Names of the measures, by what they are about: the word before the point."""
    found: dict[str, list[str]] = {}
    for measure in MEASURES:
        found.setdefault(measure.name.partition(".")[0], []).append(measure.name)
    return found


def _checked(answers: Answers, view: View, filled: Filled, case: Case | None) -> str:
    words = page_words()
    title = words[view.lang]
    if filled.is_complete:
        said = statement_of(filled, case, view.lang, words)
        return answers.told(said, title["one_checked"], view.lang)
    if case and case.statements and not filled.measure:
        return answers.told(case, title["all_checked"], view.lang)
    return ""


@pages.get("/cuts")
def cuts(request: Request) -> Response:
    """What a cut between every two countries costs: once it was worked out, or how to begin."""
    view, found, fault = view_of(request.query_params), None, None
    try:
        found = answers_of(request).every_cut.kept(terms_of(view))
    except Error as refusal:
        fault = refusal
    shown = {"view": view, "found": found, "fault": fault}
    return page(request, "cuts.html", status=status_of(fault), **shown)


@pages.get("/cuts/steps")
async def cut_steps(request: Request) -> Response:
    """Work it out, and tell how far it is."""
    answers = answers_of(request)
    steps = answers.every_cut.steps(answers.worlds, view_of(request.query_params))
    return StreamingResponse(steps, media_type="text/event-stream")


@pages.get("/cuts.csv")
def cut_table(request: Request) -> Response:
    """One row a pair."""
    return _file("cuts.csv", "text/csv; charset=utf-8", _found(request).table)


@pages.get("/cuts.json")
def cut_summary(request: Request) -> Response:
    """What the rows mean, where they are from, and which pairs lose most."""
    plain = json.dumps(_found(request).summary, ensure_ascii=False, indent=2).encode()
    return _file("cuts.json", "application/json", plain)


@pages.get("/brief")
@pages.get("/cut")
@pages.get("/shift")
def answer(request: Request) -> Response:
    """What two countries can mean for each other, or a part of that."""
    view = view_of(request.query_params, _part(request))
    if not view.has_question and view.part == "brief":
        return RedirectResponse(view.address, 303)
    answers = answers_of(request)
    filled, is_said, written, fault = view, False, None, None
    try:
        if view.has_question:
            question = answers.question(view)
            filled, is_said = view.filled(question), bool(question.statements)
        if view.has_question and (view.part != "shift" or view.away):
            written = answers.written(view)
    except Error as refusal:
        fault = refusal
    shown = page(
        request,
        "answer.html",
        status=status_of(fault),
        view=view,
        filled=filled,
        is_said=is_said,
        written=written,
        fault=fault,
        parts={part: view.turned(part, filled).address for part in PARTS},
        downloads=DOWNLOADS,
    )
    shown.headers["HX-Push-Url"] = view.address
    return shown


@pages.get("/brief.{format}")
@pages.get("/cut.{format}")
@pages.get("/shift.{format}")
def download(request: Request, format: Format) -> Response:
    """The same as a file."""
    file = answers_of(request).file(view_of(request.query_params, _part(request)), format)
    return _file(file.name, DOWNLOADS[format], file.content)


def _part(request: Request) -> Part:
    """What an address is about, by how it begins."""
    name = request.url.path.removeprefix("/").partition(".")[0]
    return next(part for part in PARTS if part == name)


def _found(request: Request) -> Found:
    view = view_of(request.query_params)
    found = answers_of(request).every_cut.kept(terms_of(view))
    if found is None:
        raise MissingData(f"These cuts were not worked out yet. Begin at /cuts?{view.query}")
    return found


def _file(name: str, media_type: str, content: bytes) -> Response:
    said = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=said)
