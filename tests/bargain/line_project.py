"""A line from one country to another through a third, or dearer around it, checked by head."""

from detente.world import (
    Case,
    Fact,
    Position,
    Project,
    ProjectArc,
    ProjectNode,
    ProjectStep,
    Source,
)

PRESS = (Source("A press account", "nobody", 2018, "figures cited", ""),)


def fact(id, value, unit, *, low=None, high=None):
    low, high = (value if end is None else end for end in (low, high))
    return Fact(id, "gas", f"What {id} is", low, value, high, unit, "2018", PRESS, checked=True)


FACTS = (
    fact("gas", 10, "bcm"),
    fact("field_price", 100, "USD/1000 m3"),
    fact("city_price", 200, "USD/1000 m3"),
    fact("upkeep", 10, "USD/1000 m3"),
    fact("build", 100, "USD million", low=50, high=150),
    fact("times", 4, "ratio", low=2, high=5),
    fact("length", 700, "km"),
    fact("tariff", 2, "USD/1000 m3/100 km"),
    fact("name", float("nan"), ""),
    fact("loss", 0, "USD", low=-1, high=1),
)


def arc(id, *, build=(), upkeep=(), owners=(), capacity=("gas",), start="field", end="city"):
    what = (("en", id), ("nl", id))
    return ProjectArc(id, what, start, end, capacity, upkeep, build, owners, "option", "")


def node(id, owner, *, supply=(), demand=()):
    steps = (tuple(ProjectStep(("gas",), (price,)) for price in each) for each in (supply, demand))
    return ProjectNode(id, (owner,) if owner else (), *steps)


THROUGH = arc("through", build=("build",), upkeep=("upkeep",), owners=("PRK",))
AROUND = arc("around", build=("build", "times"), upkeep=("upkeep",))


def project(*arcs, players=("RUS", "PRK", "KOR"), more=()):
    field = node("field", "RUS", supply=("field_price",))
    city = node("city", "KOR", demand=("city_price",))
    return Project("line", (), players, "PRK", (field, city, *more), arcs, ())


def case(*projects):
    return Case(("RUS", "PRK"), facts=FACTS, projects=projects)


def position(actor, low, value, high, *, salience=50, weight=0.1, issue="order"):
    what = (("en", issue), ("nl", issue))
    return Position(actor, issue, what, low, value, high, salience, weight, PRESS, checked=False)
