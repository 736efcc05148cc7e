"""How far a long run is: on standard error, while somebody watches."""

from collections.abc import Collection, Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, Task, TextColumn
from rich.progress import ProgressColumn as Column
from rich.progress import TimeRemainingColumn as Remaining
from rich.text import Text

Part = TypeVar("Part", bound=Collection[object])


class _Rate(Column):
    """How many a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f} a second" if task.speed else "")


def counted(parts: Iterable[Part], *, on: str, done: int, of: int) -> Iterator[Part]:
    """Hand on the parts of a whole, and show how much of it is done.

    Parameters
    ----------
    done
        What an earlier run did.
    """
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, _Rate(), Remaining(), console=console, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(on, total=of, completed=done)
        for part in parts:
            yield part
            bar.advance(task, len(part))
