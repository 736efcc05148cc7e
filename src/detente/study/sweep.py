"""A grid of scenarios, settled before it is run, so that a run of it can be taken up again."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from detente import __version__
from detente.errors import BadInput
from detente.study.ensemble import Pool, chunks, ensemble
from detente.study.method import ONE_SECTOR
from detente.study.scenario import ScenarioResults, scenario_economy, scenario_outcomes
from detente.trade import Economy
from detente.world import Scenario, World

if TYPE_CHECKING:
    import pandas as pd

ASKED = "What does each of these scenarios do to every country?"


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """Scenarios, and what is known of the answer before it is there.

    Attributes
    ----------
    rows
        By scenario, how many countries its answer has.
    question
        What is asked, of which data, in what JSON can hold: it tells runs apart.
    """

    scenarios: tuple[Scenario, ...]
    rows: tuple[int, ...]
    question: Mapping[str, Any]

    def parts(
        self, work: Callable[[tuple[Scenario, ...]], "pd.DataFrame"], pool: Pool, done: int = 0
    ) -> Iterator["pd.DataFrame"]:
        """Solve the scenarios after the first so many rows; one row for each and each country."""
        ends = [0, *accumulate(self.rows)]
        yield from ensemble(chunks(self.scenarios[ends.index(done) :]), work, pool)

    def solved(self, rows: int) -> int:
        """How many scenarios so many rows are the answers to."""
        return [0, *accumulate(self.rows)].index(rows)


def sweep(worlds: Mapping[int, World], scenarios: Sequence[Scenario]) -> Sweep:
    """Settle which scenarios are asked about, and on which data.

    Raises
    ------
    BadInput
        No scenarios, or one of them twice.
    UnknownLabel, MissingData
        As :func:`detente.study.scenario_results`.

    Examples
    --------
    >>> from detente.world import CostChange, example_world
    >>> dear = Scenario("Dear", costs=(CostChange(("NOR",), ("NLD",), change=1.1),))
    >>> sweep({2024: example_world()}, [dear]).rows
    (3,)
    """
    if not scenarios:
        raise BadInput("No scenarios to run. Read them from a file, or make one.")
    ids = [scenario.id for scenario in scenarios]
    if len({*ids}) < len(ids):
        twice = next(scenario for scenario in scenarios if ids.count(scenario.id) > 1)
        raise BadInput(f"{twice.name} is asked twice ({twice.id}). Ask it once.")
    economies: dict[tuple[int, str], Economy] = {}
    rows = tuple(len(scenario_economy(worlds, s, economies).countries) for s in scenarios)
    data = hashlib.sha256()
    for _, economy in sorted(economies.items()):
        data.update(" ".join(economy.countries).encode() + economy.flow.astype("<f8").tobytes())
    sources = dict.fromkeys(s for economy in economies.values() for s in economy.sources)
    question = {
        "question": ASKED,
        "scenarios": len(ids),
        "rows": sum(rows),
        "scenarios_sha256": hashlib.sha256(" ".join(ids).encode()).hexdigest(),
        "data_sha256": data.hexdigest(),
        "code_version": __version__,
        "method": ONE_SECTOR,
        "sources": [asdict(source) for source in sources],
    }
    return Sweep(tuple(scenarios), rows, question)


def scenario_table(worlds: Mapping[int, World], scenarios: tuple[Scenario, ...]) -> "pd.DataFrame":
    """One row for each scenario and country; NaN throughout where a scenario has no answer."""
    return ScenarioResults(scenario_outcomes(worlds, scenarios)).to_frame()
