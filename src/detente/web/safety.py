"""What every request must pass, and every answer carries.

The page is for the machine that it runs on. A request that names another host is refused, so that
no page elsewhere can reach it by a name of its own; one that changes something must come from the
page itself; what is sent is bounded; and what is shown may run no script but ours and fetch nothing
from elsewhere.
"""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

LARGEST_UPLOAD = 1_000_000  # bytes
LONGEST_ADDRESS = 4_000  # characters
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

Next = Callable[[Request], Awaitable[Response]]


def guard(app: FastAPI, hosts: frozenset[str]) -> None:
    """Put the guard before every route.

    Parameters
    ----------
    hosts
        Names that the page answers to, without a port.
    """

    @app.middleware("http")
    async def _guarded(request: Request, forward: Next) -> Response:
        fault = _fault(request, hosts)
        if fault is None:
            response = await forward(request)
        else:
            status, sentence = fault
            response = JSONResponse({"error": sentence}, status)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response


def _fault(request: Request, hosts: frozenset[str]) -> tuple[int, str] | None:
    """Why a request is refused; None where it is not."""
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname
    if host not in hosts:
        return 421, "This page answers only to the machine that it runs on."
    if len(str(request.url)) > LONGEST_ADDRESS:
        return 414, f"An address here has at most {LONGEST_ADDRESS:,} characters."
    if request.method == "POST":
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
            return 403, "What changes something here must come from the page itself."
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return 403, "What changes something here must come from the page itself."
        size = request.headers.get("content-length", "")
        if not size.isdecimal() or int(size) > LARGEST_UPLOAD:
            return 413, f"Send at most {LARGEST_UPLOAD:,} bytes, and say how many."
    return None
