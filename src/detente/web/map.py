"""A map to click on: each country leads to the next view.

The paths are ready-made, so no program draws anything. Their stance on disputed borders is that of
their maker; the page says so under the map.
"""

import json
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from detente.errors import UnknownLabel
from detente.web.view import View
from detente.world import country, country_name

SMALL = 4  # units; a smaller country gets a dot


@dataclass(frozen=True, slots=True)
class Place:
    """One country on the map."""

    code: str
    name: str
    path: str
    dot: tuple[float, float] | None
    address: str
    chosen: bool


def world_map(view: View) -> tuple[Place, ...]:
    """Every country, in the order in which they are drawn."""
    chosen = _chosen(view)
    return tuple(
        Place(code, country_name(code, view.lang), path, dot, _next(view, code), code in chosen)
        for code, path, dot in _shapes()
    )


def _chosen(view: View) -> frozenset[str]:
    found = set()
    for name in (view.a, view.b):
        try:
            found.add(country(name))
        except UnknownLabel:
            continue
    return frozenset(found)


def _next(view: View, code: str) -> str:
    if view.a:
        return replace(view, b=code).address
    return f"/?{replace(view, a=code).query}"


@cache
def _shapes() -> tuple[tuple[str, str, tuple[float, float] | None], ...]:
    drawn = json.loads(files("detente.web").joinpath("map.json").read_text("utf-8"))
    found = []
    for code, shape in drawn.items():
        try:
            country(code)
        except UnknownLabel:
            continue  # a place that no table knows, as Antarctica
        x, y = shape["c"]
        found.append((code, shape["d"], (x, y) if shape["s"] < SMALL else None))
    return tuple(found)
