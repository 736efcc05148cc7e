"""What a network is made of: nodes that supply and demand, arcs that carry.

Supply and demand come in steps, so that a curve can be as fine as one likes: so much a year at such
a price. An arc carries one way. A built arc costs only its operation, since its capital is sunk; an
option may still be built, as large as it is used, at its capital cost a year for each unit.
"""

from dataclasses import dataclass
from math import inf, isfinite, isnan
from typing import Literal, get_args

from detente.errors import BadInput

ArcStatus = Literal["built", "option"]
STATUSES: tuple[ArcStatus, ...] = get_args(ArcStatus)


@dataclass(frozen=True, slots=True)
class Step:
    """So much a year, at a price for each unit: the cost of a supply, the worth of a demand.

    Raises
    ------
    BadInput
        A quantity or a price that is negative or not known, or a price without limit.
    """

    quantity: float
    price: float

    def __post_init__(self) -> None:
        if isnan(self.quantity) or self.quantity < 0:
            raise BadInput(f"A step has a quantity of {self.quantity}. Give a number from 0 up.")
        if not isfinite(self.price) or self.price < 0:
            raise BadInput(f"A step has a price of {self.price}. Give a finite number from 0 up.")


@dataclass(frozen=True, slots=True)
class Node:
    """A place where flows meet, and where supply and demand may be.

    Attributes
    ----------
    owners
        Players who must all agree before anything passes; nobody's if empty.
    supply
        What can be put in; the cheapest steps are used first.
    demand
        What can be taken out, and what it is worth there; the dearest steps are served first.

    Raises
    ------
    BadInput
        Owners written as one word, or a demand without limit, which would be worth without limit.
    """

    name: str
    owners: tuple[str, ...] = ()
    supply: tuple[Step, ...] = ()
    demand: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        _refuse_one_word(f"Node {self.name!r}", self.owners)
        if any(step.quantity == inf for step in self.demand):
            raise BadInput(
                f"Node {self.name!r} demands without limit, so no flow would be the best. Give "
                "each step of its demand a finite quantity."
            )


@dataclass(frozen=True, slots=True)
class Arc:
    """A way from one node to another: a pipe, a line, a railway, a shipping route.

    Attributes
    ----------
    capacity
        Most that it carries a year; of an option, the most that can be built. May be infinite.
    operating_cost
        For each unit carried.
    capital_cost
        For each unit of capacity a year, interest and depreciation included. Counts for an option
        only: what is built is sunk.
    owners
        Players who must all agree before it is used; open to anyone if empty.
    allowed
        False closes it, as sanctions do.

    Raises
    ------
    BadInput
        A capacity or a cost that is negative or not known, a cost without limit, a status that is
        neither ``built`` nor ``option``, owners written as one word, or an arc to where it starts.
    """

    name: str
    start: str
    end: str
    capacity: float
    operating_cost: float = 0.0
    capital_cost: float = 0.0
    owners: tuple[str, ...] = ()
    status: ArcStatus = "built"
    allowed: bool = True

    def __post_init__(self) -> None:
        _refuse_one_word(f"Arc {self.name!r}", self.owners)
        if isnan(self.capacity) or self.capacity < 0:
            raise BadInput(
                f"Arc {self.name!r} has a capacity of {self.capacity}. Give a number from 0 up."
            )
        costs = {"an operating": self.operating_cost, "a capital": self.capital_cost}
        for kind, cost in costs.items():
            if not isfinite(cost) or cost < 0:
                raise BadInput(
                    f"Arc {self.name!r} has {kind} cost of {cost}. Give a finite number from 0 up."
                )
        if self.status not in STATUSES:
            raise BadInput(
                f"Arc {self.name!r} has the status {self.status!r}. Write built or option."
            )
        if self.start == self.end:
            raise BadInput(f"Arc {self.name!r} goes from {self.start!r} to itself. Leave it out.")

    @property
    def cost(self) -> float:
        """What one more unit costs on it, capital included where it is not yet built."""
        return self.operating_cost + (self.capital_cost if self.status == "option" else 0.0)


def _refuse_one_word(what: str, owners: tuple[str, ...]) -> None:
    if isinstance(owners, str):
        raise BadInput(f"{what} has owners {owners!r}, one word. Write a list: ({owners!r},).")
