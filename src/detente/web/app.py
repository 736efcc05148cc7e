"""The page and the JSON interface, as one application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from importlib.resources import files

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from detente import __version__
from detente.brief import style_sheet
from detente.errors import Error
from detente.web.answers import Answers
from detente.web.api import api
from detente.web.page import page_of_refusal, page_words, status_of
from detente.web.pages import pages
from detente.web.safety import MOST_AT_ONCE, Guard
from detente.web.view import language_of

STATIC = {
    "htmx.min.js": "text/javascript",
    "page.css": "text/css",
    "page.js": "text/javascript",
}
LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


def application(hosts: frozenset[str] = LOCAL) -> Guard:
    """The page and the JSON interface, behind their guard.

    Parameters
    ----------
    hosts
        Names that it answers to.
    """
    answers = Answers()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = MOST_AT_ONCE  # none waits for a thread
        await run_in_threadpool(answers.warm)
        yield
        answers.close()

    app = FastAPI(
        title="detente",
        summary="What can two countries mean for each other?",
        version=__version__,
        docs_url=None,  # both fetch scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.answers = answers
    app.include_router(api)
    app.include_router(pages)
    app.add_api_route("/style.css", _style, include_in_schema=False)
    app.add_api_route("/static/{name}", _static, include_in_schema=False)
    app.add_exception_handler(Error, _refused)
    app.add_exception_handler(RequestValidationError, _misread)
    app.add_exception_handler(HTTPException, _not_served)
    return Guard(app, hosts)


def _style() -> Response:
    return Response(style_sheet(), media_type="text/css")


def _static(name: str) -> Response:
    if name not in STATIC:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    content = files("detente.web").joinpath("static", name).read_bytes()
    return Response(content, media_type=STATIC[name])


def _refused(request: Request, refusal: Exception) -> Response:
    status = status_of(refusal if isinstance(refusal, Error) else None)
    return _refusal(request, str(refusal), status)


def _misread(request: Request, fault: Exception) -> Response:
    """A value that no address has; among pages, an address that leads nowhere."""
    if not _is_for_programs(request):
        return _not_served(request, HTTPException(HTTPStatus.NOT_FOUND))
    found = fault.errors() if isinstance(fault, RequestValidationError) else ()
    said = [f"{'.'.join(map(str, each['loc'][1:]))}: {each['msg']}." for each in found]
    return _refusal(request, " ".join(said), HTTPStatus.UNPROCESSABLE_ENTITY)


def _not_served(request: Request, fault: Exception) -> Response:
    """An address that leads nowhere, a method that it does not take, too much that was sent."""
    status = fault.status_code if isinstance(fault, HTTPException) else HTTPStatus.NOT_FOUND
    if status == HTTPStatus.NOT_FOUND and not _is_for_programs(request):
        words = page_words()[language_of(request.query_params)]
        return page_of_refusal(request, words["nowhere"], status)
    answer = _refusal(request, str(getattr(fault, "detail", "")), status)
    answer.headers.update(getattr(fault, "headers", None) or {})
    return answer


def _refusal(request: Request, sentence: str, status: int) -> Response:
    if _is_for_programs(request):
        return JSONResponse({"error": sentence}, status)
    return page_of_refusal(request, sentence, status)


def _is_for_programs(request: Request) -> bool:
    return request.url.path.startswith("/api/")
