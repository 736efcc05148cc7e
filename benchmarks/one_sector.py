"""How long the one-sector model takes, side by side with other roads to the same answer.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python benchmarks/one_sector.py

Seconds are processor time of one thread, which other work on the machine disturbs least; ratios
within a run compare where seconds of two machines do not. The floor under the map of all pairs is
measured in the same run: the matrix products of its iterations, at the size of its blocks, and
nothing else. Peers are timed where they are installed.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tracemalloc
import warnings
from dataclasses import replace
from pathlib import Path

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
os.environ.update({name: os.environ.get(name, "1") for name in THREADS})

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

import numpy as np  # noqa: E402  after the threads are set
from trade.conftest import reference  # noqa: E402  after the path is set

from detente.trade import (  # noqa: E402
    Shock,
    counterfactual,
    economy_from_flows,
    exposure,
    severance,
    severance_map,
    solver,
)
from detente.trade.calibration import _calibration, calibration  # noqa: E402
from detente.trade.severance_map import BLOCK  # noqa: E402
from detente.trade.severed_pairs import SeveredPairs  # noqa: E402
from detente.trade.shock import markets  # noqa: E402

SIZES = (25, 50, 100, 200, 400, 800)
GOAL_SOLVE, GOAL_MAP = 0.6e-3, 1.5  # seconds; times the floor


def fastest(job, times=30):
    """Least of several runs, in seconds, and what the last one gave."""
    best, result = np.inf, None
    for _ in range(times):
        start = time.process_time()
        result = job()
        best = min(best, time.process_time() - start)
    return best, result


def row(what, seconds, note=""):
    unit, scale = ("ms", 1e3) if seconds < 1 else ("s ", 1)
    print(f"  {what:<46}{seconds * scale:10.3f} {unit}  {note}")


def world_2023():
    return economy_from_flows(reference("severance_194/X194_calibrated.csv").set_index("iso3"))


def shocks(world):
    """The three shocks that the literature's programs were timed on."""
    announced = reference("liberation_day_2025/tariffs.csv").set_index("iso3").applied_tariff
    abroad = [c for c in world.countries if c != "USA"]
    return {
        "US imports 10 % dearer": Shock(cost_change={(c, "USA"): 1.1 for c in abroad}),
        "trade of USA and CHN cut": Shock(cut=(("USA", "CHN"), ("CHN", "USA"))),
        "announced US tariffs": Shock(
            tariff_after={(c, "USA"): max(0.1, announced[c]) for c in abroad}
        ),
    }


def invented(n, seed=0):
    """A world of unequal countries that sell most at home."""
    draw = np.random.default_rng(seed)
    size = np.exp(draw.normal(0, 1.5, n))
    flow = np.exp(draw.normal(0, 1.0, (n, n))) * size[:, None] * size
    flow[np.arange(n), np.arange(n)] = 3 * flow.sum(axis=1)
    return economy_from_flows(flow, [f"C{i}" for i in range(n)])


def one_solve(world):
    print(f"\nOne counterfactual, {len(world.countries)} countries, θ = 4, deficits kept")
    fit, base = fastest(lambda: _calibration.__wrapped__(world, 4.0, "dek", 0.0), 10)
    row("fit (once an economy)", fit)
    for name, shock in shocks(world).items():
        kernel = markets(base.economy, shock, 4.0).kernel
        system = replace(base.system, kernel=kernel, price_kernel=kernel)
        quick, found = fastest(lambda s=system: solver.wages(s, base.step))
        newton, by_newton = fastest(lambda s=system: solver.wages(s), 10)
        slow, by_tatonnement = fastest(lambda s=system: solver._tatonnement(s, 0 * s.income), 3)
        public, _ = fastest(lambda s=shock: counterfactual(world, s, theta=4.0, deficits="dek"), 20)
        verdict = "goal met" if quick <= GOAL_SOLVE else f"goal {GOAL_SOLVE * 1e3} ms missed"
        print(f"  {name}")
        note = f"{found.iterations} iterations, residual {found.residual:.0e}, {verdict}"
        row("  wages, chord with acceleration", quick, note)
        row("  wages, Newton", newton, f"{by_newton.iterations} iterations, {newton / quick:.1f}×")
        note = f"{by_tatonnement.iterations} iterations, {slow / quick:.0f}×"
        row("  wages, tatonnement", slow, note)
        row("  counterfactual(), checked and labelled", public, f"{public / quick:.1f}×")
    row("exposure(), all 194 × 194", fastest(lambda: exposure(world, theta=4.0), 10)[0])


