"""One question under study: its Worlds, its year, and a short way to measure."""

from collections.abc import Mapping
from dataclasses import dataclass

from detente.claims import Argument, Claim, Label, Measurement, Unit, measurement
from detente.trade import Dependence, dependence
from detente.world import Case, World, newest_world

DETENTE = "detente"


@dataclass(frozen=True, slots=True, eq=False)
class Ask:
    """A Case on the World that answers it.

    Attributes
    ----------
    world
        The World of the trade year: the one asked for, or the newest that holds the pair.
    trade
        How everyone's recorded trade divides over partners in that year.
    """

    worlds: Mapping[int, World]
    case: Case
    world: World
    trade: Dependence

    def measured(self, name: str, **args: Argument) -> Measurement:
        """One number about the trade year; ``from_`` stands for the argument ``from``."""
        return self.newest(name, year=self.world.year, **args)

    def newest(self, name: str, **args: Argument) -> Measurement:
        """One number about the newest year that has it, or the year given."""
        plain = {key.rstrip("_"): value for key, value in args.items()}
        return measurement(self.worlds, name, plain)


def ask(worlds: Mapping[int, World], case: Case) -> Ask:
    """Find the World that answers a Case.

    Raises
    ------
    UnknownLabel
        The year asked is not held.
    MissingData
        No year, or not the year asked, holds trade of both countries; says which do.
    """
    world = newest_world(worlds, "flows", case.pair, case.year)
    return Ask(worlds, case, world, dependence(world))


def finding(
    key: str,
    rows: tuple[Mapping[str, Measurement | Label], ...] = (),
    **blanks: Measurement | Label,
) -> Claim:
    """A Claim of detente's own; the key is the address of its words."""
    return Claim(key=key, speaker=DETENTE, blanks=blanks, rows=rows)


def country(code: str) -> Label:
    """A blank for a country."""
    return Label("country", code)


def year(number: int) -> Label:
    """A blank for a year."""
    return Label("year", str(number))


def assumed(value: float, unit: Unit) -> Measurement:
    """A blank for a number that the question chose and nobody measured."""
    return Measurement("assumption", {}, value, unit, None, "Chosen for this question.", ())
