"""What coalitions of owners can earn with a network that they share.

A coalition S may use the arcs and nodes all of whose owners are in S; it is worth what the best
flow over them earns,

    v(S) = max  Σ demand served × willingness to pay  −  Σ supply used × its cost
                − Σ flow on arcs × (operating cost + capital cost of what is still an option) ,

so a game of 2^n worths follows from who owns what. A transit country's share is bounded by what its
route saves over the best way around it, not by the worth of what passes; and an option that nobody
will build still moves power. Once options are built their capital is sunk: the same game on the
network as built shows who can then hold up whom. Where outsiders may use what others own, or crowd
each other out, what a coalition earns depends on what the others do, and this is the wrong game
(Csercsik, Hubert, Sziklai & Kóczy 2019, Energy Economics 80).

Hubert & Ikonnikova (2011), Investment Options and Bargaining Power: The Eurasian Supply Chain for
Natural Gas, Journal of Industrial Economics 59(1).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.bargain.flow_program import FlowProgram
from detente.bargain.game import Game
from detente.bargain.network_flow import NetworkFlow
from detente.bargain.network_parts import Arc, Node, Step
from detente.errors import BadInput, UnknownLabel, some

MOST_OWNERS = 16  # 65,536 linear programs, some ten seconds
USED = 1e-9  # of the largest flow; less is rounding


@dataclass(frozen=True, slots=True)
class Network:
    """Players, and the nodes and arcs that they own. Money and quantities are in any one unit.

    Attributes
    ----------
    players
        Everyone with a say, whether or not they own anything here.

    Raises
    ------
    BadInput
        A name given twice.
    UnknownLabel
        An owner that is no player, or an end of an arc that is no node.

    Examples
    --------
    A producer and a consumer with a route through a third country, or a dearer one around it:

    >>> from detente.bargain import Step, shapley_value
    >>> network = Network(
    ...     players=("producer", "transit", "consumer"),
    ...     nodes=(
    ...         Node("field", ("producer",), supply=(Step(1, 0),)),
    ...         Node("city", ("consumer",), demand=(Step(1, 10),)),
    ...     ),
    ...     arcs=(
    ...         Arc("pipe", "field", "city", 1, operating_cost=1, owners=("transit",)),
    ...         Arc("around", "field", "city", 1, capital_cost=4, status="option"),
    ...     ),
    ... )
    >>> network.game().worth_of("producer", "consumer")
    6.0
    >>> shapley_value(network.game()).payoff
    array([4., 1., 4.])
    """

    players: tuple[str, ...]
    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]

    def __post_init__(self) -> None:
        for name in ("players", "nodes", "arcs"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        for kind, names in (
            ("player", self.players),
            ("node", [node.name for node in self.nodes]),
            ("arc", [arc.name for arc in self.arcs]),
        ):
            twice = sorted({name for name in names if list(names).count(name) > 1})
            if twice:
                raise BadInput(f"Two of a kind: {kind} {some(twice)}. Give each its own name.")
        parts: tuple[Node | Arc, ...] = (*self.nodes, *self.arcs)
        for part in parts:
            what = f"{type(part).__name__} {part.name!r}"
            for owner in part.owners:
                if owner not in self.players:
                    raise _unknown(f"{what} is owned by no player", "player", owner, self.players)
        for arc in self.arcs:
            for does, end in (("starts", arc.start), ("ends", arc.end)):
                if end not in self._node_names:
                    where = f"Arc {arc.name!r} {does} at no node"
                    raise _unknown(where, "node", end, self._node_names)

    @property
    def _node_names(self) -> tuple[str, ...]:
        return tuple(node.name for node in self.nodes)

    def game(self) -> Game:
        """Work out what every coalition can earn.

        Every worth is held against the bound that its dual proves.

        Raises
        ------
        BadInput
            More than 16 players, or something to earn for which nobody is needed.
        NoSolution
            A worth that its dual does not prove.
        """
        if len(self.players) > MOST_OWNERS:
            raise BadInput(
                f"{len(self.players)} players need {2 ** len(self.players):,} linear programs; up "
                f"to {MOST_OWNERS} players are worked out. Merge some of them."
            )
        worth = self._program().worths(len(self.players))
        if worth[0] > 0:
            raise BadInput(
                f"A flow worth {worth[0]:g} needs no player at all. Give the nodes or arcs that it "
                "takes an owner."
            )
        return Game(self.players, worth)

    def flow(self, *coalition: str) -> NetworkFlow:
        """Find the best flow of one coalition, everyone's if none is named.

        Raises
        ------
        UnknownLabel
            A member who is no player.

        Examples
        --------
        >>> from detente.bargain import Step
        >>> well = Node("well", ("A",), supply=(Step(5, 1),))
        >>> town = Node("town", ("B",), demand=(Step(2, 9), Step(2, 3)))
        >>> network = Network(("A", "B"), (well, town), (Arc("pipe", "well", "town", 3),))
        >>> found = network.flow()
        >>> found.of("pipe"), found.worth
        (3.0, 18.0)
        """
        members = coalition or self.players
        for member in members:
            if member not in self.players:
                raise UnknownLabel.among("player", member, self.players)
        bits = self._bits(tuple(dict.fromkeys(members)))
        found = self._program().best_flow(bits)
        arcs, use = len(self.arcs), found.use
        supplied, demanded = (np.zeros(len(self.nodes)) for _ in range(2))
        for (node, _, sign), amount in zip(self._steps(), use[arcs:], strict=True):
            (supplied if sign > 0 else demanded)[node] += amount
        open_to = [self._bits(node.owners) & ~bits == 0 for node in self.nodes]
        return NetworkFlow(
            coalition=tuple(player for player in self.players if player in members),
            worth=found.worth,
            arcs=self.arcs,
            nodes=self.nodes,
            flow=use[:arcs],
            supplied=supplied,
            demanded=demanded,
            price=np.where(open_to, found.price, np.nan),
            residual=found.gap,
        )

    def without(self, *arcs: str) -> "Network":
        """Close some arcs, as sanctions do; refuses a name that is no arc."""
        known = [arc.name for arc in self.arcs]
        for name in arcs:
            if name not in known:
                raise UnknownLabel.among("arc", name, known)
        closed = (replace(arc, allowed=arc.allowed and arc.name not in arcs) for arc in self.arcs)
        return replace(self, arcs=tuple(closed))

    def built(self) -> "Network":
        """Build the options that everyone together would use, as large as they would use them.

        Their capital is then sunk. What is left of an option stays one, as ``more of`` it. Where
        several flows earn the same, one of them is built for.
        """
        flow = self.flow().flow
        used = USED * flow.max(initial=0.0)
        arcs = list[Arc]()
        for arc, amount in zip(self.arcs, flow.tolist(), strict=True):
            if arc.status == "built" or amount <= used:
                arcs.append(arc)
                continue
            arcs.append(replace(arc, capacity=amount, status="built"))
            if arc.capacity - amount > used:
                left = arc.capacity - amount
                arcs.append(replace(arc, name=f"more of {arc.name}", capacity=left))
        return replace(self, arcs=tuple(arcs))

    def _bits(self, members: tuple[str, ...]) -> int:
        return sum(1 << i for i, player in enumerate(self.players) if player in members)

    def _steps(self) -> Iterator[tuple[int, Step, int]]:
        """Steps of supply (+1) and of demand (−1), each with the place of its node."""
        for k, node in enumerate(self.nodes):
            yield from ((k, step, 1) for step in node.supply)
            yield from ((k, step, -1) for step in node.demand)

    def _program(self) -> FlowProgram:
        """The network as arrays: a column for each arc, then for each step at a node."""
        steps, names = list(self._steps()), self._node_names
        owners = [self._bits(node.owners) for node in self.nodes]
        ends = [(names.index(arc.start), names.index(arc.end)) for arc in self.arcs]
        brings = np.zeros((len(names), len(ends) + len(steps)))
        for j, (start, end) in enumerate(ends):
            brings[[start, end], j] = -1, 1
        for j, (node, _, sign) in enumerate(steps, start=len(ends)):
            brings[node, j] = sign
        # no best flow needs more of a column than all that is wanted
        wanted = sum(step.quantity for _, step, sign in steps if sign < 0)
        capacity = [arc.capacity if arc.allowed else 0.0 for arc in self.arcs]
        return FlowProgram(
            brings=brings,
            earns=np.array(
                [-a.cost for a in self.arcs] + [-sign * s.price for _, s, sign in steps]
            ),
            capacity=np.minimum([*capacity, *(step.quantity for _, step, _ in steps)], wanted),
            owners=np.array(
                [
                    self._bits(a.owners) | owners[i] | owners[j]
                    for a, (i, j) in zip(self.arcs, ends, strict=True)
                ]
                + [owners[node] for node, _, _ in steps],
                dtype=np.int64,
            ),
        )


def drawn_game(networks: Sequence[Network]) -> Game:
    """The games of several networks of the same players, one a draw: draw × coalition.

    Raises
    ------
    BadInput
        No networks, or other players in one of them; and what :meth:`Network.game` refuses.
    NoSolution
        As :meth:`Network.game`.

    Examples
    --------
    >>> well = Node("well", ("A",), supply=(Step(5, 1),))
    >>> pipe = Arc("pipe", "well", "town", 5)
    >>> towns = [Node("town", ("B",), demand=(Step(2, price),)) for price in (3, 9)]
    >>> drawn_game([Network(("A", "B"), (well, town), (pipe,)) for town in towns]).worth
    array([[ 0.,  0.,  0.,  4.],
           [ 0.,  0.,  0., 16.]])
    """
    if not networks:
        raise BadInput("No networks to draw from. Give one or more.")
    players = networks[0].players
    for place, network in enumerate(networks):
        if network.players != players:
            raise BadInput(
                f"The players of draw {place} are {', '.join(network.players)}, and those of draw "
                f"0 {', '.join(players)}. Give networks of the same players, in the same order."
            )
    return Game(players, np.stack([network.game().worth for network in networks]))


def _unknown(where: str, kind: str, label: str, known: tuple[str, ...]) -> UnknownLabel:
    return UnknownLabel(f"{where}. {UnknownLabel.among(kind, label, known)}")
