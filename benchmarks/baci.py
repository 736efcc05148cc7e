"""How long a full-size year of product trade takes, from the publisher's zip to an answer.

    python benchmarks/baci.py [rows]

The year is invented by a seeded generator in the very format of CEPII's BACI. pandas answers the
same questions in the same run, from the same zip and then from its own table in memory. Every job
runs in a process of its own, so that its memory is its own; wall-clock and processor time are both
given, for other work on the machine disturbs the first. The answers are compared.
"""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np

from detente.data import add_baci, product_flows, product_totals, product_year
from detente.errors import UnknownLabel
from detente.world import country

ROWS, COUNTRIES, PRODUCTS, SEED = 11_000_000, 230, 5_600, 7
YEAR, VINTAGE = 2022, "202501"
CSV = f"BACI_HS22_Y{YEAR}_V{VINTAGE}.csv"
PAIR = ("NLD", "CHN")
NUMBERS = {"NLD": 528, "CHN": 156}
RUNS = 5  # of each question
GOALS = {"import": 30.0, "pair": 0.020, "advantage": 3.0, "memory": 2.0}  # seconds; GB


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with TemporaryDirectory() as folder:
        package = Path(folder) / "BACI_HS22_V202501.zip"
        made = generate(package, rows)
        print("made    " + "   ".join(f"{name} {value:,.0f}" for name, value in made.items()))
        told = {
            who: subprocess.run(
                [sys.executable, __file__, who, package],
                env={**os.environ, "DETENTE_DATA": str(Path(folder) / "store")},
                check=True,
                capture_output=True,
                text=True,
            ).stdout
            for who in ("import", "ask", "pandas")
        }
    ours, theirs = json.loads(told["import"]) | json.loads(told["ask"]), json.loads(told["pandas"])
    for job in ("import", "pair", "advantage"):
        goal = f"goal {GOALS[job]:6.3f} s"
        print(f"{job:10} {goal}   ours {_spent(ours[job])}   pandas {_spent(theirs[job])}")
    memory = f"import {ours['import_gb']:.2f}, answers {ours['ask_gb']:.2f}"
    print(f"memory     goal {GOALS['memory']:5.2f} GB   ours {memory}   pandas {theirs['gb']:.2f}")
    same = np.allclose(ours["answer"], theirs["answer"], rtol=1e-9)
    print(f"answers    {'agree' if same else 'DIFFER'}: {ours['answer']} {theirs['answer']}")


def import_() -> dict:
    spent = timed(lambda: add_baci(sys.argv[2]), runs=1)
    return {"import": spent, "import_gb": gigabytes()}


def ask() -> dict:
    held = product_year()
    pair = timed(lambda: product_flows(held, *PAIR))
    advantage = timed(lambda: advantages(product_totals(held)))
    flows = product_flows(held, *PAIR)
    answer = summary(flows.value_usd, advantages(product_totals(held)))
    return {"pair": pair, "advantage": advantage, "answer": answer, "ask_gb": gigabytes()}


def with_pandas() -> dict:
    import pandas as pd

    kept = []
    kinds = {"t": "i2", "i": "i2", "j": "i2", "k": "str", "v": "f8", "q": "f8"}

    def read():
        with ZipFile(sys.argv[2]) as package, package.open(CSV) as raw:
            kept.append(pd.read_csv(raw, dtype=kinds, na_values=["           NA"]))

    spent = timed(read, runs=1)
    table = kept[0]
    a, b = (NUMBERS[iso3] for iso3 in PAIR)

    def between():
        there = (table.i == a) & (table.j == b) | (table.i == b) & (table.j == a)
        return table[there].sort_values(["i", "j", "k"]).v * 1000

    def everyone():
        sold = table.groupby(["i", "k"], as_index=False).v.sum()
        bought = table.groupby(["j", "k"], as_index=False).v.sum()
        both = sold.merge(bought, "outer", left_on=["i", "k"], right_on=["j", "k"])
        both["exports_usd"] = both.v_x.fillna(0) * 1000
        both["iso3"], both["hs_code"] = both.i.fillna(both.j), both.k
        return advantages(both)

    pair, advantage = timed(between), timed(everyone)
    answer = summary(between(), everyone())
    return {
        **{"import": spent, "pair": pair, "advantage": advantage},
        **{"answer": answer, "gb": gigabytes()},
    }


