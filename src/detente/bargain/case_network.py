"""The network of a project in a case: its numbers worked out from the facts that it names.

A number is a product of facts. A quantity comes out in one unit a year, the same for the whole
project; a price in US dollars for each unit; a cost of an arc in the latter, or in US dollars a
year for all of its capacity, over which it is then spread,

    cost of a unit = Π facts ,  or  Π facts / capacity .

Draws are of facts, so that what rests on the same fact moves together. A fact is drawn from a PERT
distribution between its low and its high, stratified: each fact takes one value from each of n
equal parts of its probability, in an order of its own.

McKay, Beckman & Conover (1979), A Comparison of Three Methods for Selecting Values of Input
Variables in the Analysis of Output from a Computer Code, Technometrics 21(2).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from math import isnan

import numpy as np

from detente.bargain.network import Network
from detente.bargain.network_parts import Arc, Node, Step
from detente.bargain.positions import PEAK
from detente.errors import BadInput
from detente.exchange import Product, product
from detente.world import Case, Project, ProjectArc, ProjectNode, ProjectStep

MONEY = {"USD": 1}


def project_network(
    case: Case,
    project: Project,
    values: Mapping[str, float] | None = None,
    *,
    closed: Collection[str] = (),
) -> Network:
    """Work out the network of a project, in US dollars and in the unit of its quantities.

    Parameters
    ----------
    values
        By fact, in its base unit; the case's own figures if left out.
    closed
        Arcs that rules close.

    Raises
    ------
    UnknownLabel
        A fact that the case does not hold.
    BadInput
        A fact that is no number or is below zero; a product that comes out in another unit than
        the rest of the project needs.

    Examples
    --------
    >>> from detente.world import Fact, Source
    >>> press = (Source("A press account", "nobody", 2018, "", ""),)
    >>> facts = tuple(
    ...     Fact(name, "gas", name, x, x, x, unit, "2018", press, True)
    ...     for name, x, unit in [("gas", 10, "bcm"), ("price", 50, "USD/1000 m3")]
    ... )
    >>> case = Case(("RUS", "KOR"), facts=facts)
    >>> pipe = ProjectArc("pipe", (), "field", "city", ("gas",), (), ("price",), (), "option", "")
    >>> field = ProjectNode("field", ("RUS",), (), ())
    >>> city = ProjectNode("city", ("KOR",), (), (ProjectStep(("gas",), ("price",)),))
    >>> project = Project("gas", (), ("RUS", "KOR"), "RUS", (field, city), (pipe,), ())
    >>> project_network(case, project).arcs[0].cost / 1e6
    50.0
    """
    figures = _Figures(case, project, values or {})
    return Network(
        players=project.players,
        nodes=tuple(figures.node(node) for node in project.nodes),
        arcs=tuple(figures.arc(arc, is_open=arc.id not in closed) for arc in project.arcs),
    )


def fact_draws(
    case: Case, project: Project, *, draws: int, seed: int
) -> tuple[Mapping[str, float], ...]:
    """Values of a project's facts, one mapping a draw: the same seed gives the same draws.

    Raises
    ------
    BadInput
        Fewer than one draw.
    UnknownLabel
        A fact that the case does not hold.
    """
    if draws < 1:
        raise BadInput(f"{draws} draws. Ask for one or more.")
    from scipy.special import betaincinv

    random = np.random.default_rng(seed)
    drawn = dict[str, list[float]]()
    for id in project.facts:
        amount = case.fact(id).amount
        chance = (random.permutation(draws) + random.random(draws)) / draws
        width = amount.high - amount.low
        way = (amount.value - amount.low) / width if width > 0 else 0.5
        share = betaincinv(1 + PEAK * way, 1 + PEAK * (1 - way), chance)
        drawn[id] = (amount.low + width * share).tolist()
    return tuple({id: each[k] for id, each in drawn.items()} for k in range(draws))


@dataclass(frozen=True, slots=True, eq=False)
class _Figures:
    """The numbers of one project."""

    case: Case
    project: Project
    values: Mapping[str, float]

    @property
    def unit(self) -> Mapping[str, int]:
        """What quantities are measured in: that of the first, which all others must match."""
        ids, where = next(_quantities(self.project))
        found = self.product(ids, where).unit
        if "USD" in found or [*found.values()] != [1]:
            raise BadInput(
                f"{where}: {_told(self.case, ids)}, and a quantity is measured in one unit a year, "
                "as bcm. Name a fact in such a unit, and whatever else are pure numbers."
            )
        return found

    def node(self, node: ProjectNode) -> Node:
        """Supply and demand at a place, priced."""
        where = f"Project {self.project.id}, node {node.id}"
        supply, demand = (
            tuple(self.step(step, f"{where}, {what}") for step in steps)
            for what, steps in (("supply", node.supply), ("demand", node.demand))
        )
        return Node(node.id, node.owners, supply, demand)

    def step(self, step: ProjectStep, where: str) -> Step:
        """A quantity and its price."""
        price, _ = self.money(step.price, where, may_be_spread=False)
        return Step(self.quantity(step.quantity, where), price)

    def arc(self, arc: ProjectArc, *, is_open: bool) -> Arc:
        """A way with its costs, a unit."""
        where = f"Project {self.project.id}, arc {arc.id}"
        capacity = self.quantity(arc.capacity, f"{where}, capacity")
        running, capital = (
            self.cost(ids, capacity, f"{where}, {what}")
            for what, ids in (
                ("running_cost", arc.running_cost),
                ("capital_cost", arc.capital_cost),
            )
        )
        return Arc(
            name=arc.id,
            start=arc.start,
            end=arc.end,
            capacity=capacity,
            operating_cost=running,
            capital_cost=capital,
            owners=arc.owners,
            status=arc.status,
            allowed=is_open,
        )

    def cost(self, ids: tuple[str, ...], capacity: float, where: str) -> float:
        """What a unit costs on an arc; nothing where no fact is named."""
        if not ids:
            return 0.0
        amount, is_spread = self.money(ids, where, may_be_spread=True)
        if is_spread and not capacity:
            raise BadInput(f"{where} cannot be spread over a capacity of 0. Leave the arc out.")
        return amount / capacity if is_spread else amount

    def money(self, ids: tuple[str, ...], where: str, *, may_be_spread: bool) -> tuple[float, bool]:
        """An amount of money, and whether it is for a whole capacity and not for each unit."""
        found = self.product(ids, where)
        each = MONEY | {name: -1 for name in self.unit}
        if found.unit == each or (may_be_spread and found.unit == MONEY):
            return found.at(self.values), found.unit == MONEY
        unit = next(iter(self.unit))
        wanted = f"US dollars for each {unit}"
        wanted += " or a year" if may_be_spread else ""
        raise BadInput(
            f"{where}: {_told(self.case, ids)}, and not in {wanted}. Name facts whose units leave "
            "that."
        )

    def quantity(self, ids: tuple[str, ...], where: str) -> float:
        """A quantity a year."""
        found = self.product(ids, where)
        if found.unit != self.unit:
            raise BadInput(
                f"{where}: {_told(self.case, ids)}, and quantities of this project are in "
                f"{next(iter(self.unit))}. Name a fact in that unit."
            )
        return found.at(self.values)

    def product(self, ids: tuple[str, ...], where: str) -> Product:
        """The product of some facts, none of which is below zero."""
        for fact in map(self.case.fact, ids):
            if isnan(fact.value) or fact.amount.low < 0:
                found = "no number" if isnan(fact.value) else f"{fact.low:g} at its lowest"
                raise BadInput(
                    f"{where}: fact {fact.id} is {found}. Name facts that are numbers from zero up."
                )
        return product([self.case.fact(id) for id in ids])


def _quantities(project: Project) -> Iterator[tuple[tuple[str, ...], str]]:
    for arc in project.arcs:
        yield arc.capacity, f"Project {project.id}, arc {arc.id}, capacity"


def _told(case: Case, ids: tuple[str, ...]) -> str:
    """Some facts and what their product comes out in."""
    units = " × ".join(case.fact(id).unit for id in ids)
    return f"{' × '.join(ids)} comes out in {units}"
