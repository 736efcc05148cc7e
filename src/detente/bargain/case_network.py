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

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan

import numpy as np

from detente.bargain.network import Network
from detente.bargain.network_parts import Arc, Node, Step
from detente.bargain.positions import PEAK
from detente.errors import BadInput
from detente.exchange import Product, product
from detente.world import Case, Fact, Project, ProjectArc, ProjectNode, ProjectStep

MONEY = {"USD": 1}


def project_network(
    case: Case,
    project: Project,
    values: Mapping[str, float] | None = None,
) -> Network:
    """Work out the network of a project, in US dollars and in the unit of its quantities.

    Parameters
    ----------
    values
        By fact, in its base unit; the case's own figures if left out.

    Raises
    ------
    UnknownLabel
        A fact that the case does not hold.
    BadInput
        A fact that is no number or is below zero; a product that comes out in another unit than
        the rest of the project needs; a stated share that is no money.

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
    _refuse_shares_that_are_no_money(case, project)
    figures = _Figures(project, {id: case.fact(id) for id in project.facts}, values or {})
    return Network(
        players=project.players,
        nodes=tuple(figures.node(node) for node in project.nodes),
        arcs=tuple(figures.arc(arc) for arc in project.arcs),
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


def _refuse_shares_that_are_no_money(case: Case, project: Project) -> None:
    for id in project.stated:
        found = product([case.fact(id)])
        if found.unit != MONEY:
            raise BadInput(
                f"Project {project.id}, stated: fact {id} is in {found.units or 'no unit'}, and a "
                "share is in US dollars a year. Name a fact in money."
            )


@dataclass(frozen=True, slots=True, eq=False)
class _Figures:
    """The numbers of one project."""

    project: Project
    facts: Mapping[str, Fact]
    values: Mapping[str, float]

    @property
    def unit(self) -> Mapping[str, int]:
        """What quantities are measured in: the capacity of the first arc, which all match."""
        arc = self.project.arcs[0]
        where = f"Project {self.project.id}, arc {arc.id}, capacity"
        found = self.product(arc.capacity, where)
        if "USD" in found.unit or [*found.unit.values()] != [1]:
            raise BadInput(
                f"{where} comes out in {found.units}, and a quantity is measured in one unit a "
                "year, as bcm. Name a fact in such a unit, and whatever else are pure numbers."
            )
        return found.unit

    @property
    def each(self) -> Mapping[str, int]:
        """Money for each unit."""
        return MONEY | dict.fromkeys(self.unit, -1)

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
        price = self.product(step.price, where)
        if price.unit != self.each:
            raise self.not_money(price, where, f"US dollars for each {next(iter(self.unit))}")
        return Step(self.quantity(step.quantity, where), price.at(self.values))

    def arc(self, arc: ProjectArc) -> Arc:
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
        )

    def cost(self, ids: tuple[str, ...], capacity: float, where: str) -> float:
        """What a unit costs on an arc; nothing where no fact is named."""
        if not ids:
            return 0.0
        found = self.product(ids, where)
        if found.unit == self.each:
            return found.at(self.values)
        if found.unit != MONEY:
            wanted = f"US dollars a year or for each {next(iter(self.unit))}"
            raise self.not_money(found, where, wanted)
        if not capacity:
            raise BadInput(f"{where} cannot be spread over a capacity of 0. Leave the arc out.")
        return found.at(self.values) / capacity

    def quantity(self, ids: tuple[str, ...], where: str) -> float:
        """A quantity a year."""
        found = self.product(ids, where)
        if found.unit != self.unit:
            raise BadInput(
                f"{where} comes out in {found.units}, and quantities of this project are in "
                f"{next(iter(self.unit))}. Name a fact in that unit."
            )
        return found.at(self.values)

    def not_money(self, found: Product, where: str, wanted: str) -> BadInput:
        """Word the refusal of a price or a cost."""
        return BadInput(
            f"{where} comes out in {found.units}, and not in {wanted}. Name facts whose units "
            "leave that."
        )

    def product(self, ids: tuple[str, ...], where: str) -> Product:
        """The product of some facts, none of which is below zero."""
        facts = [self.facts[id] for id in ids]
        for fact in facts:
            if isnan(fact.value) or fact.low < 0:
                found = "no number" if isnan(fact.value) else f"{fact.low:g} at its lowest"
                raise BadInput(
                    f"{where}: fact {fact.id} is {found}. Name facts that are numbers from zero up."
                )
        return product(facts)
