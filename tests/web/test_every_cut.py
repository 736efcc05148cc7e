"""A cut between every two: known answers, laws, a second road, refusals."""

import asyncio
import json

import pytest

from detente.study import Terms, every_severance
from detente.web import every_cut as module
from detente.web.every_cut import BUSY, EveryCut, terms_of
from detente.web.view import View
from detente.world import example_world

WORLDS = {2024: example_world()}


def events(made, view):
    async def listen():
        return [step async for step in made.steps(WORLDS, view)]

    return [
        (step.split("\n")[0].removeprefix("event: "), json.loads(step.split("data: ")[1]))
        for step in asyncio.run(listen())
    ]


# Known answers


def test_it_tells_how_far_it_is_and_keeps_what_it_found():
    made = EveryCut()
    assert events(made, View()) == [("step", {"done": 3, "of": 3}), ("done", {})]
    assert events(made, View()) == [("done", {})]
    assert made.kept(Terms()).summary["pairs"] == 3
    assert made.kept(Terms(theta=5.0)) is None


def test_the_terms_are_those_of_the_view():
    assert terms_of(View(year="2018", theta="5", deficits="dek")) == Terms(2018, 5.0, "dek")
    assert terms_of(View()) == Terms()


# Laws


def test_the_work_ends_where_nobody_listens_and_another_may_begin():
    made = EveryCut()

    async def leave():
        steps = made.steps(WORLDS, View())
        await anext(steps)
        await steps.aclose()

    asyncio.run(leave())
    assert made.kept(Terms()) is None
    assert events(made, View())[-1] == ("done", {})


def test_no_more_is_kept_than_promised():
    made = EveryCut()
    for theta in range(3, 10):
        events(made, View(theta=str(theta)))
    assert [terms.theta for terms in made._kept] == [6, 7, 8, 9]


# A second road


def test_the_rows_are_those_of_the_library():
    made = EveryCut()
    events(made, View())
    (whole,) = every_severance(WORLDS).parts()
    assert made.kept(Terms()).table.decode() == whole.to_csv(index=False)


# Refusals


@pytest.mark.parametrize(
    ("view", "sentence"),
    [
        (View(theta="x"), "theta is 'x', which is no number. Write it as 4."),
        (View(year="1066"), "1066"),
        (View(theta="0"), "0"),
    ],
)
def test_terms_that_are_none_are_refused_in_words(view, sentence):
    ((name, told),) = events(EveryCut(), view)
    assert name == "refused"
    assert sentence in told["error"]


def test_who_comes_second_is_asked_to_wait(monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    made = EveryCut()

    async def both():
        steps = made.steps(WORLDS, View())
        await anext(steps)
        second = [step async for step in made.steps(WORLDS, View(theta="5"))]
        await steps.aclose()
        return second

    (said,) = asyncio.run(both())
    assert json.loads(said.split("data: ")[1]) == {"error": BUSY}
