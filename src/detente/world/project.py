"""A project that several countries could share: who owns what of a network that carries something.

Every number is a list of facts of the case, whose product it is, so that each has its source and
its range. What a number is measured in follows from its facts: quantities in one unit a year, say
bcm; a price or a running cost in US dollars for each unit; a capital cost in US dollars a year for
all of an arc's capacity.
"""

from dataclasses import dataclass
from typing import Literal

Facts = tuple[str, ...]
"""Ids of facts whose product is a number."""


@dataclass(frozen=True, slots=True)
class ProjectStep:
    """So much a year, at a price: what a supply costs, what a demand is worth."""

    quantity: Facts
    price: Facts


@dataclass(frozen=True, slots=True)
class ProjectNode:
    """A place where what is carried comes from, passes or goes.

    Attributes
    ----------
    owners
        Players who must all agree; nobody's if empty.
    """

    id: str
    owners: tuple[str, ...]
    supply: tuple[ProjectStep, ...]
    demand: tuple[ProjectStep, ...]


@dataclass(frozen=True, slots=True)
class ProjectArc:
    """A way from one node to another.

    Attributes
    ----------
    what
        In English and in Dutch, as pairs.
    capacity
        Most that it carries a year.
    running_cost
        For each unit carried; free if empty.
    capital_cost
        A year, for all of the capacity, interest and wear included; none if empty.
    owners
        Players who must all agree, besides those of its two nodes.
    status
        built: its capital is sunk; option: it may still be built.
    category
        Category of the rules that close it when banned or unnamed; empty where none can.
    """

    id: str
    what: tuple[tuple[str, str], ...]
    start: str
    end: str
    capacity: Facts
    running_cost: Facts
    capital_cost: Facts
    owners: tuple[str, ...]
    status: Literal["built", "option"]
    category: str


@dataclass(frozen=True, slots=True)
class Project:
    """A network that several countries could share.

    Attributes
    ----------
    what
        In English and in Dutch, as pairs.
    players
        ISO 3166-1 alpha-3 codes of everyone with a say.
    crosses
        The player whose land is in between, and whose share is asked about.
    stated
        Ids of facts that say what others put that share at, in money a year.
    """

    id: str
    what: tuple[tuple[str, str], ...]
    players: tuple[str, ...]
    crosses: str
    nodes: tuple[ProjectNode, ...]
    arcs: tuple[ProjectArc, ...]
    stated: Facts

    @property
    def facts(self) -> Facts:
        """Ids of every fact that its numbers are made of, each once."""
        steps = (s for node in self.nodes for s in (*node.supply, *node.demand))
        numbers = [n for step in steps for n in (step.quantity, step.price)]
        numbers += [
            n for arc in self.arcs for n in (arc.capacity, arc.running_cost, arc.capital_cost)
        ]
        return tuple(dict.fromkeys(id for number in numbers for id in number))
