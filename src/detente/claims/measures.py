"""The one registry of measures: every number that detente can give, by name.

The library, the command and the page all ask here, so one name means one number everywhere. A
measure that is not in :data:`MEASURES` does not exist.
"""

import keyword
from collections.abc import Mapping

from detente.claims.bargain_measures import BARGAIN_MEASURES
from detente.claims.change_measures import CHANGE_MEASURES
from detente.claims.claim import Argument, Measurement
from detente.claims.diversion_measures import DIVERSION_MEASURES
from detente.claims.equilibrium_measures import EQUILIBRIUM_MEASURES
from detente.claims.fact_measures import FACT_MEASURES
from detente.claims.forecast_measures import FORECAST_MEASURES
from detente.claims.ledger_measures import LEDGER_MEASURES
from detente.claims.measure import Measure, checked_arguments
from detente.claims.relation_measures import RELATION_MEASURES
from detente.claims.rule_measures import RULE_MEASURES
from detente.claims.series_measures import SERIES_MEASURES
from detente.claims.signal_measures import SIGNAL_MEASURES
from detente.claims.size_measures import SIZE_MEASURES
from detente.claims.trade_measures import TRADE_MEASURES
from detente.claims.visit_measures import VISIT_MEASURES
from detente.errors import MissingData, UnknownLabel
from detente.world import Case, World

MEASURES: tuple[Measure, ...] = (
    *TRADE_MEASURES,
    *DIVERSION_MEASURES,
    *CHANGE_MEASURES,
    *EQUILIBRIUM_MEASURES,
    *RELATION_MEASURES,
    *SIZE_MEASURES,
    *FACT_MEASURES,
    *SERIES_MEASURES,
    *VISIT_MEASURES,
    *RULE_MEASURES,
    *LEDGER_MEASURES,
    *BARGAIN_MEASURES,
    *SIGNAL_MEASURES,
    *FORECAST_MEASURES,
)


def measurement(
    worlds: Mapping[int, World],
    name: str,
    args: Mapping[str, Argument],
    case: Case | None = None,
) -> Measurement:
    """Measure one thing that has a name.

    Parameters
    ----------
    worlds
        By year. A question without a year is answered from the newest World that can.
    name
        One of :data:`MEASURES`.
    args
        By name, as text or numbers: countries in English, Dutch or code; shares from 0 to 1.
    case
        What facts, series, visits and exchanges are looked up in.

    Returns
    -------
    Measurement
        With every argument that was taken, the year among them: asking again with these gives the
        same number.

    Raises
    ------
    UnknownLabel
        No such measure, argument, country, sector, year or fact; says which are near.
    BadInput
        An argument is missing or out of bounds, or one country stands where two are meant.
    MissingData
        No World holds what is asked, or a case is needed and none was given.
    NoSolution
        The model behind the measure has no answer.

    Examples
    --------
    >>> from detente.world import example_world
    >>> asked = {"of": "the Netherlands", "partner": "Noorwegen", "direction": "imports"}
    >>> share = measurement({2024: example_world()}, "trade.share", asked)
    >>> share.value, share.unit, share.args
    (0.75, 'share', {'of': 'NLD', 'partner': 'NOR', 'direction': 'imports', 'year': 2024})
    """
    measure = measure_called(name)
    read = checked_arguments(measure, args, case)
    if measure.case == "needed" and case is None:
        raise MissingData(f"{name} reads a case, and none was given. Name one: --case.")
    asked: dict[str, object] = {_keyword(key): value for key, value in read.items()}
    brought = {} if measure.case == "unread" else {"case": case}
    found = measure.function(worlds, **asked, **brought)
    if found.year is not None and any(p.name == "year" for p in measure.arguments):
        read["year"] = found.year
    return Measurement(
        name=name,
        args=read,
        value=found.value,
        unit=measure.unit or found.unit or "index",
        year=found.year,
        method=measure.method,
        sources=found.sources,
        low=found.low,
        high=found.high,
        notes=found.notes,
    )


def measure_called(name: str) -> Measure:
    """The measure of a name; refuses one that nobody knows."""
    names = [measure.name for measure in MEASURES]
    if name not in names:
        raise UnknownLabel.among("measure", name, names)
    return MEASURES[names.index(name)]


def _keyword(name: str) -> str:
    """Spell the name of an argument as Python allows: ``from`` as ``from_``."""
    return f"{name}_" if keyword.iskeyword(name) else name
