"""Time what a user waits for: the help, a measure, a cut, a brief, and one solve of the model.

    python benchmarks/brief.py

Commands run as a user runs them, each in a process of its own, after one run that is not counted.
The floor is an empty Python process in the same run; times are the best and the median of several.
"""

import statistics
import subprocess
import sys
import tempfile
import time

from detente.data import load_world
from detente.trade import economy_of, severance

RUNS = 5
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "detente --help": ["--help"],
    "detente measure trade.share": ["measure", "trade.share", "of=PRK", "partner=CHN"],
    "detente sever USA CHN": ["sever", "USA", "CHN"],
    "detente brief RUS PRK": ["brief", "RUS", "PRK"],
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, words in COMMANDS.items():
            command = (
                words if words[0] == sys.executable else [sys.executable, "-m", "detente", *words]
            )
            told(name, seconds(lambda c=command: subprocess.run(
                c, cwd=folder, check=True, capture_output=True)))  # fmt: skip
    economy = economy_of(load_world(2018))
    told("one cut, N = 202, θ = 4, warm", seconds(
        lambda: severance(economy, "RUS", "PRK", theta=4.0)))  # fmt: skip


def seconds(action) -> list[float]:
    action()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return times


def told(name: str, times: list[float]) -> None:
    best, middle = (1e3 * t for t in (min(times), statistics.median(times)))
    print(f"{name:32} best {best:9.1f} ms   median {middle:9.1f} ms")


if __name__ == "__main__":
    main()
