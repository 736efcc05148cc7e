"""How large a country is next to another, or to all.

Sizes are gross domestic product, people, and all goods that a country sells or buys.
"""

from collections.abc import Mapping

import numpy as np

from detente.claims.caveats import caveats, merged
from detente.claims.measure import Found, Measure
from detente.claims.parameter import OF, TO, YEAR, Parameter
from detente.claims.trade_measures import recorded_trade
from detente.world import World, newest_world

Worlds = Mapping[int, World]

TABLE = {"gdp": "gdp", "population": "population", "exports": "flows", "imports": "flows"}
BY = Parameter("by", "choice", choices=tuple(TABLE))


def _rank(worlds: Worlds, *, of: str, by: str, year: int | None = None) -> Found:
    world = newest_world(worlds, TABLE[by], (of,), year)
    sizes = np.array([_size(world, country, by) for country in world.countries])
    place = 1 + np.sum(sizes > _size(world, of, by))
    counted = f"Of {np.isfinite(sizes).sum()} countries with a figure for {world.year}."
    return _found(world, (of,), by, float(place), counted)


def _ratio(worlds: Worlds, *, of: str, to: str, by: str, year: int | None = None) -> Found:
    world = newest_world(worlds, TABLE[by], (of, to), year)
    size, other = _size(world, of, by), _size(world, to, by)
    return _found(world, (of, to), by, size / other if other else float("nan"))


def _size(world: World, country: str, by: str) -> float:
    match by:
        case "exports" | "imports":
            return recorded_trade(world, "flows").total(country, by)
        case _:
            return world.value(TABLE[by], country)


def _found(world: World, who: tuple[str, ...], by: str, value: float, *notes: str) -> Found:
    table = TABLE[by]
    why = (f"No answer for {world.year}: one of the sizes is nothing, or not known.",)
    told = (
        *(why if np.isnan(value) else ()),
        *notes,
        *merged(world, who),
        *caveats(world, who, table),
    )
    return Found(value, world.year, world.sources_of(table), notes=tuple(dict.fromkeys(told)))


SIZE_MEASURES = (
    Measure(
        "size.rank",
        "Place of a country among all by size, 1 for the largest.",
        (OF, BY, YEAR),
        "count",
        "Countries with a figure for the year, ordered by it; equals share a place.",
        _rank,
    ),
    Measure(
        "size.ratio",
        "The size of one country as a multiple of another's.",
        (OF, TO, BY, YEAR),
        "ratio",
        "The one over the other, in the same year.",
        _ratio,
    ),
)
