"""A map to click on: each country leads to the next view.

Its stance on disputed borders is that of its maker; the page says so under the map.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from detente.brief import Shape, shapes
from detente.errors import UnknownLabel
from detente.web.view import View
from detente.world import country, country_name


@dataclass(frozen=True, slots=True)
class Place:
    """One country on the map, and where a click on it leads."""

    shape: Shape
    name: str
    address: str
    is_chosen: bool


def world_map(view: View, held: Collection[str]) -> tuple[Place, ...]:
    """The countries that a table holds, in the order in which they are drawn.

    Parameters
    ----------
    held
        Codes of the countries that can be asked about.
    """
    chosen = _chosen(view)
    return tuple(
        Place(each, country_name(each.code, view.lang), _next(view, each.code), each.code in chosen)
        for each in shapes()
        if each.code in held
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
