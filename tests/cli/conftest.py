"""What the tests of the command line may lean on."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from detente.cli import main

SOURCE = Path(__file__).parents[2] / "src"
ENTRY = "import sys; from detente.cli import main; sys.exit(main())"  # as the installed script does


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


@pytest.fixture
def detente(capsys, tmp_path, monkeypatch):
    """Run one command inside the test, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Outcome:
        code = main(arguments)
        said = capsys.readouterr()
        return Outcome(code, said.out, said.err)

    return run


@pytest.fixture
def python(tmp_path):
    """Run a line of Python in a process of its own, in an empty folder."""

    def run(line: str, *arguments: str, **environment: str) -> Outcome:
        return finished([sys.executable, "-c", line, *arguments], tmp_path, environment)

    return run


@pytest.fixture
def process(python):
    """Run one command in a process of its own."""
    return lambda *arguments, **environment: python(ENTRY, *arguments, **environment)


@pytest.fixture
def shell(tmp_path):
    """Run a line of shell in which ``detente`` is the command."""

    def run(line: str) -> Outcome:
        function = f"detente() {{ {sys.executable} -c '{ENTRY}' \"$@\"; }}"
        return finished(["/bin/sh", "-c", f"{function}\n{line}"], tmp_path, {})

    return run


def finished(words: list[str], folder: Path, environment: dict[str, str]) -> Outcome:
    own = {
        "PYTHONPATH": str(SOURCE),
        "PYTHONUNBUFFERED": "",  # as for a person: what is printed waits in a buffer
        "OMP_NUM_THREADS": "1",
        "HOME": str(folder),
    }
    done = subprocess.run(
        words,
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        env={**os.environ, **own, **environment},
        timeout=120,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)
