"""How much faster a grid of scenarios is solved by two processes than by one, and by a cluster.

    python benchmarks/ensemble.py [scheduler address]

Each pool first solves a chunk that is not counted, so that its workers have started and read the
data. Prints scenarios a second; on a machine that others use, so does their use of it.
"""

import sys
import time

from detente.cli.sweep import solved
from detente.study import chunks, cluster, processes
from detente.study.ensemble import CHUNK
from detente.world import CostChange, Scenario

SCENARIOS = 2000


def main() -> None:
    grid = [
        Scenario(
            "Dearer trade",
            name=f"{theta:g}, {n}",
            year=2018,
            theta=theta,
            costs=(CostChange(("CHN",), ("USA",), change=1.0 + n / 200),),
        )
        for theta in (3.0, 4.0, 5.0, 6.0, 8.0)
        for n in range(1, SCENARIOS // 5 + 1)
    ]
    pools = {f"{n} process{'es' * (n > 1)}": (processes(n), n) for n in (1, 2)}
    if len(sys.argv) > 1:
        pools |= {"cluster": (cluster(sys.argv[1]), 8)}
    one = 0.0
    for name, (pool, workers) in pools.items():
        with pool() as executor:
            warm = [executor.submit(solved, tuple(grid[:CHUNK])) for _ in range(4 * workers)]
            for future in warm:
                future.result()
            began = time.perf_counter()
            found = list(executor.map(solved, chunks(grid)))
            took = time.perf_counter() - began
        one = one or took
        rows = sum(map(len, found))
        print(
            f"{name:12}{took:8.1f} s{len(grid) / took:8.0f} scenarios a second"
            f"{one / took:8.2f} times one process; {rows:,} rows"
        )


if __name__ == "__main__":
    main()
