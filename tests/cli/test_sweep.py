"""``detente sweep``: known answers, laws, faults, a second road, refusals."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from detente.data import saved_table, shipped_worlds
from detente.study import scenario_results
from detente.world import scenarios_in

SOURCE = Path(__file__).parents[2] / "src"
PATIENCE = 240  # seconds until a run that hangs is given up
GRID = """
title = "Dearer trade between China and America"
year = 2018
[[costs]]
exporter = "CHN"
importer = "USA"
[grid]
theta = [3.0, 4.0, 5.0, 6.0, 8.0]
costs.change = [1.02, 1.04, 1.06, 1.08, 1.1, 1.15, 1.2, 1.25, 1.3, 1.35, 1.4, 1.5,
                1.6, 1.7, 1.8, 1.9, 2.0, 2.2, 2.4, 2.6, 2.8, 3.0, 3.2, 3.4, 3.6]
"""  # 125 scenarios in 5 chunks

ON_A_CLUSTER = """
import os, signal, sys, threading, time
from pathlib import Path
from distributed import LocalCluster
from detente.cli import main

grid, out, fate = sys.argv[1:]
killed = threading.Event()
with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as made:
    def kill():
        wal = Path(out + ".part", "rows.duckdb.wal")
        while not (wal.exists() and wal.stat().st_size > 50_000):
            time.sleep(0.01)
        os.kill(made.workers[0].pid, signal.SIGKILL)
        killed.set()
    if fate == "killed":
        threading.Thread(target=kill, daemon=True).start()
    code = main(["sweep", grid, "--out", out, "--cluster", made.scheduler_address])
sys.exit(code or killed.is_set() != (fate == "killed"))
"""


@pytest.fixture(scope="module")
def grid(tmp_path_factory):
    file = tmp_path_factory.mktemp("grid") / "grid.toml"
    file.write_text(GRID, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def expected(grid):
    return scenario_results(shipped_worlds(), scenarios_in(grid)).to_frame()


def begun(*arguments, code=("-m", "detente")):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(SOURCE), *sys.path])}
    return subprocess.Popen(
        [sys.executable, *code, *map(str, arguments)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def ended(run):
    out, err = run.communicate(timeout=PATIENCE)
    assert run.returncode == 0, err
    return out


def until_some_are_kept(run, out):
    """Wait until a chunk is on the disk, and the run still goes on."""
    kept = out.with_name(f"{out.name}.part") / "rows.duckdb.wal"
    deadline = time.monotonic() + PATIENCE
    while not (kept.exists() and kept.stat().st_size > 50_000):
        assert run.poll() is None, run.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.005)


def workers_of(run):
    """Processes that a run started to work for it."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            command = (folder / "cmdline").read_text()
        except OSError:  # it ended meanwhile
            continue
        if parent == run.pid and "spawn_main" in command:
            found.append(int(folder.name))
    return found


def assert_complete(out, expected):
    pd.testing.assert_frame_equal(saved_table(out), expected, check_dtype=False)
    assert not out.with_name(f"{out.name}.part").exists()


linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")


# Known answers


def test_the_sum_of_a_grid(detente, grid, expected, tmp_path):
    told = detente("sweep", str(grid), "--out", "grid.parquet", "--workers", "1", "--json")
    answer = json.loads(told.out)
    assert (answer["scenarios"], answer["rows"], answer["without_an_answer"]) == (125, 25250, 0)
    assert answer["largest_residual"] <= 1e-12
    assert_complete(tmp_path / "grid.parquet", expected)
    again = detente("sweep", str(grid), "--out", "grid.parquet")
    assert again.err == "grid.parquet is complete; nothing was left to solve\n"
    assert again.out.startswith("125 scenarios, 0 without an answer; 25,250 rows.")


# Faults: what dies loses nothing, and nothing comes twice


@linux
def test_a_worker_killed_in_the_middle(grid, expected, tmp_path):
    out = tmp_path / "grid.parquet"
    run = begun("sweep", grid, "--out", out, "--workers", "2")
    until_some_are_kept(run, out)
    workers = workers_of(run)
    os.kill(workers[0], signal.SIGKILL)
    assert len(workers) == 2
    ended(run)
    assert_complete(out, expected)


@linux
def test_a_run_killed_in_the_middle_goes_on(grid, expected, tmp_path):
    out = tmp_path / "grid.parquet"
    run = begun("sweep", grid, "--out", out, "--workers", "2")
    until_some_are_kept(run, out)
    os.killpg(run.pid, signal.SIGKILL)
    run.communicate()
    assert not out.exists()
    ended(begun("sweep", grid, "--out", out, "--workers", "2"))
    assert_complete(out, expected)


# A second road


@pytest.mark.parametrize("fate", ["spared", "killed"])
def test_a_cluster_of_two_workers_answers_alike(grid, expected, tmp_path, fate):
    out = tmp_path / "grid.parquet"
    ended(begun(grid, out, fate, code=("-c", ON_A_CLUSTER)))
    assert_complete(out, expected)


# Refusals, word for word


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--out", "a.parquet"), "Name a scenario file."),
        (
            ("grid.toml", "--out", "a.parquet", "--workers", "0"),
            "--workers is 0. Give one or more.",
        ),
        (
            ("grid.toml", "--out", "a.parquet", "--workers", "2", "--cluster", "tcp://1.2.3.4:5"),
            "--workers are those of this machine. Leave it out, or --cluster.",
        ),
    ],
)
def test_refuses_what_does_not_go_together(detente, asked, said):
    refused = detente("sweep", *asked)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == f"detente: {said} Try: detente sweep --help\n"


def test_another_question_is_not_written_over(detente, grid, tmp_path):
    detente("sweep", str(grid), "--out", "grid.parquet", "--workers", "1")
    other = tmp_path / "other.toml"
    other.write_text(GRID.replace("1.02, ", ""), encoding="utf-8")
    refused = detente("sweep", str(other), "--out", "grid.parquet", "--workers", "1")
    assert refused.code == 1
    assert refused.err.startswith(
        "detente: Cannot write grid.parquet: it answers another question, "
        "scenarios is 125 there and 120 here"
    )
