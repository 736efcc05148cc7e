"""``detente serve``: the page on this machine."""

import sys
from typing import Annotated

from cyclopts import Parameter

from detente.errors import BadInput, MissingData

LOOPBACK = "127.0.0.1"
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
    sys.stderr.write(f"The page is at http://{host}:{port}/ . Interrupt to stop (Ctrl-C).\n")
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
    return ""
