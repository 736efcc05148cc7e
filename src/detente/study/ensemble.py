"""Many questions on many processes: cut into chunks, answered in order, whatever dies meanwhile.

Written against ``concurrent.futures.Executor``, which a pool of processes on this machine is and a
Dask cluster gives. A chunk is at least 25 questions, since sending one costs as much as answering
a few; some chunks for each worker are under way at a time, so that what waits takes little memory;
and answers are given in the order of the questions, so that a run that stops has a beginning of
the answers and no holes.

A worker that dies breaks a pool of processes: what was not given is asked of a new pool. A cluster
sends the chunk to another worker by itself.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from multiprocessing import get_context
from typing import TypeVar

from detente.errors import BadInput, NoSolution

Question = TypeVar("Question")
Answer = TypeVar("Answer")
Pool = Callable[[], AbstractContextManager[Executor]]

CHUNK = 25
UNDER_WAY = 64  # chunks: as many workers never wait, and answers of some 100 MB may
MOST_POOLS = 5  # that may break before it is given up
SCHEMES = ("tcp://", "tls://", "ws://", "wss://", "ucx://", "inproc://")


def chunks(questions: Sequence[Question], size: int = CHUNK) -> list[tuple[Question, ...]]:
    """Cut questions into chunks, in order.

    Raises
    ------
    BadInput
        Chunks of fewer than 25.

    Examples
    --------
    >>> [len(chunk) for chunk in chunks(range(60))]
    [25, 25, 10]
    """
    if size < CHUNK:
        raise BadInput(f"Chunks of {size}. Send {CHUNK} or more at a time.")
    return [tuple(questions[first : first + size]) for first in range(0, len(questions), size)]


def ensemble(
    parts: Sequence[tuple[Question, ...]],
    work: Callable[[tuple[Question, ...]], Answer],
    pool: Pool,
) -> Iterator[Answer]:
    """Answer chunks of questions, in their order.

    Parameters
    ----------
    parts
        As :func:`chunks` gives them.
    work
        Answers a chunk. A function that a worker can import by its name.
    pool
        Opens the workers, as :func:`processes` or :func:`cluster` give them.

    Raises
    ------
    NoSolution
        Workers died, again and again; says at which chunk.

    Examples
    --------
    >>> from concurrent.futures import ThreadPoolExecutor
    >>> list(ensemble(chunks(range(60)), sum, lambda: ThreadPoolExecutor(2)))
    [300, 925, 545]
    """
    given = 0
    for _ in range(MOST_POOLS):
        try:
            with pool() as workers:
                for answer in _in_order(workers, work, parts[given:]):
                    yield answer
                    given += 1
            return
        except BrokenExecutor:
            continue
    raise NoSolution(
        f"Workers died {MOST_POOLS} times; the last to be asked for was chunk {given + 1} of "
        f"{len(parts)}. Ask with fewer workers, or where there is more memory; what was given "
        "before stays."
    )


def _in_order(
    workers: Executor,
    work: Callable[[tuple[Question, ...]], Answer],
    parts: Sequence[tuple[Question, ...]],
) -> Iterator[Answer]:
    """Keep some chunks under way, and give the oldest as soon as it is there."""
    under_way = deque[Future[Answer]]()
    for part in parts:
        under_way.append(workers.submit(work, part))
        if len(under_way) == UNDER_WAY:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()


def processes(number: int | None = None) -> Pool:
    """Processes of this machine, each with one thread of linear algebra.

    Parameters
    ----------
    number
        Of processes; one for each processor if left out.
    """
    count = number or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else number

    @contextmanager
    def pool() -> Iterator[Executor]:
        workers = ProcessPoolExecutor(count, get_context("spawn"), initializer=_one_thread)
        try:
            yield workers
        finally:
            workers.shutdown(wait=True, cancel_futures=True)

    return pool


def cluster(address: str) -> Pool:
    """The workers of a Dask cluster, by the address of its scheduler, as tcp://10.0.0.1:8786.

    Raises
    ------
    BadInput
        No such address, nobody there, or Dask is not installed.
    """
    if not address.startswith(SCHEMES):
        raise BadInput(
            f"--cluster {address} is no address of a scheduler. Write it as tcp://10.0.0.1:8786."
        )
    try:
        dask = import_module("distributed")
    except ImportError as missing:
        raise BadInput(
            "A cluster takes Dask, which is not installed. Run: pip install 'detente[cluster]'"
        ) from missing

    @contextmanager
    def pool() -> Iterator[Executor]:
        try:
            client = dask.Client(address, timeout="10s", set_as_default=False)
        except (OSError, ValueError) as nobody:
            raise BadInput(
                f"No scheduler answers at {address} ({nobody}). Start one there, or name another."
            ) from nobody
        try:
            yield client.get_executor()
        finally:
            client.close()

    return pool


def _one_thread() -> None:
    """Hold linear algebra to one thread in a worker: there are as many workers as processors."""
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)