def all_pairs(world):
    n = len(world.countries)
    print(f"\nAll {n * (n - 1) // 2:,} pairs cut, one by one in blocks of {BLOCK}, θ = 4")
    for deficits in ("dek", "balanced"):
        base = calibration(world, 4.0, deficits)
        a, b = np.triu_indices(n, 1)
        together = SeveredPairs(base.system, base.step, BLOCK)
        blocks = [(a[i : i + BLOCK], b[i : i + BLOCK]) for i in range(0, len(a), BLOCK)]
        solve, parts = fastest(lambda t=together, bs=blocks: [t.solved(*x) for x in bs], 8)
        steps = sum(int(part.iterations.sum()) for part in parts)
        whole, found = fastest(lambda d=deficits: severance_map(world, theta=4.0, deficits=d), 5)
        traded = int(np.count_nonzero((world.flow + world.flow.T)[a, b]))
        floor = products(base.system.kernel, 2 * traded + 3 * steps)
        left = products(base.system.kernel, 3 * steps)
        print(
            f"  deficits {deficits}: {steps / len(a):.2f} steps a pair, at most "
            f"{found.iterations.max()}, residual at most {found.residual.max():.0e}"
        )
        row("  floor: 2 products to begin, 3 a step", floor)
        row("  of which not spared by the known base", left, f"{left / floor:.2f}× the floor")
        for what, spent in (
            ("  all wages, prices and welfare", solve),
            ("  severance_map(), labelled, with bystanders", whole),
        ):
            verdict = "goal met" if spent <= GOAL_MAP * floor else f"goal {GOAL_MAP}× missed"
            row(what, spent, f"{spent / floor:.2f}× the floor, {verdict}")
        single = fastest(lambda d=deficits: severance(world, "USA", "CHN", theta=4.0, deficits=d))
        row(
            "  a pair on the map",
            whole / len(a),
            f"{single[0] / whole * len(a):.0f}× quicker than severance() alone",
        )
    first_order(world)


def products(kernel, rows):
    """Seconds for so many rows through one kernel, in blocks."""
    block, out = np.random.default_rng(0).uniform(size=(BLOCK, len(kernel))), None
    out, kernel = np.empty_like(block), np.ascontiguousarray(kernel)
    return fastest(
        lambda: [np.matmul(block, kernel, out=out) for _ in range(round(rows / BLOCK))], 5
    )[0]


def first_order(world):
    """How far one step from the base is from the exact loss of both sides."""
    exact = severance_map(world, theta=4.0)
    base, names = calibration(world, 4.0, "balanced"), np.array(world.countries)
    errors = []
    for pair in range(0, len(exact.a), 37):
        a, b = (int(np.flatnonzero(names == side[pair])[0]) for side in (exact.a, exact.b))
        kernel = base.system.kernel.copy()
        kernel[a, b] = kernel[b, a] = 0.0
        system = replace(base.system, kernel=kernel, price_kernel=kernel)
        wage = np.exp(base.step @ system.excess(np.zeros(len(names))))
        real_wage = wage[a] / (wage**-4.0 @ kernel[:, a]) ** (-1 / 4)
        if exact.welfare_a[pair] != 1.0:
            errors.append(abs(real_wage - exact.welfare_a[pair]))
    half, most, worst = np.quantile(errors, [0.5, 0.99, 1.0])
    print(
        f"  one step only, against exact welfare of the first of a pair ({len(errors)} pairs): "
        f"median {half:.0e}, 99 % within {most:.0e}, worst {worst:.0e}"
    )


def growth():
    print("\nWith the number of countries, invented worlds, deficits balanced")
    for n in SIZES:
        world = invented(n)
        fit, base = fastest(lambda w=world: _calibration.__wrapped__(w, 4.0, "balanced", 0.0), 3)
        kernel = base.system.kernel.copy()
        kernel[0, 1] = kernel[1, 0] = 0.0
        system = replace(base.system, kernel=kernel, price_kernel=kernel)
        solve, found = fastest(lambda s=system, t=base.step: solver.wages(s, t))
        pairs = list(zip(world.countries[:-1], world.countries[1:], strict=True))[:512]
        part, _ = fastest(lambda w=world, p=pairs: severance_map(w, theta=4.0, pairs=p), 3)
        print(
            f"  {n:4d} countries: fit {fit * 1e3:8.2f} ms, one cut {solve * 1e3:7.3f} ms in "
            f"{found.iterations} steps, on the map {part / len(pairs) * 1e6:7.1f} µs a pair"
        )


def memory(world):
    print("\nMemory held at once, result included")
    for name, job in {
        "counterfactual()": lambda: severance(world, "USA", "CHN", theta=4.0),
        "severance_map()": lambda: severance_map(world, theta=4.0),
    }.items():
        job()
        tracemalloc.start()
        job()
        print(f"  {name:<20}{tracemalloc.get_traced_memory()[1] / 1e6:8.1f} MB")
        tracemalloc.stop()


