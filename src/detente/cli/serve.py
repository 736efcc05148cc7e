"""``detente serve``: the page on this machine."""

import os
import socket
import sys
from typing import Annotated

from cyclopts import Parameter

from detente.errors import BadInput, MissingData

LOOPBACK = "127.0.0.1"
GRACE = 3  # seconds that readers get when the page is closed down
BACKLOG = 256  # readers that wait to be let in
MISSING = (
    "The page takes FastAPI and uvicorn, which are not installed here. "
    "Install them: pip install 'detente[web]'."
)


def serve(
    *,
    port: int = 8321,
    host: str = LOOPBACK,
    allow_host: Annotated[tuple[str, ...], Parameter(show_default=False)] = (),
) -> str:
    """Serve the page on this machine until interrupted.

    Parameters
    ----------
    port
        Where it listens.
    host
        Address that it is bound to. Another than this machine's own lets others read.
    allow_host
        Another name that it answers to, such as that of this machine in its network.
    """
    if not 0 < port < 65536:
        raise BadInput(f"--port {port} is no port. Name one from 1 to 65535, such as 8321.")
    try:
        import uvicorn

        from detente.web import application
    except ModuleNotFoundError as missing:
        raise MissingData(MISSING) from missing
    app = application(frozenset({LOOPBACK, "localhost", "::1", host, *allow_host}))
    with _listening(host, port) as listening:
        place = f"[{host}]" if ":" in host else host
        sys.stderr.write(f"The page is at http://{place}:{port}/ . Interrupt to stop (Ctrl-C).\n")
        settled = uvicorn.Config(
            app,
            log_level="warning",
            server_header=False,
            ws="none",
            timeout_graceful_shutdown=GRACE,
        )
        uvicorn.Server(settled).run([listening])
    return ""


def _listening(host: str, port: int) -> socket.socket:
    """A place to listen, taken; refuses one that cannot be."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise BadInput(
            f"Cannot listen at {host}, port {port}: {os.strerror(error.errno or 0)}. "
            "Name another --port or --host, or stop what listens there."
        ) from error
