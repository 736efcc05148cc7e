"""How long a change in a world of sectors takes, side by side with other roads to the same answer.

    python benchmarks/sectors.py

Seconds are processor time. Set OMP_NUM_THREADS=1 and OPENBLAS_NUM_THREADS=1 for figures that
compare. The machine's copy speed and the time to read all tables of the largest world once are
measured in the same run: a round of the equations cannot be quicker than that.
"""

import subprocess
import sys
import time
import tracemalloc
import warnings
from dataclasses import replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from trade.caliendo_parro import schedule, world_1993, world_by_sector  # noqa: E402  after the path

from detente.trade import sector_solver  # noqa: E402
from detente.trade.sector_change import sector_change  # noqa: E402
from detente.trade.sectors import _system, sector_counterfactual  # noqa: E402

SIZES = ((20, 20), (40, 20), (40, 50), (80, 50), (160, 65))
GOALS = {(31, 40): 0.015, (160, 65): 0.250}  # seconds, one thread


def fastest(job, times=5):
    """Least of several runs, in seconds, and what the last one gave."""
    best, result = np.inf, None
    for _ in range(times):
        start = time.process_time()
        result = job()
        best = min(best, time.process_time() - start)
    return best, result


def peak_memory(job):
    """MB that a run holds at once, its result included."""
    tracemalloc.start()
    job()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def invented(countries, sectors, seed=0):
    """A world of unequal countries that sell most at home, with tariffs everywhere."""
    draw = np.random.default_rng(seed)
    shape, home = (countries, countries, sectors), np.arange(countries)
    size = np.exp(draw.normal(0, 1.2, countries))
    flow = np.exp(draw.normal(0, 0.6, shape)) * (size[:, None] * size)[:, :, None]
    flow[home, home] *= 2 * countries
    made_of = draw.uniform(0, 1, (countries, sectors, sectors))
    tariff = draw.uniform(0, 0.15, shape)
    tariff[home, home] = 0.0
    return world_by_sector(flow, made_of, tariff, draw.uniform(2, 10, sectors))


def dearer(economy):
    """The first country raises all its tariffs by a quarter of the price."""
    tariff = economy.to_xarray()["tariff"].copy(deep=True)
    tariff.loc[{"importer": economy.countries[0]}] += 0.25
    tariff.loc[{"importer": economy.countries[0], "exporter": economy.countries[0]}] = 0.0
    return tariff


def nafta():
    print("NAFTA, 31 countries × 40 sectors (Caliendo & Parro 2015)")
    economy, tariff = world_1993(), schedule("nafta")
    spent, found = fastest(lambda: sector_counterfactual(economy, tariff_after=tariff), 30)
    line("detente, accelerated", spent, spent, found.iterations, found.residual)
    accelerated, sector_solver.ACCELERATED = sector_solver.ACCELERATED, 1
    slow, plain = fastest(lambda: sector_counterfactual(economy, tariff_after=tariff), 3)
    sector_solver.ACCELERATED = accelerated
    line("detente, plain moves", slow, spent, plain.iterations, plain.residual)
    by_scipy(economy, tariff, spent, found)
    print(f"  goal {1e3 * GOALS[31, 40]:.0f} ms")


def by_scipy(economy, tariff, spent, found):
    """The same equations handed to general solvers."""
    from scipy.optimize import NoConvergence, anderson, newton_krylov

    system = _system(economy, sector_change(economy, tariff), economy.surplus)
    start = system.start()
    world = system.value_added.sum()

    def excess(x):
        gap = system.excess(x)
        gap[0, 0] = np.log(np.exp(x[0]) @ system.value_added / world)  # fixes the unit of money
        return gap

    for name, solver in (("newton_krylov", newton_krylov), ("anderson", anderson)):
        began, rounds = time.process_time(), [0]

        def counted(x, rounds=rounds):
            rounds[0] += 1
            return excess(x)

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # it strays to where the equations overflow
                x = solver(counted, start, f_tol=1e-12, maxiter=200)
        except (NoConvergence, ValueError):
            print(f"  scipy {name:<20} no solution in 200 steps ({rounds[0]} rounds)")
            continue
        took = time.process_time() - began
        line(f"scipy {name}", took, spent, rounds[0], np.abs(excess(x)).max())
        gap = np.abs(np.exp(x[0]) - found.wage).max()
        print(f"    its wages differ by {gap:.0e}")


def line(name, spent, unit, rounds, residual):
    print(
        f"  {name:<26} {1e3 * spent:9.1f} ms  × {spent / unit:7.1f}  "
        f"{rounds:6d} rounds  residual {residual:.0e}"
    )


def growth():
    print("\nGrowth: the first country adds 25 points to all its tariffs")
    print("  countries  sectors      ms   rounds  ms a round   MB peak   residual")
    for countries, sectors in SIZES:
        economy = invented(countries, sectors)
        tariff = dearer(economy)
        job = lambda e=economy, t=tariff: sector_counterfactual(e, tariff_after=t)  # noqa: E731
        spent, found = fastest(job, 7)
        print(
            f"  {countries:9d}  {sectors:7d}  {1e3 * spent:6.1f}  {found.iterations:7d}  "
            f"{1e3 * spent / found.iterations:10.2f}  {peak_memory(job):8.0f}   "
            f"{found.residual:.0e}"
        )
    print(f"  goal for 160 × 65: {1e3 * GOALS[160, 65]:.0f} ms")
    floor(economy)


def floor(economy):
    """Reading every table that a round needs, and nothing else."""
    system = _system(economy, sector_change(economy), economy.surplus)
    tables = (system.kernel, system.kernel_before_tariff, system.input_share)
    weight = [np.ones((*table.shape[:2], 1)) for table in tables]
    job = lambda: [t @ w for t, w in zip(tables, weight, strict=True)]  # noqa: E731
    once, _ = fastest(job, 10)
    copied, _ = fastest(system.kernel.copy, 10)
    size = sum(table.nbytes for table in tables) / 1e6
    print(
        f"  its tables are {size:.0f} MB and take {1e3 * once:.1f} ms to multiply once; a round "
        f"reads the second and the last twice. Copy: {system.kernel.nbytes / copied / 1e9:.0f} GB/s"
    )


def sever():
    print("\nOne link cut in the recorded world of 1993, deficits kept and purged")
    economy = world_1993("recorded")
    link = [("Mexico", "USA"), ("USA", "Mexico")]
    for deficits in ("dek", "balanced"):
        spent, found = fastest(
            lambda mode=deficits: sector_counterfactual(economy, cuts=link, deficits=mode)
        )
        line(deficits, spent, spent, found.iterations, found.residual)
    again = replace(economy)
    spent, _ = fastest(lambda: sector_counterfactual(again, cuts=link, deficits="balanced"), 1)
    print(f"  the first purge of an economy is extra: {1e3 * spent:.1f} ms in all")


def others():
    print("\nOther programs for the same model")
    job = (
        "library(cp2015); data('cp2015_nafta'); cat(system.time("
        "run_cp2015(data = cp2015_nafta, zero_aggregate_deficit = TRUE))[[3]])"
    )
    try:
        ran = subprocess.run(["Rscript", "-e", job], capture_output=True, text=True, check=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        print("  cp2015 (R): not here. Install R and the package paulofelipe/cp2015 to compare.")
    else:
        print(f"  cp2015 (R): {ran.stdout.split()[-1]} s, the purge and NAFTA together")


if __name__ == "__main__":
    nafta()
    growth()
    sever()
    others()