def advantages(totals):
    """Revealed comparative advantage of every country in every product, in long form."""
    exports = totals.exports_usd
    own = exports / exports.groupby(totals.iso3).transform("sum")
    return own / (exports.groupby(totals.hs_code).transform("sum") / exports.sum())


def summary(flows, advantage) -> list[float]:
    return [float(flows.sum()), len(flows), float(advantage.sum()), float((advantage > 1).sum())]


def timed(action, runs: int = RUNS) -> list[float]:
    """The least wall-clock and processor time of several runs, seconds."""
    walls, busy = [], []
    for _ in range(runs):
        wall, processor = time.perf_counter(), time.process_time()
        action()
        walls.append(time.perf_counter() - wall)
        busy.append(time.process_time() - processor)
    return [min(walls), min(busy)]


def _spent(times: list[float]) -> str:
    return f"{times[0]:8.3f} s ({times[1]:.3f} of the processor)"


def gigabytes() -> float:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9


def numbers_of_countries() -> dict[int, str]:
    """The numbers of the United Nations that stand for a country, one for each, with its code."""
    found: dict[str, int] = {}
    for number in range(1, 900):
        try:
            found.setdefault(country(f"{number:03}"), number)
        except UnknownLabel:
            continue
    return {number: iso3 for iso3, number in found.items()}


def generate(path: Path, rows: int) -> dict[str, float]:
    """A zip of one year as CEPII publishes it: unequal countries and products, some NA."""
    import pandas as pd

    draw = np.random.default_rng(SEED)
    names = numbers_of_countries()
    codes = np.array(sorted({*sorted(names)[:COUNTRIES], *NUMBERS.values()}))
    n = len(codes)
    every = np.arange(10_100, 980_000, 10)
    products = np.sort(draw.choice(every, PRODUCTS, replace=False))
    appeal = np.log(draw.pareto(1.2, PRODUCTS) + 0.2)
    size = draw.pareto(0.9, n) + 0.05
    many = _products_of_each_pair(size, rows)
    chosen = [
        pair * PRODUCTS + np.sort(np.argpartition(-appeal - draw.gumbel(size=PRODUCTS), k - 1)[:k])
        for pair, k in enumerate(many.ravel())
        if k
    ]
    pair, product = np.divmod(np.concatenate(chosen), PRODUCTS)
    value = np.exp(draw.normal(3.0, 2.8, len(pair))).round(3) + 0.001
    tonnes = (value * np.exp(draw.normal(-1.0, 1.0, len(pair)))).round(3)
    tonnes[draw.random(len(pair)) < 0.03] = np.nan
    table = pd.DataFrame({"t": YEAR, "i": codes[pair // n], "j": codes[pair % n]})
    table["k"] = pd.Categorical.from_codes(product, [f"{code:06}" for code in products])
    table["v"], table["q"] = value, tonnes
    csv = path.with_name(CSV)
    table.to_csv(csv, index=False, na_rep="           NA", float_format="%.3f")
    countries = "".join(f"{code},Invented {code},,{names[code]}\n" for code in codes)
    described = "".join(f'{code:06},"Invented {code}"\n' for code in products)
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=6) as package:
        package.write(csv, CSV)
        package.writestr(
            f"country_codes_V{VINTAGE}.csv",
            "country_code,country_name,country_iso2,country_iso3\n" + countries,
        )
        package.writestr(f"product_codes_HS22_V{VINTAGE}.csv", "code,description\n" + described)
    made = {
        "rows": len(table),
        "MB": csv.stat().st_size / 1e6,
        "MB zipped": path.stat().st_size / 1e6,
    }
    csv.unlink()
    return made


def _products_of_each_pair(size: np.ndarray, rows: int) -> np.ndarray:
    """How many products each exporter sells each importer; in all, *rows* to within a few."""
    reach = np.outer(size, size) ** 0.55
    np.fill_diagonal(reach, 0)
    most, low, high = 0.85 * PRODUCTS, 0.0, 1e9
    for _ in range(200):
        scale = (low + high) / 2
        enough = np.minimum(reach * scale, most).astype(int).sum() >= rows
        low, high = (low, scale) if enough else (scale, high)
    return np.minimum(reach * high, most).astype(int)


if __name__ == "__main__":
    JOBS = {"import": import_, "ask": ask, "pandas": with_pandas}
    if sys.argv[1:] and sys.argv[1] in JOBS:
        print(json.dumps(JOBS[sys.argv[1]]()))
    else:
        main()