R_PROGRAM = """
library(GEGravity)
flows <- read.csv("flows.csv")
flows$beta <- ifelse(flows$impcode == "USA" & flows$expcode != "USA", -4 * log(1.1), 0)
seconds <- system.time(found <- ge_gravity(
  exp_id = flows$expcode, imp_id = flows$impcode, flows = flows$trade, beta = flows$beta,
  theta = 4, mult = FALSE, data = flows))["elapsed"]
cat(seconds)
"""


def peers(world):
    print("\nPeers on US imports 10 % dearer")
    if importlib.util.find_spec("gegravity") is None:
        print("  gegravity (Python): not installed; pip install gegravity to see it here")
    else:
        for n in (50, len(world.countries)):
            gegravity_in_python(largest(world, n))
    if shutil.which("Rscript") is None:
        print("  GEGravity (R): no Rscript on this machine")
    else:
        gegravity_in_r(world)
    if shutil.which("octave") is None:
        print("  MATLAB programs: no Octave on this machine, and none of theirs is shipped here")


def largest(world, n):
    """The n largest countries as a world of their own."""
    rows = np.sort(np.argsort(-world.sales)[:n])
    names = [world.countries[i] for i in rows]
    return economy_from_flows(np.array(world.flow[np.ix_(rows, rows)]), names)


def gegravity_in_python(world):
    """Its costs are set so that they fit the flows; then its solution is held against ours."""
    import gegravity
    import pandas as pd

    theta, dearer = 4.0, "US imports 10 % dearer"
    names, flow = world.countries, world.flow
    fit = flow * flow.sum() / np.outer(world.sales, world.expenditure)
    fit = np.log(np.where(flow > 0, fit, 1e-12))
    cells = [(i, j) for i in range(len(names)) for j in range(len(names))]
    table = pd.DataFrame(
        {
            "exporter": [names[i] for i, _ in cells],
            "importer": [names[j] for _, j in cells],
            "year": "2023",
            "trade": [flow[c] for c in cells],
            "Y": [world.sales[i] for i, _ in cells],
            "E": [world.expenditure[j] for _, j in cells],
            "fit": [fit[c] for c in cells],
            "dearer": 0.0,
        }
    )
    coefficients = pd.DataFrame({"var": ["fit", "dearer"], "coeff": [1.0, -theta * np.log(1.1)]})
    after = table.assign(
        dearer=((table["importer"] == "USA") & (table["exporter"] != "USA")).astype(float)
    )
    start = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own, of later pandas
        model = gegravity.OneSectorGE(
            gegravity.BaselineData(table, "importer", "exporter", "year", "trade", "E", "Y"),
            year="2023",
            reference_importer="DEU",
            expend_var_name="E",
            output_var_name="Y",
            sigma=theta + 1.0,
            cost_variables=["fit", "dearer"],
            cost_coeff_values=gegravity.CostCoeffs(coefficients, "var", "coeff"),
            quiet=True,
        )
        model.build_baseline()
        model.define_experiment(after)
        model.simulate()
    seconds = time.process_time() - start
    ours, found = fastest(
        lambda: counterfactual(world, shocks(world)[dearer], theta=theta, deficits="multiplicative")
    )
    theirs = model.country_results.loc["USA", "terms of trade change (percent)"]
    row(
        f"gegravity (Python), {len(names)} countries",
        seconds,
        f"{seconds / ours:.0f}× counterfactual(); real wage of the USA {theirs:.3f} %, "
        f"in the model's equilibrium {100 * found.of('USA').real_wage - 100:.3f} %",
    )


def gegravity_in_r(world):
    names = world.countries
    with tempfile.TemporaryDirectory() as folder:
        lines = ["expcode,impcode,trade"]
        lines += [
            f"{a},{b},{world.flow[i, j]!r}"
            for i, a in enumerate(names)
            for j, b in enumerate(names)
        ]
        Path(folder, "flows.csv").write_text("\n".join(lines), encoding="utf-8")
        done = subprocess.run(
            ["Rscript", "-e", R_PROGRAM], cwd=folder, capture_output=True, text=True, check=False
        )
    if done.returncode:
        print(f"  GEGravity (R): Rscript is here, but says {done.stderr.strip().splitlines()[0]!r}")
    else:
        quick = fastest(
            lambda: counterfactual(
                world, shocks(world)["US imports 10 % dearer"], theta=4.0, deficits="dek"
            )
        )[0]
        seconds = float(done.stdout)
        row("GEGravity (R)", seconds, f"{seconds / quick:.0f}× counterfactual()")


def main():
    world = world_2023()
    print(
        f"numpy {np.__version__}, BLAS threads {os.environ['OMP_NUM_THREADS']}, least of several "
        "runs"
    )
    one_solve(world)
    all_pairs(world)
    growth()
    memory(world)
    peers(world)


if __name__ == "__main__":
    main()
