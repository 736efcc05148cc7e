"""The application in this process, and the page on a port of its own."""

import threading
import time
from pathlib import Path

import pytest
import uvicorn
from starlette.testclient import TestClient

from detente.web import application

CASE = Path(__file__).parents[2] / "src" / "detente" / "cases" / "vladivostok_2019.toml"


@pytest.fixture(scope="session")
def app():
    return application()


@pytest.fixture(scope="session")
def reader(app):
    """Who asks, and follows no redirect."""
    return TestClient(app, base_url="http://localhost:8321", follow_redirects=False)


@pytest.fixture(scope="session")
def case_text():
    return CASE.read_bytes()


@pytest.fixture(scope="session")
def here():
    """Address of the page, on a port that is free."""
    config = uvicorn.Config(application(), port=0, log_level="error", ws="none", lifespan="on")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(20)
