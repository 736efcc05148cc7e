"""An invented case about Russia and North Korea, to check measures and verdicts by head."""

from datetime import date
from math import nan

from detente.world import Case, Exchange, Fact, Series, Source, Visit

PRESS = Source("Figures of a press", "a press", 2019, "figures cited", "https://example.org/press")
DIARY = Source("Diary of a court", "a court", None, "figures cited", "")


def fact(id, value, unit, *, low=None, high=None, when="2018", checked=True, source=PRESS):
    return Fact(
        id=id,
        about="invented",
        statement=f"What {id} is",
        low=value if low is None else low,
        value=value,
        high=value if high is None else high,
        unit=unit,
        when=when,
        sources=(source,),
        checked=checked,
    )


def visit(id, first, last, leader, *, place, host, signed=False, kind="official", checked=True):
    return Visit(
        id=id,
        between=("PRK", "RUS"),
        first=date.fromisoformat(first),
        last=date.fromisoformat(last),
        place=place,
        host=host,
        leaders=(leader, "Vladimir Putin"),
        kind=kind,
        signed=signed,
        document="a declaration" if signed else "",
        sources=(DIARY,),
        checked=checked,
    )


FACTS = (
    fact("share", 95.8, "percent", low=95.7, high=95.8),
    fact("fee", 160, "USD million", low=150, high=200),
    fact("sales", 240, "USD million", low=240, high=250, checked=False),
    fact("workers", 8_000, "persons", low=8_000, high=10_000, when="2019-04"),
    fact("loss", 0, "USD", low=-1, high=1),
    fact("mood", nan, "", when="2008/2018"),
)
TRADE = Series(
    id="trade",
    about="invented",
    statement="Trade of the two",
    unit="USD million",
    years=(2014, 2015, 2016, 2017, 2018, 2020),
    values=(100.0, 120.0, 60.0, 75.0, 75.0, 150.0),
    checked=(False, True, True, False, True, True),
    sources=(PRESS,),
)
TOTAL = Series(
    id="total",
    about="invented",
    statement="All trade",
    unit="USD billion",
    years=(2015, 2018, 2019),
    values=(0.24, 0.1, 0.2),
    checked=(True, True, True),
    sources=(DIARY,),
)
TONNES = Series(
    id="coal",
    about="invented",
    statement="Coal sold",
    unit="Mt",
    years=(2018, 2019),
    values=(1.0, 1.0),
    checked=(True, True),
    sources=(DIARY,),
)
VISITS = (
    visit("V3", "2011-08-20", "2011-08-25", "Kim Jong-il", place="Ulan-Ude", host="RUS"),
    visit(
        "V1",
        "2000-07-19",
        "2000-07-20",
        "Kim Jong-il",
        place="Pyongyang",
        host="PRK",
        signed=True,
    ),
    visit(
        "V2",
        "2001-07-26",
        "2001-08-18",
        "Kim Jong-il",
        place="Moscow",
        host="RUS",
        signed=True,
        kind="state",
        checked=False,
    ),
    visit("V4", "2019-04-24", "2019-04-26", "Kim Jong-un", place="Vladivostok", host="RUS"),
)
LABOUR = Exchange(
    id="labour",
    what=(("en", "labour"), ("nl", "arbeid")),
    giver="PRK",
    taker="RUS",
    value=("fee",),
    now=("sales",),
    category="labour_existing_contracts",
    others=("CHN",),
    evidence=("workers",),
)
CASE = Case(
    ("RUS", "PRK"),
    day=date(2019, 4, 25),
    facts=FACTS,
    series=(TRADE, TOTAL, TONNES),
    visits=VISITS,
    exchanges=(LABOUR,),
    file="invented.toml",
)
