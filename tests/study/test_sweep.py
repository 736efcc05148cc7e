"""A grid of scenarios: known answers, laws, certificates, a second road, refusals."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import pandas as pd
import pytest

from detente.errors import BadInput
from detente.study import scenario_results, scenario_table, sweep
from detente.world import CostChange, Cut, Scenario, example_world

WORLDS = {2024: example_world()}
DEAR = tuple(
    Scenario("Dear", name=f"{n}", costs=(CostChange(("NOR",), ("NLD",), change=1 + n / 100),))
    for n in range(60)
)
WORK = partial(scenario_table, WORLDS)


def threads():
    return ThreadPoolExecutor(2)


# Known answers


def test_three_countries_make_three_rows_a_scenario():
    asked = sweep(WORLDS, DEAR)
    assert asked.rows == (3,) * 60
    assert (asked.question["scenarios"], asked.question["rows"]) == (60, 180)


# Laws


def test_another_grid_or_other_data_are_another_question():
    one = sweep(WORLDS, DEAR).question
    tables = {**WORLDS[2024].tables, "gdp": WORLDS[2024].table("gdp") * 2}
    richer = {2024: replace(WORLDS[2024], tables=tables)}
    assert sweep(WORLDS, DEAR[:-1]).question != one
    assert sweep(richer, DEAR).question["data_sha256"] != one["data_sha256"]
    assert sweep(WORLDS, DEAR).question == one


@pytest.mark.parametrize("done", [0, 25, 59, 60])
def test_a_run_goes_on_where_it_stopped(done):
    asked = sweep(WORLDS, DEAR)
    whole = pd.concat([*asked.parts(WORK, threads)], ignore_index=True)
    rest = [*asked.parts(WORK, threads, 3 * done)]
    assert asked.solved(3 * done) == done
    left = pd.concat(rest, ignore_index=True) if rest else whole[:0]
    pd.testing.assert_frame_equal(left, whole[3 * done :].reset_index(drop=True))


# Certificates


def test_a_scenario_without_an_answer_is_a_row_of_nan():
    """Norway sells home and to the Netherlands alone, and is cut off on credit."""
    cut = Scenario("Cut", deficits="dek", cuts=tuple(
        Cut(way, (to,)) for a in ("NLD", "QAT") for way, to in ((("NOR",), a), ((a,), "NOR"))
    ))  # fmt: skip
    table = scenario_table(WORLDS, (cut, DEAR[1]))
    assert table["residual"].isna().tolist() == [True] * 3 + [False] * 3


# A second road


def test_rows_are_those_of_scenario_results():
    found = pd.concat([*sweep(WORLDS, DEAR).parts(WORK, threads)], ignore_index=True)
    pd.testing.assert_frame_equal(found, scenario_results(WORLDS, DEAR).to_frame())


# Refusals


def test_no_scenarios_are_refused():
    with pytest.raises(BadInput, match="^No scenarios to run. Read them from a file, or make one"):
        sweep(WORLDS, [])


def test_a_scenario_twice_is_refused():
    with pytest.raises(BadInput) as refused:
        sweep(WORLDS, [DEAR[1], DEAR[1]])
    assert str(refused.value) == f"1 is asked twice ({DEAR[1].id}). Ask it once."
