"""Many questions on many processes: known answers, laws, certificates, a second road, refusals."""

import math
import sys
import threading
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import BadInput, NoSolution
from detente.study import chunks, cluster, ensemble, processes
from detente.study.ensemble import MOST_POOLS, UNDER_WAY


def threads():
    return ThreadPoolExecutor(3)


class Fragile(Executor):
    """Breaks for good after so many chunks, as a pool does whose worker died."""

    def __init__(self, chunks):
        self.left = chunks

    def submit(self, work, /, *args):
        future = Future()
        self.left -= 1
        if self.left < 0:
            future.set_exception(BrokenExecutor("a worker died"))
        else:
            future.set_result(work(*args))
        return future


# Known answers


def test_sums_of_chunks_by_hand():
    """0 to 24 is 300, 25 to 49 is 925, 50 to 59 is 545."""
    assert list(ensemble(chunks(range(60)), sum, threads)) == [300, 925, 545]


# Laws


@settings(max_examples=20)
@given(number=st.integers(0, 400), size=st.integers(25, 60))
def test_every_question_is_answered_once_and_in_order(number, size):
    answers = ensemble(chunks(range(number), size), list, threads)
    assert [each for part in answers for each in part] == [*range(number)]


@pytest.mark.parametrize("lasts", [1, 3, 7])
def test_nothing_is_lost_and_nothing_comes_twice_when_pools_break(lasts):
    pools = iter([lasts, lasts, 100])
    answers = ensemble(chunks(range(300)), list, lambda: Fragile(next(pools)))
    assert [each for part in answers for each in part] == [*range(300)]


# Certificates


def test_no_more_chunks_are_under_way_than_allowed():
    sent, lock, most = [0, 0], threading.Lock(), []

    def work(part):
        with lock:
            sent[0] += 1
        return part

    for _ in ensemble(chunks(range(25 * 300)), work, threads):
        sent[1] += 1
        most.append(sent[0] - sent[1])
    assert max(most) <= UNDER_WAY


# A second road


def test_processes_answer_as_this_one_does():
    parts = [(float(n),) * 25 for n in range(1, 7)]
    found = list(ensemble(parts, math.fsum, processes(2)))
    assert found == [math.fsum(part) for part in parts]


# Refusals


def test_small_chunks_are_refused():
    with pytest.raises(BadInput, match="^Chunks of 24. Send 25 or more at a time.$"):
        chunks(range(60), 24)


def test_workers_that_die_again_and_again_are_given_up():
    with pytest.raises(NoSolution) as refused:
        list(ensemble(chunks(range(100)), list, lambda: Fragile(0)))
    assert str(refused.value) == (
        f"Workers died {MOST_POOLS} times; the last to be asked for was chunk 1 of 4. Ask with "
        "fewer workers, or where there is more memory; what was given before stays."
    )


def test_an_error_in_the_work_is_no_dead_worker():
    with pytest.raises(ZeroDivisionError):
        list(ensemble([(0,) * 25], lambda part: 1 / part[0], threads))


def test_an_address_that_is_none_is_refused():
    with pytest.raises(BadInput) as refused:
        cluster("10.0.0.1:8786")
    assert str(refused.value) == (
        "--cluster 10.0.0.1:8786 is no address of a scheduler. Write it as tcp://10.0.0.1:8786."
    )


def test_without_dask_a_cluster_is_refused(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BadInput) as refused:
        cluster("tcp://127.0.0.1:8786")
    assert str(refused.value) == (
        "A cluster takes Dask, which is not installed. Run: pip install 'detente[cluster]'"
    )
