"""``detente sweep``: every scenario of some files, on all processors or on a cluster."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

from cyclopts import CycloptsError, Parameter

from detente.cli.options import Json
from detente.cli.progress import counting
from detente.cli.report import as_json
from detente.cli.terminal import waiting
from detente.data import held_worlds, is_saved, save_in_parts, saved_table
from detente.study import Pool, Sweep, cluster, processes, scenario_table
from detente.study import sweep as settled
from detente.world import Scenario, scenarios_in

if TYPE_CHECKING:
    import pandas as pd

Text = Annotated[str, Parameter(show_default=False)]
Number = Annotated[int | None, Parameter(show_default=False)]


def sweep(
    *files: Path,
    out: Path,
    workers: Number = None,
    on: Annotated[str, Parameter(name="--cluster", show_default=False)] = "",
    json: Json = False,
) -> str:
    """Run every scenario of some files, and write one row for each scenario and country.

    A run that is broken off, however hard, goes on where it stopped when it is repeated.

    Parameters
    ----------
    files
        Scenario files, in TOML or JSON; their grids are written out.
    out
        The file to write, .parquet or .csv.
    workers
        How many processes of this machine to use; all processors if left out.
    on
        Address of the scheduler of a Dask cluster, as tcp://10.0.0.1:8786, to use instead.
    json
        Print the answer as JSON.
    """
    pool = _pool(files, workers, on)
    with waiting("Reading scenarios"):
        asked = settled(held_worlds(), [s for file in files for s in scenarios_in(file)])
    began, is_there = monotonic(), is_saved(out, asked.question)
    try:
        with counting("Solving scenarios", len(asked.scenarios)) as count:
            save_in_parts(out, asked.question, lambda done: _parts(asked, pool, done, count))
    except KeyboardInterrupt:
        sys.stderr.write("What was solved is kept; repeat the command to go on.\n")
        raise
    took = f"Wrote {out} in {monotonic() - began:.1f} seconds\n"
    sys.stderr.write(f"{out} is complete; nothing was left to solve\n" if is_there else took)
    answer = _summed_up(saved_table(out))
    return as_json({**answer, "sources": asked.question["sources"]}) if json else _told(answer)


def solved(scenarios: tuple[Scenario, ...]) -> "pd.DataFrame":
    """What a worker does, wherever it is: solve a chunk on the shipped data."""
    return scenario_table(held_worlds(), scenarios)


def _pool(files: tuple[Path, ...], workers: int | None, address: str) -> Pool:
    wrong = ""
    if not files:
        wrong = "Name a scenario file."
    elif address and workers is not None:
        wrong = "--workers are those of this machine. Leave it out, or --cluster."
    elif workers is not None and workers < 1:
        wrong = f"--workers is {workers}. Give one or more."
    if wrong:
        raise CycloptsError(msg=wrong, command_chain=("sweep",))
    return cluster(address) if address else processes(workers)


def _parts(
    asked: Sweep, pool: Pool, done: int, count: Callable[[int], None]
) -> Iterator["pd.DataFrame"]:
    """The scenarios that are left to solve, counted with those that were solved before."""
    count(asked.solved(done))
    for part in asked.parts(solved, pool, done):
        yield part
        count(part["id"].nunique())


def _summed_up(table: "pd.DataFrame") -> dict[str, int | float]:
    each = table.groupby("id", sort=False)["residual"].first()
    return {
        "scenarios": len(each),
        "rows": len(table),
        "without_an_answer": int(each.isna().sum()),
        "largest_residual": float(each.max()),
    }


def _told(answer: dict[str, int | float]) -> str:
    return (
        f"{answer['scenarios']:,} scenarios, {answer['without_an_answer']:,} without an answer; "
        f"{answer['rows']:,} rows. Largest residual: {answer['largest_residual']:.1e}.\n"
    )
