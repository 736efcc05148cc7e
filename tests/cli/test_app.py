"""The command line as a whole: known answers, laws, certificates, a second road, refusals."""

import io
import os
import tomllib
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import __version__
from detente.cli import main
from detente.cli.app import COMMANDS

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"
HELP_IN_TIME = 0.3  # seconds: what a person does not notice as waiting
HEAVY = {"babel", "duckdb", "jinja2", "numpy", "pandas", "pydantic", "rapidfuzz", "scipy", "xarray"}

# Known answers


def test_help_lists_the_commands_and_the_exit_codes(detente):
    for asked in ((), ("--help",), ("-h",)):
        told = detente(*asked)
        assert (told.code, told.err) == (0, "")
        places = [told.out.index(f" {command} ") for command in COMMANDS]
        assert places == sorted(places)
        assert "Exit codes: 0 answered; 1 refused" in told.out


def test_version(detente):
    assert detente("--version").out == f"{__version__}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(detente, command):
    told = detente(command, "--help")
    assert told.code == 0
    about, *examples = COMMANDS[command].split("\n\n")
    assert " ".join(about.split()) in " ".join(told.out.split())
    assert examples
    assert all(example in told.out for example in examples)
    assert "--no-" not in told.out


# Laws


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text(max_size=12), max_size=4))
def test_no_words_end_in_a_traceback(words):
    said, told = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(told):
        code = main(["measure", *words])
    assert code in (0, 1, 2)
    refusal = told.getvalue()
    assert refusal.startswith("detente: ") if code else refusal == ""


# Certificates


def test_help_comes_in_time(process):
    busy = []
    for _ in range(5):
        before = os.times()
        process("--help")
        after = os.times()
        busy.append(after.children_user + after.children_system)
        busy[-1] -= before.children_user + before.children_system
    assert min(busy) < HELP_IN_TIME  # of the processor: what others do meanwhile is not ours


def test_help_imports_nothing_heavy(python):
    told = python(
        "import sys; from detente.cli import main; main(['--help']); "
        "sys.stderr.write(' '.join(sys.modules))"
    )
    assert HEAVY & set(told.err.split()) == set()


def test_every_command_that_answers_is_a_function_of_that_name_that_takes_json():
    for command in {*COMMANDS} - {"case", "data", "serve"}:
        function = getattr(import_module(f"detente.cli.{command}"), command)
        assert "json" in function.__annotations__


def test_the_installed_script_is_this_one():
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"detente": "detente.cli:main"}


@pytest.mark.parametrize("reader", ["head -n 1", "true"])
@pytest.mark.parametrize("words", ["measure --list", "sever --help"])
def test_a_reader_that_leaves_is_no_error(shell, words, reader):
    told = shell(f"{{ detente {words}; echo code $? >&2; }} | {reader}")
    assert told.err == "code 0\n"


def test_an_answer_that_nobody_wants_is_no_error(shell):
    told = shell("detente measure --list >&-")
    assert (told.code, told.err) == (0, "")


def test_an_interruption_ends_quietly(detente, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("detente.cli.measure.measurement", interrupted)
    told = detente("measure", "trade.share", "of=PRK", "partner=CHN")
    assert (told.code, told.out, told.err) == (130, "", "")


def test_a_minus_that_cannot_be_shown_is_spelled_out(process):
    asked = ("measure", "equilibrium.welfare_after_cut", "of=PRK", "partner=CHN", "year=2018")
    told = process(*asked, PYTHONIOENCODING="ascii")
    assert told.code == 0
    assert told.out.startswith("\\u2212")


def test_completion_is_installed_for_the_shell(process, tmp_path):
    told = process("--install-completion", "--shell", "bash")
    assert (told.code, told.err) == (0, "")
    script = tmp_path / ".local/share/bash-completion/completions/detente"
    assert all(command in script.read_text(encoding="utf-8") for command in COMMANDS)


# A second road


def test_a_process_gives_what_the_function_gives(detente, process):
    for asked in (("measure", "--list"), ("measure", "no.such"), ("measure", "--no-such")):
        assert process(*asked) == detente(*asked)


# Refusals, word for word


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["bref"],
            'Unknown command "bref". Did you mean "brief"? '
            f"Available commands: {', '.join([*COMMANDS][:8])}, ... Try: detente --help",
        ),
        (
            ["brief", "RUS"],
            'Command "brief" parameter B requires an argument. Try: detente brief --help',
        ),
        (
            ["brief", "North", "Korea", "Russia"],
            "Too many words: 'Russia' is left over. Put a name of several words between quotes. "
            "Try: detente brief --help",
        ),
        (
            ["sever", "RUS", "PRK", "--yaer", "2018"],
            "Unknown option: --yaer. Did you mean --year? Try: detente sever --help",
        ),
        (
            ["sever", "RUS", "PRK", "--year", "last"],
            'Invalid value for --year: unable to convert "last" into int. '
            "Try: detente sever --help",
        ),
        (
            ["sever", "RUS", "PRK", "--year", "2018.5"],
            'Invalid value for --year: unable to convert "2018.5" into int. '
            "Try: detente sever --help",
        ),
        (
            ["sever", "RUS", "PRK", "--deficits", "none"],
            'Invalid value "none" for --deficits. '
            'Choose from: "customary", "balanced", "dek", "multiplicative". '
            "Try: detente sever --help",
        ),
    ],
)
def test_refuses_a_command_line_it_does_not_understand(detente, words, sentence):
    told = detente(*words)
    assert (told.code, told.out, told.err) == (2, "", f"detente: {sentence}\n")


def test_refuses_a_question_it_cannot_answer(process):
    told = process("sever", "Congo", "Russia")
    assert (told.code, told.out) == (1, "")
    assert told.err == (
        "detente: 'Congo' is not one country. "
        "Did you mean DR Congo (COD) or Congo-Brazzaville (COG)?\n"
    )


@pytest.mark.parametrize("asked", ["measure --list", "--help"])
def test_refuses_to_lose_the_answer_on_a_full_disk(shell, asked):
    told = shell(f"detente {asked} >/dev/full")
    assert (told.code, told.out) == (1, "")
    assert told.err == (
        "detente: standard output could not be written: No space left on device. "
        "Name another place.\n"
    )


def test_refuses_to_install_where_it_may_not_write(process, tmp_path):
    (tmp_path / ".local").write_text("not a folder", encoding="utf-8")
    told = process("--install-completion", "--shell", "bash")
    assert (told.code, told.out) == (1, "")
    assert told.err == (
        f"detente: {tmp_path}/.local/share/bash-completion/completions could not be written: "
        "Not a directory. Name another place.\n"
    )
