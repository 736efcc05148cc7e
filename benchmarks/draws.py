"""How long draws take: a brief with 1,000 of them, and 10,000 cuts, each in a world of its own.

    python benchmarks/draws.py

Prints seconds of the clock and of the processor; on a machine that others use the second says more.
"""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from detente.brief import compose
from detente.data import load_case, reported_trade, shipped_worlds
from detente.study import Draws, checked, drawn_claims, drawn_verdicts, pair_claims
from detente.trade import EconomyDraws, economy_from_flows, severance, severance_draws
from detente.world import Case

CASE = "vladivostok-2019"
ONE_BY_ONE = 50  # draws that are solved alone, to compare


def timed(what: str, run: Callable[[], Any]) -> Any:
    clock, processor = time.perf_counter(), time.process_time()
    found = run()
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    print(f"{what:<58}{clock:8.2f} s{processor:8.2f} s")
    return found


def main() -> None:
    worlds, case = shipped_worlds(), load_case(CASE)
    print(f"{'':<58}{'clock':>10}{'processor':>10}")
    claims = timed(
        "claims of a brief, without draws",
        lambda: pair_claims(worlds, case, reported_trade(*case.pair)),
    )
    told = timed("the same in 1,000 draws", lambda: drawn_claims(Draws(worlds, case, 1000), claims))
    timed("composed", lambda: compose(case, told))
    found = timed("52 statements checked", lambda: checked(worlds, case))
    timed("the same in 1,000 draws", lambda: drawn_verdicts(Draws(worlds, case, 1000), found))
    for pair in (("CHN", "USA"), ("PRK", "RUS")):
        drawn = timed(
            f"10,000 worlds, with every link of {' and '.join(pair)}",
            lambda pair=pair: Draws(worlds, Case(pair), 10_000).economies(2018, frozenset(pair)),
        )
        apart = timed(
            "10,000 cuts, each after its own balance without deficits",
            lambda pair=pair, drawn=drawn: severance_draws(drawn, *pair),
        )
        print(f"{'':<4}largest residual {apart.residual.max():.1e}")
        timed(f"{ONE_BY_ONE} of them one by one", partial(one_by_one, drawn, pair))


def one_by_one(drawn: EconomyDraws, pair: tuple[str, str]) -> None:
    for d in range(ONE_BY_ONE):
        economy = economy_from_flows(drawn.flows.table(d), drawn.recorded.countries)
        severance(economy, *pair, theta=float(drawn.theta[d]))


if __name__ == "__main__":
    main()
