"""What the terminal is asked: how wide it is, whether it shows bold, whether somebody watches."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from detente.brief import Brief, render

PLAIN_WIDTH = 80  # of a file or a pipe
WIDEST = 100  # that a line can be and still be read


def page_width() -> int:
    """Characters on a line of the answer."""
    console = Console()
    return min(console.width, WIDEST) if console.is_terminal else PLAIN_WIDTH


def page(brief: Brief, *, json: bool = False) -> str:
    """A brief as it is printed: for a person, or as JSON for a program."""
    if json:
        return render(brief, "json")
    console = Console()
    colour = console.is_terminal and not console.no_color
    return render(brief, "text", width=page_width(), colour=colour)


@contextmanager
def waiting(on: str) -> Iterator[None]:
    """Show what is being waited for, while somebody watches."""
    with Console(stderr=True).status(f"{on} …"):
        yield
