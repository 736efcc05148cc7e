"""How long games of coalitions take, side by side with another program for them.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python benchmarks/coalitions.py

Seconds are processor time of one thread, the least of several runs; ratios within a run compare
where seconds of two machines do not. The peer is coopgame-py, timed where it is installed; its
answers are held against ours. Random games are those of Benedek, Fliege & Nguyen (2021): type 1 has
worths up to 100 a member, type 2 up to 50 a player, type 3 zero or one near everyone together, type
4 whole numbers up to the number of players, so that ties abound.
"""

import importlib
import importlib.util
import os
import sys
import time
import tracemalloc
from pathlib import Path

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS")
os.environ.update({name: os.environ.get(name, "1") for name in THREADS})

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

import numpy as np  # noqa: E402  after the threads are set

from detente.bargain import (  # noqa: E402
    Arc,
    Game,
    Network,
    Node,
    Step,
    core,
    is_nucleolus,
    nucleolus,
    shapley_value,
    voting_power,
)

PEER = importlib.import_module("coopgame") if importlib.util.find_spec("coopgame") else None
GOAL_NUCLEOLUS, GOAL_SHAPLEY, GOAL_WORTHS = 3.0, 1.0, 2.0  # times the peer, twice; seconds


def fastest(job, times=5):
    """Least of several runs, in seconds, and what the last one gave."""
    best, result = np.inf, None
    for _ in range(times):
        start = time.process_time()
        result = job()
        best = min(best, time.process_time() - start)
    return best, result


def row(what, seconds, note=""):
    unit, scale = ("ms", 1e3) if seconds < 1 else ("s ", 1)
    print(f"  {what:<34}{seconds * scale:10.3f} {unit}  {note}")


def verdict(is_met, goal):
    return f"goal of {goal} {'met' if is_met else 'missed'}"


def invented(kind, n, seed=0):
    """A random game of one of the four types."""
    draw, everyone = np.random.default_rng(seed), 2**n - 1
    size = np.bitwise_count(np.arange(2**n)).astype(int)
    most = {1: 100 * np.maximum(size, 1), 2: np.full(2**n, 50 * n), 4: np.full(2**n, n)}
    if kind == 3:
        worth = np.zeros(2**n)
        for i in range(n):
            worth[everyone ^ 1 << i] = draw.random() < 0.9
            for j in range(i + 1, n):
                worth[everyone ^ 1 << i ^ 1 << j] = draw.random() < 0.9
        worth[-1] = 1
    else:
        worth = draw.integers(1, most[kind] + 1).astype(float)
        worth[size <= 1] = 0
    if kind == 1:
        worth[-1] = draw.integers(0, 201) + 100 * (n - 2)
    return Game(tuple(f"p{i}" for i in range(n)), worth)


def beside(seconds, found, ask, times):
    """The peer's time as a multiple of ours, and how far its answer is."""
    if PEER is None:
        return np.nan, ""
    game = PEER.Game(found.game.worth[1:].tolist())
    theirs, answer = fastest(lambda: ask(game), max(times // 4, 2))
    apart = np.abs(np.array(answer) - found.payoff).max() / found.game.scale
    ratio = theirs / seconds
    return ratio, f"coopgame-py {theirs * 1e3:9.2f} ms, {ratio:5.1f}×, {apart:.0e} apart"


def shapley_values():
    print("\nShapley value, worths drawn at random")
    for n in (10, 15, 20, 24):
        game = invented(2, n)
        times = 200 if n < 20 else 8
        seconds, found = fastest(lambda g=game: shapley_value(g), times)
        ratio, note = beside(seconds, found, lambda g: PEER.shapley(g), times)
        goal = verdict(ratio >= GOAL_SHAPLEY, "no slower") if PEER else ""
        row(f"{n} players", seconds, f"{note}  {goal}")


def nucleoli():
    print("\nNucleolus, one game of each type (1, 2, 3, 4)")
    for n in (10, 15, 20):
        for kind in (1, 2, 3, 4):
            game = invented(kind, n)
            times = 20 if n < 20 else 4
            seconds, found = fastest(lambda g=game: nucleolus(g), times)
            ratio, note = beside(seconds, found, lambda g: PEER.nucleolus(g)["allocation"], times)
            goal = verdict(ratio >= GOAL_NUCLEOLUS, "3×") if PEER and n == 20 else ""
            row(
                f"{n} players, type {kind}",
                seconds,
                f"{found.programs:3d} programs  {note}  {goal}",
            )
    game = invented(2, 24)
    seconds, found = fastest(lambda: nucleolus(game), 1)
    row("24 players, type 2", seconds, f"{found.programs:3d} programs")
    for n in (10, 15, 20):
        found = nucleolus(invented(2, n))
        seconds, passes = fastest(lambda x=found: is_nucleolus(x), 2)
        row(f"check of it, {n} players, type 2", seconds, "passes" if passes else "FAILS")
    seconds, _ = fastest(lambda: core(invented(2, 15)), 3)
    row("range of each in the core, 15", seconds)


def ring(n, seed=0):
    """A network of n countries, a third of which supply, each with a few ways to others."""
    draw, names = np.random.default_rng(seed), tuple(f"country {k}" for k in range(n))
    nodes = []
    for k, name in enumerate(names):
        amounts, prices = draw.integers(1, 9, 2).tolist(), draw.integers(5, 20, 2).tolist()
        steps = tuple(Step(q, p) for q, p in zip(amounts, prices, strict=True))
        cheap = tuple(Step(2 * q, p / 5) for q, p in zip(amounts, prices, strict=True))
        nodes.append(Node(name, (name,), supply=cheap if k % 3 == 0 else (), demand=steps))
    arcs = [
        Arc(f"{a} to {b}", a, b, float(draw.integers(2, 8)), 1.0, 0.5, status=status)
        for a in names
        for b in names
        if a != b and draw.random() < 3 / n
        for status in (("built", "option")[draw.integers(2)],)
    ]
    return Network(names, tuple(nodes), tuple(arcs))


def networks():
    print("\nWorths of every coalition on a network, each held against its dual")
    for n in (6, 8, 10, 12):
        network = ring(n)
        seconds, game = fastest(lambda w=network: w.game(), 3)
        goal = verdict(seconds <= GOAL_WORTHS, f"{GOAL_WORTHS:.0f} s") if n == 12 else ""
        row(
            f"{n} owners, {len(network.arcs)} arcs",
            seconds,
            f"{len(game.worth)} coalitions, {len(set(game.worth.tolist()))} worths  {goal}",
        )


def votes():
    print("\nExact power of voters")
    council = {f"p{k}": 7 for k in range(5)} | {f"e{k}": 1 for k in range(10)}
    row("Security Council, 15 voters", fastest(lambda: voting_power(council, 39))[0])
    many = {f"v{k}": k for k in range(1, 61)}
    row("60 voters of 1 to 60 votes", fastest(lambda: voting_power(many, 916), 2)[0])


def memory():
    print("\nMemory held at once, result included, the game's own worths not")
    for job in (shapley_value, nucleolus):
        for n in (20, 24):
            game = invented(2, n)
            tracemalloc.start()
            job(game)
            held = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            times = held / game.worth.nbytes
            print(f"  {job.__name__}, {n} players{held / 1e6:12.0f} MB, {times:.1f}× the worths")


def main():
    print(f"numpy {np.__version__}, threads {os.environ['OMP_NUM_THREADS']}, least of several runs")
    if PEER is None:
        print("coopgame-py is not installed; pip install coopgame-py to see it beside these")
    shapley_values()
    nucleoli()
    networks()
    votes()
    memory()


if __name__ == "__main__":
    main()
