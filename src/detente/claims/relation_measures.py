"""How alike two countries vote, how far apart they lie, how large they are."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from detente.claims.caveats import caveats, merged
from detente.claims.measure import Found, Measure
from detente.claims.parameter import OF, PARTNER, YEAR, A, B
from detente.world import World, country_in_prose, newest_world

Worlds = Mapping[int, World]

FEW_VOTES = 10


def _votes(table: str) -> Callable[..., Found]:
    """Read a table of votes: the newest year that knows the pair, unless a year is asked."""

    def found(worlds: Worlds, *, a: str, b: str, year: int | None = None) -> Found:
        if year is None:
            knowing = (y for y in sorted(worlds, reverse=True) if _knows(worlds[y], table, a, b))
            year = next(knowing, None)
        world = newest_world(worlds, table, (a, b), year)
        value = world.value(table, a, b)
        joint = world.value("joint_votes", a, b) if world.holds("joint_votes") else np.nan
        few = (f"It rests on only {joint:.0f} joint votes.",) if joint < FEW_VOTES else ()
        notes = (*_unknown(value, a, b), *few, *caveats(world, (a, b), table))
        return Found(value, world.year, world.sources_of(table), notes=notes)

    return found


def _between(table: str) -> Callable[..., Found]:
    """Read a table of places, the same in every year."""

    def found(worlds: Worlds, *, a: str, b: str) -> Found:
        world = newest_world(worlds, table, (a, b))
        value = world.value(table, a, b)
        notes = (*_unknown(value, a, b), *caveats(world, (a, b), table))
        return Found(value, None, world.sources_of(table), notes=notes)

    return found


def _neighbours(worlds: Worlds, *, of: str) -> Found:
    return _of_borders(worlds, of, lambda borders: float(np.sum(borders > 0)))


def _border_share(worlds: Worlds, *, of: str, partner: str) -> Found:
    """One border over all of a country's; no answer for an island."""

    def share(borders: NDArray[np.float64]) -> float:
        world = newest_world(worlds, "border", (of, partner))
        length = np.nansum(borders)
        return float(world.value("border", of, partner) / length) if length else float("nan")

    return _of_borders(worlds, of, share)


def _of_borders(worlds: Worlds, of: str, answer: Callable[[NDArray[np.float64]], float]) -> Found:
    """Measure all land borders of one country."""
    world = newest_world(worlds, "border", (of,))
    value = answer(world.table("border")[world.row(of)])
    why = (f"{country_in_prose(of)} has no land border.",) if np.isnan(value) else ()
    notes = (*why, *caveats(world, (of,), "border"))
    return Found(value, None, world.sources_of("border"), notes=notes)


def _size(table: str) -> Callable[..., Found]:
    """Read the size of one country."""

    def found(worlds: Worlds, *, of: str, year: int | None = None) -> Found:
        world = newest_world(worlds, table, (of,), year)
        notes = (*merged(world, (of,)), *caveats(world, (of,), table))
        return Found(world.value(table, of), world.year, world.sources_of(table), notes=notes)

    return found


def _knows(world: World, table: str, a: str, b: str) -> bool:
    """Whether a World has a number for a pair."""
    there = world.holds(table) and a in world and b in world
    return there and bool(np.isfinite(world.value(table, a, b)))


def _unknown(value: float, a: str, b: str) -> tuple[str, ...]:
    """Say why there is no number, where there is none."""
    if np.isfinite(value):
        return ()
    return (f"The data have no number for {country_in_prose(a)} and {country_in_prose(b)}.",)


RELATION_MEASURES = (
    Measure(
        "votes.agreement",
        "Share of their joint votes in the UN General Assembly that two countries cast alike.",
        (A, B, YEAR),
        "share",
        "Same votes over votes in which both took part, an abstention agreeing with an "
        "abstention only (Bailey, Strezhnev & Voeten 2017).",
        _votes("agreement"),
    ),
    Measure(
        "votes.joint",
        "Number of votes in the UN General Assembly in which two countries both took part.",
        (A, B, YEAR),
        "count",
        "Roll calls of the year's session in which both voted yes, no or abstain.",
        _votes("joint_votes"),
    ),
    Measure(
        "geo.border",
        "Length of the land border that two countries share; 0 where they share none.",
        (A, B),
        "km",
        "As listed for each country; a pair that is not listed shares none.",
        _between("border"),
    ),
    Measure(
        "geo.border_share",
        "The land border with one country as a share of all land borders of another.",
        (OF, PARTNER),
        "share",
        "As listed for each country: one length over the sum of all.",
        _border_share,
    ),
    Measure(
        "geo.neighbours",
        "Number of countries that share a land border with a country.",
        (OF,),
        "count",
        "As listed for each country: those with a border longer than zero.",
        _neighbours,
    ),
    Measure(
        "geo.distance",
        "Distance between the capitals of two countries as the crow flies.",
        (A, B),
        "km",
        "Great circle between the capitals (Mayer & Zignago 2011).",
        _between("distance"),
    ),
    Measure(
        "size.gdp",
        "Gross domestic product of a country.",
        (OF, YEAR),
        "USD",
        "Gross domestic product at current prices, in current US dollars.",
        _size("gdp"),
    ),
    Measure(
        "size.population",
        "People who live in a country.",
        (OF, YEAR),
        "persons",
        "Residents at mid-year.",
        _size("population"),
    ),
)
