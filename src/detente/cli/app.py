"""The command line: words in, text out, and an exit code that a script can trust.

A command is a function of its own file that returns the text to print. It is imported when it runs,
so that ``detente --help`` costs nothing of what the models need.

    0    answered
    1    refused; the sentence on standard error says why and what to do
    2    the command line was not understood
    130  interrupted
"""

import io
import os
import sys
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from cyclopts import App, CycloptsError, Parameter, UnusedCliTokensError

from detente import __version__
from detente.errors import Error

ABOUT = (
    "What can two countries mean for each other? Numbers, ranges, sources and limits for any pair."
)

EXIT_CODES = (
    "Exit codes: 0 answered; 1 refused, and a sentence on standard error says why; "
    "2 the command line was not understood; 130 interrupted."
)

# Each command is the function of that name, or a family of them, in the file of that name.
COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "brief": "Everything about a pair: what each can offer, depends on and stands to lose.\n\n"
        "detente brief Russia 'North Korea' --year 2018",
        "measure": "One number by name, with its method, range and sources.\n\n"
        "detente measure trade.share of=PRK partner=CHN year=2018",
        "sever": "What both and the rest of the world lose if all trade between two stops.\n\n"
        "detente sever China 'United States'\n\n"
        "detente sever --all --year 2023 --out pairs.parquet",
        "divert": "What it takes to move a share of one country's trade to another partner.\n\n"
        "detente divert 'North Korea' --from China --to Russia --share 0.2",
        "leverage": "Who loses what, and why, if two countries or several and one stop trading.\n\n"
        "detente leverage --senders USA,JPN,KOR --target China --tariff 0.25",
        "scenario": "What the tariffs, costs and cuts of a file do to every country.\n\n"
        "detente scenario examples/scenarios/tariffs_on_china.toml",
        "sweep": "Every scenario of some files, on all processors or on a cluster.\n\n"
        "detente sweep grid.toml --out grid.parquet",
        "check": "Whether what people said holds: how it is read, measured and sourced.\n\n"
        "detente check vladivostok-2019",
        "rules": "What sanctions and other limits leave, on a day or over years.\n\n"
        "detente rules 'North Korea' --on 2019-04-25",
        "backtest": "Did the bans on a country foretell what became of its trade?\n\n"
        "detente backtest 'North Korea'",
        "ledger": "Who can offer whom what, worth how much, and what of it the rules leave.\n\n"
        "detente ledger Russia 'North Korea' --case vladivostok-2019",
        "transit": "Who gets what of a project in a case, before and after it is built.\n\n"
        "detente transit vladivostok-2019",
        "positions": "Where the positions of actors in a case lead, by four ways to forecast.\n\n"
        "detente positions vladivostok-2019",
        "case": "A question in a file of your own: begin one, check it, see what it may hold.\n\n"
        "detente case new Norway Nederland --out mine.toml\n\n"
        "detente case validate mine.toml",
        "products": "A pair product by product, from trade data that you added.\n\n"
        "detente products Norway Nederland --level 4",
        "data": "Tables of your own, beside the shipped ones: list, add, fetch, verify, remove.\n\n"
        "detente data add baci BACI_HS22_V202501.zip --year 2023",
        "serve": "A page on this machine: choose two countries, read, change what you doubt.\n\n"
        "detente serve",
    }
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments
        Words after ``detente``; None takes those of the process.

    Returns
    -------
    int
        The exit code.
    """
    _escape_what_the_terminal_cannot_show()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # small matrices; more threads only wait
    given = sys.argv[1:] if arguments is None else arguments
    try:
        answer = _app()(list(given)) or ""
        if sys.stdout:  # else it was closed, and nobody listens
            sys.stdout.write(answer)
            sys.stdout.flush()
    except CycloptsError as misuse:
        return _told(_explained(misuse), 2)
    except Error as refusal:
        return _told(str(refusal), 1)
    except KeyboardInterrupt:
        return 130
    except SystemExit as left:  # so the help pages go where their reader has seen enough
        if not isinstance(left.__context__, BrokenPipeError):
            raise
    except BrokenPipeError:  # the reader has seen enough, as ``head`` does
        _discard_the_rest()
    except OSError as failure:
        _discard_the_rest()
        where = failure.filename or "standard output"
        return _told(f"{where} could not be written: {failure.strerror}. Name another place.", 1)
    return 0


def _app() -> App:
    app = App(
        name="detente",
        help=ABOUT,
        help_epilogue=EXIT_CODES,
        help_format="plaintext",
        version=__version__,
        default_parameter=Parameter(negative=()),
        result_action="return_value",
        exit_on_error=False,
        print_error=False,
        suppress_keyboard_interrupt=False,
    )
    for place, (name, about) in enumerate(COMMANDS.items()):
        app.command(f"detente.cli.{name}:{name}", name=name, help=about, sort_key=place)
    app.register_install_completion_command(help="Teach your shell to complete detente.")
    return app


def _explained(misuse: CycloptsError) -> str:
    if isinstance(misuse, UnusedCliTokensError) and misuse.unused_tokens:
        wrong = (
            f"Too many words: {' '.join(misuse.unused_tokens)!r} is left over. "
            "Put a name of several words between quotes."
        )
    else:
        wrong = " ".join(str(misuse).split())
    return f"{wrong} Try: {' '.join(['detente', *(misuse.command_chain or ()), '--help'])}"


def _discard_the_rest() -> None:
    """Let what is still buffered fall into nothing, so that leaving is quiet."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())


def _told(sentence: str, code: int) -> int:
    sys.stderr.write(f"detente: {sentence}\n")
    return code


def _escape_what_the_terminal_cannot_show() -> None:
    """Write a minus sign that a terminal has no letter for as its code; never as nothing."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
