"""Trade and facts drawn: known answers, laws, certificates, a second road, refusals."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.claims import measurement
from detente.study import Draws
from detente.study.drawn_trade import TRADE_DRAWN
from detente.study.spread import spread
from detente.world import Case, Fact, Source, example_world

ROUNDING = 1e-9  # relative: the same sums in another order
WORLD = example_world()
PRESS = (Source("A press account", "nobody", 2018, "", ""),)
FACTS = tuple(
    Fact(id, "trade", id, *ends, "USD", "2018", PRESS, True)
    for id, ends in {"A": (1.0, 2.0, 4.0), "B": (5.0, 6.0, 6.0), "C": (2.0, 3.0, 9.0)}.items()
)
CASE = Case(("NLD", "NOR"), facts=FACTS)
MOVE = {"of": "NLD", "from": "NOR", "to": "QAT", "share": 0.2}
ASKED = {
    "trade.flow": [
        {"exporter": "NOR", "importer": "NLD"},
        {"exporter": "NOR", "importer": "NLD", "sector": "fuels"},
    ],
    "trade.two_way": [{"a": "NLD", "b": "QAT"}],
    "trade.total": [{"of": "NLD"}, {"of": "NLD", "direction": "imports"}],
    "trade.share": [{"of": "NLD", "partner": "NOR"}],
    "trade.partner_rank": [{"of": "NLD", "partner": "QAT"}],
    "trade.concentration": [{"of": "NLD", "direction": "exports"}],
    "trade.partner_ratio": [{"of": "NLD"}],
    "trade.balance": [{"of": "NLD"}, {"of": "NLD", "partner": "NOR"}],
    "trade.share_after_diversion": [MOVE, {**MOVE, "whose": "to"}],
    "trade.concentration_after_diversion": [MOVE],
    "trade.diverted_value": [MOVE],
    "trade.diverted_times": [MOVE],
    "trade.diverted_weight": [MOVE, {**MOVE, "in": "NLD"}],
    "trade.growth": [{"a": "NLD", "b": "NOR", "first": 2023, "last": 2024}],
    "trade.share_change": [{"of": "NLD", "partner": "NOR", "first": 2023, "last": 2024}],
    "fact.value": [{"fact": "A"}],
    "fact.ratio": [{"of": "A", "to": "B"}],
    "fact.share": [{"of": "C", "to": "B"}],
    "fact.scaled": [{"of": "A", "by": "B", "over": "C"}],
}
WORLDS = {2023: replace(WORLD, year=2023), 2024: WORLD}
EACH = [(name, args) for name, several in ASKED.items() for args in several]


def as_drawn(draws, d):
    """The Worlds and the case as they are in one draw."""
    worlds = {}
    for year, world in WORLDS.items():
        codes = world.countries
        factor = np.array([[draws.flow(year, a, b)[d] for b in codes] for a in codes])
        tables = {
            name: table * (factor[:, :, None] if table.ndim == 3 else factor)
            if name in ("flows", "model_flows", "sector_flows")
            else table
            for name, table in world.tables.items()
        }
        worlds[year] = replace(world, tables=tables)
    facts = []
    for fact in FACTS:
        value = float(draws.fact(fact.id)[d])
        facts.append(replace(fact, low=value, value=value, high=value))
    return worlds, replace(CASE, facts=tuple(facts))


# Known answers


def test_a_figure_between_two_ends_over_one_that_is_known():
    """By hand: from 1/6 to 4/5 where A lies in 1–4 and B in 5–6."""
    asked = measurement(WORLDS, "fact.ratio", {"of": "A", "to": "B"}, CASE)
    answers = spread(Draws(WORLDS, CASE, 1000), asked).answers
    assert 1 / 6 <= answers.min() <= answers.max() <= 4 / 5


# Laws


@settings(max_examples=10)
@given(seed=st.integers(0, 1000))
def test_shares_of_all_partners_sum_to_one(seed):
    draws = Draws(WORLDS, CASE, 20, seed=seed)
    shares = [
        TRADE_DRAWN["trade.share"](draws, of="NLD", partner=p, direction="both", year=2024)
        for p in ("NOR", "QAT")
    ]
    assert np.sum(shares, axis=0) == pytest.approx(np.ones(20))


# Certificates


def test_every_drawn_measure_is_asked_here():
    assert {*ASKED} == {*TRADE_DRAWN}


# A second road


@pytest.mark.parametrize(("name", "args"), EACH)
def test_each_draw_is_the_measure_of_its_own_world(name, args):
    draws = Draws(WORLDS, CASE, 12)
    found = spread(draws, measurement(WORLDS, name, args, CASE))
    assert len({*found.answers.tolist()}) > 1 or name == "trade.partner_rank"
    for d in (0, 5, 11):
        worlds, case = as_drawn(draws, d)
        again = measurement(worlds, name, args, case).value
        assert found.answers[d] == pytest.approx(again, rel=ROUNDING)


# Refusals: none; the measures refuse
