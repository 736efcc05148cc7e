"""Small networks with known answers, and networks drawn at random."""

import numpy as np
from hypothesis import strategies as st

from detente.bargain import Arc, Network, Node, Step


def transit(value, by_transit, around, status="option"):
    """One unit from a producer to a consumer, through a third country or around it."""
    capital = {"operating_cost": 0.0, "capital_cost": around, "status": status}
    return Network(
        players=("producer", "transit", "consumer"),
        nodes=(
            Node("field", ("producer",), supply=(Step(1, 0),)),
            Node("city", ("consumer",), demand=(Step(1, value),)),
        ),
        arcs=(
            Arc("through", "field", "city", 1, operating_cost=by_transit, owners=("transit",)),
            Arc("around", "field", "city", 1, **capital),
        ),
    )


def chain(transits, value):
    """One unit through so many countries, each of which is indispensable."""
    between = [f"transit {k}" for k in range(transits)]
    names = ["field", *(f"border {k}" for k in range(1, transits)), "city"]
    return Network(
        players=("producer", *between, "consumer"),
        nodes=tuple(
            Node("field", ("producer",), supply=(Step(1, 0),))
            if name == "field"
            else Node("city", ("consumer",), demand=(Step(1, value),))
            if name == "city"
            else Node(name)
            for name in names
        ),
        arcs=tuple(
            Arc(f"pipe {k}", names[k], names[k + 1], 1, owners=(owner,))
            for k, owner in enumerate(between)
        ),
    )


EAST = ("Russia", "Ukraine", "Belarus", "West")
OPTIONS = ("Ukraine upgrade", "Belarus twin", "Baltic")


def eastern_gas(*options):
    """Pipes to the west as in Hubert & Ikonnikova's account, with invented numbers."""
    everything = Network(
        players=EAST,
        nodes=(
            Node("field", ("Russia",), supply=(Step(160, 20),)),
            Node("market", ("West",), demand=(Step(60, 200), Step(60, 100), Step(40, 50))),
        ),
        arcs=(
            Arc("Ukraine", "field", "market", 80, 12, owners=("Ukraine",)),
            Arc("Belarus", "field", "market", 30, 12, owners=("Belarus",)),
            Arc("Ukraine upgrade", "field", "market", 40, 10, 12, ("Ukraine",), "option"),
            Arc("Belarus twin", "field", "market", 60, 12, 15, ("Belarus",), "option"),
            Arc("Baltic", "field", "market", 60, 13, 25, (), "option"),
        ),
    )
    return everything.without(*(name for name in OPTIONS if name not in options))


def drawn(seed, players=4, joint=False):
    """Some places with supply or demand, some arcs between them, each with an owner."""
    draw = np.random.default_rng(seed)
    names = tuple(f"player {k}" for k in range(players))

    def steps(price):
        prices = price + draw.integers(0, 5, 2)
        return tuple(
            Step(float(q), float(p)) for q, p in zip(draw.integers(1, 6, 2), prices, strict=True)
        )

    def owner():
        return tuple(
            draw.choice(names, size=2 if joint and draw.random() < 0.5 else 1, replace=False)
        )

    nodes = [Node("well", owner(), supply=steps(0)), Node("town", owner(), demand=steps(8))]
    nodes += [Node("port", owner(), supply=steps(4), demand=steps(6)), Node("pass")]
    ends = [(a.name, b.name) for a in nodes for b in nodes if a is not b]
    arcs = [
        Arc(
            f"{a} to {b}",
            a,
            b,
            float(draw.integers(1, 8)),
            float(draw.integers(0, 3)),
            float(draw.integers(0, 3)),
            owner(),
            "option" if draw.random() < 0.4 else "built",
        )
        for a, b in ends
        if draw.random() < 0.7
    ]
    return Network(names, tuple(nodes), tuple(arcs))


def owned_apart(seed, players=4):
    """Every supply, demand and pipe has one owner, and the places where pipes meet have none."""
    draw = np.random.default_rng(seed)
    names, meets = [f"player {k}" for k in range(players)], ("north", "south", "east")
    homes = [
        Node(
            f"home of {name}",
            (name,),
            supply=(Step(float(draw.integers(0, 6)), float(draw.integers(0, 6))),),
            demand=(Step(float(draw.integers(0, 6)), float(draw.integers(4, 12))),),
        )
        for name in names
    ]
    arcs = [
        Arc(f"{a} to {b}", a, b, 20.0)
        for home, meet in zip(homes, draw.choice(meets, players), strict=True)
        for a, b in ((home.name, meet), (meet, home.name))
    ]
    arcs += [
        Arc(
            f"{a} to {b}", a, b, float(draw.integers(1, 6)), 1.0, 0.5, (draw.choice(names),), status
        )
        for a in meets
        for b in meets
        if a != b
        for status in (("option", "built")[draw.integers(2)],)
    ]
    return Network(tuple(names), (*homes, *map(Node, meets)), tuple(arcs))


seeds = st.integers(0, 10_000)
