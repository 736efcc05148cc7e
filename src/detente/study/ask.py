"""One question under study: its Worlds, its year, and a short way to measure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.claims import Argument, Blanks, Claim, Label, Measurement, Unit, measurement
from detente.errors import MissingData
from detente.trade import Dependence, dependence
from detente.world import Case, World, newest_world

DETENTE = "detente"
TOO_OLD = 10  # years
WITH_REEXPORTS = "Re-exports are included"  # as the data package words it


@dataclass(frozen=True, slots=True, eq=False)
class Ask:
    """A Case on the World that answers it.

    Attributes
    ----------
    world
        The World of the trade year: the one asked for, or the newest that holds the pair. Where
        none holds both, the newest that holds one of them, or any.
    trade
        How everyone's recorded trade divides over partners in that year.
    """

    worlds: Mapping[int, World]
    case: Case
    world: World
    trade: Dependence

    @property
    def absent(self) -> tuple[str, ...]:
        """Whom of the pair the trade year says nothing about."""
        return tuple(c for c in self.case.pair if not self.world.knows("flows", c))

    def measured(self, name: str, **args: Argument) -> Measurement:
        """One number about the trade year; ``from_`` stands for the argument ``from``."""
        return self.newest(name, year=self.world.year, **args)

    def newest(self, name: str, **args: Argument) -> Measurement:
        """One number about the newest year that has it, or the year given."""
        plain = {key.rstrip("_"): value for key, value in args.items()}
        return measurement(self.worlds, name, plain)


def ask(worlds: Mapping[int, World], case: Case, *others: str) -> Ask:
    """Find the World that answers a Case, and knows some other countries too.

    Raises
    ------
    UnknownLabel
        The year asked is not held.
    MissingData
        The year asked does not hold trade of everyone; says which years do.
    """
    everyone = (*case.pair, *others)
    try:
        world = newest_world(worlds, "flows", everyone, case.year)
        if case.year is None:
            world = _newest_record(worlds, case.pair, world)
    except MissingData:
        if case.year is not None or others:
            raise
        held = [c for c in everyone if any(w.knows("flows", c) for w in worlds.values())]
        world = newest_world(worlds, "flows", held[:1])
    return Ask(worlds, case, world, dependence(world))


def _newest_record(worlds: Mapping[int, World], pair: tuple[str, str], newest: World) -> World:
    """The newest World that records trade between the two, unless it is much older.

    A table can lack a link that exists, where neither side had reported yet.
    """
    recent = (y for y in sorted(worlds, reverse=True) if newest.year - TOO_OLD < y <= newest.year)
    for world in (worlds[number] for number in recent):
        links = (pair, pair[::-1]) if world.knows("flows", *pair) else ()
        if any(world.value("flows", *link) > 0 for link in links):
            return world
    return newest


def finding(key: str, /, **blanks: Measurement | Label) -> Claim:
    """A sentence of detente's own; the key is the address of its words."""
    return Claim(key=key, speaker=DETENTE, blanks=blanks)


def table(key: str, rows: Iterable[Blanks], /, **blanks: Measurement | Label) -> Claim:
    """A table of detente's own; its sentence is the caption."""
    return Claim(key=key, speaker=DETENTE, blanks=blanks, rows=tuple(rows))


def country(code: str) -> Label:
    """A blank for a country."""
    return Label("country", code)


def year(number: int) -> Label:
    """A blank for a year."""
    return Label("year", str(number))


def assumed(value: float, unit: Unit) -> Measurement:
    """A blank for a number that the question chose and nobody measured."""
    return Measurement("assumption", {}, value, unit, None, "Chosen for this question.", ())


def over_the_years(
    key: str,
    ask: Ask,
    rows: tuple[Blanks, ...],
    /,
    **blanks: Measurement | Label,
) -> tuple[Claim, ...]:
    """A table by year, told apart where some of its years count re-exports and others do not."""
    years = [int(row["year"].of) for row in rows if isinstance(row["year"], Label)]
    notes = {y: ask.worlds[y].notes_of("flows") for y in years}
    counted = [y for y in years if any(note.startswith(WITH_REEXPORTS) for note in notes[y])]
    if not years:
        return ()
    if counted and len(counted) < len(years):
        return (table(key, rows, **blanks, last_with=year(max(counted))),)
    return (table(f"{key}_alike", rows, **blanks),)
