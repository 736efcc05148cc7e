"""Serving the page: known answers, refusals."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
ENTRY = "import sys; from detente.cli import main; sys.exit(main())"


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


# Known answers


def test_the_page_is_there_until_it_is_interrupted(port, tmp_path):
    serving = subprocess.Popen(
        [sys.executable, "-c", ENTRY, "serve", "--port", str(port)],
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    try:
        told = serving.stderr.readline().decode()
        assert told == f"The page is at http://127.0.0.1:{port}/ . Interrupt to stop (Ctrl-C).\n"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60) as answer:
            assert b"What can two countries mean for each other?" in answer.read()
            assert answer.headers["server"] is None
        began = time.monotonic()
        serving.send_signal(signal.SIGINT)
        serving.wait(30)
        assert time.monotonic() - began < 20
        assert b"Traceback" not in serving.stderr.read()
    finally:
        serving.kill()
        serving.stderr.close()
        serving.wait()


# Refusals


@pytest.mark.parametrize("number", ["0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(detente, number):
    outcome = detente("serve", f"--port={number}")
    assert outcome.code == 1
    assert f"--port {number} is no port. Name one from 1 to 65535, such as 8321." in outcome.err


def test_a_port_that_is_taken_is_refused(detente):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        outcome = detente("serve", "--port", str(port))
    assert outcome.code == 1
    assert " ".join(outcome.err.split()).endswith(
        f"Cannot listen at 127.0.0.1, port {port}: Address already in use. Name another --port or "
        "--host, or stop what listens there."
    )


def test_without_its_parts_it_says_what_to_install(detente, monkeypatch):
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    outcome = detente("serve")
    assert " ".join(outcome.err.split()).endswith(
        "The page takes FastAPI and uvicorn, which are not installed here. Install them: "
        "pip install 'detente[web]'."
    )
