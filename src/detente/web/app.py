"""The page and the JSON interface, as one application."""

from importlib.resources import files

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles

from detente import __version__
from detente.brief import style_sheet
from detente.errors import Busy, Error
from detente.web.answers import Answers
from detente.web.api import api
from detente.web.pages import page_of_refusal, pages
from detente.web.safety import guard

LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


def application(hosts: frozenset[str] = LOCAL) -> FastAPI:
    """The page and the JSON interface.

    Parameters
    ----------
    hosts
        Names that it answers to.
    """
    app = FastAPI(
        title="detente",
        summary="What can two countries mean for each other?",
        version=__version__,
        docs_url=None,  # both fetch scripts from elsewhere
        redoc_url=None,
    )
    app.state.answers = Answers()
    guard(app, hosts)
    app.include_router(api)
    app.include_router(pages)
    static = str(files("detente.web").joinpath("static"))
    app.mount("/static", StaticFiles(directory=static), name="static")

    @app.get("/style.css", include_in_schema=False)
    def style() -> Response:
        return Response(style_sheet(), media_type="text/css")

    @app.exception_handler(Error)
    def refused(request: Request, refusal: Error) -> Response:
        status = 503 if isinstance(refusal, Busy) else 422
        if request.url.path.startswith("/api/"):
            return JSONResponse({"error": str(refusal)}, status)
        return page_of_refusal(request, str(refusal), status)

    @app.exception_handler(RequestValidationError)
    def misread(request: Request, fault: RequestValidationError) -> Response:
        first = fault.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:])
        return JSONResponse({"error": f"{where}: {first['msg']}."}, 422)

    return app
