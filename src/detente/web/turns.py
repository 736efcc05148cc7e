"""Answers worked out a few at a time, each once, and kept for whoever asks again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Lock
from typing import Any, TypeVar

from detente.errors import Busy

KEPT = 128  # answers
AT_ONCE = 2  # answers that are worked out at the same time
WAITING = 64  # questions that wait for their turn; who asks the same waits with the first
PATIENCE = 60.0  # seconds that a reader waits

MANY = "Many are asking at once. Ask again in a minute."
LONG = (
    "This takes longer than a reader can wait for. Ask again in a minute: it is being worked out."
)

Answer = TypeVar("Answer")


class Turns:
    """Who asks waits for a turn, though not for ever."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._kept: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._lock = Lock()
        self._patience = patience
        self._workers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="detente")

    def answer(self, question: Hashable, find: Callable[[], Answer]) -> Answer:
        """An answer that was found before, or now, when it is its turn.

        Parameters
        ----------
        find
            Works it out. It takes no turn of its own.

        Raises
        ------
        Busy
            Too many wait, or the answer was not there in time. It is worked out all the same.

        Examples
        --------
        >>> turns = Turns()
        >>> turns.answer("six times seven", lambda: 6 * 7)
        42
        >>> turns.answer("six times seven", lambda: 0)
        42
        """
        found: Future[Answer] = self._asked(question, find)
        if not wait([found], self._patience).done:
            raise Busy(LONG)
        if found.exception() is not None:
            with self._lock:
                self._kept.pop(question, None)
        return found.result()

    def close(self) -> None:
        """Begin nothing more."""
        self._workers.shutdown(wait=False, cancel_futures=True)

    def _asked(self, question: Hashable, find: Callable[[], Answer]) -> Future[Answer]:
        with self._lock:
            if question not in self._kept:
                if sum(not found.done() for found in self._kept.values()) >= WAITING:
                    raise Busy(MANY)
                self._kept[question] = self._workers.submit(find)
            self._kept.move_to_end(question)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return self._kept[question]
