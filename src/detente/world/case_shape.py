"""The shape of a case file: what each key holds, and what the keys of one entry must agree on.

Loaded only when a file is read, since pydantic takes a while to load.
"""

from collections import Counter
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema, model_validator

from detente.world.bounds import LARGEST_ELASTICITY, SMALLEST_ELASTICITY
from detente.world.case import Deficits
from detente.world.priors import CUSTOMARY
from detente.world.statement_shape import StatementEntry
from detente.world.units import UNITS
from detente.world.written_values import (
    BOTH,
    CHECKED,
    COUNTRY,
    DAY,
    ID,
    SOURCES,
    WHEN,
    Day,
    Id,
    InBoth,
    Number,
    Ranged,
    Shape,
    Time,
    Words,
    Year,
    shown,
)

LIKELY = "Low, likeliest and high: [3.0, 4.0, 8.0]."
SCORE = "A number from 0 to 100."

Ids = list[Id]
Product = Annotated[Ids, Field(min_length=1)]
Sources = Annotated[Ids, Field(min_length=1, description=SOURCES)]
Likely = Annotated[list[Number], Field(min_length=3, max_length=3)]
Spread = Annotated[float, Field(ge=0, le=1)]
Score = Annotated[float, Field(ge=0, le=100)]
Address = Annotated[
    str, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=500), AfterValidator(shown)
]
UnitName = Annotated[Words, WithJsonSchema({"type": "string", "enum": [*UNITS]})]
YearKey = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]


class SourceEntry(Shape):
    """One publication."""

    title: Words = Field(description="The publication as one would cite it.")
    publisher: Words | None = Field(None, description="Who published it. Left out if unknown.")
    year: Year | None = Field(
        None, description="Year of publication, as 2019. Left out if unknown."
    )
    url: Address | None = Field(
        None, description='Where it stands: url = "https://…". Left out if nowhere.'
    )


class FactEntry(Ranged):
    """One dated figure, or something that is no number."""

    id: Id = Field(description=f'{ID}: id = "T005".')
    about: Words = Field(description='Its subject in a word or two: about = "trade".')
    statement: Words = Field(description="What it says, in a sentence for readers.")
    unit: UnitName | None = Field(
        None, description='Unit of the figure: unit = "percent". Left out if it is no number.'
    )
    when: Time = Field(description=WHEN)
    sources: Sources
    checked: bool = Field(description=CHECKED)

    @model_validator(mode="after")
    def _a_number_has_a_unit(self) -> Self:
        if (self.unit is None) != (self.value is None):
            found, missing = ("value", "unit") if self.unit is None else ("unit", "value")
            raise ValueError(f"It has a {found} and no {missing}. Write both, or neither.")
        return self


class SeriesEntry(Shape):
    """One figure by year."""

    id: Id = Field(description=f'{ID}: id = "prk_china".')
    about: Words = Field(description='Its subject in a word or two: about = "trade".')
    statement: Words = Field(description="What it says, in a sentence for readers.")
    unit: UnitName = Field(description='Unit of the figures: unit = "USD million".')
    values: dict[YearKey, Number] = Field(
        min_length=1, description="Figures by year: values = { 2017 = 5260, 2018 = 2720 }."
    )
    unchecked: list[Year] = Field(
        [], description="Years whose figure is not checked, as one from memory: unchecked = [2017]."
    )
    sources: Sources

    @model_validator(mode="after")
    def _unchecked_years_are_there(self) -> Self:
        if absent := [year for year in self.unchecked if str(year) not in self.values]:
            raise ValueError(
                f"unchecked names {absent[0]}, and values has no such year. Leave it out."
            )
        return self


class VisitEntry(Shape):
    """A meeting of leaders."""

    id: Id = Field(description=f'{ID}: id = "V005".')
    between: list[Words] = Field(
        min_length=2, max_length=2, description='Two countries: between = ["PRK", "RUS"].'
    )
    first: Day = Field(description=f"First day. {DAY}")
    last: Day = Field(description=f"Last day. {DAY}")
    place: Words = Field(description="Where they met.")
    host: Words | None = Field(
        None, description="Which of the two countries they met in. Left out if neither."
    )
    leaders: list[Words] = Field(
        min_length=2, max_length=2, description="Their names, in the order of the countries."
    )
    kind: Literal["state", "official", "working", "unofficial", "summit", "meeting"] = Field(
        description='"state", "official", "working", "unofficial", "summit" or "meeting".'
    )
    signed: bool = Field(description="Whether the leaders signed a text: true or false.")
    document: Words | None = Field(None, description="Title of the text. Left out if none.")
    sources: Sources
    checked: bool = Field(description=CHECKED)

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"last is {self.last}, before first, {self.first}. Swap them.")
        return self


