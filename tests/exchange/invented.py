"""A pair of countries, rules on one of them, and things that they could exchange."""

from datetime import date

from detente.rules import Category, Rule, Rules
from detente.world import Case, Exchange, Fact, Source

PRESS = Source("A press account", "nobody", 2018, "", "")
DAY = date(2020, 1, 1)

BAN = Rule(
    instrument="Act 1",
    issuer="Council",
    target="NOR",
    subject="what is asked about",
    direction="service",
    kind="ban",
    adopted=date(2015, 1, 1),
    in_force_from=date(2015, 1, 1),
)
CATEGORIES = (
    Category("passage", "Passage", ("service",)),
    Category("fish", "Fish, sold", ("export",)),
    Category("arms", "Arms", ("export", "import")),
    Category("labour", "Workers", ("labour",)),
)


def fact(id, low, value=None, high=None, unit="USD million", *, checked=True):
    value = low if value is None else value
    high = value if high is None else high
    return Fact(id, "about", f"Figure {id}", low, value, high, unit, "2018", (PRESS,), checked)


def exchange(id="passage", giver="NOR", taker="NLD", value=(), now=(), category="passage", **more):
    what = (("en", id.capitalize()), ("nl", f"{id}-nl"))
    others, evidence = more.pop("others", ()), more.pop("evidence", ())
    return Exchange(id, what, giver, taker, value, now, category, others, evidence, **more)


def case(*exchanges, facts=(), day=DAY):
    return Case(("NLD", "NOR"), exchanges=exchanges, facts=tuple(facts), day=day)


def rules(*held, on="NOR", as_of=date(2020, 12, 31)):
    return Rules(on, held, CATEGORIES, as_of=as_of)
