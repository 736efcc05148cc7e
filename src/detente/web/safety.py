"""What every request must pass, and every answer carries.

The page is for the machine that it runs on. A request that names another host is refused, so that
no page elsewhere can reach it by a name of its own; so is one that another site has a browser send,
unless a reader followed a link. What is sent is bounded while it is read; so are how many ask at
once, and for how long. What is shown may run no script but ours and fetch nothing from elsewhere.
"""

import asyncio
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_UPLOAD = 1_000_000  # bytes
LONGEST_ADDRESS = 4_000  # characters
MOST_AT_ONCE = 128  # requests
LONGEST = 300.0  # seconds that a request may take, until its answer is read
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
OWN = ("same-origin", "none")  # what a browser says of a request that no other site made
ELSEWHERE = "What is asked here must come from the page itself."
FULL = "Many are asking at once. Ask again in a minute."
LATE = f"This took longer than {LONGEST:g} seconds, so it was broken off."


class Guard:
    """An application, and what stands between it and whoever asks.

    Parameters
    ----------
    hosts
        Names that the page answers to, without a port.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts
        self._inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Forward what may pass, refuse the rest; see the ASGI specification."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # nothing here speaks another protocol
        fault = _fault(scope, self._hosts)
        if self._inside >= MOST_AT_ONCE:
            fault = HTTPStatus.SERVICE_UNAVAILABLE, FULL
        if fault:
            await _refused(*fault)(scope, receive, _dressed(send))
            return
        self._inside += 1
        try:
            await self._timed(scope, _bounded(receive), _dressed(send))
        finally:
            self._inside -= 1

    async def _timed(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Break off what takes too long; say so where nothing was said yet."""
        has_begun = False

        async def begin(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        limit = asyncio.timeout(LONGEST)
        try:
            async with limit:
                await self._app(scope, receive, begin)
        except TimeoutError:
            if not limit.expired():
                raise
            if not has_begun:
                await _refused(HTTPStatus.SERVICE_UNAVAILABLE, LATE)(scope, receive, send)


def _refused(status: int, sentence: str) -> JSONResponse:
    return JSONResponse({"error": sentence}, status)


def _fault(scope: Scope, hosts: frozenset[str]) -> tuple[int, str] | None:
    """Why a request is refused; None where it is not."""
    headers = Headers(scope=scope)
    if _host(headers.get("host", "")) not in hosts:
        return HTTPStatus.MISDIRECTED_REQUEST, "This page answers only to its own address."
    if len(scope["raw_path"] or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
        sentence = f"An address here has at most {LONGEST_ADDRESS:,} characters."
        return HTTPStatus.REQUEST_URI_TOO_LONG, sentence
    reads = scope["method"] in ("GET", "HEAD")
    followed = reads and headers.get("sec-fetch-mode") == "navigate"
    if headers.get("sec-fetch-site", "same-origin") not in OWN and not followed:
        return HTTPStatus.FORBIDDEN, ELSEWHERE
    origin = headers.get("origin")
    if not reads and origin is not None and _place(origin) != headers["host"]:
        return HTTPStatus.FORBIDDEN, ELSEWHERE
    return None


def _bounded(receive: Receive) -> Receive:
    """What is sent, as far as it is not too much."""
    size = 0

    async def read() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > LARGEST_UPLOAD:
            sentence = f"At most {LARGEST_UPLOAD:,} bytes are read."
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, sentence)
        return message

    return read


def _dressed(send: Send) -> Send:
    """An answer, with the headers that every answer has."""

    async def dress(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(HEADERS)
        await send(message)

    return dress


def _host(written: str) -> str | None:
    try:
        return urlsplit(f"//{written}").hostname
    except ValueError:  # as in "[::1"
        return None


def _place(address: str) -> str | None:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return None
