"""Turns: known answers, laws, refusals."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from detente.errors import BadInput, Busy
from detente.web import turns as module
from detente.web.turns import Turns


@pytest.fixture
def turns():
    made = Turns(patience=0.05)
    yield made
    made.close()


@pytest.fixture
def gate():
    """Work that is done when it is let through."""
    held = threading.Event()
    yield held
    held.set()


# Known answers


def test_an_answer_is_found_once_and_kept(turns):
    found = []
    assert [turns.answer("q", lambda: found.append(1) or len(found)) for _ in range(3)] == [1, 1, 1]


def test_who_asks_the_same_at_once_waits_for_the_first():
    turns, found = Turns(), []
    gate = threading.Barrier(8)

    def ask():
        gate.wait()
        return turns.answer("q", lambda: found.append(1) or len(found))

    with ThreadPoolExecutor(8) as readers:
        assert [each.result() for each in [readers.submit(ask) for _ in range(8)]] == [1] * 8
    assert found == [1]
    turns.close()


def test_what_took_too_long_is_there_for_who_asks_again(turns, gate):
    with pytest.raises(Busy):
        turns.answer("q", lambda: gate.wait() and 42)
    gate.set()
    assert Turns.answer(turns, "q", lambda: 0) == 42


# Laws


def test_no_more_is_kept_than_promised(turns, monkeypatch):
    monkeypatch.setattr(module, "KEPT", 3)
    for number in range(10):
        turns.answer(number, lambda n=number: n)
    assert list(turns._kept) == [7, 8, 9]


def test_a_refusal_is_not_kept(turns):
    def refuse():
        raise BadInput("No.")

    with pytest.raises(BadInput, match=r"^No\.$"):
        turns.answer("q", refuse)
    assert turns.answer("q", lambda: 42) == 42


# Refusals


def test_who_waits_too_long_is_told_so(turns, gate):
    with pytest.raises(Busy) as refused:
        turns.answer("q", gate.wait)
    assert str(refused.value) == (
        "This takes longer than a reader can wait for. Ask again in a minute: it is being worked "
        "out."
    )


def test_a_queue_has_an_end(turns, gate, monkeypatch):
    monkeypatch.setattr(module, "WAITING", 3)
    for number in range(3):
        with pytest.raises(Busy, match="^This takes longer"):
            turns.answer(number, gate.wait)
    with pytest.raises(Busy) as refused:
        turns.answer("one more", gate.wait)
    assert str(refused.value) == "Many are asking at once. Ask again in a minute."