class ExchangeEntry(Shape):
    """Something that one country can give and the other needs."""

    id: Id = Field(description=f'{ID}: id = "labour".')
    what: InBoth = Field(description=f"What it is, in a few words. {BOTH}")
    giver: Words = Field(description=f"Who gives. {COUNTRY}")
    taker: Words = Field(description=f"Who needs it. {COUNTRY}")
    value: Ids = Field(
        [], description='Facts whose product is its worth in USD a year: value = ["L023"].'
    )
    now: Ids = Field(
        [], description='Facts whose product is what there is, in USD a year: now = ["L024"].'
    )
    category: Id | None = Field(
        None, description='Category of the rules that it falls under: category = "coal_export".'
    )
    others: list[Words] = Field([], description='Who else could supply it: others = ["CHN"].')
    evidence: Ids = Field([], description='Facts that say so: evidence = ["L001"].')
    sector: Annotated[str, StringConstraints(pattern=r"^[0-9]$")] | None = Field(
        None,
        description="SITC section whose recorded trade holds it already, a digit as text: "
        'sector = "3". Left out if it is no goods.',
    )

    @model_validator(mode="after")
    def _names_a_fact(self) -> Self:
        if not (self.value or self.now or self.evidence):
            raise ValueError(
                'It names no fact. Write the ids of those that say so: evidence = ["L001"].'
            )
        return self


class PositionEntry(Ranged):
    """Where an actor stands on an issue, from 0 to 100."""

    actor: Words = Field(description=COUNTRY)
    issue: Id = Field(description='The issue, by its key under [issues]: issue = "order".')
    low: Score | None = Field(None, description=f"{SCORE} Left out if no range.")
    value: Score = Field(description=SCORE)
    high: Score | None = Field(None, description=f"{SCORE} Left out if no range.")
    salience: Annotated[float, Field(gt=0, le=100)] = Field(
        description="How much it cares. A number above 0, and up to 100."
    )
    weight: Annotated[float, Field(gt=0, le=1)] = Field(
        description="Its capability, as a fraction of that of all actors in the world, above 0: "
        "0.0134."
    )
    sources: Sources
    checked: bool = Field(description=CHECKED)


class StepEntry(Shape):
    """So much a year, at a price for each unit."""

    quantity: Product = Field(
        description='Facts whose product is a quantity a year: quantity = ["G004"].'
    )
    price: Product = Field(
        description='Facts whose product is a price in USD for each unit: price = ["G035", "X010"].'
    )


class NodeEntry(Shape):
    """A place where what is carried comes from, passes or goes."""

    id: Id = Field(description=f'{ID}: id = "far_east".')
    owners: list[Words] = Field(
        [], description='Players who must all agree: owners = ["RUS"]. Left out if nobody\'s.'
    )
    supply: list[StepEntry] = Field(
        [], description="What can be put in, and at what cost: [{ quantity = […], price = […] }]."
    )
    demand: list[StepEntry] = Field(
        [], description="What is wanted, and its worth: [{ quantity = […], price = […] }]."
    )


class ArcEntry(Shape):
    """A way from one node to another."""

    id: Id = Field(description=f'{ID}: id = "seabed".')
    what: InBoth = Field(description=f"What it is, in a few words. {BOTH}")
    start: Id = Field(alias="from", description='Node that it comes from: from = "far_east".')
    end: Id = Field(alias="to", description='Node that it goes to: to = "korea".')
    capacity: Product = Field(
        description='Facts whose product is the most it carries a year: capacity = ["G004"].'
    )
    running_cost: Ids = Field(
        [], description="Facts whose product is USD for each unit carried. Left out if free."
    )
    capital_cost: Ids = Field(
        [],
        description="Facts whose product is USD a year for all of its capacity. Left out if none.",
    )
    owners: list[Words] = Field(
        [], description='Players who must all agree: owners = ["PRK"]. Left out if nobody\'s.'
    )
    status: Literal["built", "option"] = Field(
        description='"built", its capital sunk, or "option", which may still be built.'
    )
    category: Id | None = Field(
        None, description='Category of the rules that can close it: category = "coal_export".'
    )

    @model_validator(mode="after")
    def _leads_elsewhere(self) -> Self:
        if self.start == self.end:
            raise ValueError(f"It goes from {self.start} to itself. Name two nodes.")
        return self


class ProjectEntry(Shape):
    """A network that several countries could share."""

    id: Id = Field(description=f'{ID}: id = "gas_to_korea".')
    what: InBoth = Field(description=f"What it is, in a few words. {BOTH}")
    players: list[Words] = Field(
        min_length=2, description='Countries with a say: players = ["RUS", "PRK", "KOR"].'
    )
    crosses: Words = Field(description='The player whose land is in between: crosses = "PRK".')
    stated: Ids = Field(
        [], description="Facts that say what others put its share at, in money a year."
    )
    nodes: list[NodeEntry] = Field(min_length=2, description="Entries under [[projects.nodes]].")
    arcs: list[ArcEntry] = Field(min_length=1, description="Entries under [[projects.arcs]].")

    @model_validator(mode="after")
    def _nothing_twice(self) -> Self:
        for table in ("nodes", "arcs"):
            names = [entry.id for entry in getattr(self, table)]
            if twice := [name for name in names if names.count(name) > 1]:
                raise ValueError(f"{table} holds the id {twice[0]!r} twice. Give each its own.")
        return self


