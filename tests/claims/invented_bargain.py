"""The invented case with something to bargain over: a line, positions, a summit, forecasts."""

from dataclasses import replace

from claims.invented import CASE as PLAIN
from claims.invented import DIARY, PRESS, fact, visit

from detente.world import (
    Position,
    Project,
    ProjectArc,
    ProjectNode,
    ProjectStep,
    Reading,
    Statement,
)

GAS = fact("gas", 10, "bcm")
FACTS = (
    GAS,
    fact("field_price", 100, "USD/1000 m3"),
    fact("city_price", 200, "USD/1000 m3"),
    fact("upkeep", 10, "USD/1000 m3"),
    fact("build", 100, "USD million", low=50, high=150),
    fact("sea", 4, "ratio", checked=False),
)
ORDER = (("en", "Order: 100 is arms first"), ("nl", "Volgorde: 100 is eerst wapens"))


def arc(id, *, cost=(), upkeep=(), owners=(), status="option", category=""):
    what = (("en", id), ("nl", id))
    ends = ("field", "city", ("gas",))
    return ProjectArc(id, what, *ends, upkeep, cost, owners, status, category)


# By hand, in millions a year; a dollar for 1000 m3 is a million for a bcm.
# The gain is (200 − 100) × 10 = 1000 before cost. Through North Korea: 10 × 10 of upkeep and 100 of
# capital; around it 10 × 10 and 400. The gap is 300, its third 100; once built, 400 and 133 1/3.
LINE = Project(
    id="line",
    what=(("en", "a line"), ("nl", "een leiding")),
    players=("RUS", "PRK", "KOR"),
    crosses="PRK",
    nodes=(
        ProjectNode("field", ("RUS",), (ProjectStep(("gas",), ("field_price",)),), ()),
        ProjectNode("city", ("KOR",), (), (ProjectStep(("gas",), ("city_price",)),)),
    ),
    arcs=(
        arc(
            "through",
            cost=("build",),
            upkeep=("upkeep",),
            owners=("PRK",),
            category="gas_transit_pipeline",
        ),
        arc("around", cost=("build", "sea"), upkeep=("upkeep",)),
    ),
    stated=("fee", "sales"),
)


def position(actor, low, value, high, *, salience=50, weight=0.1):
    ends = (low, value, high)
    return Position(actor, "order", ORDER, *ends, salience, weight, (PRESS,), checked=False)


POSITIONS = (
    position("USA", 80, 90, 95, weight=0.2),
    position("PRK", 5, 10, 20, salience=100),
    position("RUS", 30, 40, 50),
)


def forecast(id, *readings):
    meaning = (("en", f"{id} will be so"), ("nl", f"{id} wordt zo"))
    return Statement(id, "somebody", id, "en", meaning, "forecast", readings, (), (DIARY,))


def reading(measure, relation, than, **args):
    return Reading((("en", "so"), ("nl", "zo")), measure, tuple(args.items()), relation, (than,))


HOLDS = reading("fact.value", "at_least", 5_000.0, fact="workers")
FAILS = reading("fact.value", "at_least", 50_000.0, fact="workers")
OPEN = reading("fact.value", "at_least", 9_000.0, fact="workers")

HANOI = replace(
    visit("V9", "2019-02-27", "2019-02-28", "Kim Jong-un", place="Hanoi", host=""),
    between=("PRK", "USA"),
    kind="summit",
)
CASE = replace(
    PLAIN,
    third_parties=("KOR", "USA"),
    facts=(*PLAIN.facts, *FACTS),
    visits=(*PLAIN.visits, HANOI),
    projects=(LINE,),
    positions=POSITIONS,
    statements=(
        forecast("F1", HOLDS),
        forecast("F2", FAILS, OPEN),
        forecast("F3", HOLDS, FAILS),
        forecast("F4", HOLDS, HOLDS),
    ),
)
