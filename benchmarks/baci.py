"""How long a full-size year of product trade takes, from the publisher's zip to an answer.

    python benchmarks/baci.py [rows]

The year is invented by a seeded generator in the very format of CEPII's BACI. Wall-clock time and
processor time are both given, for other work on the machine disturbs the first; pandas answers the
same questions in the same run. Every job runs in a process of its own, so that its memory is its
own.
"""

import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src")]

ROWS = 11_000_000
YEAR, VINTAGE, SEED = 2022, "202501", 7
GOALS = {"import": 30.0, "pair": 0.020, "rca": 3.0}  # seconds
GOAL_MEMORY = 2.0  # GB
PAIR = ("NLD", "NOR")


def generate(path, rows=ROWS, seed=SEED):
    """A zip of one year as CEPII would publish it: unequal countries, products, values, some NA."""
    import numpy as np
    import pandas as pd

    from detente.world.countries import _iso  # the numbers of all countries

    draw = np.random.default_rng(seed)
    numbers = {int(c): iso3 for c, iso3 in _iso().items() if c.isdecimal() and len(c) == 3}
    numbers |= {490: "S19", 842: "USA", 251: "FRA", 757: "CHE", 579: "NOR", 699: "IND"}
    for code in (840, 250, 756, 578, 356, 158, 158):
        numbers.pop(code, None)
    codes = np.array(sorted(numbers))[:230]
    for needed in (842, 699, 757):
        codes[-1 - (842, 699, 757).index(needed)] = needed
    codes = np.unique(np.append(codes[:-1], 528))
    products = np.unique(draw.integers(1, 98, 20000) * 10000 + draw.integers(100, 9999, 20000))
    products = np.sort(draw.choice(products, 5600, replace=False))
    size = draw.pareto(0.9, len(codes)) + 0.05
    appeal = draw.pareto(1.2, len(products)) + 0.2
    n = len(codes)
    reach = np.outer(size, size) ** 0.55
    np.fill_diagonal(reach, 0)
    kept = np.minimum(reach / reach.sum() * rows * 1.35, len(products) * 0.85).astype(int)
    keys = []
    weight = np.log(appeal / appeal.sum())
    for pair in np.flatnonzero(kept.ravel()):
        scores = weight + draw.gumbel(size=len(products))
        chosen = np.argpartition(-scores, kept.ravel()[pair])[: kept.ravel()[pair]]
        keys.append(pair * np.int64(len(products)) + np.sort(chosen))
    key = np.concatenate(keys)[:rows]
    pair, product = np.divmod(key, len(products))
    value = np.round(np.exp(draw.normal(3.0, 2.8, len(key))), 3) + 0.001
    weight_t = np.round(value * np.exp(draw.normal(-1.0, 1.0, len(key))), 3)
    frame = pd.DataFrame(
        {"t": YEAR, "i": codes[pair // n], "j": codes[pair % n], "k": products[product]}
    )
    frame["k"] = frame.k.astype(str).str.zfill(6)
    frame["v"], frame["q"] = value, weight_t
    frame.loc[draw.random(len(frame)) < 0.03, "q"] = np.nan
    folder = path.parent
    csv = folder / f"BACI_HS22_Y{YEAR}_V{VINTAGE}.csv"
    frame.to_csv(csv, index=False, na_rep="           NA", float_format="%.3f")
    countries = "country_code,country_name,country_iso2,country_iso3\n" + "".join(
        f"{code},Invented {code},,{numbers[code]}\n" for code in codes
    )
    described = "code,description\n" + "".join(f'{k:06},"Invented {k}"\n' for k in products)
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=6) as package:
        package.write(csv, csv.name)
        package.writestr(f"country_codes_V{VINTAGE}.csv", countries)
        package.writestr(f"product_codes_HS22_V{VINTAGE}.csv", described)
    size_csv = csv.stat().st_size
    csv.unlink()
    return {"rows": len(frame), "csv_mb": size_csv / 1e6, "zip_mb": path.stat().st_size / 1e6}


if __name__ == "__main__":
    print(generate(Path(sys.argv[1]), int(sys.argv[2])))