class PriorsEntry(Shape):
    """What is drawn from where the data leave something open; what is left out is customary."""

    theta: Likely = Field([*CUSTOMARY.theta], description=f"Trade elasticity. {LIKELY}")
    output_per_gdp: Likely = Field(
        [*CUSTOMARY.output_per_gdp], description=f"All sales, as a multiple of GDP. {LIKELY}"
    )
    habit: Spread = Field(
        CUSTOMARY.habit, description="σ of all that a country reports to sell, or to buy."
    )
    link: Spread = Field(CUSTOMARY.link, description="σ of the record of one flow, beyond that.")
    gdp: Spread = Field(CUSTOMARY.gdp, description="σ of the GDP of a country.")
    gdp_of: dict[Words, Likely] = Field(
        {country: [*ends] for country, ends in CUSTOMARY.gdp_of},
        description="Factors on the GDP of single countries, instead: PRK = [0.9, 1.0, 1.83].",
    )

    @model_validator(mode="after")
    def _in_order_and_within_bounds(self) -> Self:
        named = {"theta": self.theta, "output_per_gdp": self.output_per_gdp}
        named |= {f"gdp_of.{name}": ends for name, ends in self.gdp_of.items()}
        for name, ends in named.items():
            if not 0 < ends[0] <= ends[1] <= ends[2]:
                raise ValueError(f"{name} is {ends}. Write low ≤ likeliest ≤ high, above 0.")
        if self.theta[0] < SMALLEST_ELASTICITY or self.theta[-1] > LARGEST_ELASTICITY:
            raise ValueError(
                f"theta is {self.theta}. Stay between {SMALLEST_ELASTICITY:g} and "
                f"{LARGEST_ELASTICITY:g}."
            )
        return self


class CaseFile(Shape):
    """What somebody wrote down to ask about two countries."""

    id: Id = Field(description=f'{ID}: id = "vladivostok-2019".')
    title: Words = Field(description='What this is about, in words: title = "…".')
    pair: list[Words] = Field(
        min_length=2, max_length=2, description='Two countries: pair = ["Russia", "North Korea"].'
    )
    date: Day | None = Field(None, description=f"The day that the question is about. {DAY}")
    third_parties: list[Words] = Field(
        [], description='Other countries that matter: third_parties = ["CHN", "KOR"].'
    )
    year: Year | None = Field(
        None, description="Year of trade to answer from, as 2018. Left out for the newest."
    )
    theta: Annotated[float, Field(ge=SMALLEST_ELASTICITY, le=LARGEST_ELASTICITY)] | None = Field(
        None, description="Trade elasticity, from 0.1 to 100. Left out for the customary ones."
    )
    deficits: Deficits | None = Field(
        None, description='What becomes of trade imbalances: "balanced", "dek", "multiplicative".'
    )
    diverted_share: Annotated[float, Field(gt=0, lt=1)] = Field(
        0.2, description="Share of trade that a diversion moves, between 0 and 1, as 0.2."
    )
    sources: dict[Id, SourceEntry] = Field(
        {}, description="Publications under [sources.key], a key of letters, digits, - and _."
    )
    facts: list[FactEntry] = Field([], description="Entries under [[facts]].")
    series: list[SeriesEntry] = Field([], description="Entries under [[series]].")
    visits: list[VisitEntry] = Field([], description="Entries under [[visits]].")
    exchanges: list[ExchangeEntry] = Field([], description="Entries under [[exchanges]].")
    issues: dict[Id, InBoth] = Field(
        {}, description="What positions are about, and what 0 and 100 mean, under [issues.key]."
    )
    positions: list[PositionEntry] = Field([], description="Entries under [[positions]].")
    projects: list[ProjectEntry] = Field([], description="Entries under [[projects]].")
    statements: list[StatementEntry] = Field([], description="Entries under [[statements]].")
    priors: PriorsEntry | None = Field(
        None, description="What is drawn from, under [priors]. Left out for the customary."
    )

    @model_validator(mode="after")
    def _nothing_twice(self) -> Self:
        for table in ("facts", "series", "visits", "exchanges", "projects", "statements"):
            times = Counter(entry.id for entry in getattr(self, table))
            if twice := [name for name, number in times.items() if number > 1]:
                raise ValueError(f"{table} holds the id {twice[0]!r} twice. Give each its own.")
        return self
